"""What programs wrote into a note: a language model that speaks to its user, an exporter, a plugin of an editor."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import EMPTY, FIELD, NEUTRAL, TALK_LENGTH, Block, Found, run_of
from ainotes_site.readers.boilerplate.page_furniture import REASON
from ainotes_site.readers.detect.phrases import alternatives, words
from ainotes_site.readers.source import Source

MACHINE_FIELDS = 6
"""How many fields an exporter writes at least."""

_TALK = ("assistant-opening", "assistant-closing", "assistant-greeting", "assistant-offer")
"""Sections of the word list of which a model has a phrase wherever it speaks to its user."""
_SPEAKER = pattern(
    rf"[\W_]*(?P<who>{alternatives('detect/headings/heading_words', 'speaker')})(?:\s?[(（\[][^()（）\[\]\n]{{1,40}}[)）\]])?(?:\W+\d[^\n]{{0,24}}:\d\d[^\n]{{0,6}}|[\W\d_]*)$",
    re.IGNORECASE,
)
_SPEAKS = pattern(rf"(?P<who>{alternatives('detect/headings/heading_words', 'speaker')})\s*[:：]", re.IGNORECASE)
_MOMENT = pattern(r"[\d\s/.,:T年月日-]{8,24}(?:[AP]M)?$")
_KEPT = pattern(r"(?P<key>[a-z]\w{1,40}):(?:\s.*)?$")
_DRAWING = pattern(r"\s*(?:```|~~~)\s*(?:compressed-)?json\s*$")


def assistant(parts: Sequence[Block], left_out: Collection[int]) -> Iterator[Found]:
    """A language model that speaks to its user above and below its text; in a conversation, above and below each that it gave."""
    if not _may_talk(parts):
        return
    said = [part for part in parts if part.make not in EMPTY and part.first not in left_out and not _is_moment(part)]
    turns = list(_turns(said))
    for turn in turns or _text(said):
        talk = _talk(turn, is_turn=bool(turns)) if len(turn) > 1 else ()
        yield from (part.left_out("assistant-talk") for part in talk)


def _text(said: Sequence[Block]) -> Sequence[Sequence[Block]]:
    """What a file says below its title and what stands above the text; nothing where that is a letter."""
    text = said[bool(said) and said[0].make == "heading" :]
    text = text[next((n for n, part in enumerate(text) if not _stands_above(part)), 0) :]
    return [] if _is_letter(text) else [text]


def _stands_above(part: Block) -> bool:
    """Whether a block above a text is none of it: a picture, a link, fields that say what the text is about."""
    return part.make in NEUTRAL or all(map(FIELD.match, part.lines))


def _is_letter(parts: Sequence[Block]) -> bool:
    """Whether a text begins as somebody writes to somebody: its owner may need them, or offer them something."""
    return bool(parts) and parts[0].make == "text" and parts[0].says("letter-opening")


def _may_talk(parts: Sequence[Block]) -> bool:
    """A glance that tells most texts."""
    return any(part.make == "text" and part.says(*_TALK) for part in parts)


def _talk(turn: Sequence[Block], *, is_turn: bool) -> Iterator[Block]:
    if _is_talk(turn[0], "assistant-opening") or (is_turn and _is_talk(turn[0], "assistant-greeting")):
        yield turn[0]
    if _closes(turn[-1], is_turn=is_turn):
        yield turn[-1]


def _turns(parts: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """What a model said in turn, where more than one block says who speaks, alone or before what is said."""
    names = {number: name for number, part in enumerate(parts) if (name := _label(part) or _speaker(part))}
    for number, after in pairwise((*names, len(parts)) if len(names) > 1 else ()):
        if names[number] not in words("detect/headings/heading_words", "asking-speaker"):
            yield parts[number + bool(_label(parts[number])) : after]


def _label(part: Block) -> str:
    """Who speaks, where a block says no more: a heading, or a label on its own line. In lower case; empty where none does."""
    if len(part.lines) > 1 or part.make not in ("heading", "text"):
        return ""
    match = _SPEAKER.match(part.text)
    return match["who"].lower() if match else ""


def _speaker(part: Block) -> str:
    """Who says what a block says, where it begins with that."""
    match = _SPEAKS.match(part.text) if part.make == "text" else None
    return match["who"].lower() if match else ""


def _is_moment(part: Block) -> bool:
    """Whether a block says no more than when something was said."""
    return len(part.lines) == 1 and _MOMENT.match(part.lines[0]) is not None


def _closes(part: Block, *, is_turn: bool) -> bool:
    return _is_talk(part, "assistant-closing") or (is_turn and _is_talk(part, "assistant-offer"))


def _is_talk(part: Block, section: str) -> bool:
    return part.make == "text" and len(part.text) <= TALK_LENGTH and part.says(section)


def exported(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """What an exporter keeps of a note below it: names in small letters with underscores, each with a value."""
    last = parts[-1]
    keys = [match["key"] for match in map(_KEPT.match, last.lines) if match]
    if MACHINE_FIELDS <= len(keys) == len(last.lines) and sum("_" in key for key in keys) > len(keys) // 3:
        yield last.left_out(REASON)


def plugin_data(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """Code at the end that a plugin hides from readers, between `%%` or as a drawing of Excalidraw."""
    top = next((number for number in range(len(parts) - 1, -1, -1) if not _is_hidden(parts[number])), 0)
    if parts[top].make != "code":
        return
    is_drawing = _DRAWING.match(parts[top].lines[0]) and "excalidraw" in source.lowered
    while top and (_is_hidden(parts[top - 1]) or parts[top - 1].make == "heading" or parts[top - 1].text == "Drawing"):
        top -= 1
    if is_drawing or _is_hidden(parts[top]):
        yield run_of(parts[top:], "plugin-data")


def _is_hidden(part: Block) -> bool:
    """Whether it is a mark of Obsidian for what is not shown."""
    return len(part.lines) == 1 and part.lines[0].startswith("%%") and not part.lines[0].rstrip().endswith("%%", 2)
