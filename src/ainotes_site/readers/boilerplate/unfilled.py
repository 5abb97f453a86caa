"""Sections of a template in which nothing was written: a heading that comes again in files beside it, or that templates have, above
nothing, empty bullets, boxes and fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, takewhile, zip_longest

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import FIELD, Block, Found, section_stop
from ainotes_site.readers.boilerplate.standing_lines import recurs
from ainotes_site.readers.source import Source
from ainotes_site.source_hints import Hints

REASON = "empty-heading"

ALIKE = 3
"""How often a label stands in a file at least that is one of a form."""
_DAY_NAME = pattern(r"(?:19|20)\d\d(?:\d{4}|[-_.]\d\d?[-_.]\d\d?)$")
_BLANK = pattern(r"\s*(?:>\s*)*(?:[-*+]|\d{1,2}[.)、])?\s*(?:\[ ?\])?\s*$")
"""A line without a word: an empty item, an empty box."""
_FORM = pattern(r"\s*[-*+]\s+(?:\[ ?\]\s+)?[^:：|\n]{1,30}(?:::|[:：])\s*$")
"""An item that asks for something, and has no answer on its line."""
_PATTERN = pattern(r"Y{2,4}[-/.年]?M{1,2}[-/.月]?D{1,2}|[(（\[](?:template|模板|模版)[)）\]]$", re.IGNORECASE)
"""A heading that a template has for the day of its copy, or that calls itself one."""
_BRACKETED = pattern(r"[\s>]*[*_]{0,2}[(（][^()（）\n]{1,40}[)）][*_]{0,2}\s*$")
_LABEL = pattern(r"(?:\*\*[^*\n，。！？；,.!?;]{1,30}\*\*\s?[:：]?|[^\W\d_][\w ]{0,20}[:：]{1,2})$")
_LABEL_END = pattern(r"[:：*][^\S\n]*(?:\n|\Z)")
"""How a line ends with a label, or in the blank behind one."""
_LABELLED = pattern(rf"{_LABEL.pattern}|\*\*[^*\n]{{1,30}}\*\*\s?[:：]|\*\*[^*\n]{{1,30}}[:：]\*\*")
_VALUELESS = pattern(r"[:：](?:\*\*)?[ \t]+$")
_HIDDEN = pattern(r"\s*%%.*%%\s*$")
"""A comment of Obsidian."""
_COMPONENT = pattern(r"\s*<[A-Z]\w*\s+\w")
"""A component of MDX with something to show, which its attributes say."""
_ITEM_HEADING = pattern(r"(?P<indent>\s*)[-*+] #{1,6} (?P<text>.*\S)\s*$")
"""A heading of an outliner, which is an item of a list."""


def unfilled_sections(source: Source, parts: Sequence[Block], hints: Hints) -> Iterator[Found]:
    """The sections and fields in which nothing was written; none where the file has nothing else, or is a template."""
    path = source.path.lower()
    if len(parts) == 1 or "template" in path or "模板" in path or "template::" in source.lowered:
        return
    daily = _DAY_NAME.match(source.stem) is not None
    has_labels = _LABEL_END.search(source.text) is not None
    for number, part in enumerate(parts if has_labels or source.headings else ()):
        if _is_section(part, hints) and not part.text.endswith((":", "：")):
            yield from _unfilled_section(parts, number, daily=daily, hints=hints)
        elif part.make in ("text", "link"):
            yield from _unfilled_field(parts, number)
            yield from _unfilled_among_fields(part)
    yield from _unfilled_alike(source, parts) if has_labels else ()


def _is_section(part: Block, hints: Hints) -> bool:
    """Whether a block is a heading with text that is no title."""
    return part.level > 0 and bool(part.text) and (part.level > 1 or recurs(part.lines[0], hints))


def _unfilled_section(parts: Sequence[Block], number: int, *, daily: bool, hints: Hints) -> Iterator[Found]:
    """A heading above empty items; or one of a template above nothing, or above a remark in brackets in place of a text."""
    part = parts[number]
    inside = parts[number + 1 : section_stop(parts, number)]
    stop = inside[-1].stop if inside else part.stop
    is_given = daily or _is_of_template(part, hints)
    is_nothing = _asks_only if is_given else _is_empty
    said = list(islice((each for each in inside if not is_nothing(each)), 2))
    if not said:
        if is_given or any(map(_is_blank, inside)):
            yield Found(part.first, stop, REASON)
    elif is_given and len(said) == 1 == len(said[0].lines) and _BRACKETED.match(said[0].lines[0]):
        yield Found(part.first, stop, "placeholder")


def _is_of_template(part: Block, hints: Hints) -> bool:
    return part.says("template-heading") or _PATTERN.search(part.text) is not None or recurs(part.lines[0], hints)


def _is_empty(part: Block) -> bool:
    says_nothing = part.make in ("rule", "tag") and not any(map(_COMPONENT.match, part.lines))
    return says_nothing or _is_blank(part) or all(map(_HIDDEN.match, part.lines))


def _asks_only(part: Block) -> bool:
    """Whether a block below a heading of a template is empty, or labels without a value."""
    return _is_empty(part) or all(map(_asks, part.lines))


def _asks(line: str) -> bool:
    return any(asks is not None for asks in (_LABEL.match(line.strip()), _BLANK.match(line), _FORM.match(line)))


def _is_blank(part: Block) -> bool:
    """Whether all its lines are empty items or boxes."""
    return part.make in ("text", "tag") and all(map(_BLANK.match, part.lines))


def _unfilled_field(parts: Sequence[Block], number: int) -> Iterator[Found]:
    """A label with nothing but empty items below it up to the next heading, or nothing at all up to the end."""
    part = parts[number]
    label = part.lines[0].strip()
    if not _LABEL.match(label) or not all(map(_BLANK.match, part.lines[1:])):
        return
    stop = number + 1
    while stop < len(parts) and _is_blank(parts[stop]):
        stop += 1
    ends = (
        stop == len(parts) or parts[stop].make in ("heading", "rule") or _LABELLED.match(parts[stop].lines[0].strip())
    )
    if ends and (stop > number + 1 or len(part.lines) > 1 or _ends_file(label, parts[stop:])):
        yield Found(part.first, parts[stop - 1].stop, REASON)


def _ends_file(label: str, below: Sequence[Block]) -> bool:
    """Whether a label with a colon is the last that a file says; without one it may be a sentence in bold."""
    return label.rstrip("*").endswith((":", "：")) and all(part.make == "rule" for part in below)


def _unfilled_among_fields(part: Block) -> Iterator[Found]:
    """Fields without a value within a list of fields, with a blank behind the colon, as programs leave it."""
    if len(part.lines) > 1 and all(line[0] in "-*+" and FIELD.match(line) for line in part.lines):
        numbers = (number for number, line in enumerate(part.lines[:-1]) if _VALUELESS.search(line))
        yield from (Found(part.first + number, part.first + number + 1, REASON) for number in numbers)


def _unfilled_alike(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """Labels of a form that comes again within the file, at the end of a section, or as `label::`, which has its value beside it."""
    level = 0
    for part, after in zip_longest(parts, parts[1:]):
        level = part.level or level
        label = part.lines[-1].strip()
        ends = after is None or after.make == "rule" or 0 < after.level <= level
        if (
            part.make == "text"
            and (ends or label.endswith("::"))
            and _LABEL.match(label)
            and _is_of_form(source, label)
        ):
            yield Found(part.stop - 1, part.stop, REASON)


def _is_of_form(source: Source, label: str) -> bool:
    """Whether a label stands in a file several times, and more than once with a value beside it, or one in bold right above it."""
    alike = [(line, after) for line, after in pairwise((*source.lines, "")) if line.startswith(label)]
    in_bold = label.startswith("**")
    filled = sum(bool(line[len(label) :].strip() or (in_bold and after.strip())) for line, after in alike)
    return len(alike) >= ALIKE and filled > 1


def _of_outliner(source: Source, hints: Hints) -> Iterator[Found]:
    """Headings of an outliner that recur, without an item below them that says anything."""
    if not (hints.recurring or hints.standing or hints.repeated):
        return
    lines = source.lines
    for at in range(source.start, len(lines)):
        heading = _ITEM_HEADING.match(lines[at]) if "# " in lines[at] else None
        if heading is None or at in source.code or not recurs(heading["text"], hints):
            continue
        stop = _end_of_item(lines, at, len(heading["indent"]))
        if all(map(_asks, lines[at + 1 : stop])):
            yield Found(at, stop, REASON)


def _end_of_item(lines: Sequence[str], at: int, indent: int) -> int:
    """Index after the lines that are indented more than the item `at`."""
    deeper = takewhile(lambda n: not lines[n].strip() or _indent(lines[n]) > indent, range(at + 1, len(lines)))
    return max(deeper, default=at) + 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
