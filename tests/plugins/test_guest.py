"""All plugins on a site that others have made: notes become entries, and nothing that was there changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.plugins.guest_site import Built, build_site, part, write_site

from ainotes_site.search.engine import Index, open_index

PLUGINS = """\
- tags
- ainotes/entries:
    notes: ["notes/**"]
- ainotes/topics
- ainotes/glossary
- ainotes/search"""
GENERATED = re.compile(r"(entries|topics|terms|people|tags|sources|search|schemas|assets/ainotes)/")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(write_site(tmp_path_factory.mktemp("before"), "- tags"))


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(write_site(tmp_path_factory.mktemp("after"), PLUGINS, notes=True))


@pytest.fixture(scope="module")
def index(after: Built) -> Index:
    return open_index(after.root / "search")


def test_every_file_is_still_there(before: Built, after: Built) -> None:
    assert before.files - after.files == set()


def test_only_generated_files_are_added(before: Built, after: Built) -> None:
    added = {path for path in after.files - before.files if "/" in path and not GENERATED.match(path)}
    assert added == set()


def test_no_link_is_broken(after: Built) -> None:
    assert after.broken() == []


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (r'<nav class="md-nav md-nav--primary', r"</nav>\s*</div>"),
        ('<nav class="md-tabs"', "</nav>"),
        ('<div class="md-content"', "</article>"),
        ('<nav class="md-footer__inner', "</nav>"),
        ('<div data-md-color-scheme|<div class="md-banner"', "</aside>"),
        ("<title>", "</title>"),
        ('<link rel="canonical"', ">"),
    ],
)
def test_pages_keep_what_they_had(before: Built, after: Built, begin: str, end: str) -> None:
    ordinary = [path for path in before.pages if path != "404.html"]
    changed = {path for path in ordinary if part(before.pages[path], begin, end) != part(after.pages[path], begin, end)}
    assert changed == set()


def test_pages_are_styled_by_their_theme_alone(after: Built) -> None:
    assert "assets/ainotes/entries." not in after.pages["guide/install/index.html"]
    assert "Content-Security-Policy" not in after.pages["guide/install/index.html"]


def test_entries_stand_in_the_frame_of_the_site(after: Built) -> None:
    entries = {path: html for path, html in after.pages.items() if path.startswith("entries/")}
    assert len(entries) >= 2
    for path, html in entries.items():
        assert "手册有了新的一章" in html, path  # overrides/main.html
        assert '<meta name="handbook" content="yes">' in html
        assert "%%AN:" not in html
        assert html.count("data-an-search-open") == 1
        assert f'<link rel="canonical" href="https://docs.example.org/handbook/{path}">' in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("交叉编码器", "entries/"),
        ("交换分区抖动", "guide/config/#nei-cun"),
        ("五十个问题", "tutorials/recall/#ping-ce"),
    ],
)
def test_notes_and_pages_are_found(index: Index, query: str, expected: str) -> None:
    assert index.search(query).hits[0].url.startswith(expected)


def test_a_site_that_names_no_notes_stays_as_it_is(before: Built, tmp_path: Path) -> None:
    built = build_site(write_site(tmp_path, "- tags\n- ainotes/entries"))
    assert before.files - built.files == set()
    ordinary = {path for path in before.pages if path != "404.html"}
    assert {path for path in ordinary if built.pages[path] != before.pages[path]} == set()


def test_where_all_is_notes_pages_are_found_too(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "about.md").write_text("# 关于\n\n## 作者 {#author}\n\n住在海参崴。\n", encoding="utf-8")
    (tmp_path / "notes" / "rag.md").write_text("# 检索\n\n见[作者](about.md#author)。\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: notes\nuse_directory_urls: false\ntheme: {name: material, font: false}\n"
        "markdown_extensions: [attr_list]\n"
        "plugins:\n  - ainotes/entries: {pages: [about.md]}\n  - ainotes/search\n",
        encoding="utf-8",
    )
    built = build_site(tmp_path / "mkdocs.yml")
    assert [hit.url for hit in open_index(built.root / "search").search("海参崴").hits] == ["about.html#author"]
    assert 'href="../about.html#author"' in next(
        html for path, html in built.pages.items() if path.startswith("entries/")
    )
