"""What an owner says of a note that stays at home: `draft: true`, `publish: false`, `私密: 是`, `status: draft`, `public:: false`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.frontmatter.values import flag_of, text_of

_PRIVATE = ("draft", "private", "secret", "草稿", "私密", "私人")
_PUBLIC = ("publish", "published", "public", "发布", "公开")
_STATE = ("status", "state", "visibility", "状态")
_NAMES = frozenset((*_PRIVATE, *_PUBLIC, *_STATE))
_STATES_PRIVATE = frozenset(("draft", "private", "unpublished", "secret", "草稿", "私密", "未发布", "不公开"))
_STATES_PUBLIC = frozenset(("published", "public", "已发布", "公开"))

_PROPERTY = pattern(r"[ \t]*(?:-[ \t]+)?([A-Za-z]{1,20}|[\u3400-\u9fff]{1,4})::[ \t]*(\S.{0,40}?)[ \t]*$")
"""A property of a page of Logseq."""
_LINES = 12
"""Lines at the top of a page that may hold its properties."""


def visibility(fields: Mapping[Any, object]) -> bool | None:
    """Whether fields say that a note is to be published; None where they say nothing of it. A no wins."""
    said = {str(name).strip().lower(): value for name, value in fields.items()}
    if said.keys().isdisjoint(_NAMES):
        return None
    states = {text_of(said[name]).lower() for name in _STATE if name in said}
    if any(flag_of(said.get(name)) is True for name in _PRIVATE) or states & _STATES_PRIVATE:
        return False
    flags = {flag_of(said.get(name)) for name in _PUBLIC}
    if False in flags:
        return False
    return True if True in flags or states & _STATES_PUBLIC else None


def stated_visibility(lines: Sequence[str]) -> bool | None:
    """The same of the properties that a page of Logseq begins with."""
    return visibility(dict(_properties(lines[:_LINES])))


def _properties(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        found = _PROPERTY.match(line) if "::" in line else None
        if found:
            yield found[1], found[2]
        elif line.strip():
            return
