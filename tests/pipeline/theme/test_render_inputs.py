"""A theme render in the cache is used only while all that MkDocs and its plugins read is as it was."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pipeline.base import Base

from ainotes_site.pipeline.theme.render_inputs import are_current, digest_inputs, reading, variables

CONFIG = """\
site_name: 手册
site_url: https://example.org/
docs_dir: docs
theme: {name: material, font: false}
hooks: [hooks/hook.py]
markdown_extensions:
  - pymdownx.snippets: {base_path: [snippets], check_paths: true}
nav: [index.md]
plugins:
  - ainotes/entries: {notes: ["notes/**"]}
  - ainotes/glossary
extra: {edition: !ENV [EDITION, first]}
"""
HOOK = """\
import os, pathlib, subprocess, sys
sys.path.insert(0, "")
import helper
def on_page_markdown(markdown, page, config, files):
    folder = pathlib.Path(config.config_file_path).parent
    parts = sorted(os.listdir(folder / 'parts'))
    commit = subprocess.run(['git', 'log', '-1', '--format=%s'], capture_output=True, text=True, cwd=folder).stdout
    table = (folder / 'data.csv').read_text(encoding='utf-8')
    return markdown + f"\\n\\n{parts} {table} {commit} {config.extra['edition']}\\n"
"""


class Site(Base):
    """A site of pages with notes in it."""

    @property
    def page(self) -> str:
        return (self.site / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    files = {
        "mkdocs.yml": CONFIG,
        "hooks/hook.py": HOOK,
        "snippets/version.md": "版本一\n",
        "data.csv": "旧表\n",
        "parts/a": "",
        "helper.py": "",
        "docs/index.md": '# 首页\n\n--8<-- "version.md"\n\n[笔记](notes/rag.md)，讲召回率。\n',
        "docs/notes/rag.md": "# 检索\n\n检索与重排。\n",
        "docs/notes/glossary.md": "# 术语表\n\n- **召回率（Recall）**：旧义。\n- **精度（Precision）**：另一个。\n",
    }
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    monkeypatch.setenv("EDITION", "甲版")
    monkeypatch.chdir(tmp_path)  # where snippets are looked for
    _git(tmp_path, "init", "-q")
    _commit(tmp_path, "第一次提交")
    return Site(tmp_path)


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments], cwd=folder, check=True)


def _commit(folder: Path, message: str) -> None:
    _git(folder, "commit", "-q", "--allow-empty", "-m", message)


def _written(path: str, content: str) -> Callable[[Site], None]:
    return lambda site: (site.root / path).write_text(content, encoding="utf-8") and None


def test_what_is_read_while_pages_are_rendered_is_seen_when_it_changes(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()
    assert site.build().unchanged
    assert all(word in site.page for word in ("版本一", "旧表", "['a']", "第一次提交", "甲版"))
    changes: list[tuple[Callable[[Site], object], str]] = [
        (_written("snippets/version.md", "版本二\n"), "版本二"),
        (_written("data.csv", "新表\n"), "新表"),
        (_written("parts/b", ""), "['a', 'b']"),
        (lambda site: _commit(site.root, "第二次提交"), "第二次提交"),
        (lambda _: monkeypatch.setenv("EDITION", "乙版"), "乙版"),
    ]
    for change, word in changes:
        assert word not in site.page
        change(site)
        site.build()
        assert word in site.page, word
    assert site.build().unchanged


def test_an_edit_to_a_note_needs_no_mkdocs_and_fills_pages_anew(site: Site) -> None:
    site.build()
    theme = site.cache / "theme" / "theme.json"
    rendered = theme.stat().st_mtime_ns
    assert 'title="旧义。"' in site.page
    _written(
        "docs/notes/glossary.md", "# 术语表\n\n- **召回率（Recall）**：新义。\n- **精度（Precision）**：另一个。\n"
    )(site)
    site.build()
    assert theme.stat().st_mtime_ns == rendered
    assert 'title="新义。"' in site.page
    assert site.tree() == _clean(site)


def test_a_note_that_a_page_links_to_comes_and_goes(site: Site) -> None:
    site.build()
    assert 'href="entries/rag.html"' in site.page or 'href="entries/' in site.page
    (site.root / "docs" / "notes" / "rag.md").rename(site.root / "rag.md")
    site.build()
    assert 'href="notes/rag.md"' in site.page  # which MkDocs warns of
    assert site.tree() == _clean(site)
    (site.root / "rag.md").rename(site.root / "docs" / "notes" / "rag.md")
    site.build()
    assert 'href="entries/' in site.page
    assert site.tree() == _clean(site)


def _clean(site: Site) -> dict[str, bytes]:
    import shutil

    shutil.rmtree(site.cache)
    shutil.rmtree(site.site)
    site.build()
    return site.tree()


def test_what_is_written_or_scanned_anyway_is_no_input(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    for name in ("notes/a.md", "notes/.meta.yml", "read.txt", "cache.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "out").mkdir()
    with reading() as found:
        for name in ("notes/a.md", "notes/.meta.yml", "read.txt"):
            (tmp_path / name).read_bytes()
        (tmp_path / "out" / "made.txt").write_text("x", encoding="utf-8")
        (tmp_path / "out" / "made.txt").read_bytes()
        (tmp_path / "written.txt").write_text("x", encoding="utf-8")
        os.listdir(notes)
        os.listdir(tmp_path)  # in which a build makes its folders
        Path(os.__file__).read_bytes()
    (tmp_path / "cache.txt").read_bytes()
    inputs = found.inputs(tmp_path, tmp_path, (tmp_path / "out",), notes)
    assert set(inputs) == {os.path.join("notes", ".meta.yml"), "read.txt", ":packages"}
    assert are_current(inputs, tmp_path)
    (tmp_path / "read.txt").unlink()
    assert not are_current(inputs, tmp_path)


def test_variables_of_the_environment_are_named_in_the_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    names = variables("a: !ENV CI\nb: !ENV [SITE, HOST, 'some default']\nc: plain\n")
    assert {":env CI", ":env SITE", ":env HOST"} <= names
    monkeypatch.setenv("CI", "1")
    before = digest_inputs(Path(), names)
    monkeypatch.setenv("CI", "2")
    assert not are_current(before, Path())
