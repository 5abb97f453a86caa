"""What other programs export, as notes: one format a file (`formats/`), one writer for all of them."""

from __future__ import annotations

FORMATS = (
    "x",
    "x-bookmarks",
    "notion",
    "logseq",
    "opml",
    "wechat",
    "flomo",
    "pocket",
    "instapaper",
    "readwise",
    "cubox",
)
"""Names of the formats, in the order in which they are asked whether an export is theirs."""
