"""Standing lines: what greets, signs or leads through a site at the edges of several files of one owner, in equal words.

That a line comes again in files beside it (`source_hints`) is what tells it, whatever it says. To come again is not enough: fields,
tags, labels above what is filled in, and questions of a template come again too. So a run of whole blocks is looked
for, from either end of the file inwards, up to the first that says something of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, takewhile

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import (
    SENTENCE_ENDS,
    Block,
    Found,
    is_item,
    links_of,
    plain_text,
    section_stop,
)
from ainotes_site.readers.boilerplate.comments import is_marker
from ainotes_site.readers.boilerplate.html_elements import shows_something
from ainotes_site.readers.detect.dates import dates_in
from ainotes_site.readers.detect.field_names import is_authors
from ainotes_site.source_hints import Hints, first_part, form_keys, heading_key, line_key, part_keys

REASON = "standing-line"

MOST_SCRAPS = 4
"""How many blocks that say little of their own a run may pass: a picture, a day, a name."""
SCRAP_LENGTH = 40
"""Characters of the longest line of such a block."""
LEAST_LETTERS = 16
"""How many letters a line has at least that is told by two or three files alone, and that has no link or picture."""
LEAST_OF_COMMENT = 8
"""How many letters a comment has at least that is a standing line."""
MOST_OF_TEXT = 0.5
"""Greatest share of the letters of a file that may be standing lines: files that have more in common are versions of one."""
SHORT_VALUE = 24
"""Characters of the longest value of a field whose name nobody knows."""

_FIELD = pattern(r"(?:[-*+]\s+|>\s*)*\**(?P<label>[^\W\d_][\w /-]{0,20}?)\**\s?(?:::|[:：])\**\s*(?P<value>.*)$")
_OWN = pattern(
    r"\s*(?:\||</?(?:details|summary|h[12]|[A-Z])|```|~~~|\d{1,3}[.)、]\s|\[[^\]\n]{1,200}\]:\s|(?:[-*+]\s+)?(?:#[^\s#]+\s*)+$)"
)
"""A row of a table, a part of a fold, a heading, a part of a component or of code, a numbered item, where a link leads, tags."""
_LINKS = pattern(
    r"\[[^\[\]\n]{0,300}\]\([^()\n]{0,1000}\)|\[\[[^\[\]\n]{1,300}\]\]|\{%[^\n]{1,300}?%\}|</?[A-Za-z][^<>\n]{0,600}>"
    r"|\{\{[<%][^\n]{1,300}?[>%]\}\}"
)
_QUERY = pattern(r"[ \t]*(?:`{3,}|~{3,})[ \t]*(?:dataview(?:js)?|tasks|query|base|button|tracker)\b", re.IGNORECASE)
_HAN = pattern(r"[\u3400-\u9fff]")
_HOST = pattern(r"\]\(https?://([^/\s)]+)")
_CONTAINER = ":::"
"""How lines begin that open and close a container: what they say is within."""
_COUNTED = pattern(r"(?<![A-Za-z\d])\d")
_COMMENTS = ("<!--", "%%")
_SHOWN = ("](", "[[", "<!--", "{%", "{{", "<a ", "<img", "://", "@")
"""One of these is in each line that has a link, a picture or an address."""


def standing_lines(parts: Sequence[Block], hints: Hints) -> Iterator[Found]:
    """The standing lines among the blocks of a source."""
    if not (hints.standing or hints.repeated):
        return
    standing = [_is_standing(part, hints) for part in parts]
    for number, (caption, part) in enumerate(pairwise(parts), start=1):
        standing[number] = standing[number] or (standing[number - 1] and _are_offered(caption, part))
    above = _without_leading_on(parts, _run(parts, standing, range(len(parts)), hints))
    below = _run(parts, standing, range(len(parts) - 1, max(above, default=-1), -1), hints)
    found = [Found(parts[number].first, parts[number].stop, REASON) for number in (*above, *below)]
    found += _parts_of_blocks(parts, standing, hints)
    if not _are_most(found, parts):
        yield from found


def _are_offered(caption: Block, part: Block) -> bool:
    """Whether the links below a standing caption lead to other pages of one site: what else it has to read."""
    hosts = _HOST.findall("\n".join(part.lines))
    return (
        part.make == "link"
        and len(caption.lines) == 1
        and len(hosts) > 1
        and len(set(hosts)) == 1
        and len(hosts) >= len(part.lines)
    )


def _are_most(found: Sequence[Found], parts: Sequence[Block]) -> bool:
    """Whether most of a text was found."""
    letters = {
        part.first + number: len(_LINKS.sub("", plain_text(line)))
        for part in parts
        if part.make not in ("heading", "code")
        for number, line in enumerate(part.lines)
    }
    taken = sum(letters.get(at, 0) for each in found for at in range(each.first, each.stop))
    return taken > MOST_OF_TEXT * sum(letters.values())


def _parts_of_blocks(parts: Sequence[Block], standing: Sequence[bool], hints: Hints) -> Iterator[Found]:
    """The first lines of the first block, and the last ones of the last, that come again where the others do not."""
    if not standing[0] and (count := _outer_lines(parts[0].lines, hints)) and _ends(parts[0].lines[count - 1]):
        yield Found(parts[0].first, parts[0].first + count, REASON)
    last = parts[-1]
    if not standing[-1] and (count := _outer_lines(last.lines[::-1], hints)) and _ends(last.lines[-count - 1]):
        yield Found(last.stop - count, last.stop, REASON)


def _outer_lines(lines: Sequence[str], hints: Hints) -> int:
    """How many of the first lines of a block come again; 0 where all do."""
    count = len(list(takewhile(lambda line: _stands(line, hints), lines)))
    return count if count < len(lines) else 0


def _ends(line: str) -> bool:
    """Whether a line is no part of a sentence that goes on in the next one."""
    return line.endswith((*SENTENCE_ENDS, "  ", "\\", ">")) or _FIELD.match(line) is not None


def _run(parts: Sequence[Block], standing: Sequence[bool], numbers: range, hints: Hints) -> list[int]:
    """Numbers of the standing blocks in the order of `numbers`, up to the first that says something of its own."""
    taken: list[int] = []
    scraps = 0
    for number in numbers:
        part = parts[number]
        if _may_go(parts, number, standing, taken, hints) if numbers.step < 0 else standing[number]:
            taken.append(number)
        elif not (_is_title(parts, number) or (_is_scrap(part) and scraps < MOST_SCRAPS)):
            break
        scraps += number not in taken and part.make not in ("rule", "tag", "heading")
    return taken


def _may_go(
    parts: Sequence[Block], number: int, standing: Sequence[bool], taken: Collection[int], hints: Hints
) -> bool:
    """Whether a block below the text is standing, and no label of what stays below it; a heading goes along with all below it."""
    if parts[number].make == "heading":
        return _goes_along(parts, number, taken, hints)
    return standing[number] and not _heads_text(parts, number, taken)


def _heads_text(parts: Sequence[Block], number: int, taken: Collection[int]) -> bool:
    """Whether a block below the text is a label of what stays below it."""
    return number + 1 < len(parts) and number + 1 not in taken and _leads_on(parts[number])


def _is_title(parts: Sequence[Block], number: int) -> bool:
    part = parts[number]
    return (
        part.make == "heading"
        and (number == 0 or part.level == 1)
        and all(each.make != "heading" for each in parts[:number])
    )


def _goes_along(parts: Sequence[Block], number: int, taken: Collection[int], hints: Hints) -> bool:
    """Whether a heading recurs, and all below it was taken."""
    inside = [n for n in range(number + 1, section_stop(parts, number)) if parts[n].make not in ("rule", "tag")]
    return bool(inside) and recurs(parts[number].lines[0], hints) and all(n in taken for n in inside)


def recurs(heading: str, hints: Hints) -> bool:
    """Whether a heading stands in files beside this one."""
    if not (hints.recurring or hints.standing or hints.repeated):
        return False
    key = _key_of(f"# {heading}")
    return heading_key(heading) in hints.recurring or _is_known(key, hints)


def _is_known(key: int, hints: Hints) -> bool:
    return key in hints.standing or key in hints.repeated


def _without_leading_on(parts: Sequence[Block], taken: list[int]) -> list[int]:
    """A run above the text without its last blocks that lead to it: a label, a question."""
    while taken and _leads_on(parts[taken[-1]]):
        taken.pop()
    return taken


def _leads_on(part: Block) -> bool:
    if _is_shown(part.lines[-1]) or part.make == "tag" or part.lines[-1].startswith(_CONTAINER):
        return False
    last = part.text.rstrip("*_ ")
    return last.endswith((":", "：", "?", "？")) or (len(last) < LEAST_LETTERS and not last.endswith(SENTENCE_ENDS))


def _is_scrap(part: Block) -> bool:
    """Whether a block says little of its own, such as a picture, a day or a name: a run may pass it."""
    if part.make in ("rule", "tag"):
        return True
    if part.make in ("code", "heading") or is_item(part.lines[0]):
        return False
    return part.make in ("image", "badge", "link") or all(
        _is_short(line) or _FIELD.match(line) is not None for line in part.lines
    )


def _is_short(line: str) -> bool:
    return len(_LINKS.sub("", line)) <= SCRAP_LENGTH and not line.rstrip("*_ ").endswith(SENTENCE_ENDS[:6])


def _is_standing(part: Block, hints: Hints) -> bool:
    """Whether all lines of a block come again, and none is its owner's for this note."""
    if part.make in ("heading", "rule"):
        return False
    if part.make == "tag":
        return all(_is_comment(line) and _stands(line, hints) for line in part.lines)
    lines = [line for line in part.lines if _says_something(line)]
    if part.make == "code":
        return _is_query(lines, hints)
    return bool(lines) and _all_stand(part, lines, hints)


def _all_stand(part: Block, lines: Sequence[str], hints: Hints) -> bool:
    """Whether such lines of a block come again, in a container be they short or items."""
    is_container = len(part.lines) > 2 and all(part.lines[end].startswith(_CONTAINER) for end in (0, -1))
    return all(_stands(line, hints) or (is_container and _is_equal(line, hints)) for line in lines)


def _is_equal(line: str, hints: Hints) -> bool:
    """Whether a line within a container comes again, be it short or an item, without a number that might be of its note alone."""
    return _is_known(_key_of(line), hints) and _COUNTED.search(line.lstrip(" 0123456789")) is None


def _says_something(line: str) -> bool:
    """Whether a line is more than signs and tags."""
    return _is_shown(line) or any(map(str.isalnum, plain_text(line) if "<" in line else line))


def _is_query(lines: Sequence[str], hints: Hints) -> bool:
    """Whether code asks an editor for other notes, in words that come again: all other code is text."""
    asks = len(lines) > 1 and _QUERY.match(lines[0]) is not None
    return asks and all(_is_known(_key_of(line), hints) for line in lines[1:])


def _stands(line: str, hints: Hints) -> bool:
    return _comes_again(line, hints) and not _is_owners(line)


def _is_comment(line: str) -> bool:
    """Whether a line is a comment that says something; `<!--more-->` does not."""
    return line.lstrip().startswith(_COMMENTS) and _letters(line) >= LEAST_OF_COMMENT


def _key_of(line: str) -> int:
    return line_key(line.encode("utf-8", "surrogatepass"))


def _comes_again(line: str, hints: Hints) -> bool:
    key = _key_of(line)
    says_enough = _is_shown(line) or line.startswith(_CONTAINER) or _letters(line) >= LEAST_LETTERS
    if key in hints.standing and (says_enough or not any(map(str.isdecimal, line))):
        return True
    if is_item(line) or not says_enough:
        return False
    return key in hints.repeated or _has_form(line, hints)


def _letters(text: str) -> float:
    """How many letters a text has; a Han character says as much as one and a half."""
    return sum(map(str.isalpha, text)) + len(_HAN.findall(text)) / 2


def _has_form(line: str, hints: Hints) -> bool:
    """Whether a line is of a form that comes again, and says little besides."""
    data = line.encode("utf-8", "surrogatepass")
    if not any(_is_known(key, hints) for key in form_keys(data)):
        return False
    if _is_made_of_known_parts(data, hints):
        return True
    first = first_part(data).decode("utf-8", "replace")
    rest = len(_LINKS.sub("", line)) - len(_LINKS.sub("", first))
    if rest and not _is_shown(line) and _is_sentence(line[len(first) :]):
        return False
    return _is_comment(line) or rest <= (SCRAP_LENGTH if _is_shown(line) else len(first))


def _is_sentence(text: str) -> bool:
    """Whether what stands behind a part that comes again is a sentence, and no field."""
    said = text.strip("。；;. *_")
    return text.rstrip("*_ ").endswith(SENTENCE_ENDS[:3]) and _FIELD.match(said) is None


def _is_made_of_known_parts(data: bytes, hints: Hints) -> bool:
    """Whether half of the parts of a line come again, in number and in length, and few are fields of its note."""
    parts = [(part.decode("utf-8", "replace"), _is_known(key, hints)) for part, key in part_keys(data)]
    known = [part for part, is_known in parts if is_known]
    fields = sum(_FIELD.match(part) is not None for part, _ in parts)
    half = 2 * len("".join(known)) >= sum(len(part) for part, _ in parts)
    return len(parts) > 1 and 2 * len(known) >= len(parts) and half and 2 * fields < len(parts)


def _is_shown(line: str) -> bool:
    return any(sign in line for sign in _SHOWN)


def _is_owners(line: str) -> bool:
    """Whether a line that comes again says something of its note all the same: a field, tags, a day, an item without a link,
    a comment that begins or ends a part.
    """
    if _OWN.match(line) or (is_item(line) and not links_of(line)) or _is_field(line) or shows_something(line):
        return True
    is_day = _letters(line) < LEAST_LETTERS and "[[" not in line and bool(dates_in(line))
    return is_day or (line.lstrip().startswith(_COMMENTS) and is_marker(line))


def _is_field(line: str) -> bool:
    """Whether a line is a field that is known, or one with a short value."""
    field = _FIELD.match(line)
    if field is None:
        return False
    return is_authors(field["label"].strip()) or (len(field["value"]) <= SHORT_VALUE and not _is_shown(line))
