"""flomo: all notes on one page of HTML, with its pictures in `file/` (https://help.flomoapp.com/basic/export.html).

Each is `<div class="memo">` with `<div class="time">2024-05-01 12:00:00</div>`, `<div class="content">…</div>` and
`<div class="files">` with the pictures and recordings; tags are words of the text (`#a/b`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from bs4 import Tag

from ainotes_site.importers.export_files import Export
from ainotes_site.importers.html_text import html_of, lowered, markdown_of_html, page_of, text_of
from ainotes_site.importers.items import Form, Imported, ImportedItem, Left
from ainotes_site.importers.linked_files import address_in
from ainotes_site.importers.plain_text import title_in
from ainotes_site.model import Kind
from ainotes_site.readers.detect.dates import find_date
from ainotes_site.readers.detect.titles.titles import unmarked

_TAGS = re.compile(r"^(?:#[\w/-]+\s*)+", re.MULTILINE)
"""Tags that a line begins with: they are no title."""


def recognise(export: Export) -> bool:
    """Whether a page has notes of flomo."""
    return any(_is_page(export, name) for name in export.names)


def _is_page(export: Export, name: str) -> bool:
    start = export.start(name, 1 << 18) if name.lower().endswith((".html", ".htm")) else b""
    return b'class="memo"' in start or b'class="memos"' in start


def read(export: Export) -> Imported:
    """A journal of each month."""
    items: list[ImportedItem] = []
    left: list[Left] = []
    shown: set[str] = set()
    for name in export.names:
        if not _is_page(export, name):
            continue
        address = address_in(export, name, shown)
        moments: Counter[str] = Counter()
        for number, memo in enumerate(
            page_of(name, html_of(name, export.read(name))).find_all("div", class_="memo"), 1
        ):
            moment = text_of(memo.find(class_="time"))
            moments[moment] += 1
            found = _memo(f"{name}: {number}", memo, f"{moment}#{moments[moment]}", address, left)
            if found is None:
                left.append(Left("empty", f"{name}: {number}"))
            else:
                items.append(found)
    pages = {name for name in export.names if _is_page(export, name)}
    left += [Left("file", name) for name in export.names if name not in shown and name not in pages]
    return Imported(tuple(items), left=tuple(left))


def _memo(where: str, memo: Tag, key: str, address: Callable[[str], str], left: list[Left]) -> ImportedItem | None:
    moment = text_of(memo.find(class_="time"))
    content, files = memo.find(class_="content"), memo.find(class_="files")
    pieces = [markdown_of_html(where, one, address, left) for one in (content, files) if isinstance(one, Tag)]
    text = lowered("\n\n".join(piece for piece in pieces if piece), 3)
    if not text:
        return None
    day = find_date(moment) or ""
    words = "\n".join(map(unmarked, _TAGS.sub("", text).split("\n")))
    return ImportedItem(
        key=key,
        form=Form.LISTED,
        place=day[:7] or "undated",
        title=title_in(words) or title_in(text) or key,
        text=text,
        date=day,
        kind=Kind.NOTE,
    )
