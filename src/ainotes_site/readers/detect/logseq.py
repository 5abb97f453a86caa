"""What Logseq writes for itself into pages: ids of blocks and what is folded, clocked hours, where in a PDF a passage is
marked, what its plugins draw.

None of it says anything to a reader. Properties that say something (`tags::`, `author::`) stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.headings.headings import fenced

_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_LEAD = r"[ \t]*(?:[-*+][ \t]+)?"
_OWN = pattern(
    rf"{_LEAD}(?:id::[ \t]*{_UUID}|collapsed::[ \t]*(?:true|false)|template(?:-including-parent)?::.*|logseq\.[\w.-]+::.*"
    r"|(?:ls-type|hl-(?:page|color|type|stamp)|query-(?:table|properties|sort-by|sort-desc)|background-color)::.*"
    r"|\{\{renderer\b.*\}\})[ \t]*$"
)
"""A line that is nothing else."""
_DRAWER = pattern(r"[ \t]*:LOGBOOK:[ \t]*$")
_END = pattern(r"[ \t]*:END:[ \t]*$")
_CLOCK = pattern(r"[ \t]*(?:CLOCK:.*|[-*][ \t]+State\b.*)?$")
_INLINE = pattern(r"(?<!`)[ \t]?\{\{renderer\b[^{}\n]{0,500}\}\}(?!`)")
_ROAM_TASK = pattern(r"\{\{\[\[(TODO|DONE)\]\]\}\}")
"""A task of Roam."""
_BULLET = pattern(r"([ \t]*)[-*+][ \t]+")
_BLOCK_ID = pattern(rf"[ \t]+id::[ \t]*({_UUID})[ \t]*$")
"""The id of a block, which other notes may refer to."""


_MARKS = (
    "id:: ",
    "ed:: ",
    "logseq.",
    "template:: ",
    "ls-type:: ",
    "hl-",
    "query-",
    "background-color:: ",
)


OWN = "\x1f"
"""Stands for a line that Logseq wrote for itself. To readers it is blank; a body is written without it."""


def logseq_lines(lines: Sequence[str], start: int = 0) -> frozenset[int]:
    """Indices from `start` of the lines that Logseq wrote for itself, outside fenced code."""
    if not _may_have(lines):
        return frozenset()
    code, _ = fenced(lines)
    found: set[int] = set()
    for at in range(start, len(lines)):
        if at in found or at in code:
            continue
        if _DRAWER.match(lines[at]):
            found.update(_drawer(lines, at))
        elif _OWN.match(lines[at]):
            found.add(at)
    return frozenset(found)


def is_block_id(line: str) -> bool:
    """Whether a line is nothing but the id of a block. It stays in a body, where it is an anchor and no text."""
    return _BLOCK_ID.match(line) is not None


def block_names(lines: Sequence[str]) -> Iterator[str]:
    """The ids of blocks among lines."""
    return (found[1] for found in map(_BLOCK_ID.match, lines) if found)


def without_logseq_lines(lines: Sequence[str], own: Collection[int], start: int, mark: str) -> tuple[str, ...]:
    """`lines` with a `mark` for each of its `own`, without what plugins draw within others, and with items numbered that are
    to be.
    """
    kept = list(lines)
    numbered = {_item_above(lines, at) for at in own if "order-list-type::" in lines[at] and "number" in lines[at]}
    if numbered or may_refer(lines):
        code, _ = fenced(lines)
        for at in range(start, len(lines)):
            kept[at] = lines[at] if at in code else _plain(lines[at], at in numbered)
    for at in own:
        kept[at] = mark
    return tuple(kept)


def _item_above(lines: Sequence[str], at: int) -> int:
    """The line of the item that a property on a line below it belongs to; that line itself where there is none."""
    return next((above for above in range(at - 1, -1, -1) if _BULLET.match(lines[above])), at)


def may_refer(lines: Sequence[str]) -> bool:
    """Whether there may be something to leave out within lines."""
    text = "\n".join(lines)
    return "{{" in text


def _may_have(lines: Sequence[str]) -> bool:
    """Whether it is worth to look at them one by one."""
    text = "\n".join(lines)
    return "{{" in text or ":LOGBOOK:" in text or ("::" in text and any(mark in text for mark in _MARKS))


def _drawer(lines: Sequence[str], at: int) -> Iterable[int]:
    """A drawer of clocked hours; nothing where it is never closed, or holds other text."""
    stop = at + 1
    while stop < len(lines) and not _END.match(lines[stop]):
        if not _CLOCK.match(lines[stop]):
            return ()
        stop += 1
    return range(at, stop + 1) if stop < len(lines) else ()


def _plain(line: str, is_numbered: bool) -> str:
    plain = _ROAM_TASK.sub(r"\1", _INLINE.sub("", line)) if "{{" in line else line
    return _BULLET.sub(r"\g<1>1. ", plain, count=1) if is_numbered else plain
