"""Links and wikilinks lead to pages of the site; links between entries are remembered with their sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.token import Token

from ainotes_site.i18n import text as word
from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.compile_state import At, Work
from ainotes_site.markup.destinations import (
    NOWHERE,
    Destination,
    asset_href,
    link_target,
    note_target,
    target_anchor,
    under_heading,
)
from ainotes_site.markup.passes.block_ids import BLOCK_REFERENCE
from ainotes_site.markup.passes.pictures.captions import IMAGE_FILE, SIZE
from ainotes_site.markup.passes.pictures.picture_attributes import take_attributes
from ainotes_site.markup.result import Target, no_target
from ainotes_site.markup.token_text import inline_text, sentence_at


def links(tokens: list[Token], work: Work) -> list[Token]:
    """Resolve each link; one that leads nowhere becomes its text."""
    for block in tokens:
        if block.type == "inline" and block.children and any(token.type in _LINKS for token in block.children):
            take_attributes(block.children)
            block.children = _Block(block, block.children, work).resolved()
    return tokens


_FILE = pattern(r"\.[A-Za-z0-9]{1,10}$")
"""May a wikilink name a file that is no note? It is copied into the site as it is."""
_FULL_WIDTH = str.maketrans("＃｜", "#|")

_IS_CODE = pattern(r"[\"'`={}<>;$]|,\s*\d|^-\w\s|^\s")
"""Is what stands in double brackets a matrix, a test of a shell or other code, and not the name of a note?"""

_PLACEHOLDER = pattern(r".*(?:\{\{|<%)")
"""Is it a template, whose names are yet to be filled in?"""

_CONTENTS = pattern(r"(?:_?toc_?|_?tosp_?)$", re.IGNORECASE)
"""What asks for a list of headings, or of pages below, on other sites."""

_LINKS = frozenset(("link_open", "wikilink", "tag"))


@dataclass(slots=True)
class _Block:
    block: Token
    children: list[Token]
    work: Work

    def resolved(self) -> list[Token]:
        output: list[Token] = []
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
            elif token.type == "tag" and "page" in token.meta:
                output.extend(self.tag(token, place))
                continue
            elif token.type == "wikilink":
                output.extend(self.wikilink(token, place))
                continue
            output.append(token)
        return output

    def tag(self, token: Token, place: int) -> list[Token]:
        """Logseq's `#[[page]]`: a link where there is that page, else a tag."""
        found = self.work.context.resolve(token.meta["page"])
        target = note_target(found) if found else NOWHERE
        if not target.attributes:
            return [token]
        self.remember(target, place)
        link = Token("link_open", "a", 1, attrs=dict(target.attributes), level=token.level)
        text = Token("text", "", 0, content=token.content, level=token.level + 1)
        return [link, text, Token("link_close", "a", -1, level=token.level)]

    def wikilink(self, token: Token, place: int) -> list[Token]:
        if token.meta["embed"] and IMAGE_FILE.search(token.meta["name"]):
            return [self.image(token)]
        target = self.target(token, At(self.block, place))
        content = Token("text", "", 0, content=token.content, level=token.level)
        if target.private:
            return [content]
        if not target.attributes:
            return self.missing(token, content, place)
        self.remember(target, place)
        link = Token("link_open", "a", 1, attrs=dict(target.attributes), level=token.level, markup="wikilink")
        return [link, content.copy(level=token.level + 1), Token("link_close", "a", -1, level=token.level)]

    def target(self, token: Token, at: At) -> Destination:
        """Where a wikilink leads: to a heading here, a note, or a file; of Dendron's `[[text|note]]` to the note."""
        name, heading, text = token.meta["name"], token.meta["heading"], token.meta["text"]
        if not name:
            return target_anchor(heading, at, self.work)
        for written in dict.fromkeys((token.meta["place"], token.meta["place"].translate(_FULL_WIDTH))):
            place, _, shown = written.partition("|")
            found = self.note(place.strip(), token, at)
            if found.private:
                return found
            if found.attributes:
                token.content = token.content if token.meta["text"] else shown.strip() or token.content
                return found
        return NOWHERE if heading else self.as_others_write(token, name, text)

    def as_others_write(self, token: Token, name: str, text: str) -> Destination:
        """The note that Dendron means by `[[text|note]]`, or the heading that Bear means by `[[note/heading]]`."""
        if text and self.work.context.at is not None:
            other = self.work.context.resolve(text.partition("dendron://")[2].partition("/")[2] or text)
            if other is not None:
                token.content = name
                return note_target(other)
        note, slash, heading = name.rpartition("/")
        found = self.work.context.resolve(f"{note}#{heading}") if slash and note and heading else None
        return note_target(found) if found is not None else NOWHERE

    def note(self, place: str, token: Token, at: At) -> Destination:
        name, _, heading = (part.strip() for part in place.partition("#"))
        found = self.work.context.resolve(place) if "#" in place else None
        if found is None and heading:
            found = under_heading(name, heading, self.work)
        if found is not None:
            if found.whole and not token.meta["text"]:
                token.content = place
            return note_target(found)
        found = self.work.context.resolve(name)
        if found is not None:
            return self.without_heading(found, name, heading, at)
        if _FILE.search(name):
            return self.file(name, at)
        return NOWHERE

    def without_heading(self, found: Target, name: str, heading: str, at: At) -> Destination:
        """The note, where a heading was not found in it: a Problem where its headings are known."""
        known = self.work.context.at is not None
        if heading and known and found.entry is not None:
            self.work.problem(at, "link.heading", name=f"[[{name}#{heading}]]")
        return note_target(found, "" if known or heading.startswith("^") else heading)

    def file(self, name: str, at: At) -> Destination:
        look = self.work.context.file
        if look is None:
            return link_target(name, at, self.work) if _KNOWN_FILE.search(name) else NOWHERE
        found = look(name)
        if found is None:
            return NOWHERE
        return asset_href(found, self.work) if found else Destination(private=True)

    def missing(self, token: Token, content: Token, place: int) -> list[Token]:
        """What names nothing: numbers in brackets as they are, else the text, marked so; each name is a Problem once."""
        name = token.meta["name"]
        if token.meta["numbers"] or self.is_text(token):
            return [content.copy(content=token.meta["raw"])]
        if not name:
            return [content]
        if name not in self.work.missing:
            self.work.missing.add(name)
            key = "wikilink.block" if BLOCK_REFERENCE.match(name) else "wikilink.missing"
            self.work.problem(At(self.block, place), key, name=name)
        if self.work.context.resolve is no_target:
            return [content]
        why = word("markup.missing.note", self.work.context.lang, name=name)
        opening = Token("missing_open", "span", 1, attrs={"class": "an-missing", "title": why}, level=token.level)
        return [opening, content, Token("missing_close", "span", -1, level=token.level)]

    def is_text(self, token: Token) -> bool:
        """Whether what is in double brackets names no note at all: a place in a template, code, a mark for a table of contents."""
        name = token.meta["name"]
        is_code = _IS_CODE.search(name) is not None and not token.meta["embed"]
        return is_code or bool(_PLACEHOLDER.match(name) or _CONTENTS.match(name))

    def image(self, token: Token) -> Token:
        name, text = token.meta["name"], token.meta["text"]
        found = self.work.context.resolve(name) if self.work.context.file is None else None
        source = f"/{found.url}" if found else name
        caption, _, size = text.rpartition("|")
        alt = f"{caption}|{size}" if SIZE.match(size) else text
        content = Token("text", "", 0, content=alt)
        attrs: dict[str, str | int | float] = {"src": source, "alt": ""}
        return Token("image", "img", 0, attrs=attrs, level=token.level, children=[content], meta={"literal": True})

    def remember(self, target: Destination, place: int) -> None:
        if target.entry is None or any(known.target == target.entry for known in self.work.references):
            return
        sentence = sentence_at(inline_text(self.children), len(inline_text(self.children[:place])))
        self.work.remember(target.entry, sentence)


_KNOWN_FILE = pattern(
    r"\.(?:pdf|epub|docx?|pptx?|xlsx?|csv|json|txt|html?|py|ipynb|zip|mp[34]|mov|webm|m4a|wav)$", re.IGNORECASE
)
