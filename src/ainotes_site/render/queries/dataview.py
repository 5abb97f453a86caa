"""Queries of the plugin Dataview: `LIST`, `TABLE` and `TASK` with `FROM`, `WHERE`, `SORT` and `LIMIT`.

What groups, flattens, follows links or asks the clock is not understood, and stays code.
https://blacksmithgu.github.io/obsidian-dataview/queries/structure/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry
from ainotes_site.render.queries.expressions import (
    Expression,
    NotUnderstoodError,
    Token,
    expression,
    is_true,
    ordered,
    tokens,
)
from ainotes_site.render.queries.fields import field_name, has_tag, lookup
from ainotes_site.urls import tag_slug

MOST = 500
"""Entries that one query lists."""
_KIND = pattern(r"\s*(LIST|TABLE|TASK)\b", re.IGNORECASE)
_CLAUSE = pattern(r"\b(FROM|WHERE|SORT|LIMIT|GROUP\s+BY|FLATTEN)\b|\"[^\"\n]*\"|\[\[[^\[\]\n]*\]\]", re.IGNORECASE)
_WITHOUT = pattern(r"\s*WITHOUT\s+ID\b", re.IGNORECASE)
_COLUMN = pattern(r"(.+?)(?:\s+AS\s+(?:\"([^\"\n]*)\"|(\S+)))?\s*$", re.IGNORECASE)
_ORDER = pattern(r"(.+?)(?:\s+(ASC|ASCENDING|DESC|DESCENDING))?\s*$", re.IGNORECASE)
_SOURCE = pattern(
    r"\s*(?:(?P<word>and|or)\b|(?P<not>[-!])|(?P<bracket>[()])|#(?P<tag>[^\s#\"()]+)|\"(?P<folder>[^\"\n]*)\")",
    re.IGNORECASE,
)

Source = Callable[[Entry], bool]


@dataclass(frozen=True, slots=True)
class Column:
    """What a table shows of each."""

    name: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Query:
    """What a block asks."""

    kind: str
    """list, table or task."""
    columns: tuple[Column, ...] = ()
    has_names: bool = True
    """Whether the entries themselves are named."""
    source: Source | None = None
    conditions: tuple[Expression, ...] = ()
    sort: tuple[tuple[Expression, bool], ...] = ()
    """By what, and whether the greatest comes first; the most important first."""
    limit: int = MOST


def parsed(text: str) -> Query | None:
    """A query; None for one that is not understood as a whole."""
    try:
        return _parsed(text)
    except NotUnderstoodError:
        return None


def _parsed(text: str) -> Query:
    kind = _KIND.match(text)
    if kind is None:
        raise NotUnderstoodError(text)
    head, clauses = _clauses(text[kind.end() :])
    without = _WITHOUT.match(head)
    columns = tuple(map(_column, _parts(head[without.end() :] if without else head)))
    source: Source | None = None
    conditions: list[Expression] = []
    sort: list[tuple[Expression, bool]] = []
    limit = MOST
    for name, written in clauses:
        if name == "FROM":
            source = _Sources(written).all()
        elif name == "WHERE":
            conditions.append(read(written))
        elif name == "SORT":
            sort = [_sorted_by(part) for part in _parts(written)]
        elif name == "LIMIT" and written.strip().isdecimal():
            limit = min(MOST, int(written))
        else:
            raise NotUnderstoodError(name)
    if kind[1].upper() == "TASK" and columns:
        raise NotUnderstoodError(head)
    return Query(kind[1].lower(), columns, without is None, source, tuple(conditions), tuple(sort), limit)


def _clauses(text: str) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the first clause, and each clause with what stands behind its name."""
    starts = [found for found in _CLAUSE.finditer(text) if found[1]]
    if not starts:
        return text, []
    ends = [*(found.start() for found in starts[1:]), len(text)]
    head = text[: starts[0].start()]
    return head, [
        (" ".join(found[1].upper().split()), text[found.end() : end]) for found, end in zip(starts, ends, strict=True)
    ]


def _parts(text: str) -> list[str]:
    """The parts between commas that are in no brackets and no text."""
    parts, depth, quoted = [""], 0, False
    for sign in text.strip():
        quoted ^= sign == '"'
        depth += 0 if quoted else (sign in "([") - (sign in ")]")
        if sign == "," and not depth and not quoted:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts if part.strip()]


def read(written: str) -> Expression:
    """An expression whose fields are known.

    Raises `NotUnderstoodError`.
    """
    words = tokens(written)
    for word in words:
        if word.kind == "name":
            field_name(word.text.lower())
    return expression(words)


def _column(written: str) -> Column:
    found = _COLUMN.match(written)
    if found is None:
        raise NotUnderstoodError(written)
    return Column(found[2] or found[3] or found[1].strip(), read(found[1]))


def _sorted_by(written: str) -> tuple[Expression, bool]:
    found = _ORDER.match(written)
    if found is None:
        raise NotUnderstoodError(written)
    return read(found[1]), (found[2] or "").lower().startswith("desc")


class _Sources:
    """Reads what stands behind `FROM`: `and` and `or` from left to right, `and` first."""

    def __init__(self, written: str) -> None:
        self.words: list[Token] = []
        at, written = 0, written.rstrip()
        while at < len(written):
            found = _SOURCE.match(written, at)
            if found is None or found.lastgroup is None:
                raise NotUnderstoodError(written)
            self.words.append(Token(found.lastgroup, found[found.lastgroup]))
            at = found.end()
        self.at = 0

    def all(self) -> Source:
        found = self.either(0)
        if self.at < len(self.words):
            raise NotUnderstoodError(self.words[self.at].text)
        return found

    def either(self, depth: int) -> Source:
        groups = [[self.one(depth)]]
        while self.at < len(self.words) and self.words[self.at].kind == "word":
            self.at += 1
            if self.words[self.at - 1].text.lower() == "or":
                groups.append([])
            groups[-1].append(self.one(depth))
        return lambda entry: any(all(one(entry) for one in group) for group in groups)

    def one(self, depth: int) -> Source:
        if self.at >= len(self.words) or depth > 20:
            raise NotUnderstoodError("nothing")
        kind, text = self.words[self.at]
        self.at += 1
        if kind == "not":
            inner = self.one(depth + 1)
            return lambda entry: not inner(entry)
        if kind == "tag":
            slug = tag_slug(text)
            return lambda entry: has_tag(entry, slug)
        if kind == "folder":
            folder = text.strip("/")
            return lambda entry: in_folder(entry, folder)
        if text != "(":
            raise NotUnderstoodError(text)
        inner = self.either(depth + 1)
        if self.at >= len(self.words) or self.words[self.at].text != ")":
            raise NotUnderstoodError("(")
        self.at += 1
        return inner


def in_folder(entry: Entry, folder: str) -> bool:
    """Whether an entry lies in a folder, or is the note of that path."""
    path = entry.span.path
    return not folder or path.startswith(f"{folder}/") or folder in (path, path.rpartition(".")[0])


def matching(query: Query, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that a query asks for, in its order; else by title."""
    found = [entry for entry in entries if query.source is None or query.source(entry)]
    if query.kind != "task":
        found = [entry for entry in found if all(is_true(one(lookup(entry))) for one in query.conditions)]
    found.sort(key=lambda entry: (entry.title, entry.id))
    for by, is_descending in reversed(query.sort):
        found.sort(key=_key(by), reverse=is_descending)
    return found if query.kind == "task" else found[: query.limit]


def _key(by: Expression) -> Callable[[Entry], tuple[int, float, str]]:
    return lambda entry: ordered(by(lookup(entry)))
