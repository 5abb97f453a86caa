"""HTML of entries where it needs changing: several on one page, and the addresses of links for paper."""

from __future__ import annotations

import re
from html import unescape

from ainotes_site.lazy_regex import pattern

TAG = pattern(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*/?>')
"""A tag as the sanitiser writes it: lower case, attributes in double quotes (in which a `>` may stand bare)."""

_ANCHOR = pattern(r'(\s(?:id|for|aria-labelledby|aria-describedby)="|\shref="#)([^"]+)"')
_OUTWARD = pattern(r'\shref="(https?:[^"]*)"')
_HEADING = pattern(r"h[2-6]")
_TO_CHANGE = pattern(r'<h[2-6]|\s(?:id|for|aria-labelledby|aria-describedby)="|\shref="#')
"""What `embed` changes; most short notes have nothing of it."""
_SIGNS = ("<h", 'id="', 'for="', 'by="', 'href="#')
"""One of them is in all that matches it. To look for them takes a quarter of the time."""


def embed(html: str, prefix: str, deeper: int) -> str:
    """`html` with `prefix` before each anchor and local link, and its headings `deeper` levels down (6 at most)."""
    if not any(sign in html for sign in _SIGNS) or not _TO_CHANGE.search(html):
        return html

    def replace(match: re.Match[str]) -> str:
        slash, name, attributes = match.groups()
        heading = _HEADING.fullmatch(name)
        anchored = "#" in attributes or "id=" in attributes or "for=" in attributes or "aria-" in attributes
        if not heading and not anchored:
            return match[0]
        if heading:
            name = f"h{min(6, int(name[1]) + deeper)}"
        attributes = _ANCHOR.sub(rf'\g<1>{prefix}--\g<2>"', attributes)
        return f"<{slash}{name}{attributes}>"

    return TAG.sub(replace, html)


def outward_links(html: str) -> tuple[str, ...]:
    """Addresses of the links to other sites, in the order of the text, as often as they occur: footnotes of a print."""
    if 'href="http' not in html:
        return ()
    links = (match for match in TAG.finditer(html) if match[2] == "a" and not match[1])
    return tuple(unescape(found[1]) for link in links if (found := _OUTWARD.search(link[3])))
