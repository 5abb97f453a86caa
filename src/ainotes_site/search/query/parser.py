"""The query language: phrases, exclusions, OR and filters. The same rules stand in js/parser.js.

Nothing that is typed is an error: what cannot be understood is searched as it is written, and a remark says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ainotes_site.lazy_regex import pattern
from ainotes_site.search.query.result import Remark

LONGEST = 600
"""Characters of a query that are read."""
FIELDS = {
    "tag": "tag", "标签": "tag", "topic": "topic", "主题": "topic", "kind": "kind", "类型": "kind",
    "author": "author", "作者": "author", "before": "before", "之前": "before", "after": "after", "之后": "after",
    "標籤": "tag", "主題": "topic", "類型": "kind", "之後": "after",
}  # fmt: skip
"""What may stand before a colon, and the filter it means."""
BLANK = "\\x00-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"
_TOKEN = pattern(
    rf"""(?P<minus>[-－](?=[^{BLANK}－-]))?
        (?:(?P<field>[A-Za-z]{{3,6}}|{"|".join(name for name in FIELDS if not name.isascii())})[:：](?=[^{BLANK}]))?
        (?:"(?P<straight>[^"]*)"|“(?P<curly>[^”]*)”|「(?P<corner>[^」]*)」|(?P<plain>[^{BLANK}]+))""",
    re.VERBOSE,
)
_DATE = pattern(r"([0-9]{4})(?:年|[-/.年](0?[1-9]|1[0-2])(?:月|[-/.月](0?[1-9]|[12][0-9]|3[01])日?)?)?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text to look for."""

    text: str
    phrase: bool
    """True when it must occur as it stands."""
    literal: bool = False
    """Whether it means just what it says, and is no pinyin, no typing error and has no other names: a phrase that stands
    in the notes, or what was written as a filter and is none.
    """


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on documents."""

    field: str
    value: str
    written: str
    """As typed, to be searched literally when the value means nothing."""
    negative: bool


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked."""

    branches: tuple[tuple[Piece, ...], ...]
    """Alternatives joined by OR; each is a row of pieces."""
    excluded: tuple[str, ...]
    """Texts that must not occur."""
    filters: tuple[Filter, ...]
    remarks: tuple[Remark, ...]


def parse(text: str) -> Query:
    """Reads a query. Never fails."""
    remarks = []
    if len(text) > LONGEST:
        text = text[:LONGEST]
        remarks.append(Remark("truncated", {"limit": str(LONGEST)}))
    branches: list[list[Piece]] = [[]]
    excluded: list[str] = []
    filters: list[Filter] = []
    for match in _TOKEN.finditer(text):
        quoted = _quoted(match)
        value = quoted if quoted is not None else match["plain"]
        field = FIELDS.get((match["field"] or "").lower())
        if match["field"] and field is None:
            branches[-1].append(Piece(match[0], False))
        elif field is not None:
            value = _meant(field, value)
            if value:
                filters.append(Filter(field, value, match[0], match["minus"] is not None))
            else:
                branches[-1].append(Piece(match[0], False, True))
                remarks.append(Remark("literal", {"text": match[0]}))
        elif match["minus"]:
            excluded.append(value)
        elif match[0] in ("OR", "|"):
            branches.append([])
        else:
            branches[-1].append(Piece(value, quoted is not None))
            if quoted is None and value.startswith(('"', "“", "「")):
                remarks.append(Remark("unclosed", {"text": value}))
    if excluded and not any(branches) and not filters:
        branches = [[Piece(value, False)] for value in excluded]
        remarks.append(Remark("only-excluded", {"text": " ".join(excluded)}))
        excluded = []
    kept = tuple(tuple(branch) for branch in branches if branch)
    return Query(kept, tuple(excluded), tuple(filters), tuple(remarks))


def written_filters(text: str) -> Iterator[tuple[int, int, Filter, bool]]:
    """The filters of a query with their places in it, and whether there is a space behind the colon: `tag: llm` may be
    one, if there is such a tag; `parse` takes it for two words.
    """
    tokens = list(_TOKEN.finditer(text))
    for index, match in enumerate(tokens):
        name, following = match["field"], match
        spaced = name is None and match["plain"] is not None and match["plain"].endswith((":", "："))
        if spaced and index + 1 < len(tokens):
            name, following = match["plain"][:-1], tokens[index + 1]
            if following["minus"] or following["field"]:
                continue
        field = FIELDS.get((name or "").lower())
        if field is not None:
            quoted = _quoted(following)
            value = _meant(field, quoted if quoted is not None else following["plain"])
            if value:
                start, end = match.start(), following.end()
                yield start, end, Filter(field, value, text[start:end], match["minus"] is not None), spaced


def _quoted(match: re.Match[str]) -> str | None:
    return next((match[name] for name in ("straight", "curly", "corner") if match[name] is not None), None)


def _meant(field: str, value: str) -> str:
    return _date(value) if field in ("before", "after") else value


def _date(value: str) -> str:
    """An ISO 8601 date or its beginning, from that or from `2024年3月1日`; empty when the value is none."""
    match = _DATE.fullmatch(value)
    if match is None:
        return ""
    return "-".join(part if len(part) == 4 else part.zfill(2) for part in match.groups() if part)
