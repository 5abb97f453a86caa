"""What the links of a page lead to: files of the same export, or the web."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from urllib.parse import unquote

from ainotes_site.importers.export_files import Export
from ainotes_site.importers.html_text import web_address
from ainotes_site.importers.items import file_address


def member_of(export: Export, page: str, href: str) -> str:
    """The file of the export that a relative address on one of its pages names; empty where there is none."""
    path = unquote(href.partition("#")[0].partition("?")[0])
    if not path or path.startswith("/") or "://" in path:
        return ""
    name = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return name if name in export.files else ""


def address_in(export: Export, page: str, shown: set[str]) -> Callable[[str], str]:
    """Addresses of a page as an item has them; the files that they name are added to `shown`."""

    def address(href: str) -> str:
        member = member_of(export, page, href)
        if member:
            shown.add(member)
            return file_address(member)
        return web_address(href)

    return address
