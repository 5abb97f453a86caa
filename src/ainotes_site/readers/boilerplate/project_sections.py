"""What a project shows of itself, in a README above all: badges, who likes, helps and pays it, under which licence it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import (
    EMPTY,
    NEUTRAL,
    PROSE_LENGTH,
    SHARE,
    Block,
    Found,
    leads_on,
    made_of,
    may_be_badge,
    plain_text,
    section_stop,
)
from ainotes_site.readers.source import Source

NOTICE_WORDS = 24
"""Characters beside the links of a licence."""

_BADGE_COMMENT = pattern(r"\s*<!--.{0,60}badge.{0,20}-->\s*$", re.IGNORECASE)
_LICENCE_ADDRESS = pattern(
    r"creativecommons\.org/(?:licenses|publicdomain)|/licen[sc]es?[/.)\"#]|\(licen[sc]e[.)]", re.IGNORECASE
)
_LINKED = pattern(r"<a\b[^\n]{0,1000}?</a>|\[[^\[\]\n]{0,200}\]\([^()\n]{0,1000}\)")


def badges(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """Pictures that say how a project fares, with the marks around them; frames at the top that hold nothing else."""
    if "![" in source.lowered or "<img" in source.lowered:
        others = (
            part
            for above, part in zip((None, *parts), parts, strict=False)
            if part.make not in ("heading", "code") and not (above and above.make == "text" and leads_on(above))
        )
        yield from (Found(at, at + 1, "badges") for part in others for at in _badge_lines(part))


def project_sections(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """Sections whose heading says that a project shows there who likes and pays it, or its licence, and that hold no more."""
    is_readme = source.stem.lower() == "readme"
    for number, part in enumerate(parts):
        inside = parts[number + 1 : section_stop(parts, number)] if part.make == "heading" else ()
        filled = [inner for inner in inside if inner.make not in EMPTY]
        reason = _reason_of_section(part, inside, filled, is_readme) if inside else ""
        if reason:
            yield Found(part.first, (filled or inside)[-1].stop, reason)


def _reason_of_section(head: Block, inside: Sequence[Block], filled: Sequence[Block], is_readme: bool) -> str:
    if head.says("star-history") and all(map(_is_of_pictures, inside)):
        return "badges"
    is_licence = filled and head.says("licence-head") and all(_is_licence(inner, is_readme) for inner in inside)
    return "rights" if is_licence else ""


def _is_of_pictures(part: Block) -> bool:
    """Whether a block is links and pictures, or a frame of HTML around them, with a few words below each, or thanks for them."""
    if part.make in NEUTRAL or part.share("thanks") >= SHARE:
        return True
    is_frame = all(line.lstrip().startswith("<") for line in part.lines)
    return is_frame and 0 < len(part.text) <= PROSE_LENGTH * sum(line.count("<img") for line in part.lines)


def _is_licence(part: Block, is_named: bool) -> bool:
    """Whether a block says under which licence a project is: by the address of one, or where it `is_named` by its name alone."""
    if part.make in EMPTY or (is_named and part.share("licence-name", "rights") == 1):
        return True
    said = plain_text(_LINKED.sub("", " ".join(part.lines)))
    is_short = len(said) <= NOTICE_WORDS or part.share("rights") >= SHARE
    return is_short and any(map(_LICENCE_ADDRESS.search, part.lines))


def _badge_lines(part: Block) -> Iterator[int]:
    """Indices of lines of a block that are badges, or comments that frame them."""
    is_whole = part.make == "badge"
    badges = {number for number, line in enumerate(part.lines) if may_be_badge(line) and made_of((line,)) == "badge"}
    for number, line in enumerate(part.lines if badges else ()):
        if is_whole or number in badges or (_BADGE_COMMENT.match(line) and made_of((line,)) == "tag"):
            yield part.first + number
