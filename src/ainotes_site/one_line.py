"""Text for one line of a terminal."""

from __future__ import annotations

import re

from ainotes_site.lazy_regex import pattern

_CONTROL = pattern("[\x00-\x1f\x7f-\x9f\u061c\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def one_line(text: str) -> str:
    """`text` with what a terminal obeys, or cannot show, written as escapes: names of files and what notes say may hold
    ends of lines, marks that turn the direction of what follows, and worse.
    """
    return _CONTROL.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return ascii(found[0])[1:-1]
