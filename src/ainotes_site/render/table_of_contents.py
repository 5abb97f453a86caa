"""The contents list of a page, in the markup that Material styles and follows while one scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote

from ainotes_site.i18n import text
from ainotes_site.markup.result import EntryHeading
from ainotes_site.model import Lang


@dataclass(slots=True)
class _Node:
    heading: EntryHeading
    children: list[_Node] = field(default_factory=list)


def toc_html(headings: Sequence[EntryHeading], lang: Lang = "zh") -> str:
    """A `nav.md-nav--secondary` that lists `headings`, nested by level; empty of items when there are none."""
    title = escape(text("page.toc", lang))
    nodes = _tree(headings)
    if not nodes:
        return f'<nav class="md-nav md-nav--secondary" aria-label="{title}"></nav>'
    items = "".join(map(_item, nodes))
    return (
        f'<nav class="md-nav md-nav--secondary" aria-label="{title}">'
        f'<div class="md-nav__title">{title}</div>'
        f'<ul class="md-nav__list" data-md-component="toc" data-md-scrollfix>{items}</ul></nav>'
    )


def _tree(headings: Sequence[EntryHeading]) -> list[_Node]:
    """Each heading under the nearest one before it that is higher, whatever levels are left out between."""
    roots: list[_Node] = []
    above: list[_Node] = []
    for heading in headings:
        node = _Node(heading)
        while above and above[-1].heading.level >= heading.level:
            above.pop()
        (above[-1].children if above else roots).append(node)
        above.append(node)
    return roots


def _item(node: _Node) -> str:
    name = escape(node.heading.text)
    link = (
        f'<a href="#{escape(quote(node.heading.anchor))}" class="md-nav__link">'
        f'<span class="md-ellipsis">{name}</span></a>'
    )
    if not node.children:
        return f'<li class="md-nav__item">{link}</li>'
    inner = "".join(map(_item, node.children))
    return (
        f'<li class="md-nav__item">{link}<nav class="md-nav" aria-label="{name}">'
        f'<ul class="md-nav__list">{inner}</ul></nav></li>'
    )
