"""Exports that somebody made to do harm: refused with one line, and nothing is written outside the folder of the import."""

from __future__ import annotations

import json
import stat
import zipfile
from pathlib import Path

import pytest
from tests.importers.conftest import Run, archive, folder, reasons

from ainotes_site.cli import main
from ainotes_site.importers import export_files

TWEET = [
    {
        "tweet": {
            "id_str": "1785000000000000001",
            "created_at": "Wed May 01 09:00:00 +0000 2024",
            "full_text": "hello there",
        }
    }
]
TWEETS = f"window.YTD.tweets.part0 = {json.dumps(TWEET)}"


def refused(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    """The one line with which an import ends; nothing is in the notes."""
    capsys.readouterr()
    assert main(["import", *map(str, words)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and said.startswith("ainotes: ")
    assert not [path for path in Path("notes").rglob("*") if path.is_file()]
    return said


@pytest.mark.parametrize("name", ["../evil.js", "data/../../evil.js", "/etc/evil.js", "C:/evil.js", "..\\evil.js"])
def test_a_path_out_of_the_archive(base: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    made = archive(base / "x.zip", {"data/tweets.js": TWEETS})
    with zipfile.ZipFile(made, "a") as more:
        info = zipfile.ZipInfo("placeholder")
        info.filename = name
        more.writestr(info, "x")
    assert "leads out of it" in refused(capsys, made)


def test_a_link_in_the_archive(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = archive(base / "x.zip", {"data/tweets.js": TWEETS})
    with zipfile.ZipFile(made, "a") as more:
        info = zipfile.ZipInfo("data/tweets_media/1-a.png")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        more.writestr(info, "/etc/passwd")
    assert "holds a link" in refused(capsys, made)


def test_bombs(base: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "beyond what" in refused(capsys, archive(base / "a.zip", {"data/tweets.js": b"0" * 20_000_000}))
    inner = archive(base / "inner.zip", {f"a {'0' * 32}.md": b"0" * 20_000_000}).read_bytes()
    assert "beyond what" in refused(capsys, archive(base / "b.zip", {"Part-1.zip": inner}))
    monkeypatch.setattr(export_files, "MOST_FILES", 3)
    assert "more than 3 files" in refused(capsys, archive(base / "c.zip", {f"{n}.js": "x" for n in range(4)}))
    assert "more than 3 files" in refused(capsys, folder(base / "c", {f"{n}.js": "x" for n in range(4)}))
    monkeypatch.setattr(export_files, "MOST_BYTES", 100)
    assert "MB" in refused(capsys, archive(base / "d.zip", {"a.js": "x" * 60, "b.js": "y" * 60}))


def test_a_file_that_is_larger_than_the_archive_says(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray(archive(base / "x.zip", {"data/tweets.js": TWEETS}).read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")  # the size that the directory says
    (base / "x.zip").write_bytes(data)
    assert refused(capsys, "x.zip")


def test_damage(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray(archive(base / "x.zip", {"data/tweets.js": TWEETS}).read_bytes())
    data[60:80] = b"\0" * 20
    (base / "x.zip").write_bytes(data)
    assert "damaged" in refused(capsys, "x.zip")
    (base / "b.json").write_text('[{"full_text": "cut', encoding="utf-8")
    assert "damaged" in refused(capsys, "b.json")
    (base / "deep.json").write_text('{"full_text":' + "[" * 200_000, encoding="utf-8")
    assert "damaged" in refused(capsys, "deep.json")


def test_entities_that_name_each_other(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    levels = "".join(f'<!ENTITY a{n} "' + f"&a{n - 1};" * 10 + '">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a0 "lol">{levels}]><opml version="2.0"><body><outline text="&a9;"/></body></opml>'
    (base / "a.opml").write_text(bomb, encoding="utf-8")
    (base / "b.opml").write_text(bomb.replace('version="1.0"', 'version="1.0" encoding="utf-16"'), encoding="utf-16")
    assert "document type" in refused(capsys, "a.opml")
    assert "document type" in refused(capsys, "b.opml")
    (base / "c.opml").write_text("<opml><body>" + '<outline text="a">' * 100_000, encoding="utf-8")
    assert "deep" in refused(capsys, "c.opml")


def test_a_page_nested_without_end(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, tag in enumerate(("<div>", "<b>", "<blockquote>", "<ul><li>", "<p>")):
        page = base / f"{number}.html"
        page.write_text(f'<html><body><div id="js_content">{tag * 60_000}text', encoding="utf-8")
        assert "deep" in refused(capsys, page)


def test_tags_without_ends(base: Path, imported: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for number, half in enumerate(("<a href='x", "<!--", "</a", "<![CDATA[", "<?x", "<script>", '<a "')):
        page = base / f"{number}.html"
        page.write_text(f'<html><body><div id="js_content">{half * 100_000}', encoding="utf-8")
        if half == "<script>":  # takes what follows with it
            assert reasons(imported(page)) == {"empty": 1}
        else:
            assert "damaged" in refused(capsys, page)


def test_a_list_of_any_length_needs_no_ends(base: Path, imported: Run) -> None:
    items = "".join(
        f'<li><a href="https://example.com/{n}" time_added="1714521600" tags="">No. {n}</a>' for n in range(3000)
    )
    (base / "ril.html").write_text(f"<html><title>Pocket Export</title><h1>Unread</h1><ul>{items}", encoding="utf-8")
    assert imported("ril.html")["entries"] == 3000


def test_a_page_nested_as_deeply_as_is_read(base: Path, imported: Run) -> None:
    page = f'<html><body><h1 id="activity-name">深</h1><div id="js_content">{"<div>" * 250}text{"</div>" * 250}</div>'
    (base / "a.html").write_text(page, encoding="utf-8")
    assert imported("a.html")["entries"] == 1


def test_what_a_page_says_stays_text(base: Path, imported: Run) -> None:
    (base / "a.html").write_text(
        '<html><body><h1 id="activity-name">a: "b" --- [[c]] <img src=x onerror=alert(1)></h1><div id="js_content">'
        '<p onclick="evil()">%%private%% &lt;img src=x onerror=alert(1)&gt; [[secret]] ainotes-file:../../etc/passwd</p>'
        '<a href="ainotes-file:../../../etc/passwd">f</a><a href="java\tscript:alert(1)">j</a><a href="data:text/html,x">d</a>'
        '<a href="../../../../etc/passwd">p</a><img src="file:///etc/passwd"><svg onload=evil()><script>evil()</script></svg></div>',
        encoding="utf-8",
    )
    said = imported("a.html")
    assert reasons(said) == {"link": 4, "picture": 1}
    (written,) = Path("notes").rglob("*.md")
    text = written.read_text("utf-8")
    assert (
        "evil" not in text
        and "](" not in text
        and "<img" not in text
        and "\\%%private" in text
        and "\\[\\[secret" in text
    )
    assert main(["build", "--strict"]) == 0


def test_nothing_is_written_outside_the_notes(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = archive(base / "x.zip", {"data/tweets.js": TWEETS})
    (base / "outside").mkdir()
    (base / "notes" / "imports").symlink_to(base / "outside")
    assert "notes folder" in refused(capsys, made)
    assert "notes folder" in refused(capsys, made, "--into", "../outside")
    assert "notes folder" in refused(capsys, made, "--into", str(base / "outside"))
    assert not list((base / "outside").iterdir())


def test_names_that_no_system_has(base: Path, imported: Run) -> None:
    page = "# t\n\ntext ![](a%20b.png)\n"
    names = ["CON", "a:b?", "x" * 300, "深" * 120, "🚀" * 90, " . ", "A", "a"]
    files: dict[str, str | bytes] = {f"{name} {n:032x}.md": page for n, name in enumerate(names)}
    said = imported(archive(base / "n.zip", {**files, "a b.png": b"x"}))
    assert said["entries"] == len(names)
    written = [path.name for path in Path("notes").rglob("*.md")]
    assert len({name.lower() for name in written}) == len(names) and max(len(name.encode()) for name in written) < 220


def test_a_dry_run_writes_nothing_and_private_notes_stay_at_home(
    base: Path, imported: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    made = archive(base / "x.zip", {"data/tweets.js": TWEETS})
    assert imported(made, "--dry-run")["entries"] == 1
    assert not list(Path("notes").iterdir())
    assert main(["import", str(made), "--private", "--into", "in/x"]) == 0
    assert "entries: 1" in capsys.readouterr().out
    assert "private: true" in Path("notes/in/x/2024-05.md").read_text("utf-8")
    assert main(["build", "--strict"]) == 0
    assert not [page for page in Path("site").rglob("*.*") if b"hello there" in page.read_bytes()]


def test_what_was_not_imported_counts_where_that_is_asked_for(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = archive(base / "x.zip", {"data/tweets.js": TWEETS, "data/ads.js": "x"})
    assert main(["import", str(made), "--strict"]) == 1
    said = capsys.readouterr().out
    assert "not imported: files that are no notes: 1 (data/ads.js)" in said
    assert main(["import", str(made), "--from", "opml"]) == 0
    assert not list(Path("notes/imports").glob("opml/*"))


def test_a_site_of_pages_says_that_what_was_imported_is_no_note_there(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = base / "mkdocs.yml"
    made = archive(base / "x.zip", {"data/tweets.js": TWEETS})
    assert main(["import", str(made), "--dry-run"]) == 0 and not capsys.readouterr().err
    config.write_text(config.read_text("utf-8").replace("use_directory_urls: false", ""), encoding="utf-8")
    assert main(["import", str(made), "--dry-run"]) == 0
    assert "imports/x/2024-05.md" in capsys.readouterr().err
