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
    UNWRAPPED_TAGS,
)
from ainotes_site.markup.anchors import anchor
from ainotes_site.markup.destinations import image_source, link_target
from ainotes_site.markup.work import At, Work

_ATTRIBUTE = r"""\s+[A-Za-z_:@][^\s"'<>/=`]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>[A-Za-z][\w:-]*)(?P<attributes>(?:{_ATTRIBUTE})*)\s*/?>")
_PAIR = re.compile(r"""\s+([A-Za-z_:@][^\s"'<>/=`]*)(?:\s*=\s*(?:([^\s"'=<>`]+)|'([^']*)'|"([^"]*)"))?""")
_HIDDEN = re.compile(r"<!--.*?-->|<!--.*\Z|<!\[CDATA\[|\]\]>|<\?.*?\?>|<![A-Za-z][^>]*>", re.DOTALL)
_PIECE = re.compile(f"{_HIDDEN.pattern}|{_TAG.pattern}|<", re.DOTALL)
_SIZE = re.compile(r"\d{1,4}%?$")
_DECLARED = re.compile(r"""\s(?:id|name)\s*=\s*["']?([^\s"'<>]{1,200})""", re.IGNORECASE)
_LONGEST_TAG = 8192


def raw_html(tokens: list[Token], work: Work) -> list[Token]:
    """Filter each `html_block` and `html_inline` token; an inline tag that is not HTML becomes text."""
    for token in tokens:
        if token.type == "html_block":
            token.content = _PIECE.sub(partial(_piece, at=At(token), work=work), token.content)
        elif token.type == "inline" and token.children and "<" in token.content:
            for place, child in enumerate(token.children):
                if child.type == "html_inline":
                    _inline(child, At(token, place), work)
    return tokens


def declared_ids(body: str) -> set[str]:
    """The ids that raw HTML in `body` declares, as they are written on the page."""
    return {_page_id(found.group(1)) for found in _DECLARED.finditer(body)} if "<" in body else set()


def _page_id(name: str) -> str:
    return f"user-content-{anchor(name)}"


def _inline(child: Token, at: At, work: Work) -> None:
    found = _PIECE.match(child.content)
    if found is None or (found["name"] and not _is_html(found["name"])):
        child.type = "text"
    else:
        child.content = _piece(found, at, work)


def _piece(found: re.Match[str], at: At, work: Work) -> str:
    """What becomes of one tag, comment or lone `<`."""
    if not found["name"]:
        return "" if len(found.group()) > 1 else "&lt;"
    name = found["name"].lower()
    if name in NOTE_TAGS:
        return f"</{name}>" if found["close"] else f"<{name}{_attributes(name, found['attributes'], at, work)}>"
    return "" if name in UNWRAPPED_TAGS or ":" in name else escape(found.group(), quote=False)


def _is_html(name: str) -> bool:
    return name.lower() in NOTE_TAGS or name.lower() in UNWRAPPED_TAGS or ":" in name


def _attributes(tag: str, source: str, at: At, work: Work) -> str:
    allowed = NOTE_ATTRIBUTES.get(tag, frozenset())
    written: dict[str, str] = {}
    for pair in _PAIR.finditer(source[:_LONGEST_TAG]):
        name = pair[1].lower()
        value = unescape(pair[2] or pair[3] or pair[4] or "")
        if name in written or (name not in allowed and name not in NOTE_GENERAL_ATTRIBUTES):
            continue
        written.update(_attribute(name, value, at, work))
    if tag == "img":
        written |= {"loading": "lazy", "decoding": "async"}
    return "".join(f' {name}="{escape(value)}"' for name, value in written.items())


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
