"""What programs wrote into a note: a language model that speaks to its user, an exporter, a plugin of an editor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import EMPTY, TALK_LENGTH, Block, Found
from ainotes_site.readers.boilerplate.page_furniture import REASON
from ainotes_site.readers.detect.phrases import alternatives
from ainotes_site.readers.source import Source

MACHINE_FIELDS = 6
"""How many fields an exporter writes at least."""

_SPEAKER = pattern(rf"(?:{alternatives('detect/headings/heading_words', 'speaker')})\s*[:：]")
_KEPT = pattern(r"(?P<key>[a-z]\w{1,40}):(?:\s.*)?$")
_DRAWING = pattern(r"\s*(?:```|~~~)\s*(?:compressed-)?json\s*$")


def assistant(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """A language model that speaks to its user above and below its text; in a conversation it is part of that."""
    body = [part for part in parts if part.make not in EMPTY]
    above = body[1:2] if len(body) > 1 and body[0].make == "heading" else body[:1]
    talk = [part for part in above if _is_talk(part, "assistant-opening")]
    talk += [part for part in body[2:][-1:] if _is_talk(part, "assistant-closing")]
    if talk and not _is_conversation(parts):
        yield from (Found(part.first, part.stop, "assistant-talk") for part in talk)


def _is_talk(part: Block, section: str) -> bool:
    return part.make == "text" and len(part.text) <= TALK_LENGTH and part.says(section)


def _is_conversation(parts: Sequence[Block]) -> bool:
    """Whether more than one block says who speaks."""
    texts = (part.text.lower() for part in parts if part.make in ("text", "heading"))
    return sum(_SPEAKER.match(f"{text}:") is not None for text in texts) > 1


def exported(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """What an exporter keeps of a note below it: names in small letters with underscores, each with a value."""
    last = parts[-1]
    keys = [match["key"] for match in map(_KEPT.match, last.lines) if match]
    if (
        last.make in ("text", "link")
        and MACHINE_FIELDS <= len(keys) == len(last.lines)
        and sum("_" in key for key in keys) > len(keys) // 3
    ):
        yield Found(last.first, last.stop, REASON)


def plugin_data(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """Code at the end that a plugin hides from readers, between `%%` or as a drawing of Excalidraw."""
    top = next((number for number in range(len(parts) - 1, -1, -1) if not _is_hidden(parts[number])), 0)
    if parts[top].make != "code":
        return
    is_drawing = _DRAWING.match(parts[top].lines[0]) and "excalidraw" in source.lowered
    while top and (_is_hidden(parts[top - 1]) or parts[top - 1].make == "heading" or parts[top - 1].text == "Drawing"):
        top -= 1
    if is_drawing or _is_hidden(parts[top]):
        yield Found(parts[top].first, parts[-1].stop, "plugin-data")


def _is_hidden(part: Block) -> bool:
    """Whether it is a mark of Obsidian for what is not shown."""
    return len(part.lines) == 1 and part.lines[0].startswith("%%") and not part.lines[0].rstrip().endswith("%%", 2)
