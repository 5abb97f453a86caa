"""Instapaper: the list of what was saved, as CSV or HTML (https://help.instapaper.com/, Settings → Export).

The CSV has the columns URL, Title, Selection, Folder, Timestamp (seconds since 1970) and, of late, Tags. The HTML, titled
`Instapaper: Export`, has a list of links below the name of each folder, without dates.
"""

from __future__ import annotations

from ainotes_site.importers.csv_rows import first, header_of, table_of, tags_of
from ainotes_site.importers.export_files import Export
from ainotes_site.importers.html_text import html_of, listed_links
from ainotes_site.importers.items import Imported, Left
from ainotes_site.importers.saved_links import Saved, day_of_seconds, saved_items

_COLUMNS = ("url", "title", "selection", "folder", "timestamp", "tags")
_USUAL = ("unread", "archive", "starred")
"""Folders that say how far somebody has read, not what about."""


def recognise(export: Export) -> bool:
    """Whether a file has Instapaper's columns, or is its page."""
    return any(_is_table(export, name) or _is_page(export, name) for name in export.names)


def _is_table(export: Export, name: str) -> bool:
    return name.lower().endswith(".csv") and {"url", "title", "selection"} <= set(header_of(export.start(name)))


def _is_page(export: Export, name: str) -> bool:
    return name.lower().endswith((".html", ".htm")) and b"<title>instapaper" in export.start(name).lower()


def read(export: Export) -> Imported:
    """Lists of each month's addresses."""
    saved: list[Saved] = []
    left: list[Left] = []
    for name in export.names:
        if _is_table(export, name):
            table = table_of(name, export.read(name))
            left += [Left("column", f"{name}: {one}") for one in table.others(_COLUMNS)]
            for row, line in zip(table.rows, table.lines, strict=True):
                tags = (*tags_of(first(row, "tags")), *_folder(first(row, "folder")))
                saved.append(
                    Saved(f"{name}:{line}", first(row, "url"), first(row, "title"), day_of_seconds(first(row, "timestamp")), tags, first(row, "selection"))
                )  # fmt: skip
        elif _is_page(export, name):
            saved += _on_page(export, name)
        else:
            left.append(Left("file", name))
    items, unusable = saved_items(saved)
    return Imported(tuple(items), left=(*left, *unusable))


def _folder(name: str) -> tuple[str, ...]:
    return (name,) if name and name.lower() not in _USUAL else ()


def _on_page(export: Export, name: str) -> list[Saved]:
    return [
        Saved(f"{name}: {link.href[:80]}", link.href, link.text, "", _folder(link.heading))
        for link in listed_links(name, html_of(name, export.read(name)))
    ]
