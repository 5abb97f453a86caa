"""Links and wikilinks lead to pages of the site; links between entries are remembered with their sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.token import Token

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.compile_state import At, Work
from ainotes_site.markup.destinations import (
    NOWHERE,
    Destination,
    link_target,
    note_target,
    target_anchor,
    under_heading,
)
from ainotes_site.markup.passes.captions import IMAGE_FILE, SIZE
from ainotes_site.markup.result import Reference
from ainotes_site.markup.token_text import inline_text, sentence_at


def links(tokens: list[Token], work: Work) -> list[Token]:
    """Resolve each link; one that leads nowhere becomes its text."""
    for block in tokens:
        if block.type == "inline" and block.children and any(token.type in _LINKS for token in block.children):
            block.children = _Block(block, block.children, work).resolved()
    return tokens


_FILE = pattern(
    r"\.(?:pdf|epub|docx?|pptx?|xlsx?|csv|json|txt|html?|py|ipynb|zip|mp[34]|mov|webm|m4a|wav)$", re.IGNORECASE
)
"""Does a wikilink name a file that is no note? It is copied into the site as it is."""

_LINKS = frozenset(("link_open", "wikilink"))


@dataclass(slots=True)
class _Block:
    block: Token
    children: list[Token]
    work: Work

    def resolved(self) -> list[Token]:
        kept: list[Token] = []
        dropped: list[bool] = []
        for place, token in enumerate(self.children):
            if token.type == "link_open":
                target = link_target(str(token.attrs.get("href", "")), At(self.block, place), self.work)
                dropped.append(not target.attributes)
                token.attrs.update(target.attributes)
                self.remember(target, place)
                if dropped[-1]:
                    continue
            elif token.type == "link_close" and dropped and dropped.pop():
                continue
            elif token.type == "wikilink":
                kept.extend(self.wikilink(token, place))
                continue
            kept.append(token)
        return kept

    def wikilink(self, token: Token, place: int) -> list[Token]:
        name, heading, text = token.meta["name"], token.meta["heading"], token.meta["text"]
        if token.meta["embed"] and IMAGE_FILE.search(name):
            return [self.image(name, text, token)]
        target = self.note(name, heading, place) if name else target_anchor(heading, At(self.block, place), self.work)
        content = Token("text", "", 0, content=token.content, level=token.level)
        if not target.attributes:
            return [content]
        self.remember(target, place)
        link = Token("link_open", "a", 1, attrs=dict(target.attributes), level=token.level, markup="wikilink")
        return [link, content.copy(level=token.level + 1), Token("link_close", "a", -1, level=token.level)]

    def note(self, name: str, heading: str, place: int) -> Destination:
        found = under_heading(name, heading, self.work) or self.work.context.resolve(name)
        if found is not None:
            return note_target(found, heading)
        if _FILE.search(name):
            return link_target(name, At(self.block, place), self.work)
        fact = f"双链没有对应的笔记 (unresolved wikilink): [[{name}]]"
        self.work.problem(At(self.block, place), fact, "correct the name, or write the note")
        return NOWHERE

    def image(self, name: str, text: str, token: Token) -> Token:
        found = self.work.context.resolve(name)
        source = f"/{found.url}" if found else name
        alt = f"|{text}" if SIZE.match(text) else text
        content = Token("text", "", 0, content=alt)
        return Token("image", "img", 0, attrs={"src": source, "alt": ""}, level=token.level, children=[content])

    def remember(self, target: Destination, place: int) -> None:
        if target.entry is None or any(known.target == target.entry for known in self.work.references):
            return
        sentence = sentence_at(inline_text(self.children), len(inline_text(self.children[:place])))
        self.work.references.append(Reference(target.entry, sentence))
