"""Front matter that YAML refuses and people write all the same: tabs, full-width colons, colons inside values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.simplify import simplified

_FIELD = pattern(r"([A-Za-z_\u3400-\u9fff][\w\u3400-\u9fff-]{0,40})\s*[:=：]\s*(.*)$")
_ITEM = pattern(r"\s*-\s+(\S.*)$")
_WIDE = pattern(r"([\w\u3400-\u9fff][\w\u3400-\u9fff-]{0,20})：\s*(.*)$")
_KNOWN = pattern(r"(?:标题|日期|时间|标签|作者|别名|摘要|分类|title|date|tags?|author|aliases)：", re.IGNORECASE)


def is_wide_field(line: str) -> bool:
    """Whether `line` is one of the usual fields with a full-width colon: 标题：…"""
    return _KNOWN.match(simplified(line[:20])) is not None


def are_fields(inside: Sequence[str]) -> bool:
    """Whether all lines are fields, items of lists below them, or go on with what is above."""
    return all(not x.strip() or x[:1] in " \t" or _FIELD.match(x) or _ITEM.match(x) for x in inside)


def mended(inside: Sequence[str]) -> list[str]:
    """`inside` as YAML that means what it looks like: spaces for tabs, and a colon with a space for a full-width one."""
    spaced = [line.replace("\t", "  ") for line in inside]
    wide = any(map(is_wide_field, spaced))
    return [_WIDE.sub(r"\1: \2", line) if wide else line for line in spaced]


def by_line(inside: Sequence[str]) -> Mapping[object, object]:
    """The fields of a broken block: those that stand on one line each, and lists below a field without a value.

    `title: 注意力: 入门` is meant as it looks.
    """
    fields: dict[object, object] = {}
    items: list[str] = []
    for line in inside:
        field = _FIELD.match(line)
        if field is not None:
            items = []
            fields[field[1]] = _unquoted(field[2]) if field[2].strip() else items
        elif (item := _ITEM.match(line)) is not None:
            items.append(_stripped(item[1]))
    return fields


def _unquoted(text: str) -> object:
    text = text.strip()
    if text.startswith("["):
        return [_stripped(item) for item in text.strip("[]").split(",")]
    return text.strip("\"'")


def _stripped(text: str) -> str:
    return text.strip().strip("\"'")
