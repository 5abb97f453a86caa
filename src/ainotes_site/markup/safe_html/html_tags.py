"""Tags of raw HTML: how they are written, and which of them are HTML at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.safe_html.allow_list import (
    COMPONENTS,
    EMBEDDED_TAGS,
    NOTE_TAGS,
    PLACEHOLDERS,
    UNWRAPPED_TAGS,
    VERBATIM_TAGS,
)

_BRACED = r"\{(?:[^{}]|\{[^{}]{0,200}\}){0,300}\}"
"""A value that is an expression, as JSX has it: `src={require('./a.png').default}`."""
_VALUE = rf"""\s*=\s*(?:{_BRACED}|[^\s"'=<>`{{][^\s"'=<>`]*|'[^']*'|"[^"]*")"""
_ATTRIBUTE = rf"""\s+(?:[A-Za-z_:@][^\s"'<>/=`]*(?:{_VALUE})?|\{{\.\.\.[^{{}}]{{0,200}}\}})"""

TAG = pattern(rf"<(?P<close>/?)(?P<name>[A-Za-z][\w:-]*)(?P<attributes>(?:{_ATTRIBUTE})*)\s*/?>")
"""A whole tag, by CommonMark's grammar."""

_NAME = pattern(r"</?([A-Za-z][\w:-]*)")
_PAIR = pattern(
    r"""\s+([A-Za-z_:@][^\s"'<>/=`]*)(?:\s*=\s*(?:([^\s"'=<>`{][^\s"'=<>`]*)|'([^']*)'|"([^"]*)"|(""" + _BRACED + ")))?"
)
_NO_REFERENCE = pattern(r"&(?!#|[A-Za-z0-9]+;)")
"""An ampersand between parameters of an address, which begins no character reference."""

_LONGEST = 8192
_HTML = NOTE_TAGS | UNWRAPPED_TAGS | EMBEDDED_TAGS


def is_html(tag: re.Match[str]) -> bool:
    """Is this a tag of HTML (or of a word processor: `o:p`) whose text is prose, and no placeholder?"""
    name = tag["name"].lower()
    if name in PLACEHOLDERS and not tag["attributes"]:
        return bool(tag["close"]) and name in EMBEDDED_TAGS
    return name in _HTML or ":" in name


def is_component(tag: re.Match[str], *, jsx: bool = False) -> bool:
    """Is this a component of Vue or JSX, which the site generator of the notes draws: one that leads somewhere (`<Link to="/a">`),
    stands alone and is told something (`<Badge text="new" />`), or that such programs have of their own? Any other, such as
    `<Document index="1">`, may as well be the text of a prompt, but in a text with `jsx`.
    """
    name = tag["name"]
    if name in COMPONENTS or (jsx and name[0].isupper()):
        return True
    if not (name[0].isupper() or "-" in name) or tag["close"]:
        return False
    return bool(linked_by(tag)) or (name[0].isupper() and tag[0].endswith("/>") and "=" in tag["attributes"])


def linked_by(tag: re.Match[str]) -> str:
    """The address that a component leads to; empty for one that leads nowhere."""
    given = dict(attributes(tag["attributes"]))
    return next(filter(None, (given.get(name, "") for name in ("to", "href", ":to", ":href"))), "")


def begins_html(line: str) -> bool:
    """Does `line` begin with anything that an HTML block may begin with? A tag that is not HTML begins none."""
    name = _NAME.match(line)
    if name is None or name[1].lower() in VERBATIM_TAGS:
        return True
    tag = TAG.match(line)
    return is_html(tag) if tag else name[1].lower() in _HTML


def begins_verbatim(html: str) -> bool:
    """Does a block of HTML begin with a script, a style sheet or the like?"""
    name = _NAME.match(html.lstrip())
    return name is not None and name[1].lower() in VERBATIM_TAGS


def attributes(source: str) -> Iterator[tuple[str, str]]:
    """Names in lower case and decoded values of a tag's attributes, in order; the first of one name counts."""
    seen: set[str] = set()
    for pair in _PAIR.finditer(source[:_LONGEST]):
        name = pair[1].lower()
        if name not in seen:
            seen.add(name)
            yield name, unescape(_NO_REFERENCE.sub("&amp;", pair[2] or pair[3] or pair[4] or pair[5] or ""))
