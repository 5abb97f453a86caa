"""What becomes of a file among the notes is said by the configuration and by what the file holds, never by the note."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pipeline.base import Base

from ainotes_site.globs import matches
from ainotes_site.pipeline.file_rules import FileRules, file_rules
from ainotes_site.pipeline.stages.scan import scan

HOSTILE = "---\nformat: page\n---\n# 甲\n\n<script>alert(1)</script> <img src=x onerror=alert(1)>\n"


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("about.md", "about.md", True),
        ("about.md", "a/about.md", False),
        ("*.md", "about.md", True),
        ("*.md", "a/about.md", False),
        ("**/*.md", "about.md", True),
        ("**/*.md", "a/b/about.md", True),
        ("demos/**", "demos/a/b.html", True),
        ("demos/", "demos/a/b.html", True),
        ("demos/", "demos.html", False),
        ("a?.md", "ab.md", True),
        ("a?.md", "a/.md", False),
        ("[ab].md", "b.md", True),
        ("[!ab].md", "b.md", False),
        ("[a.md", "[a.md", True),
        ("a.md", "axmd", False),
        ("**", "a\nb", True),
        ("caf\u00e9.md", "cafe\u0301.md", True),
    ],
)
def test_globs_begin_at_the_notes_folder(glob: str, path: str, expected: bool) -> None:
    assert matches(path, [glob]) is expected


def test_pages_are_those_of_the_globs_and_of_the_navigation() -> None:
    rules = file_rules({"pages": ["own/*.md"]}, [{"About": "about.md"}, {"More": [{"x": "deep/./x.md"}, "y.md"]}], ())
    assert [rules.is_page(path, False) for path in ("own/a.md", "about.md", "deep/x.md", "y.md", "z.md")] == [
        *(True,) * 4,
        False,
    ]


def test_the_name_of_a_destination_in_the_navigation_is_not_the_note_of_that_name() -> None:
    rules = file_rules({}, ["index.md", {"术语": "glossary.md"}], ())
    assert not rules.is_page("glossary.md", claims=False)
    assert rules.is_page("index.md", claims=True)


def test_a_claim_alone_makes_no_page(base: Base) -> None:
    (base.notes / "evil.md").write_text(HOSTILE, encoding="utf-8")
    report = base.build()
    assert [str(problem) for problem in report.problems if problem.path == "evil.md"] == [
        "evil.md:1: 笔记不能自称网页，按笔记读 (a note cannot make itself a trusted page; read as a note); "
        "list it under pages: of ainotes/entries in mkdocs.yml, or leave format: page out"
    ]
    assert not (base.site / "evil.html").exists()
    page = (base.site / "entries" / "evil.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page and "<img src=x" not in page


def test_a_page_that_comes_to_be_listed_or_not_is_as_in_a_clean_build(new_base: Callable[[], Base]) -> None:
    base, other = new_base(), new_base()
    (base.notes / "own.md").write_text(HOSTILE, encoding="utf-8")
    (other.notes / "own.md").write_text(HOSTILE, encoding="utf-8")
    config = base.root / "mkdocs.yml"
    listed = config.read_text(encoding="utf-8").replace("[about.md]", "[about.md, own.md]")
    base.build()
    unlisted = base.tree()
    config.write_text(listed, encoding="utf-8")
    base.build()
    assert "<script>alert(1)</script>" in (base.site / "own.html").read_text(encoding="utf-8")
    (other.root / "mkdocs.yml").write_text(listed, encoding="utf-8")
    other.build()
    assert base.tree() == other.tree()
    config.write_text(listed.replace(", own.md]", "]"), encoding="utf-8")
    base.build()
    assert base.tree() == unlisted


KINDS = {
    "a.png": b"\x89PNG",
    "a.pdf": b"%PDF",
    "a.csv": b"a,b",
    "evil.html": b"<script>alert(1)</script>",
    "evil.js": b"alert(1)",
    "evil.csv": b" <html><script>alert(1)</script>",
    "evil.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "fine.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
    "mystery.bin": b"\0\1",
    "trusted/one.html": b"<script>alert(1)</script>",
}


@pytest.fixture
def mixed(base: Base) -> Base:
    """A knowledge base with files of all kinds."""
    for path, data in KINDS.items():
        (base.notes / path).parent.mkdir(exist_ok=True)
        (base.notes / path).write_bytes(data)
    return base


def published(base: Base) -> set[str]:
    return {path for path in KINDS if (base.site / path).exists()}


def test_what_a_browser_would_run_is_not_published_unless_it_is_listed(mixed: Base) -> None:
    report = mixed.build()
    assert published(mixed) == {"a.png", "a.pdf", "a.csv", "fine.svg"}
    named = [problem for problem in report.problems if problem.path == "evil.csv"]
    assert ["evil.html, evil.js, evil.svg" in problem.message for problem in named] == [True]
    assert "static:" in named[0].hint
    assert report.unlinked == ("mystery.bin",)
    config = mixed.root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("pages: [about.md]", 'pages: [about.md]\n      static: ["trusted/**"]'), "utf-8")
    mixed.build()
    assert published(mixed) == {"a.png", "a.pdf", "a.csv", "fine.svg", "trusted/one.html"}


def test_a_file_of_unknown_type_comes_and_goes_with_the_link_to_it(mixed: Base) -> None:
    mixed.build()
    note = mixed.notes / "link.md"
    note.write_text("# 甲\n\n[文件](mystery.bin)\n", encoding="utf-8")
    report = mixed.build()
    assert "mystery.bin" in published(mixed) and report.unlinked == ()
    note.write_text("# 甲\n\n没有链接\n", encoding="utf-8")
    mixed.build()
    assert "mystery.bin" not in published(mixed)
    (mixed.notes / "about.md").write_text("# 关于\n\n[文件](mystery.bin)\n", encoding="utf-8")
    mixed.build()
    assert "mystery.bin" in published(mixed)


@pytest.mark.parametrize(
    ("path", "generated"),
    [
        ("index.html", "index.html"),
        ("Index.HTML", "index.html"),
        ("assets/ainotes/site.js", "assets/ainotes/site.js"),
        ("assets/ainotes/mark.svg", "assets/ainotes/mark.svg"),
        ("sw.js", "sw.js"),
        ("entries", "entries/"),
        ("search.html/pic.png", "search.html"),
        ("offline.json", "offline.json"),
        ("words.js/../news.json", ""),
    ],
)
def test_no_file_takes_the_place_of_a_generated_one(base: Base, path: str, generated: str) -> None:
    config = base.root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("pages: [about.md]", 'pages: [about.md]\n      static: ["**"]'), "utf-8")
    base.build()
    before = base.tree()
    file = base.notes / path
    (base.notes / path.split("/")[0]).mkdir(exist_ok=True) if ".." in path else None
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"taken")
    report = base.build()
    problems = [problem for problem in report.problems if "own file" in str(problem)]
    assert [problem.path for problem in problems] == ([path] if generated else [])
    assert all(generated in problem.message for problem in problems)
    after = base.tree()
    assert {name: data for name, data in after.items() if name in before and data != before[name]}.keys() <= {
        ".ainotes-site",
        "offline.json",
        "sw.js",
    }
    assert b"taken" not in after.values() or not generated


def test_links_in_a_circle_end(tmp_path: Path, base: Base) -> None:
    (base.notes / "a" / "b").mkdir(parents=True)
    (base.notes / "a" / "up").symlink_to(base.notes, target_is_directory=True)
    (base.notes / "a" / "b" / "up").symlink_to(base.notes, target_is_directory=True)
    report = base.build()
    assert {problem.path for problem in report.problems} >= {"a/up", "a/b/up"}


def test_names_that_other_systems_cannot_have_are_named(tmp_path: Path) -> None:
    names = [
        "nul.txt",
        "a/CON",
        "b. /x.png",
        "dot./x.png",
        "tab\t.png",
        "q?.png",
        "ok.png",
        "caf\u00e9.png",
        "cafe\u0301.png",
    ]
    for name in [*names, "Pic.png", "pic.png"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = scan(tmp_path)
    told = {problem.path: problem.message for problem in found.problems}
    assert set(told) == {"nul.txt", "b. /x.png", "dot./x.png", "tab\t.png", "q?.png", "pic.png", "caf\u00e9.png"}
    assert "Pic.png" in told["pic.png"]


def test_rules_of_wrong_types_count_as_nothing() -> None:
    assert file_rules({"pages": {"a": 1}, "static": [1, "x"]}, 7, (None, 3)) == FileRules(static=("x",))


def test_no_path_of_an_older_site_takes_the_place_of_a_file(base: Base) -> None:
    before = base.tree()
    paths = [
        "/index.html/", "/Index.html", "/assets/ainotes/site.js/x.html", "/search/manifest.js/", "/sw.js/",
        "/.git/hooks/x.html", "/.ainotes-site/", "/a<b>.html", "/a|b.html", "/nul.html", "/old/place.html/deeper.html",
        "/entries/", "/Old/place.html",
    ]  # fmt: skip
    listed = "".join(f"- {path!r}\n" for path in ("/old/place.html", *paths))
    (base.notes / "z.md").write_text(f"---\nid: z\nredirect_from:\n{listed}---\n# 题\n\n正文。\n", encoding="utf-8")
    report = base.build()
    after = base.tree()
    assert before.keys() <= after.keys()
    more = after.keys() - before.keys()
    assert {path for path in more if path.endswith(".html")} == {"entries/z.html", "old/place.html"} | {
        path for path in more if path.startswith("sources/")
    } | ({"entries/index.html"} & more)
    assert len([problem for problem in report.problems if "redirect_from" in problem.message]) >= len(paths) - 1


def test_two_files_that_are_published_at_one_place_are_named(base: Base) -> None:
    for folder in (".shots", "dot-shots"):
        (base.notes / folder).mkdir()
        (base.notes / folder / "a.png").write_bytes(folder.encode())
    (base.notes / "z.md").write_text("# 题\n\n![一张图](.shots/a.png)\n", encoding="utf-8")
    report = base.build()
    assert [problem.path for problem in report.problems if "own file" in str(problem)] == ["dot-shots/a.png"]
