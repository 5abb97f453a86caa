"""Pocket: the list of what was saved, as the HTML of old (`ril_export.html`) or the CSV of later years.

https://support.mozilla.org/en-US/kb/exporting-your-pocket-list: CSV files `part_000000.csv` in an archive, with `title`, `url`,
`time_added` (seconds since 1970), `tags` (parted by `|`) and `status`; beside them `annotations/part_000000.json`, an array of
`{"url", "title", "highlights": [{"quote", "created_at"}]}`. The HTML has lists of
`<a href="…" time_added="…" tags="a,b">` below the headings Unread and Read Archive.
"""

from __future__ import annotations

from ainotes_site.importers.csv_rows import first, header_of, table_of, tags_of
from ainotes_site.importers.export_files import Export
from ainotes_site.importers.html_text import html_of, listed_links, web_address
from ainotes_site.importers.items import Form, Imported, ImportedItem, Left
from ainotes_site.importers.json_values import parsed, records, string
from ainotes_site.importers.plain_text import markdown_of, plain_line, quoted
from ainotes_site.importers.saved_links import Saved, day_of_seconds, saved_items
from ainotes_site.model import Kind


def recognise(export: Export) -> bool:
    """Whether a file has Pocket's columns, or is its page."""
    return any(_is_table(export, name) or _is_page(export, name) for name in export.names)


def _is_table(export: Export, name: str) -> bool:
    return name.lower().endswith(".csv") and {"url", "time_added"} <= set(header_of(export.start(name)))


def _is_page(export: Export, name: str) -> bool:
    if not name.lower().endswith((".html", ".htm")):
        return False
    start = export.start(name).lower()
    return b"<title>pocket export" in start or b"time_added=" in start


def _is_annotations(name: str) -> bool:
    return "annotations/" in name and name.lower().endswith(".json")


def read(export: Export) -> Imported:
    """Lists of each month's addresses, and a page of each that has passages marked."""
    saved: list[Saved] = []
    items: list[ImportedItem] = []
    left: list[Left] = []
    for name in export.names:
        if _is_table(export, name):
            table = table_of(name, export.read(name))
            left += [
                Left("column", f"{name}: {one}")
                for one in table.others(("title", "url", "time_added", "tags", "status"))
            ]
            for row, line in zip(table.rows, table.lines, strict=True):
                saved.append(
                    Saved(f"{name}:{line}", first(row, "url"), first(row, "title"), day_of_seconds(first(row, "time_added")), tags_of(first(row, "tags")))
                )  # fmt: skip
        elif _is_page(export, name):
            saved += _on_page(export, name)
        elif _is_annotations(name):
            items += _annotations(export, name)
        else:
            left.append(Left("file", name))
    listed, unusable = saved_items(saved)
    return Imported((*listed, *items), left=(*left, *unusable))


def _on_page(export: Export, name: str) -> list[Saved]:
    return [
        Saved(
            f"{name}: {link.href[:80]}",
            link.href,
            link.text,
            day_of_seconds(link.values.get("time_added", "")),
            tags_of(link.values.get("tags", "")),
        )
        for link in listed_links(name, html_of(name, export.read(name)))
    ]


def _annotations(export: Export, name: str) -> list[ImportedItem]:
    found = []
    for one in records(parsed(name, export.read(name))):
        url, marks = web_address(string(one, "url")), records(one.get("highlights"))
        texts = [quoted(markdown_of(quote)) for mark in marks if (quote := string(mark, "quote"))]
        if url and texts:
            title = plain_line(string(one, "title")) or url
            days = sorted(day for mark in marks if (day := day_of_seconds(string(mark, "created_at"))))
            found.append(
                ImportedItem(
                    f"marked:{url}", Form.PAGE, f"highlights/{title}", title, "\n\n".join(texts), days[-1] if days else "", url,
                    kind=Kind.NOTE,
                )
            )  # fmt: skip
    return found
