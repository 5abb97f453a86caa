"""Glossary terms: each is mentioned once and linked at most once, and no run of sentences is full of links.

Where a link may stand: in running text, never in code, formulas, links, headings or alt texts. A term is linked where
it first stands in such a place, if there is room (`link_budget`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Container
from dataclasses import dataclass, field

from markdown_it.token import Token

from ainotes_site.markup.compile_state import TO_ROOT, Work
from ainotes_site.markup.link_budget import LinkBudget
from ainotes_site.markup.passes.wrap_link import TokenText, wrap
from ainotes_site.markup.result import Mention, TermMatch
from ainotes_site.markup.token_text import inline_text, sentence_at, sentence_spans
from ainotes_site.model import TermSlug

_LONGEST_TOOLTIP = 200
_HOLE = "\ufffc"
"""Stands for a character of code or an address: no term matches across it."""


def terms(tokens: list[Token], work: Work) -> list[Token]:
    """Note the terms that the entry mentions, and link them where there is room."""
    blocks: list[tuple[Token, bool, list[TokenText], str]] = []
    for place, token in enumerate(tokens):
        if token.type == "inline" and token.children:
            pieces = _pieces(token.children)
            text = "".join([piece.text for piece in pieces])
            blocks.append((token, tokens[place - 1].type == "heading_open", pieces, text))
    # All of them are looked through at once, since each look has its price; nothing is found across a line.
    found = deque(work.context.terms("\n".join([text for *_, text in blocks])) if blocks else ())
    marker = _Marker(work, LinkBudget(_linkable(work)))
    begin = 0
    for token, is_heading, pieces, text in blocks:
        if not found:
            break
        end = begin + len(text)
        matches = []
        while found and found[0].start < end:
            match = found.popleft()
            matches.append(TermMatch(match.start - begin, match.end - begin, match.term))
        marker.mark(token.children or [], is_heading, pieces, text, matches)
        begin = end + 1
    return tokens


def _linkable(work: Work) -> Container[TermSlug]:
    """Slugs of the terms that may be linked: the front matter takes some out, by any of their names, or all."""
    context = work.context
    if "*" in context.nolink:
        return ()
    unlinked = {match.term for name in context.nolink for match in context.terms(name)}
    return context.definitions.keys() - unlinked if unlinked else context.definitions


@dataclass(slots=True)
class _Marker:
    work: Work
    budget: LinkBudget
    mentioned: set[TermSlug] = field(default_factory=set)

    def mark(
        self, children: list[Token], is_heading: bool, pieces: list[TokenText], text: str, matches: list[TermMatch]
    ) -> None:
        """One block: `text` is that of its `pieces`, in which `matches` were found."""
        spans = sentence_spans(text) if matches or not is_heading else []
        said = inline_text(children) if matches else ""
        for match in matches:
            if match.term not in self.mentioned:
                self.mentioned.add(match.term)
                sentence = sentence_at(said, match.start, spans=spans)
                self.work.mentions.append(Mention(match.term, sentence))
        if not is_heading:
            chosen = [
                match
                for match in matches
                if _is_linkable(match, pieces) and self.budget.take(match.term, match.start, spans)
            ]
            for match in reversed(chosen):
                wrap(children, pieces, match.start, match.end, self.link(match))
            self.budget.sentences += len(spans)

    def link(self, match: TermMatch) -> Token:
        url, definition = self.work.context.definitions[match.term]
        attrs: dict[str, str | int | float] = {
            "class": "an-term",
            "href": TO_ROOT + url,
            "data-term": match.term,
        }
        if definition:
            cut = len(definition) > _LONGEST_TOOLTIP
            attrs["title"] = definition[: _LONGEST_TOOLTIP - 1] + "…" if cut else definition
        return Token("term_open", "a", 1, attrs=attrs)


def _pieces(children: list[Token]) -> list[TokenText]:
    """The text of a block in pieces, each with its token; what must not be matched is blanked out."""
    pieces: list[TokenText] = []
    place = depth = 0
    for index, token in enumerate(children):
        kind = token.type
        if kind != "text":
            depth += _opens(token)
        text = token.content if kind == "text" else inline_text((token,))
        if not text:
            continue
        is_address = index > 0 and children[index - 1].info == "auto" and kind == "text"
        if is_address or kind in _CODE:
            text = _HOLE * len(text)
        linkable = depth <= 0 and kind in _RUNNING
        pieces.append(TokenText(place, place + len(text), index, text, linkable))
        place += len(text)
    return pieces


_RUNNING = frozenset(("text", "softbreak"))
_CODE = frozenset(("code_inline", "math_inline", "image", "tag", "wikilink"))
_RAW = ("<a ", "<a>", "<code", "<kbd", "<samp", "<var", "<pre")


def _opens(token: Token) -> int:
    """By how many levels `token` goes into a link, a source or raw code (positive) or out of it (negative)."""
    if token.tag in ("a", "cite"):
        return token.nesting
    if token.type == "html_inline":
        if token.content.startswith(_RAW):
            return 0 if token.content.endswith("</a>") else 1
        return -1 if token.content.startswith(("</a>", "</code", "</kbd", "</samp", "</var", "</pre")) else 0
    return 0


def _is_linkable(match: TermMatch, pieces: list[TokenText]) -> bool:
    covered = [piece for piece in pieces if piece.start < match.end and piece.end > match.start]
    return bool(covered) and all(piece.linkable for piece in covered)
