"""Pictures: lazy, with the size that the note asks for, and a caption where the alt text is one."""

from __future__ import annotations

import re
from urllib.parse import unquote

from markdown_it.token import Token

from ainotes_site.i18n import text as word
from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.compile_state import At, Work
from ainotes_site.markup.destinations import image_source
from ainotes_site.markup.passes.line_breaks import BREAKS, drop_last_breaks, lines_of
from ainotes_site.markup.passes.pictures.captions import SIZE, caption
from ainotes_site.markup.passes.pictures.picture_attributes import own_size, take_attributes
from ainotes_site.markup.token_text import inline_text
from ainotes_site.model import Image

_BADGE = pattern(
    r"https?://[^/?#]*(?:shields\.io|badge|badgen)|https?://[^?#]*(?:badge[^?#]*|\.svg)(?:[?#]|$)", re.IGNORECASE
)


def images(tokens: list[Token], work: Work) -> list[Token]:
    """Set each picture's attributes; one that stands alone on its line becomes a figure of its own."""
    output: list[Token] = []
    for place, token in enumerate(tokens):
        if token.type == "inline" and token.children and any(child.type == "image" for child in token.children):
            take_attributes(token.children)
            token.children = [_picture(child, At(token, at), work) for at, child in enumerate(token.children)]
            if tokens[place - 1].type == "paragraph_open":
                before, after = output.pop(), tokens[place + 1]
                output.extend(_split(before, token, after))
                after.meta["split"] = True
                continue
        elif token.type == "paragraph_close" and token.meta.get("split"):
            continue
        output.append(token)
    return output


def _picture(token: Token, at: At, work: Work) -> Token:
    if token.type != "image":
        return token
    alt, bar, size = inline_text(token.children or ()).rpartition("|")
    found = SIZE.match(size.strip()) if bar or "src" in token.attrs else None
    if found is None:
        alt = alt + bar + size
    alt = " ".join(alt.split())
    source = image_source(str(token.attrs["src"]), at, work)
    if not source:
        return _absent(token, alt, work)
    title = str(token.attrs.get("title", ""))
    shown = caption(alt) or caption(title)
    token.attrs = {"src": source, "alt": shown}
    if found is not None:
        token.attrs["width"] = found.group(1)
        if found.group(2):
            token.attrs["height"] = found.group(2)
    token.attrs |= token.meta.get("size", {})
    token.attrs |= own_size(source, token.attrs, work)
    token.attrs |= {"loading": "lazy", "decoding": "async"}
    token.meta["caption"] = shown
    work.images.append(Image(source, alt))
    return token


def _absent(token: Token, alt: str, work: Work) -> Token:
    """The alt text, or the name, of a picture that cannot be shown, and why on hover."""
    if work.context.file is None:
        return Token("text", "", 0, content=alt, level=token.level)
    name = unquote(str(token.attrs["src"])).rpartition("/")[2]
    why = word("markup.missing.picture", work.context.lang, name=name)
    return Token("absent", "span", 0, content=alt or name, level=token.level, attrs={"title": why})


def _is_badge(token: Token) -> bool:
    """Is a picture a badge: a drawing on another host that stands for a state?"""
    source = str(token.attrs.get("src", ""))
    return token.type == "image" and _BADGE.match(source) is not None


def _split(before: Token, block: Token, after: Token) -> list[Token]:
    """The paragraph in parts: text as paragraphs, lines that hold nothing but pictures as figures."""
    parts: list[Token] = []
    text: list[Token] = []
    for line in lines_of(block.children):
        pictures = _pictures(line)
        if not pictures or all(_is_badge(token) for one in pictures for token in one if token.type == "image"):
            text.extend(line)
            continue
        parts.extend(_paragraph(before, block, after, text))
        text = []
        for picture in pictures:
            parts.extend(_figure(picture, block))
    parts.extend(_paragraph(before, block, after, text))
    return parts


def _pictures(line: list[Token]) -> list[list[Token]]:
    """The pictures of a line, each with the link around it; none when the line holds anything else."""
    pictures: list[list[Token]] = []
    link: list[Token] | None = None
    for token in line:
        if token.type == "link_open":
            link = [token]
        elif token.type == "image":
            if link is not None:
                link.append(token)
            else:
                pictures.append([token])
        elif token.type == "link_close" and link is not None and len(link) == 2:
            pictures.append([*link, token])
            link = None
        elif token.type not in BREAKS and not (token.type == "text" and not token.content.strip()):
            return []
    return pictures if link is None else []


def _paragraph(before: Token, block: Token, after: Token, children: list[Token]) -> list[Token]:
    drop_last_breaks(children)
    if not any(token.type != "text" or token.content.strip() for token in children):
        return []
    opening = before.copy()
    shown = [token for token in children if token.type == "image"]
    if shown and all(map(_is_badge, shown)) and not before.hidden and not _prose(children):
        opening.attrs = {**before.attrs, "class": "an-badges"}
    return [opening, block.copy(children=children), after.copy(meta={})]


def _prose(children: list[Token]) -> bool:
    return any(token.type == "text" and token.content.strip() for token in children)


def _figure(picture: list[Token], block: Token) -> list[Token]:
    image = next(token for token in picture if token.type == "image")
    tokens = [
        Token("figure_open", "figure", 1, block=True, map=block.map),
        Token("inline", "", 0, children=picture, map=block.map, block=True),
        Token("figure_close", "figure", -1, block=True),
    ]
    if image.meta["caption"]:
        tokens.insert(2, Token("figcaption", "figcaption", 0, content=image.meta["caption"], block=True))
    return tokens
