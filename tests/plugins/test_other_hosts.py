"""Programs and themes that take the place of MkDocs and Material: the search alone, and entries, in a site of theirs."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.utils import get_theme_names
from tests.plugins.guest_site import Built, write_site

from ainotes_site.search.engine import open_index

PLUGINS = {
    "search": "- search\n- ainotes/search",
    "alone": "- ainotes/search\n- ainotes/glossary: {files: [about/faq.md]}\n- ainotes/topics",
    "entries": '- ainotes/entries: {notes: ["notes/**"]}\n- ainotes/topics\n- ainotes/glossary\n- ainotes/search',
}


@pytest.mark.parametrize("plugins", sorted(PLUGINS))
@pytest.mark.parametrize(("host", "theme"), [("properdocs", "material"), ("mkdocs", "materialx")])
def test_a_site_of(host: str, theme: str, plugins: str, tmp_path: Path) -> None:
    if importlib.util.find_spec(host) is None or theme not in get_theme_names():
        pytest.skip("pip install -e '.[hosts]'")
    config_file = write_site(tmp_path, PLUGINS[plugins], notes=plugins == "entries")
    text = config_file.read_text(encoding="utf-8").replace("name: material\n", f"name: {theme}\n")
    config_file.write_text(text, encoding="utf-8")
    (tmp_path / "docs" / "about" / "faq.md").write_text(
        "# 常见问题\n\n- **召回率**：找回的比例。\n- **精度**：对的比例。\n\n## 吃不到 {#chi-bu-dao}\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", host, "build", "-f", config_file],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    root = tmp_path / "site"
    pages = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in root.rglob("*.html")}
    built = Built(root, pages)
    assert built.broken() == []
    assert all(html.count("data-an-search-open") == 1 for html in pages.values())
    assert not any('data-md-component="search"' in html for html in pages.values()), "the box of the theme"
    assert open_index(root / "search").search("交换分区抖动").hits[0].url == "guide/config/#nei-cun"
    assert plugins == "search" or 'class="an-term"' in pages["tutorials/recall/index.html"]
