"""Addresses that somebody saved in a list, as bookmarks: a file for each month in which they were saved."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from ainotes_site.importers.html_text import web_address
from ainotes_site.importers.items import Form, ImportedItem, Left
from ainotes_site.importers.plain_text import markdown_of, plain_line
from ainotes_site.model import Kind

_LATEST = 1 << 33
"""Seconds since 1970: what is larger is no moment, or in milliseconds."""


@dataclass(frozen=True, slots=True)
class Saved:
    """One of a list."""

    where: str
    """Place in the export, for the report."""
    url: str
    title: str
    day: str
    tags: tuple[str, ...] = ()
    text: str = ""
    """Plain."""


def saved_items(saved: Iterable[Saved]) -> tuple[list[ImportedItem], list[Left]]:
    """Bookmarks by month, and what has no address of the web."""
    items: list[ImportedItem] = []
    left: list[Left] = []
    for one in saved:
        url = web_address(one.url)
        if not url.startswith("http"):
            left.append(Left("row", one.where))
            continue
        items.append(
            ImportedItem(
                key=url,
                form=Form.LISTED,
                place=one.day[:7] or "undated",
                title=plain_line(one.title) or url,
                text=markdown_of(one.text),
                date=one.day,
                url=url,
                tags=one.tags,
                kind=Kind.BOOKMARK,
            )
        )
    return items, left


def day_of_seconds(written: str) -> str:
    """The day in UTC of a number of seconds since 1970; empty for what is none.

    >>> day_of_seconds("1714521600"), day_of_seconds("soon")
    ('2024-05-01', '')
    """
    with suppress(ValueError):
        if 0 < (seconds := int(written)) < _LATEST:
            return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    return ""
