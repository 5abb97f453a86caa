"""Pages that people write by hand for MkDocs, among the notes."""

from __future__ import annotations

from ainotes_site.readers import read

_FRONT = 4096
"""Bytes within which a front matter says what a file is."""


def is_page(path: str, data: bytes) -> bool:
    """Whether the file is rendered by MkDocs itself."""
    return b"page" in data[:_FRONT] and read(path, data).format == "page"
