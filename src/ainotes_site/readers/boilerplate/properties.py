"""Properties that an exporter or a plugin wrote above a note: what it knows of the file, not what the note says.

They are read as front matter is, and not shown. What is told by is the place, at the head of the file, and one of two signs of a
program: a heading that says no more than that properties follow, or when the file was made to the minute. Fields that
somebody fills in above a note (where, who, what) have neither, and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import FIELD, SENTENCE_ENDS, Block, Found, run_of
from ainotes_site.readers.detect.field_names import fields_of, names, normal
from ainotes_site.readers.source import Source

REASON = "properties"

HEAD_BLOCKS = 8
"""Among how many first blocks they are looked for."""
FIELDS = 3
"""How many there are at least without a heading."""
LONGEST = 240
"""Characters of the longest of them; what is longer is text."""

_MOMENT = pattern(r"(?:19|20)\d\d.{0,12}\d{1,2}:\d\d|\d{1,2}:\d\d.{0,8}(?:19|20)\d\d")
_ADDRESS = pattern(r"(?:<?https?://[^\s<>]{1,1000}>?|\[[^\[\]\n]{1,200}\]\(https?://[^()\s]{1,1000}\))\s*$")
_CALLOUT = pattern(r"\s*>\s*\[!\w{1,20}\][+-]?\s+(?P<name>\S.{0,30}?)\s*$")
_MADE = frozenset(("created", "updated", "exported"))
_ROW = pattern(r"\s*\|")
_CELLS = pattern(r"[^|\n]+")


def properties(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """The properties among the first blocks, up to the first text."""
    for number, part in enumerate(parts[:HEAD_BLOCKS]):
        if part.make == "heading" and _says_properties(part.text):
            yield from _below_heading(parts, number)
            return
        if part.make == "text" and (_are_fields(part) or _is_table(part) or _is_callout(part)):
            yield part.left_out(REASON)
        elif part.level > 1 or part.make == "code" or (part.make == "text" and number):
            return


def origin(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """A quotation at the end that says no more than from which address the file was copied, and when."""
    if parts[-1].make == "text" and _states_origin(parts[-1]):
        yield parts[-1].left_out(REASON)


def _states_origin(part: Block) -> bool:
    found = [_field(line) if line.lstrip().startswith(">") else None for line in part.lines]
    values = [match["value"] for match in found if match]
    return (
        all(found)
        and any(map(_ADDRESS.match, values))
        and all(_ADDRESS.match(value) or _MOMENT.match(value) for value in values)
    )


def _below_heading(parts: Sequence[Block], number: int) -> Iterator[Found]:
    """A heading of properties with the list below it, and the picture above it, which is that of the cover."""
    for below in parts[number + 1 : number + 2]:
        if count := len([*takewhile(_field, below.lines)]):
            cover = number and parts[number - 1].make == "image"
            yield run_of(parts[number - cover : number + 1], REASON)
            yield Found(below.first, below.first + count, REASON)


def _says_properties(text: str) -> bool:
    return normal(text.strip(" :：*")) in names("exported-heading")


def _field(line: str) -> re.Match[str] | None:
    match = FIELD.match(line) if len(line) <= LONGEST else None
    return None if match is None or match["value"].endswith(SENTENCE_ENDS[:3]) else match


def _are_fields(part: Block) -> bool:
    """Whether a block is made of fields, one of which is when the file was made, to the minute."""
    found = [*takewhile(bool, map(_field, part.lines))] if len(part.lines) >= FIELDS else []
    return len(found) == len(part.lines) and any(_says_made(match["label"], match["value"]) for match in found if match)


def _says_made(label: str, value: str) -> bool:
    return _MOMENT.search(value) is not None and bool(fields_of(label.strip()) & _MADE)


def _is_table(part: Block) -> bool:
    """Whether a table has one row, in which is when the file was made."""
    rows = [_CELLS.findall(line.strip()) for line in part.lines if _ROW.match(line)]
    return len(rows) == len(part.lines) == FIELDS and any(map(_says_made, rows[0], rows[2]))


def _is_callout(part: Block) -> bool:
    """Whether a callout says by its name that properties follow."""
    head = _CALLOUT.match(part.lines[0])
    return (
        head is not None
        and _says_properties(head["name"])
        and all(line.lstrip().startswith(">") for line in part.lines)
    )
