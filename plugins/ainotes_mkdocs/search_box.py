"""The search box on pages of a theme that is not ours: where the theme has its own, else in a corner of the window."""

from __future__ import annotations

import json
import re
from html import escape

from ainotes_site.i18n import text
from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Lang
from ainotes_site.urls import SEARCH

_ICON = (
    '<svg viewBox="0 0 24 24" aria-hidden="true">'
    '<path d="M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M15.5 15.5 20 20"/></svg>'
)

_PLACES = (
    # Material, and themes made from it: the header, before the link to the repository
    (
        pattern(
            r'(<nav class="md-header__inner\b(?:(?!</nav>).)*?)(?=<div class="md-header__source">|</nav>)', re.DOTALL
        ),
        "",
    ),
    # MkDocs' own theme: its link in the bar, or where that would be
    (pattern(r'()<li class="nav-item">\s*<a [^>]*data-bs-target="#mkdocs_search_modal".*?</li>', re.DOTALL), "li"),
    (pattern(r'(<ul class="nav navbar-nav ms-md-auto">)'), "li"),
    # its theme readthedocs: the form in the sidebar, or where that would be
    (pattern(r'()<div role="search">\s*<form id\s*=\s*"rtd-search-form".*?</form>\s*</div>', re.DOTALL), "div"),
    (pattern(r'(<div class="wy-side-nav-search">.*?)(?=</div>\s*<div class="wy-menu)', re.DOTALL), "div"),
)
"""Where the box goes: after the first group, in place of the rest; and the element that it is in there."""


def with_search_box(html: str, root: str, lang: Lang) -> str:
    """A page with a search box, and with what tells its scripts the way to the root of the site: `root`, without a slash
    at its end. A page that has no head, as what is no page of a theme, stays as it is.
    """
    if "</head>" not in html:
        return html
    facts = json.dumps({"root": root or "."}, ensure_ascii=False).replace("<", "\\u003c")
    config = f'<script id="ainotes-config" type="application/json">{facts}</script>\n'
    if 'id="ainotes-config"' not in html:
        html = html.replace("</head>", f"{config}</head>", 1)
    for place, element in _PLACES:
        found = place.search(html)
        if found:
            box = _box(root, lang)
            box = f'<{element} class="{_CLASSES[element]}">{box}</{element}>' if element else box
            return html[: found.start()] + found[1] + box + html[found.end() :]
    head, body_end, rest = html.rpartition("</body>")
    return f"{head}{_box(root, lang, ' an-search-open--corner')}{body_end}{rest}" if body_end else html


_CLASSES = {"li": "nav-item", "div": "an-search-slot"}


def _box(root: str, lang: Lang, more: str = "") -> str:
    label = escape(text("nav.search", lang))
    return (
        f'<a class="an-search-open{more}" href="{escape(root)}/{SEARCH}" aria-label="{label}" data-an-search-open>'
        f'{_ICON}<span>{label}</span><kbd aria-hidden="true">/</kbd></a>'
    )
