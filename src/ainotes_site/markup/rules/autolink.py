"""Bare addresses become links: `https://…` anywhere, `www.…` and mail addresses between words.

linkify-it says what a valid address is. It takes Chinese text that follows an address for a part of it, as GitHub does,
so the address is cut first where a Chinese writer would say that it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkify_it import LinkifyIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.cjk import FULL_WIDTH_PUNCTUATION, HAN, SHARED_PUNCTUATION

_LINKIFY = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
_SCHEME = pattern(r"(?:^|[^a-zA-Z0-9.+-])(https?)$", re.IGNORECASE)

# A full-width mark ends an address. So does a Han character after a letter, a digit or a mark that ends a phrase, as in
# `https://a.com/x后文`. One that begins a path segment or a value belongs to the address: `/wiki/人工智能`, `?q=检索`.
_END = pattern(f"[\\s<>{FULL_WIDTH_PUNCTUATION}{SHARED_PUNCTUATION}]|(?<=[A-Za-z0-9,;.!?)'])[{HAN}]")
_LONGEST = 2048

_ADDRESS = pattern(
    r"(?P<www>(?<![A-Za-z0-9./@_-])www\.(?=[A-Za-z0-9-]))"
    r"|(?P<mail>(?<![A-Za-z0-9.!#$%&'*+/=?^_`{|}~-])[A-Za-z0-9][A-Za-z0-9._+-]{0,63}"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.)+[A-Za-z]{2,24}(?![A-Za-z0-9_-]))"
)


def bare_url(state: StateInline, silent: bool) -> bool:
    """Inline rule: `http://` or `https://`, also glued to the text before it."""
    if state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending[-8:])
    if scheme is None:
        return False
    length = len(scheme.group(1))
    address = _address(state.src[state.pos - length : min(state.posMax, state.pos + _LONGEST)])
    if not address:
        return False
    if not silent:
        state.pending = state.pending[:-length]
        state.push("link_open", "a", 1)
        state.tokens[-1] = _open(address, state.tokens[-1].level)
        text = state.push("text", "", 0)
        text.content = state.md.normalizeLinkText(address)
        close = state.push("link_close", "a", -1)
        close.markup, close.info = "linkify", "auto"
    state.pos += len(address) - length
    return True


def addresses(state: StateCore) -> None:
    """Core rule: `www.example.org` and `name@example.org` in text that is no link yet."""
    for block in state.tokens:
        if block.type == "inline" and block.children and ("www." in block.content or "@" in block.content):
            block.children = list(_linked(block.children))


def _linked(tokens: list[Token]) -> Iterator[Token]:
    inside = 0
    for token in tokens:
        if token.type in ("link_open", "link_close"):
            inside += token.nesting
        elif token.type == "html_inline" and token.content[:2].lower() in ("<a", "</"):
            inside += {"<a ": 1, "<a>": 1, "</a": -1}.get(token.content[:3].lower(), 0)
        if token.type == "text" and inside <= 0:
            yield from _split(token)
        else:
            yield token


def _split(token: Token) -> Iterator[Token]:
    text, done = token.content, 0
    for found in _ADDRESS.finditer(text):
        if found.start() < done:
            continue
        shown = found.group()
        if found["www"]:
            shown = _address("http://" + text[found.start() : found.start() + _LONGEST])[len("http://") :]
            if "." not in shown[len("www.") :]:
                continue
        if found.start() > done:
            yield token.copy(content=text[done : found.start()])
        yield _open(("http://" if found["www"] else "mailto:") + shown, token.level)
        yield token.copy(content=shown, level=token.level + 1)
        yield Token("link_close", "a", -1, level=token.level, markup="linkify", info="auto")
        done = found.start() + len(shown)
    if done < len(text):
        yield token if not done else token.copy(content=text[done:])


def _address(text: str) -> str:
    """The address that `text` begins with; empty when it begins with none."""
    host = text.index("://") + 3
    end = _END.search(text, host + 1)
    link = _LINKIFY.match_at_start(text[: end.start()] if end else text)
    return link.url.rstrip("*") if link else ""


def _open(address: str, level: int) -> Token:
    href = _normalised(address)
    return Token("link_open", "a", 1, attrs={"href": href}, level=level, markup="linkify", info="auto")


def _normalised(address: str) -> str:
    from markdown_it.common.normalize_url import normalizeLink

    return normalizeLink(address)
