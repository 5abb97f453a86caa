"""The documentation is a site of its own, with `ainotes/search` alone: every link leads somewhere, every page is found."""

from __future__ import annotations

from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from tests.plugins.guest_site import Built

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
    assert {f"{path.stem}/index.html" for path in (ROOT / "docs").glob("*.md") if path.stem != "index"} <= pages.keys()
    index = open_index(tmp_path / "search")
    assert index.search("hard links").hits[0].url.startswith("safety/")
    assert index.search("ainotes/glossary files").hits[0].url.startswith("mkdocs/")
