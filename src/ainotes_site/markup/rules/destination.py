"""What stands in the round brackets of a link, beyond CommonMark: templates of site generators, and Logseq's names.

Hugo writes `[x]({{< ref "a.md" >}})`, Jekyll `[x]({{ site.baseurl }}/a)` and `[x]({% post_url a %})`, Logseq `[x]([[a b]])`.
What such a template gives is what it quotes, or names after `ref`, `link` or `post_url`; a variable gives nothing.
"""

from __future__ import annotations

import re
from types import SimpleNamespace

from markdown_it import helpers
from markdown_it.helpers.parse_link_destination import _Result, parseLinkDestination

from ainotes_site.lazy_regex import pattern

_TEMPLATE = r"\{\{[^{}\n]{1,300}\}\}|\{%[^{}\n]{1,300}%\}"
_DESTINATION = pattern(rf"(?:{_TEMPLATE})(?:{_TEMPLATE}|[^\s(){{}}<>])*")
_PIECE = pattern(rf"(?P<template>{_TEMPLATE})|[^{{]+|.")
_QUOTED = pattern(r"""(["'`])(.*?)\1""")
_NAMED = pattern(r"\b(?:rel)?(?:ref|link|post_url|post_path|asset_path)\s+([^\s%<>{}]+)")
_SIZE = pattern(r" =\d{0,4}%?(?:x\d{0,4})?(?=[ \t]*\))")
"""HackMD's size of a picture: `![](a.png =300x200)`."""
_PAGE = pattern(r"\[\[[^\[\]\n]{1,300}\]\]")


def link_destination(text: str, pos: int, maximum: int) -> _Result:
    """As `markdown_it.helpers.parseLinkDestination`, for these too."""
    if text.startswith("[[", pos):
        found = _PAGE.match(text, pos, maximum)
        return _result(found, found[0]) if found else parseLinkDestination(text, pos, maximum)
    if text.startswith(("{{", "{%"), pos):
        found = _DESTINATION.match(text, pos, maximum)
        if found:
            return _result(found, filled(found[0]) or "#")
    plain = parseLinkDestination(text, pos, maximum)
    size = _SIZE.match(text, plain.pos, maximum) if plain.ok and text.startswith(" =", plain.pos) else None
    if size:
        plain.pos = size.end()
    return plain


def filled(text: str) -> str:
    """The address that a text with templates stands for."""
    if "{{" not in text and "{%" not in text:
        return text
    return "".join(_given(piece) for piece in _PIECE.finditer(text))


def bound(expression: str) -> str:
    """The address that an expression of Vue quotes, `$withBase('/a.png')`; empty where it quotes none."""
    quoted = _QUOTED.search(expression)
    return quoted[2] if quoted else ""


def _given(piece: re.Match[str]) -> str:
    if not piece["template"]:
        return piece[0]
    quoted = _QUOTED.search(piece[0])
    if quoted:
        return quoted[2]
    named = _NAMED.search(piece[0])
    return named[1] if named else ""


def _result(found: re.Match[str], address: str) -> _Result:
    result = _Result()
    result.ok, result.pos, result.str = True, found.end(), address
    return result


HELPERS = SimpleNamespace(
    parseLinkDestination=link_destination,
    parseLinkLabel=helpers.parseLinkLabel,
    parseLinkTitle=helpers.parseLinkTitle,
)
"""What a parser of links asks, in the place of `MarkdownIt.helpers`."""
