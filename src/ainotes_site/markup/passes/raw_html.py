"""Raw HTML in notes, tag by tag, against the allow-list.

Each tag is taken apart and written anew from what is allowed; every other `<` becomes text. So no tag or quotation mark
is left open, and the sanitiser that sees the whole page afterwards has only elements to balance. An HTML parser would
not do here: `<details>` is closed in another block, after Markdown in between.
"""

from __future__ import annotations

import re
from functools import partial
from html import escape

from markdown_it.token import Token

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.anchors import anchor
from ainotes_site.markup.compile_state import At, Work
from ainotes_site.markup.destinations import image_source, link_target
from ainotes_site.markup.passes.pictures.captions import IMAGE_FILE
from ainotes_site.markup.passes.pictures.embeds import player_kind
from ainotes_site.markup.passes.pictures.picture_attributes import own_size
from ainotes_site.markup.rules.destination import bound, filled
from ainotes_site.markup.safe_html.allow_list import (
    COMPONENTS,
    DEEPEST,
    EMBEDDED_TAGS,
    NOTE_ATTRIBUTES,
    NOTE_GENERAL_ATTRIBUTES,
    NOTE_TAGS,
    PHRASING_TAGS,
    UNCLOSED_TAGS,
)
from ainotes_site.markup.safe_html.html_tags import TAG, attributes, is_component, is_html, linked_by
from ainotes_site.markup.token_text import without_comments
from ainotes_site.model import Image

_PIECE = pattern(f"{TAG.pattern}|<")
_ADDRESSES = ("href", "src")
"""Attributes that a template of a site generator may fill: `src="{{ site.baseurl }}/a.png"`, `:src="$withBase('/a.png')"`."""
_SIZE = pattern(r"\d{1,4}%?$")
_DECLARED = pattern(r"""\s(?:id|name)\s*=\s*["']?([^\s"'<>]{1,200})""", re.IGNORECASE)


def raw_html(tokens: list[Token], work: Work) -> list[Token]:
    """Filter each `html_block` and `html_inline` token; what marks a run of text ends with its block at the latest.

    Left open, a mark would reach into every later paragraph, and the sanitiser would repeat it in each.
    """
    dropped: set[int] = set()
    for number, token in enumerate(tokens):
        if token.type == "html_block":
            token.content = _filtered(token.content, At(token), work) + "".join(_closing(work))
        elif token.type == "inline" and token.children and "<" in token.content:
            _filter_tags(token, token.children, work)
            if tokens[number - 1].type == "paragraph_open" and all(map(_is_nothing, token.children)):
                dropped.update((number - 1, number, number + 1))
    return [token for number, token in enumerate(tokens) if number not in dropped] if dropped else tokens


def _filter_tags(block: Token, children: list[Token], work: Work) -> None:
    for place, child in enumerate(children):
        if child.type == "html_inline":
            child.content = _filtered(child.content, At(block, place), work)
    children.extend(Token("html_inline", "", 0, content=tag) for tag in _closing(work))


def _is_nothing(token: Token) -> bool:
    """Whether a token shows nothing: a tag that is left out, or a break."""
    return token.type in ("softbreak", "hardbreak") or (
        token.type in ("html_inline", "text") and not token.content.strip()
    )


def _closing(work: Work) -> list[str]:
    """Tags that close the marks which are open, innermost first."""
    tags = [f"</{name}>" for name in reversed(work.open_html) if name in PHRASING_TAGS]
    if tags:
        work.open_html = [name for name in work.open_html if name not in PHRASING_TAGS]
    return tags


def declared_ids(body: str) -> dict[str, int]:
    """The ids that raw HTML in `body` declares, as they are written on the page, each with the number 0."""
    return dict.fromkeys((_page_id(found[1]) for found in _DECLARED.finditer(body)), 0) if "<" in body else {}


def _page_id(name: str) -> str:
    return f"user-content-{anchor(name)}"


def _filtered(html: str, at: At, work: Work) -> str:
    return _PIECE.sub(partial(_piece, at=at, work=work), without_comments(html))


def _piece(found: re.Match[str], at: At, work: Work) -> str:
    """What becomes of one tag, or of a lone `<`."""
    name = (found["name"] or "").lower()
    if name and _is_of_component(found, work):
        return _component(found, at, work)
    if not name or not is_html(found):
        return escape(found.group(), quote=False)
    if name in EMBEDDED_TAGS and not found["close"]:
        return _link_to_source(found["attributes"], at, work)
    if name not in NOTE_TAGS:
        return ""
    name = "h2" if name == "h1" else name  # the title of the page stays its only H1
    if not _fits(name, bool(found["close"]), work.open_html):
        return ""
    return f"</{name}>" if found["close"] else _opening(name, found["attributes"], at, work)


def _is_of_component(tag: re.Match[str], work: Work) -> bool:
    return is_component(tag, jsx=work.jsx) or bool(tag["close"] and tag["name"] in work.components)


def _component(tag: re.Match[str], at: At, work: Work) -> str:
    """A component that leads somewhere is a link; of any other its words are shown."""
    if tag["close"]:
        return "</a>" if tag["name"] not in COMPONENTS and _fits("a", True, work.open_html) else ""
    work.components.add(tag["name"])
    given = dict(attributes(tag["attributes"]))
    address = _address_in(linked_by(tag))
    if not address and IMAGE_FILE.search(_address_in(given.get("src", ""))):
        return _opening("img", tag["attributes"], at, work)
    words = next(filter(None, (given.get(name, "") for name in ("text", "label", "title"))), "")
    return _around(tag, address, words, at, work)


def _around(tag: re.Match[str], address: str, words: str, at: At, work: Work) -> str:
    """What opens a component: a link where its address leads anywhere, and the words that it says."""
    shown = f"<strong>{escape(words)}</strong> " if words and "{" not in words else ""
    target = link_target(address, at, work).attributes if address else {}
    if not target:
        return shown
    if tag[0].endswith("/>"):
        return f"<a{_written(target)}>{escape(words or address)}</a>"
    return f"<a{_written(target)}>{shown}" if _fits("a", False, work.open_html) else shown


def _address_in(value: str) -> str:
    """The address that an attribute states, as it is, in a template, or within an expression of Vue or JSX."""
    is_expression = value.startswith(("$", "with")) or (value.startswith("{") and not value.startswith(("{{", "{%")))
    return bound(value) if is_expression else filled(value)


def _fits(name: str, closes: bool, open_html: list[str]) -> bool:
    """Does a tag close what is open, or open what is not too deep? `open_html` is kept up to date."""
    if name in UNCLOSED_TAGS:
        return True
    if not closes:
        if len(open_html) < DEEPEST:
            open_html.append(name)
            return True
        return False
    if name not in open_html:
        return False
    del open_html[len(open_html) - 1 - open_html[::-1].index(name)]
    return True


def _link_to_source(source: str, at: At, work: Work) -> str:
    """A frame or a player as a link to what it would load, of sound and film among the notes as a player; nothing when that
    is no address.
    """
    url = filled(dict(attributes(source)).get("src", ""))
    target = link_target(url, at, work).attributes if url else {}
    kind = player_kind(target.get("href", "")) if "class" not in target else ""
    if kind:
        return f'<{kind} controls src="{escape(target["href"])}" preload="none"></{kind}>'
    return f"<a{_written(target)}>{escape(target['href'])}</a>" if target else ""


def _opening(tag: str, source: str, at: At, work: Work) -> str:
    """The opening tag with the attributes that are allowed; the alt text of a picture that cannot be shown."""
    allowed = NOTE_ATTRIBUTES.get(tag, frozenset()) | NOTE_GENERAL_ATTRIBUTES
    safe: dict[str, str] = {}
    for written, value in attributes(source):
        name = written.removeprefix("v-bind").removeprefix(":")
        if name in allowed and (name == written or name in _ADDRESSES):
            if name in _ADDRESSES:
                value = _address_in(value) if name == written else bound(value)
            safe.update(_attribute(name, value, at, work))
    if tag == "img":
        if "src" not in safe:
            return escape(safe.get("alt", ""))
        work.images.append(Image(safe["src"], safe.setdefault("alt", "")))
        safe |= own_size(safe["src"], safe, work)
        safe |= {"loading": "lazy", "decoding": "async"}
    return f"<{tag}{_written(safe)}>"


def _written(values: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items())


def _attribute(name: str, value: str, at: At, work: Work) -> dict[str, str]:
    if name in ("id", "name"):
        return {"id": _page_id(value)}
    if name == "href":
        return link_target(value, at, work).attributes
    if name == "src":
        source = image_source(value, at, work)
        return {"src": source} if source else {}
    if name in ("width", "height", "colspan", "rowspan", "span") and not _SIZE.match(value):
        return {}
    return {name: value}
