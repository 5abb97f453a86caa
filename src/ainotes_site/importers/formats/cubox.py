"""Cubox: what was saved, as CSV (https://help.cubox.pro/share/89b8/, Settings → Export).

Its help says that title, address, description, folder, tags and time are exported, and names no columns; so columns are known by
what they are called in Chinese or English, and those that are not are reported.
"""

from __future__ import annotations

from collections.abc import Mapping

from ainotes_site.importers.csv_rows import first, header_of, table_of, tags_of
from ainotes_site.importers.export_files import Export
from ainotes_site.importers.html_text import web_address
from ainotes_site.importers.items import Form, Imported, ImportedItem, Left
from ainotes_site.importers.plain_text import markdown_of, plain_line, quoted
from ainotes_site.model import Kind, Person
from ainotes_site.readers.detect.dates import find_date

_TITLE = ("title", "标题", "名称")
_URL = ("url", "link", "链接", "网址", "原文链接", "地址")
_ABOUT = ("description", "描述", "摘要", "简介", "summary")
_FOLDER = ("folder", "文件夹", "收藏夹", "group", "分组")
_TAGS = ("tags", "tag", "标签")
_TIME = (
    "created",
    "created at",
    "create time",
    "createtime",
    "created time",
    "创建时间",
    "收藏时间",
    "添加时间",
    "保存时间",
    "time",
)
_AUTHOR = ("author", "作者")
_MARKED = ("highlights", "highlight", "标注", "高亮", "划线", "标记")
_NOTE = ("note", "notes", "annotation", "批注", "笔记", "备注")
_TEXT = ("content", "正文", "内容", "全文")
_IDS = ("id", "cubox url", "card url")
_KNOWN = (*_TITLE, *_URL, *_ABOUT, *_FOLDER, *_TAGS, *_TIME, *_AUTHOR, *_MARKED, *_NOTE, *_TEXT, *_IDS)


def recognise(export: Export) -> bool:
    """Whether a file has addresses, titles, and at least one more of the columns."""
    return any(_is_list(export.start(name)) for name in export.names if name.lower().endswith(".csv"))


def _is_list(start: bytes) -> bool:
    names = set(header_of(start))
    more = (_ABOUT, _FOLDER, _TAGS, _TIME, _MARKED, _TEXT)
    return bool(names & set(_URL)) and bool(names & set(_TITLE)) and any(names & set(group) for group in more)


def read(export: Export) -> Imported:
    """A page of what was saved with its text, a list of each month's other addresses."""
    items: list[ImportedItem] = []
    left: list[Left] = []
    for name in export.names:
        if not (name.lower().endswith(".csv") and _is_list(export.start(name))):
            left.append(Left("file", name))
            continue
        table = table_of(name, export.read(name))
        left += [Left("column", f"{name}: {column}") for column in table.others(_KNOWN)]
        for row, line in zip(table.rows, table.lines, strict=True):
            url = web_address(first(row, *_URL))
            if url:
                items.append(_item(row, url))
            else:
                left.append(Left("row", f"{name}:{line}"))
    return Imported(tuple(items), left=tuple(left))


def _item(row: Mapping[str, str], url: str) -> ImportedItem:
    title = plain_line(first(row, *_TITLE)) or url
    day = find_date(first(row, *_TIME)) or ""
    text = markdown_of(first(row, *_TEXT))
    marked = markdown_of(first(row, *_MARKED))
    pieces = [markdown_of(first(row, *_ABOUT)), quoted(marked) if marked else "", markdown_of(first(row, *_NOTE)), text]
    folder = plain_line(first(row, *_FOLDER)).strip("/")
    author = plain_line(first(row, *_AUTHOR))
    return ImportedItem(
        key=url,
        form=Form.PAGE if text else Form.LISTED,
        place=title if text else day[:7] or "undated",
        title=title,
        text="\n\n".join(piece for piece in pieces if piece),
        date=day,
        url=url,
        authors=(Person(author),) if author else (),
        tags=tuple(dict.fromkeys((*tags_of(first(row, *_TAGS)), *((folder,) if folder else ())))),
        kind=Kind.ARTICLE if text else Kind.BOOKMARK,
    )
