"""Raw HTML in notes, tag by tag, against the allow-list.

Each tag is taken apart and written anew from what is allowed; every other `<` becomes text. So no tag or quotation mark
is left open, and the sanitiser that sees the whole page afterwards has only elements to balance. An HTML parser would
not do here: `<details>` is closed in another block, after Markdown in between.
"""

from __future__ import annotations

import re
from functools import partial
from html import escape, unescape

from markdown_it.token import Token

from ainotes_site.markup.allowed import (
    NOTE_ATTRIBUTES,
    NOTE_GENERAL_ATTRIBUTES,
    NOTE_TAGS,
    PLACEHOLDERS,
    UNWRAPPED_TAGS,
)
from ainotes_site.markup.anchors import anchor
from ainotes_site.markup.destinations import image_source, link_target
from ainotes_site.markup.text import without_comments
from ainotes_site.markup.work import At, Work

_ATTRIBUTE = r"""\s+[A-Za-z_:@][^\s"'<>/=`]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>[A-Za-z][\w:-]*)(?P<attributes>(?:{_ATTRIBUTE})*)\s*/?>")
_PAIR = re.compile(r"""\s+([A-Za-z_:@][^\s"'<>/=`]*)(?:\s*=\s*(?:([^\s"'=<>`]+)|'([^']*)'|"([^"]*)"))?""")
_PIECE = re.compile(rf"<!\[CDATA\[|\]\]>|<\?[^<>]*>|<![A-Za-z][^<>]*>|{_TAG.pattern}|<")
_NO_REFERENCE = re.compile(r"&(?!#|[A-Za-z0-9]+;)")
"""An ampersand between parameters of an address, which begins no character reference."""
_SIZE = re.compile(r"\d{1,4}%?$")
_DECLARED = re.compile(r"""\s(?:id|name)\s*=\s*["']?([^\s"'<>]{1,200})""", re.IGNORECASE)
_LONGEST_TAG = 8192


def raw_html(tokens: list[Token], work: Work) -> list[Token]:
    """Filter each `html_block` and `html_inline` token; an inline tag that is not HTML becomes text."""
    for token in tokens:
        if token.type == "html_block":
            content = without_comments(token.content)
            token.content = _PIECE.sub(partial(_piece, at=At(token), work=work), content)
        elif token.type == "inline" and token.children and "<" in token.content:
            for place, child in enumerate(token.children):
                if child.type == "html_inline":
                    _inline(child, At(token, place), work)
    return tokens


def declared_ids(body: str) -> dict[str, int]:
    """The ids that raw HTML in `body` declares, as they are written on the page, each with the number 0."""
    return dict.fromkeys((_page_id(found[1]) for found in _DECLARED.finditer(body)), 0) if "<" in body else {}


def _page_id(name: str) -> str:
    return f"user-content-{anchor(name)}"


def _inline(child: Token, at: At, work: Work) -> None:
    found = _PIECE.match(without_comments(child.content))
    if found is None:
        child.content = ""
    elif found["name"] and not _is_html(found):
        child.type = "text"
    else:
        child.content = _piece(found, at, work)


def _piece(found: re.Match[str], at: At, work: Work) -> str:
    """What becomes of one tag, instruction or lone `<`."""
    if not found["name"]:
        return "" if len(found.group()) > 1 else "&lt;"
    if not _is_html(found):
        return escape(found.group(), quote=False)
    name = found["name"].lower()
    if name not in NOTE_TAGS:
        return ""
    name = "h2" if name == "h1" else name  # the title of the page stays its only H1
    return f"</{name}>" if found["close"] else _opening(name, found["attributes"], at, work)


def _is_html(tag: re.Match[str]) -> bool:
    name = tag["name"].lower()
    if name in PLACEHOLDERS and not tag["attributes"]:
        return False
    return name in NOTE_TAGS or name in UNWRAPPED_TAGS or ":" in name


def _opening(tag: str, source: str, at: At, work: Work) -> str:
    """The opening tag with the attributes that are allowed; the alt text of a picture that cannot be shown."""
    written = _attributes(tag, source, at, work)
    if tag == "img" and "src" not in written:
        return escape(written.get("alt", ""))
    return f"<{tag}" + "".join(f' {name}="{escape(value)}"' for name, value in written.items()) + ">"


def _attributes(tag: str, source: str, at: At, work: Work) -> dict[str, str]:
    allowed = NOTE_ATTRIBUTES.get(tag, frozenset())
    written: dict[str, str] = {}
    for pair in _PAIR.finditer(source[:_LONGEST_TAG]):
        name = pair[1].lower()
        value = unescape(_NO_REFERENCE.sub("&amp;", pair[2] or pair[3] or pair[4] or ""))
        if name in written or (name not in allowed and name not in NOTE_GENERAL_ATTRIBUTES):
            continue
        written.update(_attribute(name, value, at, work))
    if tag == "img":
        written |= {"loading": "lazy", "decoding": "async"}
    return written


def _attribute(name: str, value: str, at: At, work: Work) -> dict[str, str]:
    if name in ("id", "name"):
        return {"id": _page_id(value)}
    if name == "href":
        return link_target(value, at, work).attributes
    if name == "src":
        source = image_source(value, at, work)
        return {"src": source} if source else {}
    if name == "cite":
        return {}
    if name in ("width", "height", "colspan", "rowspan", "span") and not _SIZE.match(value):
        return {}
    return {name: value}
