"""Notes that say of themselves that they are pages for MkDocs. Whether they are is for the configuration to say."""

from __future__ import annotations

import re

_DECLARED = re.compile(
    rb"""\s*(?:\xef\xbb\xbf)?(---|\+\+\+)[^\n]*\n(?:(?!\1).*\n)*?format\s*[:=]\s*["']?page["']?\s*$""", re.MULTILINE
)
_FRONT = 4096
"""Bytes within which a front matter says what a file is."""


def claims_page(data: bytes) -> bool:
    """Whether the file's front matter says `format: page`.

    The same answer as reading it would give, without importing a reader for it: this is asked of every file of every
    build, also of one that finds nothing changed.
    """
    return b"page" in data[:_FRONT] and _DECLARED.match(data[:_FRONT]) is not None
