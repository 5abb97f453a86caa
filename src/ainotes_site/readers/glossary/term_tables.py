"""Tables of terms: two to six columns, with or without closing pipes, or in HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.phrases import alternatives
from ainotes_site.readers.detect.simplify import simplified
from ainotes_site.readers.glossary.name_pairs import PAIRS, PAIRS_SHARE, is_pair

_RULE = pattern(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-{1,}:?\s*){0,12}\|?\s*$")
_words = partial(alternatives, "glossary/glossary_words")
_ROLES = (
    *((role, pattern(_words(f"column-{role}"), re.IGNORECASE)) for role in ("definition", "category", "name", "other")),
    ("number", pattern(r"^(?:(?:索引)?(?:序号|编号)|索引|#|no\.?|id)$", re.IGNORECASE)),
)

_CODE = pattern(r"`[^`]*`?")
_PIPE = pattern(r"(?<!\\)\|")
_CELL = pattern(r"<t[dh]\b[^<>]{0,200}>(.{0,4000}?)</t[dh]>", re.IGNORECASE | re.DOTALL)
_BREAK = pattern(r"(?:<br\s*/?>|</?(?:b|strong|p)>)", re.IGNORECASE)

MOST_COLUMNS = 6
NOTHING = frozenset(("-", "—", "/", "无", "暂无", "N/A"))
"""What stands in a cell that is empty."""
NAME_LENGTH = 30
"""Longest translation that counts as a name, in characters."""

_TERM_WORD = pattern(rf"(?:{_words('header-term')})(?:名称?)?$", re.IGNORECASE)
_DEFINITION_WORD = pattern(rf"(?:{_words('header-definition')})$", re.IGNORECASE)
_NAMES = tuple(
    pattern(
        rf"(?:{_words('header-before')})?\s?(?:{_words(f'header-{name}')})\s?(?:{_words('header-after')})?$",
        re.IGNORECASE,
    )
    for name in ("english", "chinese", "full", "short")
)
"""Which of the names of a term a column holds."""


@dataclass(frozen=True, slots=True)
class TermRow:
    """A row of a table of terms."""

    first: int
    stop: int
    names: tuple[str, ...]
    text: str
    category: str


@dataclass(frozen=True, slots=True)
class TermTable:
    """A table whose rows are terms."""

    first: int
    body: int
    """Index after its header."""
    stop: int
    rows: tuple[TermRow, ...]
    named: bool
    """Whether its header has a column of names and one of definitions."""
    strict: bool
    """Whether its header says so in words for nothing else (术语 and 定义, or 中文, 英文, 全称, 缩写), or most of its names come
    with their translations."""


def is_table_rule(line: str) -> bool:
    """Whether `line` is the row of dashes under a table's header."""
    return "-" in line and "|" in line and len(line) < 400 and _RULE.match(line) is not None


def term_table(lines: Sequence[str], at: int, stop: int) -> TermTable | None:
    """The table whose header is at index `at`; None when there is none, or its columns hold no terms."""
    if at + 1 >= stop:
        return None
    if lines[at].lstrip()[:6].lower() == "<table":
        return _of_rows(at, *_html_rows(lines, at, stop))
    if "|" not in lines[at] or not is_table_rule(lines[at + 1]):
        return None
    end = next((n for n in range(at + 2, stop) if "|" not in lines[n]), stop)
    rows = [(n, n + 1, cells(lines[n])) for n in range(at + 2, end)]
    return _of_rows(at, [(at, at + 2, cells(lines[at])), *rows], end)


_Cells = tuple[int, int, list[str]]
"""Index of the first line of a row, after its last, and what stands in it."""


def _of_rows(at: int, found: Sequence[_Cells], end: int) -> TermTable | None:
    """The table at index `at` with the header and the rows `found`, up to `end`."""
    found = _with_header(found)
    if len(found) < 2 or not 2 <= len(found[0][2]) <= MOST_COLUMNS:
        return None
    (_, body, shown), *below = found
    header = [simplified(cell) for cell in shown]
    roles = _roles(header)
    names_only = not any(map(_ROLES[0][1].search, header))
    rows = tuple(_row(first, stop, row, roles, shown, names_only) for first, stop, row in below)
    named = "definition" in roles and not {"name", "other"}.isdisjoint(roles)
    strict = _says_terms(header) or (named and _are_pairs(rows))
    return TermTable(at, body, end, rows, named, strict) if any(row.names for row in rows) else None


def _with_header(found: Sequence[_Cells]) -> Sequence[_Cells]:
    """The rows of a table whose header is blank, as some exporters leave it, with the bold row below in its place."""
    if len(found) < 3 or any(found[0][2]) or not all(cell.startswith("**") for cell in found[1][2]):
        return found
    return [(found[0][0], *found[1][1:]), *found[2:]]


def _html_rows(lines: Sequence[str], at: int, stop: int) -> tuple[list[_Cells], int]:
    """The rows of a table in HTML that begins at index `at`, and the index after it; a row reaches to the next."""
    end = next((n + 1 for n in range(at, stop) if "</table" in lines[n].lower()), stop)
    starts = [n for n in range(at, end) if "<tr" in lines[n].lower()]
    rows = []
    for first, after in pairwise([*starts, end]):
        text = "\n".join(lines[first:after])
        rows.append((first, after, [_BREAK.sub("", cell).strip() for cell in _CELL.findall(text)]))
    return rows, end


def _says_terms(header: Sequence[str]) -> bool:
    """Whether a header names terms and their definitions, or two of the names that a term may have."""
    said = [cell.strip("* ") for cell in header]
    is_term = any(map(_TERM_WORD.match, said))
    named = sum(any(map(name.match, said)) for name in _NAMES)
    return named + is_term >= 2 or (is_term and any(map(_DEFINITION_WORD.match, said)))


def _are_pairs(rows: Sequence[TermRow]) -> bool:
    """Whether most names come with their translations."""
    names = [row.names[0] for row in rows if row.names]
    return len(names) >= PAIRS and sum(map(is_pair, names)) >= PAIRS_SHARE * len(names)


def cells(line: str) -> list[str]:
    """Cells of a row; `\\|` and pipes in code spans part none."""
    text = line.strip()
    text = text[1:] if text.startswith("|") else text
    text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    text = _CODE.sub(lambda span: span[0].replace("|", "\0"), text)
    return [part.replace("\0", "|").strip() for part in _PIPE.split(text)]


def _roles(header: Sequence[str]) -> list[str]:
    """What each column holds; without a telling header the first holds names and the last definitions, and one without a header
    sorts."""
    roles = [next((role for role, pattern in _ROLES if pattern.search(cell)), "") for cell in header]
    if "name" not in roles:
        roles[_first_free(roles, header)] = "name"
    roles = [role if role or title else "category" for role, title in zip(roles, header, strict=True)]
    if "definition" not in roles and roles[-1] != "name":
        roles[-1] = "definition"
    return roles


def _first_free(roles: Sequence[str], header: Sequence[str]) -> int:
    """The first column that may hold names: of those with a header, if there are any."""
    free = [n for n, role in enumerate(roles) if role in ("other", "")]
    return next((n for n in free if header[n]), free[0] if free else 0)


def _row(
    first: int, stop: int, row: Sequence[str], roles: Sequence[str], header: Sequence[str], names_only: bool
) -> TermRow:
    """One row; where no column defines (缩写, 全称, 中文), the last name is the definition too."""
    by_role: dict[str, list[str]] = {}
    for role, title, cell in zip(roles, header, row, strict=False):
        if cell and cell not in NOTHING:
            by_role.setdefault(role, []).append(cell if role else f"{title}：{cell}" if title else cell)
    spare = [cell for cell in row[len(roles) :] if cell]
    text = "\n\n".join([*by_role.get("definition", []), *by_role.get("", []), *spare])
    also = by_role.get("definition", []) if names_only and len(text) <= NAME_LENGTH else []
    names = (*by_role.get("name", []), *by_role.get("other", []), *also)
    return TermRow(first, stop, names, text, " / ".join(by_role.get("category", [])))
