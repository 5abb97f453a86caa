"""Numbered notes, each under a heading with its number and title, whatever headings stand inside.

Where people paste letters, recipes or prompts below their numbers, the pieces bring headings of their own along: shallower
ones too. The numbers tell where a note begins; all other headings between two of them are its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise, zip_longest

from ainotes_site.readers.detect.headings.headings import Heading
from ainotes_site.readers.detect.headings.numbering import numbered
from ainotes_site.readers.formats import journal
from ainotes_site.readers.proposal import Proposal
from ainotes_site.readers.source import Parts, Source

NOTES = 2
"""How many numbered headings may be notes that hold other headings."""

_DIGITS = ("digit", "digit-bracket")


def propose(source: Source) -> list[Proposal]:
    """The numbered headings, where shallower or equal ones without a number stand between them."""
    heads = numbered_heads(source)
    if len(heads) < NOTES or not _encloses(source, heads):
        return []
    inner = _only(source, heads)
    found = [proposal for proposal in journal.propose(inner) if proposal.level == heads[0].level]
    return [replace(one, format="numbered", read=partial(_read, heads=heads)) for one in found]


def read(source: Source) -> Parts:
    """One entry a number; where no headings are numbered, one a heading."""
    return _read(source, numbered_heads(source))


def _read(source: Source, heads: Sequence[Heading]) -> Parts:
    if not heads:
        return journal.read(source)
    return journal.read(_only(source, heads), heads[0].level)


def numbered_heads(source: Source) -> tuple[Heading, ...]:
    """The headings of one level whose numbers count on from 1; none where they do not."""
    first = next((h for h in source.headings if _number(h) in (0, 1)), None)
    if first is None:
        return ()
    heads, last = [first], _number(first)
    for heading in source.headings:
        if heading.line > first.line and heading.level == first.level and _number(heading) == last + 1:
            heads.append(heading)
            last += 1
    return tuple(heads)


def _number(heading: Heading) -> int:
    found = numbered(heading.text)
    return found.number if found is not None and found.style in _DIGITS else -2


def _encloses(source: Source, heads: Sequence[Heading]) -> bool:
    """Whether other headings of their level or above stand between most of them, in the text of the note above: some of
    them above, since a heading of their own level without a number is most likely a note too.

    One right above the next number groups what follows.
    """
    inside = [heading for heading in _others(source, heads) if heading.level <= heads[0].level]
    if not any(heading.level < heads[0].level for heading in inside):
        return False
    if any(heading.level == heads[0].level and _number(heading) == _number(heads[0]) for heading in inside):
        return False  # each section counts anew
    under = sum(any(a.line < heading.line < b.line for heading in inside) for a, b in pairwise(heads))
    return under * 2 >= len(heads) - 1


def _others(source: Source, heads: Sequence[Heading]) -> Iterator[Heading]:
    """The headings that are none of `heads`, and not right above one."""
    own = {head.line for head in heads}
    for heading, after in zip_longest(source.headings, source.headings[1:]):
        groups = after is not None and after.line in own and _only_blank(source, heading.stop, after.line)
        if heading.line not in own and not groups:
            yield heading


def _only_blank(source: Source, first: int, stop: int) -> bool:
    return not any(line.strip() for line in source.lines[first:stop])


def _only(source: Source, heads: Sequence[Heading]) -> Source:
    """`source` with these headings alone, and what stands above the first of them."""
    above = [heading for heading in source.headings if heading.line < heads[0].line]
    return replace(source, outline=(*above, *heads))
