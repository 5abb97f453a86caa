"""Fenced code with Pygments, in the class names that Material's style sheet colours."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from ainotes_site.lazy_regex import pattern

if TYPE_CHECKING:
    from pygments.formatter import Formatter
    from pygments.lexer import Lexer

LONGEST = 50_000
"""Characters of code beyond which it stays plain: some lexers take very long over text that was made to hurt them."""

MOST_MARKED = 1000
"""Lines that a range marks."""
_OPTION = pattern(r"\b(title|linenums|hl_lines)=(\"[^\"]{0,200}\"|'[^']{0,200}'|[^\s\"'{}]{1,200})")
_NAME = pattern(r"[\w+#.-]{1,20}")
"""A language whose name is shown above its code."""
_RANGE = pattern(r"(\d{1,6})(?:-(\d{1,6}))?")

_PLAIN = frozenset(("", "text", "txt", "plain", "plaintext", "none", "output", "ascii"))


def highlighted(code: str, info: str) -> str:
    """A code block as HTML. `info` is the text after the fence: its first word names the language; `title="…"`,
    `linenums="1"` and `hl_lines="2 4-6"` may follow.
    """
    language = _language(info)
    lexer = _lexer(language) if len(code) <= LONGEST else None
    html = escape(code, quote=False)
    if lexer is not None:
        from pygments import highlight  # slow to import, and only needed where there is code

        html = highlight(code, lexer, _formatter())
    options = dict(_OPTION.findall(info)) if "=" in info else {}
    title = options.get("title", "").strip("\"'").strip()
    name = f'<span class="filename">{escape(title, quote=False)}</span>' if title else ""
    label = f' data-lang="{language}"' if language not in _PLAIN and _NAME.fullmatch(language) else ""
    return f'<div class="highlight"{label}>{name}<pre><code>{_lines(html, options)}</code></pre></div>\n'


def _lines(html: str, options: Mapping[str, str]) -> str:
    """Lines with their numbers, and some of them marked, where that is wanted. No element of `html` crosses a line."""
    start = options.get("linenums", "").strip("\"'")
    marked = _numbers(options.get("hl_lines", "").strip("\"'"))
    if not start.isdecimal() and not marked:
        return html
    lines = html.removesuffix("\n").split("\n")
    first = int(start[:6]) if start.isdecimal() else None
    width = len(str((first or 0) + len(lines) - 1))
    numbers = [
        "" if first is None else f'<span class="linenos" data-linenos="{first + at:>{width}} "></span>'
        for at in range(len(lines))
    ]
    return "".join(
        f'<span class="hll">{number}{line}\n</span>' if at in marked else f"{number}{line}\n"
        for at, (number, line) in enumerate(zip(numbers, lines, strict=True), 1)
    )


def _numbers(written: str) -> frozenset[int]:
    """`2 4-6` or `2,4-6` as numbers of lines."""
    found: set[int] = set()
    for begin, end in _RANGE.findall(written):
        found.update(range(int(begin), min(int(end or begin), int(begin) + MOST_MARKED) + 1))
    return frozenset(found)


def _language(info: str) -> str:
    """`python`, from `python title="a.py"`, `{.python}`, `Python3` or `language-python`."""
    words = info.replace("{", " ").replace("}", " ").replace(",", " ").split()
    return words[0].lstrip(".").removeprefix("language-").lower() if words else ""


@cache
def _lexer(language: str) -> Lexer | None:
    if language in _PLAIN or len(language) > 40:
        return None
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@cache
def _formatter() -> Formatter[str]:
    from pygments.formatters.html import HtmlFormatter

    return HtmlFormatter(nowrap=True)
