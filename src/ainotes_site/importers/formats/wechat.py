"""Articles of WeChat's public accounts, as a browser saves their pages (https://mp.weixin.qq.com/s/…).

Nothing describes their markup but the pages themselves: the text is `#js_content`, the title `#activity-name` or `og:title`, the
account `#js_name`, the writer `#js_author_name` or `<meta name="author">`, the address `og:url`; the moment is written by a
script, from `var ct = "seconds"` or `createTime = '2024-05-01 08:00'`. Pictures that were not yet shown have their address in
`data-src`, on `mmbiz.qpic.cn`.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from ainotes_site.importers.export_files import Export
from ainotes_site.importers.html_text import attribute, html_of, markdown_of_html, page_of, text_of, web_address
from ainotes_site.importers.items import Form, Imported, ImportedItem, Left
from ainotes_site.importers.linked_files import address_in, member_of
from ainotes_site.importers.saved_links import day_of_seconds
from ainotes_site.model import Kind, Person
from ainotes_site.readers.detect.dates import find_date

_SECONDS = re.compile(r"\bct\s*[=:]\s*[\"'](\d{9,10})[\"']")
_MOMENT = re.compile(r"\bcreateTime\s*=\s*[\"'](\d{4}-\d\d-\d\d)")
_ADDRESS = re.compile(r"\bmsg_link\s*=\s*[\"'](https?://mp\.weixin\.qq\.com/[^\"'\s]+)")


def recognise(export: Export) -> bool:
    """Whether a page is such an article."""
    return any(_is_article(export, name) for name in export.names)


def _is_page(name: str) -> bool:
    return name.lower().endswith((".html", ".htm"))


def _is_article(export: Export, name: str) -> bool:
    if not _is_page(name) or "_files/" in name:
        return False
    return any(b"js_content" in piece for piece in export.chunks(name))


def read(export: Export) -> Imported:
    """A page of each article."""
    items: list[ImportedItem] = []
    left: list[Left] = []
    shown: set[str] = set()
    pages = [name for name in export.names if _is_article(export, name)]
    for name in pages:
        found = _article(export, name, shown, left)
        if found is None:
            left.append(Left("empty", name))
        else:
            items.append(found)
    left += [Left("file", name) for name in export.names if name not in shown and name not in pages]
    return Imported(tuple(items), left=tuple(left))


def _article(export: Export, name: str, shown: set[str], left: list[Left]) -> ImportedItem | None:
    html = html_of(name, export.read(name))
    page = page_of(name, html)
    content = page.find(id="js_content")
    if not isinstance(content, Tag):
        return None
    title = text_of(page.find(id="activity-name")) or _meta(page, "og:title") or text_of(page.find("title"))
    day = find_date(text_of(page.find(id="publish_time"))) or _day(html)
    url = web_address(_meta(page, "og:url")) or _address(html)
    _show_saved(export, name, content)
    text = markdown_of_html(name, content, address_in(export, name, shown), left)
    if not text:
        return None
    return ImportedItem(
        key=url.partition("#")[0] or title,
        form=Form.PAGE,
        place=title or name.rpartition("/")[2].rpartition(".")[0],
        title=title,
        text=text,
        date=day,
        url=url,
        authors=_authors(page),
        kind=Kind.ARTICLE,
        fields={"description": _meta(page, "description") or _meta(page, "og:description")},
    )


def _authors(page: BeautifulSoup) -> tuple[Person, ...]:
    """Who wrote it, and the account that published it."""
    writer = text_of(page.find(id="js_author_name")) or _meta(page, "author")
    account = text_of(page.find(id="js_name")) or _meta(page, "og:article:author")
    return tuple(Person(name) for name in dict.fromkeys((writer, account)) if name)


def _meta(page: BeautifulSoup, name: str) -> str:
    found = page.find("meta", attrs={"property": name}) or page.find("meta", attrs={"name": name})
    return " ".join(attribute(found, "content").split())


def _day(html: str) -> str:
    moment = _MOMENT.search(html)
    seconds = _SECONDS.search(html)
    return moment[1] if moment else day_of_seconds(seconds[1]) if seconds else ""


def _address(html: str) -> str:
    found = _ADDRESS.search(html)
    return found[1].replace("&amp;", "&").replace("\\x26amp;", "&").partition("#")[0] if found else ""


def _show_saved(export: Export, name: str, content: Tag) -> None:
    """Where the browser saved a picture beside the page, that is shown rather than the one on the web."""
    for picture in content.find_all("img"):
        if member_of(export, name, attribute(picture, "src")):
            del picture["data-src"]
