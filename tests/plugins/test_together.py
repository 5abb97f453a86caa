"""Our plugins beside those that sites have: one site with as many as go together, built without ours, with each of ours alone,
and with all by both programs; small ones for those that change how a site is built.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import mkdocs
import pytest
from mkdocs.exceptions import Abort
from tests.plugins.guest_site import Built, build_site, write_site

from ainotes_site.cli.config import place
from ainotes_site.cli.run_mkdocs import run_mkdocs
from ainotes_site.pipeline.build import build
from ainotes_site.search.engine import open_index

for _package in (
    "mkdocs_macros",
    "mkdocs_redirects",
    "mkdocs_minify_plugin",
    "mkdocs_glightbox",
    "mkdocstrings",
    "mike",
):
    pytest.importorskip(_package, reason="pip install -e '.[guests]'")

THEIRS = """\
- tags
- meta
- blog
- offline: {enabled: false}
- privacy
- social: {enabled: false}
- macros: {j2_comment_start_string: "[#", j2_comment_end_string: "#]"}
- table-reader
- git-revision-date-localized: {type: iso_date}
- awesome-nav
- redirects: {redirect_maps: {old.md: guide/install.md}}
- glightbox
- mkdocstrings: {handlers: {python: {paths: [FOLDER/package]}}}
- rss: {use_git: false, date_from_meta: {as_creation: date}}
- print-site
- mike
- minify: {minify_html: true}"""

ALONE = "- search\n- ainotes/search\n- ainotes/glossary: {files: [about/words.md]}\n- ainotes/topics"
ENTRIES = '- ainotes/entries: {notes: ["notes/**"]}\n- ainotes/topics\n- ainotes/glossary\n- ainotes/search'
NAV = re.compile(r"nav:\n(?:  .*\n)+")


def _site(folder: Path, ours: str, theirs: str = THEIRS, *, notes: bool = False) -> Path:
    plugins = "\n".join(part for part in (theirs.replace("FOLDER", folder.as_posix()), ours) if part)
    config_file = write_site(folder, plugins, notes=notes)
    if "awesome-nav" in theirs:  # which makes it from the files
        config_file.write_text(NAV.sub("", config_file.read_text(encoding="utf-8")), encoding="utf-8")
    files = {
        "docs/about/words.md": "# 术语表\n\n- **召回率（Recall）**：找回的比例。\n- **RRF**：倒数排名融合。\n",
        "docs/blog/index.md": "# 博客\n",
        "docs/blog/posts/one.md": "---\ndate: 2024-05-01\n---\n# 第一篇\n\n博客里讲召回率。\n\n<!-- more -->\n\n余下的文字丹顶鹤。\n",
        "docs/reference/api.md": "# 接口\n\n## 写入 {#write}\n\n::: vector\n",
        "docs/reference/options.md": "# 参数\n\n{{ config.site_name }}里的表：\n\n{{ read_csv('docs/data.csv') }}\n",
        "docs/data.csv": "名,数\n东方白鹳,2\n",
        "docs/tutorials/.meta.yml": "tags: [教程]\n",
        "package/vector.py": '"""某模块。"""\n\n\ndef recall(k):\n    """取回猞猁 k 条。"""\n',
    }
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    day = {"GIT_AUTHOR_DATE": "2024-05-02T12:00:00Z", "GIT_COMMITTER_DATE": "2024-05-02T12:00:00Z"}
    for command in ("init -q", "add -A", "-c user.name=x -c user.email=x@example.org commit -q -m x"):
        subprocess.run(["git", *command.split()], cwd=folder, check=True, env={**os.environ, **day})
    return config_file


def _built(folder: Path, monkeypatch: pytest.MonkeyPatch, config_file: Path) -> Built:
    monkeypatch.chdir(folder)
    return build_site(config_file, strict=False)


@pytest.fixture(scope="module")
def patch() -> pytest.MonkeyPatch:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DISABLE_MKDOCS_2_WARNING", "true")
        yield patched


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> Built:
    folder = tmp_path_factory.mktemp("before")
    return _built(folder, patch, _site(folder, ""))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> Built:
    folder = tmp_path_factory.mktemp("alone")
    return _built(folder, patch, _site(folder, ALONE))


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> Built:
    folder = tmp_path_factory.mktemp("entries")
    return _built(folder, patch, _site(folder, ENTRIES, notes=True))


def _without(html: str) -> str:
    """A page without what ours add to it."""
    html = re.sub(r'<a class="?an-search-open.*?</a>', "", html, flags=re.DOTALL)
    html = re.sub(r'<script id="?ainotes-config.*?</script>\n?', "", html)
    html = re.sub(r'<a class="?an-term"?[^>]*>(.*?)</a>', r"\1", html)
    html = re.sub(r"<(?:link|script)[^>]*assets/ainotes/[^>]*>(?:</script>)?", "", html)
    html = re.sub(r' id="?term-[a-z0-9-]+"?', "", html)
    return re.sub(r"\s+", "", html)


@pytest.mark.parametrize("which", ["alone", "entries"])
def test_nothing_that_was_there_changes(before: Built, which: str, request: pytest.FixtureRequest) -> None:
    after: Built = request.getfixturevalue(which)
    assert before.files - after.files == set()
    ordinary = before.pages.keys() - {"404.html", "print_page/index.html", "print_page.html"}
    assert {path for path in ordinary if _without(before.pages[path]) != _without(after.pages[path])} == set()
    assert set(after.broken()) - set(before.broken()) == set()


@pytest.mark.parametrize("which", ["alone", "entries"])
@pytest.mark.parametrize(
    ("query", "url"),
    [("余下的文字丹顶鹤", "blog/2024/05/01/"), ("东方白鹳", "reference/options/"), ("取回猞猁", "reference/api/")],
)
def test_what_other_plugins_wrote_is_found(which: str, query: str, url: str, request: pytest.FixtureRequest) -> None:
    site: Built = request.getfixturevalue(which)
    assert open_index(site.root / "search").search(query).hits[0].url.startswith(url)


def test_both_programs_make_the_same_site(entries: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config_file = _site(tmp_path, ENTRIES, notes=True)
    monkeypatch.chdir(tmp_path)
    project = place(Namespace(config_file=config_file, notes=None, site_dir=None)).project
    build(project, config_file, lambda folder, found: run_mkdocs(config_file, project, False, folder, found), workers=1)
    site = tmp_path / "site"
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert files - {".ainotes-site"} == entries.files - {".ainotes-site"}
    pages = {path for path in files if path.endswith(".html")}
    different = {path for path in pages if (site / path).read_text(encoding="utf-8") != entries.pages[path]}
    assert {
        path
        for path in different
        if _without((site / path).read_text(encoding="utf-8")) != _without(entries.pages[path])
    } == set()


I18N = "- i18n: {docs_structure: suffix, languages: [{locale: zh, default: true, name: 中文}, {locale: en, name: English}]}"


@pytest.mark.parametrize("ours", [ALONE, ENTRIES])
def test_each_language_of_a_translated_site_is_built_and_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ours: str
) -> None:
    pytest.importorskip("mkdocs_static_i18n")
    config_file = _site(tmp_path, ours, I18N, notes="entries" in ours)
    (tmp_path / "docs" / "guide" / "install.en.md").write_text(
        "# Install\n\nA walrus helps.\n\n## Deps {#yi-lai}\n", encoding="utf-8"
    )
    built = _built(tmp_path, monkeypatch, config_file)
    assert built.broken() == []
    index = open_index(built.root / "search")
    assert index.search("walrus").hits[0].url == "en/guide/install/"
    assert index.search("双击运行").hits[0].url == "guide/install/"


def test_a_site_that_is_all_notes_says_that_it_cannot_be_translated(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pytest.importorskip("mkdocs_static_i18n")
    config_file = _site(tmp_path, "- ainotes/entries", I18N)
    text = config_file.read_text(encoding="utf-8")
    config_file.write_text(f"use_directory_urls: false\n{text}", encoding="utf-8")
    with pytest.raises(Abort):
        build_site(config_file, strict=False)
    assert any('用 notes: ["notes/**"] 指明' in message for message in caplog.messages)


@pytest.mark.parametrize("theirs", ["- section-index", "- offline"])
@pytest.mark.parametrize("ours", [ALONE, ENTRIES])
def test_a_small_site_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, theirs: str, ours: str
) -> None:
    caplog.set_level("INFO", "mkdocs")
    (tmp_path / "before").mkdir()
    before = _built(tmp_path / "before", monkeypatch, _site(tmp_path / "before", "", f"- tags\n{theirs}"))
    after = _built(tmp_path, monkeypatch, _site(tmp_path, ours, f"- tags\n{theirs}", notes="entries" in ours))
    assert [message for message in caplog.messages if "Building documentation" in message]
    assert [message for message in caplog.messages if "an-shell" in message] == [], "what is no page is not talked of"
    assert before.files - after.files == set()
    ordinary = before.pages.keys() - {"404.html"}
    assert {path for path in ordinary if _without(before.pages[path]) != _without(after.pages[path])} == set()
    assert set(after.broken()) - set(before.broken()) == set()


@pytest.mark.parametrize("ours", [ALONE, ENTRIES])
def test_mike_deploys_versions_that_are_each_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ours: str
) -> None:
    config_file = _site(tmp_path, ours, "- tags\n- mike", notes="entries" in ours)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(
        "PATH", os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    )  # it runs `mkdocs`
    monkeypatch.setenv("GIT_AUTHOR_NAME", "x")
    monkeypatch.setenv("GIT_COMMITTER_NAME", "x")
    monkeypatch.setenv("EMAIL", "x@example.org")
    deploy = [sys.executable, "-c", "from mike.driver import main; main()", "deploy", "--config-file", str(config_file)]
    subprocess.run([*deploy, "1.0", "latest"], check=True, capture_output=True)
    page = tmp_path / "docs" / "tutorials" / "recall.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n新版才有的鸬鹚。\n", encoding="utf-8")
    subprocess.run([*deploy, "2.0"], check=True, capture_output=True)
    subprocess.run(["git", "worktree", "add", "-q", "out", "gh-pages"], check=True)
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"1.0", "2.0", "latest", "versions.json"}
    for version, found in (("1.0", False), ("2.0", True)):
        root = tmp_path / "out" / version
        pages = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in root.rglob("*.html")}
        assert Built(root, pages).broken() == []
        hits = open_index(root / "search").search('"鸬鹚"').hits
        assert bool(hits) is found


@pytest.fixture(scope="module")
def font() -> Path:
    """A font, which Material would fetch otherwise."""
    try:
        pytest.importorskip("cairosvg", reason="pip install -e '.[guests]'")
    except OSError as error:  # the package is there, the system's library is not
        pytest.skip(str(error))
    return next(Path(mkdocs.__file__).parent.rglob("*.ttf"))


SOCIAL = "- tags\n- social: {cards_layout_options: {font_family: Some Font}}"


@pytest.mark.parametrize("ours", [ALONE, ENTRIES])
def test_material_draws_the_cards_that_it_drew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, font: Path, ours: str
) -> None:
    def made(folder: Path, plugins: str) -> Built:
        fonts = folder / ".cache" / "plugin" / "social" / "fonts" / "Some Font"
        fonts.mkdir(parents=True)
        for style in ("Regular", "Bold"):
            shutil.copy(font, fonts / f"{style}.ttf")
        return _built(folder, monkeypatch, _site(folder, plugins, SOCIAL, notes="entries" in plugins))

    before, after = made(tmp_path / "before", ""), made(tmp_path / "after", ours)
    cards = {path for path in before.files if path.startswith("assets/images/social/")}
    assert len(cards) > 10 and {path for path in after.files if path.startswith("assets/images/social/")} == cards
    assert {path for path in before.pages if _without(before.pages[path]) != _without(after.pages[path])} <= {
        "404.html"
    }


def test_entries_are_in_our_feed_and_pages_in_that_of_rss(entries: Built) -> None:
    theirs, ours = ((entries.root / name).read_text(encoding="utf-8") for name in ("feed_rss_created.xml", "feed.xml"))
    assert "/blog/2024/05/01/" in theirs and "/entries/" not in theirs
    assert "/entries/" in ours and "/blog/" not in ours


def test_the_page_for_printing_has_pages_and_no_entries(entries: Built) -> None:
    printed = next(html for path, html in entries.pages.items() if path.startswith("print_page"))
    assert "双击运行" in printed and "交叉编码器" not in printed
