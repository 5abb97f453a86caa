"""All plugins on a site that others have made: notes become entries, and nothing that was there changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mkdocs.config import load_config
from tests.plugins.guest_site import Built, build_site, part, write_site

from ainotes_site.cli import main
from ainotes_site.search.engine import SearchIndex, open_index

ROOT = Path(__file__).resolve().parents[2]
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
def index(after: Built) -> SearchIndex:
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
    changed = {
        path
        for path in ordinary
        if part(before.pages[path], begin, end) != part(_unlinked(after.pages[path]), begin, end)
    }
    assert changed == set()


def _unlinked(html: str) -> str:
    """A page without its links to terms, which are all that is added to what it says."""
    return re.sub(r'<a class="an-term"[^>]*>(.*?)</a>', r"\1", html)


def test_terms_are_linked_on_pages(after: Built) -> None:
    recall = after.pages["tutorials/recall/index.html"]
    assert re.findall(r'<a class="an-term" href="([^"]*)"[^>]*>([^<]*)</a>', recall) == [
        ("../../terms/zhao-hui-lv.html", "召回率")
    ]
    assert "an-content" not in "".join(after.pages.values())


def test_pages_are_styled_by_their_theme_alone(after: Built) -> None:
    assert "assets/ainotes/entries." not in after.pages["guide/install/index.html"]
    assert "Content-Security-Policy" not in after.pages["guide/install/index.html"]


def test_entries_stand_in_the_frame_of_the_site(after: Built) -> None:
    entries = {path: html for path, html in after.pages.items() if path.startswith("entries/")}
    assert entries
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
def test_notes_and_pages_are_found(index: SearchIndex, query: str, expected: str) -> None:
    assert index.search(query).hits[0].url.startswith(expected)


def test_a_site_that_names_no_notes_stays_as_it_is(before: Built, tmp_path: Path) -> None:
    built = build_site(write_site(tmp_path, "- tags\n- ainotes/entries"))
    assert before.files - built.files == set()
    ordinary = {path for path in before.pages if path != "404.html"}
    assert {path for path in ordinary if built.pages[path] != before.pages[path]} == set()


@pytest.mark.parametrize(
    ("options", "urls", "says"),
    [
        ("ainotes/entries", "use_directory_urls: false", True),
        ("ainotes/entries: {notes: ['**']}", "use_directory_urls: false", False),
        ("ainotes/entries: {notes: ['notes/**']}", "use_directory_urls: false", False),
        ("ainotes/entries", "", False),
    ],
)
def test_a_site_of_pages_without_folders_is_told_that_all_are_notes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, options: str, urls: str, says: bool
) -> None:
    config = load_config(str(write_site(tmp_path, f"- {options}", urls=urls)))
    with caplog.at_level("INFO", "mkdocs.plugins.ainotes"):
        config.plugins.run_event("config", config)
    assert any('notes: ["**"]' in record.message for record in caplog.records) is says


def test_a_knowledge_base_is_not_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert main(["init", str(tmp_path / "base")]) == 0
    for file in (tmp_path / "base" / "mkdocs.yml", ROOT / "mkdocs.yml"):
        config = load_config(str(file))
        with caplog.at_level("INFO", "mkdocs.plugins.ainotes"):
            config.plugins.run_event("config", config)
    assert not caplog.records


def test_links_of_pages_to_notes_lead_to_entries(tmp_path: Path) -> None:
    file = write_site(tmp_path, PLUGINS, notes=True)
    (tmp_path / "docs" / "notes" / "one.md").write_text("# 一则\n\n只有一条。\n\n## 细节\n\n在此。\n", encoding="utf-8")
    (tmp_path / "docs" / "tutorials" / "recall.md").write_text(
        "# 召回\n\n[一](../notes/one.md) [节](../notes/one.md#细节) [无此节](../notes/one.md#nowhere)\n\n## 评测 {#ping-ce}\n",
        encoding="utf-8",
    )
    built = build_site(file)
    assert built.broken() == []
    links = re.findall(r'<a href="([^"]*entries/[^"]*)">([^<]*)</a>', built.pages["tutorials/recall/index.html"])
    by_text = {name: href for href, name in links}
    assert by_text["节"].startswith(f"{by_text['一']}#")
    assert by_text["无此节"] == by_text["一"]


def test_a_link_of_a_page_to_a_private_note_is_text(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = write_site(tmp_path, PLUGINS, notes=True)
    (tmp_path / "docs" / "notes" / "diary.md").write_text(
        "---\npublish: false\n---\n# 日记\n\n私事。\n", encoding="utf-8"
    )
    (tmp_path / "docs" / "about" / "faq.md").write_text(
        "# 常见问题\n\n[私](../notes/diary.md)\n\n## 吃不到 {#chi-bu-dao}\n", encoding="utf-8"
    )
    html = build_site(file, strict=False).pages["about/faq/index.html"]
    assert "<a>私</a>" in html
    assert "diary" not in html
    assert any("notes/diary.md" in message and "没有发布" in message for message in caplog.messages)


def test_what_only_an_installed_site_needs_is_made_where_it_is_asked_for(after: Built, tmp_path: Path) -> None:
    files = {"sw.js", "offline.json", "site.webmanifest"}
    assert after.files & files == set()
    asked = PLUGINS.replace('["notes/**"]', '["notes/**"]\n    offline: true')
    built = build_site(write_site(tmp_path, asked, notes=True))
    assert built.files & files == files
    assert "serviceWorker" in (built.root / "assets/ainotes/entries.js").read_text(encoding="utf-8")


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
