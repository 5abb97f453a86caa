"""A row above a text that leads to the same text in other languages: English | 简体中文."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import Block
from ainotes_site.readers.detect.phrases import alternatives

LEAST_LANGUAGES = 2
MOST_LENGTH = 800
"""Characters of the longest row."""

_NAMES = pattern(alternatives("boilerplate/languages", "language-name"), re.IGNORECASE)
_FILLERS = pattern(alternatives("boilerplate/languages", "language-filler"), re.IGNORECASE)


def language_switches(parts: Sequence[Block]) -> Iterator[Block]:
    """The blocks above the first section that name nothing but languages, and link to one: a list of languages in a section is
    what its author writes of.
    """
    for part in parts:
        if part.make == "code" or (part.make == "heading" and part.level > 1):
            return
        if part.make in ("text", "link") and _names_languages(part):
            yield part


def _names_languages(part: Block) -> bool:
    raw = "".join(part.lines)
    if not ("](" in raw or "<a " in raw) or len(part.text) > MOST_LENGTH:
        return False
    rest, names = _NAMES.subn(" ", part.text)
    return names >= LEAST_LANGUAGES and not any(map(str.isalnum, _FILLERS.sub(" ", rest)))
