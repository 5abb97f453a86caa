"""Names of emoji between colons, as GitHub shows them: `:rocket:`."""

from __future__ import annotations

import re
from functools import cache

from ainotes_site.lazy_regex import pattern

_NAME = pattern(r"(?<![A-Za-z0-9_:/]):([a-z0-9_+-]{1,40}):(?![A-Za-z0-9_/])")


def with_emoji(text: str) -> str:
    """`text` with emoji for their names. What names none stays, as does a name within a word, a time or an address."""
    return _NAME.sub(_emoji, text) if text.count(":") > 1 else text


def _emoji(match: re.Match[str]) -> str:
    table, aliases = _tables()
    found = table.get(match[0]) or table.get(aliases.get(match[0], ""))
    if found is None:
        return match[0]
    points = found.get("unicode_alt") or found["unicode"]  # the first has the sign that asks for colour
    return "".join(chr(int(point, 16)) for point in points.split("-"))


@cache
def _tables() -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """GitHub's emoji (github/gemoji, as pymdown-extensions has them): by name with colons, their code points in hexadecimal;
    and the names that are other words for one of these.
    """
    from pymdownx import gemoji_db

    return gemoji_db.emoji, gemoji_db.aliases
