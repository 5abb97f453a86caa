"""Fenced code with Pygments, in the class names that Material's style sheet colours."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.formatter import Formatter
    from pygments.lexer import Lexer

LONGEST = 50_000
"""Characters of code beyond which it stays plain: some lexers take very long over text that was made to hurt them."""

_PLAIN = frozenset(("", "text", "txt", "plain", "plaintext", "none", "output", "ascii"))


def highlighted(code: str, info: str) -> str:
    """A code block as HTML. `info` is the text after the fence; its first word names the language."""
    language = _language(info)
    lexer = _lexer(language) if len(code) <= LONGEST else None
    if lexer is None:
        return f'<div class="highlight"><pre><code>{escape(code, quote=False)}</code></pre></div>\n'
    from pygments import highlight  # slow to import, and only needed where there is code

    return f'<div class="highlight"><pre><code>{highlight(code, lexer, _formatter())}</code></pre></div>\n'


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
