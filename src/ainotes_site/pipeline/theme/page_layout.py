"""Page chrome, rendered once by the theme and filled for every page.

A shell is a whole HTML page in which tokens stand for what differs: `%%AN:title%%`, `%%AN:description%%`,
`%%AN:canonical%%`, `%%AN:metadata%%`, `%%AN:class%%`, `%%AN:config%%`, `%%AN:toc%%` and `%%AN:body%%`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from ainotes_site.lazy_regex import pattern
from ainotes_site.render.page import Page
from ainotes_site.render.page_metadata import page_metadata
from ainotes_site.render.table_of_contents import toc_html
from ainotes_site.settings import Settings

BODY_TOKEN = "%%AN:body%%"

_TOKEN = pattern(r"%%AN:(\w+)%%")
_VERBATIM = pattern(r"<(script|style|pre|textarea)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_GAP = pattern(r"[ \t\r]*\n\s*")


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A shell cut at its tokens."""

    texts: tuple[bytes, ...]
    """The text between the placeholders, before the first and after the last."""
    tokens: tuple[str, ...]
    """Names of the tokens."""

    @classmethod
    def cut(cls, html: str) -> PageLayout:
        """Cut a rendered page at its tokens."""
        parts = _TOKEN.split(html)
        return cls(tuple(_encoded(text) for text in parts[::2]), tuple(parts[1::2]))


def squeezed(html: str) -> str:
    """A rendered page without indentation and empty lines, of which a theme leaves many and no reader sees any. Scripts,
    styles and preformatted text stay as they are.
    """
    parts: list[str] = []
    done = 0
    for found in _VERBATIM.finditer(html):
        parts += (_GAP.sub("\n", html[done : found.start()]), found[0])
        done = found.end()
    return "".join((*parts, _GAP.sub("\n", html[done:])))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def fill(shell: PageLayout, page: Page, settings: Settings) -> bytes:
    """The finished page. Raises KeyError for a token that nothing here fills: a mistake in the theme."""
    values: dict[str, bytes] = {}
    filled = [shell.texts[0]]
    for name, text in zip(shell.tokens, shell.texts[1:], strict=True):
        if name not in values:
            values[name] = _encoded(_FILLERS[name](page, settings))
        filled += (values[name], text)
    return b"".join(filled)


def _title(page: Page, settings: Settings) -> str:
    title = page.title if page.title == settings.site_name else f"{page.title} - {settings.site_name}"
    return escape(title)


def _canonical(page: Page, settings: Settings) -> str:
    return escape(settings.site_url + page.url) if settings.site_url else ""


def _root(page: Page, _: Settings) -> str:
    return '{"root":"%s"}' % (".." if "/" in page.url else ".")


_FILLERS: dict[str, Callable[[Page, Settings], str]] = {
    "title": _title,
    "description": lambda page, settings: escape(page.description or settings.site_description),
    "canonical": _canonical,
    "metadata": page_metadata,
    "class": lambda page, _: escape(f"an-page-{page.kind}"),
    "config": _root,
    "toc": lambda page, _: toc_html(page.toc, page.lang),
    "body": lambda page, _: page.html,
}
