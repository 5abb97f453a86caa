"""`ainotes/search` alone: on a site that others have made it adds the search and changes nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.plugins.guest_site import Built, build_site, part, write_site

from ainotes_site.search.engine import SearchIndex, open_index

OURS = ("assets/ainotes/", "search/")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(write_site(tmp_path_factory.mktemp("before"), "- tags"))


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(write_site(tmp_path_factory.mktemp("after"), "- tags\n- search\n- ainotes/search"))


@pytest.fixture(scope="module")
def index(after: Built) -> SearchIndex:
    return open_index(after.root / "search")


def test_only_the_search_is_added(before: Built, after: Built) -> None:
    added = {path for path in after.files - before.files if not path.startswith(OURS)}
    assert (before.files - after.files, added) == (set(), {"search.html"})


def test_links_lead_where_they_led(before: Built, after: Built) -> None:
    assert before.broken() == []
    assert after.broken() == []


def without_search(html: str) -> str:
    """A page without what the plugin adds to it, and without what MkDocs derives from its files."""
    html = re.sub(r'<a class="an-search-open".*?</a>', "", html, flags=re.DOTALL)
    html = re.sub(r'<script id="ainotes-config".*?</script>\n', "", html)
    html = re.sub(r'\s*<link rel="stylesheet" href="[^"]*assets/ainotes/[^"]*">', "", html)
    html = re.sub(r'\s*<script src="[^"]*assets/ainotes/[^"]*"></script>', "", html)
    return re.sub(r"\s+", " ", html)


def test_pages_are_as_they_were_but_for_the_box(before: Built, after: Built) -> None:
    ordinary = [path for path in before.pages if path != "404.html"]
    assert len(ordinary) >= 14
    assert {
        path for path in ordinary if without_search(after.pages[path]) != without_search(before.pages[path])
    } == set()


def test_there_is_one_box_on_each_page(after: Built) -> None:
    for path, html in after.pages.items():
        header = part(html, "<header", "</header>")
        assert header.count("data-an-search-open") == html.count("data-an-search-open") == 1, path
        assert 'data-md-component="search"' not in html
        facts = re.search(r'<script id="ainotes-config" type="application/json">(.*?)</script>', html)
        assert facts
        root = json.loads(facts[1])["root"]
        depth = path.count("/")
        assert root == ("/handbook" if path == "404.html" else "/".join([".."] * depth) or ".")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("交换分区抖动", "guide/config/#nei-cun"),  # an admonition
        ("预读窗口", "guide/config/#nei-cun"),  # one that is folded
        ("当前版本为", "guide/install/"),  # a snippet
        ("双击运行", "guide/install/"),  # a tab
        ("没有空格，要先分词", "tutorials/segmentation/"),  # across the end of a line
        ("倒排索引", "reference/cli/#vb-query"),
        ("Index.create", "guide/first-index/"),
        ("五十个问题", "tutorials/recall/#ping-ce"),
        ("tag:Docker", "guide/install/"),
        ("hunhejiansuo", "tutorials/hybrid/"),  # pinyin
    ],
)
def test_pages_are_found_by_section(index: SearchIndex, query: str, expected: str) -> None:
    assert index.search(query).hits[0].url == expected


@pytest.mark.parametrize("query", ["孔雀鱼", "海参崴", "手册组", "permalink"])
def test_what_is_excluded_and_what_the_theme_adds_is_not_found(index: SearchIndex, query: str) -> None:
    assert index.search(f'"{query}"').hits == ()


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
@pytest.mark.parametrize("plugins", ["- ainotes/search", "- search\n- ainotes/search"])
def test_themes_of_mkdocs_get_a_box(tmp_path: Path, theme: str, plugins: str) -> None:
    listed = "\n".join(f"  {line}" for line in plugins.splitlines())
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Start\n\nFirst words.\n", encoding="utf-8")
    (tmp_path / "docs" / "more.md").write_text("# More\n\n## Depth\n\nA heron stands.\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: x\ntheme: {{name: {theme}}}\nplugins:\n{listed}\n", encoding="utf-8"
    )
    built = build_site(tmp_path / "mkdocs.yml")
    assert built.broken() == []
    for path, html in built.pages.items():
        assert html.count("data-an-search-open") == 1, path
        assert "an-search-open--corner" not in html
        assert "rtd-search-form" not in html
        assert 'data-bs-target="#mkdocs_search_modal"' not in html
    assert [hit.url for hit in open_index(built.root / "search").search("heron").hits] == ["more/#depth"]


def test_two_builds_are_the_same(tmp_path: Path, after: Built) -> None:
    again = build_site(write_site(tmp_path, "- tags\n- search\n- ainotes/search"))
    ours = {path for path in after.files if path.startswith(OURS)}
    assert ours == {path for path in again.files if path.startswith(OURS)}
    assert {path for path in ours if (again.root / path).read_bytes() != (after.root / path).read_bytes()} == set()
