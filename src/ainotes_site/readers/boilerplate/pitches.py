"""A part at the end of a text that advertises: it sells a course, gives something away, asks to scan a code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ainotes_site.readers.boilerplate.blocks import LONGEST, Block, Found, run_of
from ainotes_site.readers.source import Source

PICTURE_LENGTH = 20
"""How many characters of advertising a picture there counts for."""
PITCH_SHARE = 0.5
"""Greatest share of text that pitches nothing in the part at the end that is all advertising."""


def pitches(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """A part at the end that advertises: from a heading, a rule or the mark of an end above a section that hints at it."""
    code = max((n for n, part in enumerate(parts) if part.make == "code"), default=-1)
    first = max(code + 1, (len(parts) + 3) // 4, 1)
    starts = [n for n in range(first, len(parts)) if parts[n].make == "heading" or _parts_off(parts[n])]
    for start, stop in pairwise((*starts, len(parts))):
        begins = any(part.says("pitch", "pitch-weak", "follow", "end-mark") for part in parts[start:stop])
        if begins and _is_pitch(parts[start:]):
            yield run_of(parts[start:], "advertising")
            return


def sponsored(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """What stands below the label of a sponsor, from the rule above it to the next rule, where it is short and leads elsewhere."""
    for number, part in enumerate(parts[1:], 1):
        if len(part.lines) > 1 or not part.says("sponsor-head") or not _parts_off(parts[number - 1]):
            continue
        stop = next((n for n in range(number, len(parts)) if parts[n].make in ("rule", "heading", "code")), len(parts))
        inside = parts[number:stop]
        links = any("](http" in line for each in inside for line in each.lines)
        if links and sum(len(each.text) for each in inside) <= LONGEST:
            yield run_of(parts[number - 1 : stop], "sponsor")


def _parts_off(part: Block) -> bool:
    return part.make == "rule" or part.marks_end()


def _is_pitch(region: Sequence[Block]) -> bool:
    """Whether a region sells: it asks for something at least once, twice with hints, and is about little else."""
    texts = [part for part in region if part.make in ("text", "heading")]
    if not any(part.says("pitch") for part in texts) or sum(map(_hints_at_pitch, texts)) < 2:
        return False
    other = sum(
        len(part.text) for part in texts if not part.says("pitch", "pitch-weak", "follow", "engage", "end-mark")
    )
    total = sum(len(part.text) for part in texts) + PICTURE_LENGTH * sum(part.make == "image" for part in region)
    return other <= PITCH_SHARE * total


def _hints_at_pitch(part: Block) -> bool:
    return part.says("pitch", "pitch-weak") or part.share("follow") >= PITCH_SHARE
