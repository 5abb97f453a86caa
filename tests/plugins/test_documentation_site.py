"""The documentation is a site of its own, with `ainotes/search` alone: every link leads somewhere, every page is found."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.plugins.guest_site import Built

from ainotes_site.cli.arguments import arguments
from ainotes_site.search.engine import open_index

ROOT = Path(__file__).resolve().parents[2]


def test_the_documentation_is_built_and_searched(tmp_path: Path) -> None:
    config = load_config(str(ROOT / "docs.yml"), site_dir=str(tmp_path), strict=True)
    assert list(config.plugins) == ["ainotes/search"]
    build(config)
    pages = {
        path.relative_to(tmp_path).as_posix(): path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html")
    }
    assert Built(tmp_path, pages).broken() == []
    sources = [path.relative_to(ROOT / "docs").with_suffix("") for path in (ROOT / "docs").rglob("*.md")]
    assert {f"{path.as_posix()}/index.html" for path in sources if path.stem != "index"} <= pages.keys()
    index = open_index(tmp_path / "search")
    assert "safety" in {hit.url.partition("/")[0] for hit in index.search("hard links").hits[:3]}
    assert index.search("ainotes/glossary files").hits[0].url.startswith("mkdocs/")
    assert index.search("导入 图谱").hits[0].url.startswith("zh/importing/#导入")


def commands(page: Path) -> list[list[str]]:
    """The words of each line of a page's shell blocks that runs ainotes."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    lines = [part.strip() for block in blocks for line in block.splitlines() for part in line.split("&&")]
    return [shlex.split(line)[1:] for line in lines if line.startswith("ainotes ")]


@pytest.mark.parametrize(
    "page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda page: page.relative_to(ROOT).as_posix()
)
def test_ainotes_understands_each_command_of_the_documentation(page: Path) -> None:
    for words in commands(page):
        assert callable(arguments(words).run)


def test_chinese_pages_name_the_commands_that_the_english_ones_name() -> None:
    assert {page.name for page in (ROOT / "docs").glob("*.md")} == {
        page.name for page in (ROOT / "docs/zh").glob("*.md")
    }
    for page in sorted((ROOT / "docs" / "zh").glob("*.md")):
        english = ROOT / "docs" / page.name
        named = {words[0] for words in commands(page)}
        assert page.stem == "index" or {words[0] for words in commands(english)} <= named
    assert commands(ROOT / "docs" / "zh" / "index.md")[:2] == commands(ROOT / "docs" / "index.md")[:2]


def test_the_lock_has_every_dependency_within_its_bounds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8").splitlines()
    locked: dict[str, list[str]] = {}
    for line in lines:
        if not line.startswith("#"):
            name, version = line.partition(";")[0].strip().split("==")
            locked.setdefault(canonicalize_name(name), []).append(version)
    for written in (*project["dependencies"], *extras["dev"], *extras["guests"]):
        wanted = Requirement(written)
        versions = locked[canonicalize_name(wanted.name)]
        assert all(wanted.specifier.contains(version) for version in versions), f"{written}: {versions}"
    assert not [line for line in lines if "://" in line]
