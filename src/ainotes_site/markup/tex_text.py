"""TeX as plain text: α for `\\alpha`, and nothing for what is no sign, in titles, excerpts, feeds and search."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ainotes_site.lazy_regex import pattern

_FRACTION = pattern(r"\\[dt]?frac\s*\{([^{}\\]{1,40})\}\s*\{([^{}\\]{1,40})\}")
_ENVIRONMENT = pattern(r"\\(?:begin|end)\s*\{[^{}]{0,30}\}")
_COMMAND = pattern(
    r"\\([A-Za-z]+)[ ]?|\\(.)|[{}]",
)
_SPACES = frozenset((",", ";", ":", "!", " ", "\\", "quad", "qquad"))


def tex_text(tex: str) -> str:
    """`tex` as it can be read on a line: `\\frac{a}{b}\\cdot\\alpha_{i}` gives `a/b·α_i`. Takes linear time."""
    if "\\" not in tex and "{" not in tex:
        return tex
    text = _ENVIRONMENT.sub(" ", _FRACTION.sub(r"\1/\2", tex)).replace("&", " ")
    signs = _signs()
    parts: list[str] = []
    done = 0
    for found in _COMMAND.finditer(text):
        parts.append(text[done : found.start()])
        done = found.end()
        name, escaped = found.group(1), found.group(2)
        if name:
            sign = signs.get(name, " " if name in _SPACES else "")
            # A word, as `log`, is parted from the letters beside it.
            parts.append(f" {sign} " if len(sign) > 1 else sign)
        elif escaped:
            parts.append(" " if escaped in _SPACES else escaped)
    return " ".join(("".join(parts) + text[done:]).split())


@cache
def _signs() -> Mapping[str, str]:
    """The sign of each command in the table."""
    text = files("ainotes_site.markup").joinpath("tex_symbols.txt").read_text("utf-8")
    rows = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {command: sign for command, sign in rows if sign}
