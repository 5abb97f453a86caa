"""Terms of a glossary linked in a rendered page, by the rules for entries: first mentions, longest names, where there is
room. Nothing but links is added to the page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from html import escape

from ainotes_site.markup.link_budget import LinkBudget
from ainotes_site.markup.result import TermMatch
from ainotes_site.markup.token_text import sentence_spans
from ainotes_site.model import TermSlug
from ainotes_site.render.handwritten.text_blocks import TextRun, text_blocks

FindTerms = Callable[[str], Sequence[TermMatch]]
"""Finds the mentions of terms in a text."""


def link_terms(
    html: str, find: FindTerms, targets: Mapping[TermSlug, tuple[str, str]], nolink: Collection[str] = ()
) -> str:
    """`html` with its terms linked: `targets` gives per term the URL, relative to the page, and the tooltip. `nolink` names
    terms that are not linked there; `*` is all of them.
    """
    if "*" in nolink or not targets:
        return html
    unlinked = {match.term for name in nolink for match in find(name)}
    budget = LinkBudget(targets.keys() - unlinked)
    inserted: list[tuple[int, str]] = []
    for block in text_blocks(html):
        if not any(piece.is_linkable for piece in block.pieces):
            continue
        text = block.text
        spans = sentence_spans(text)
        for match in find(text):
            places = _places(match, block.pieces)
            if places and budget.take(match.term, match.start, spans):
                inserted += ((places[0], _opening(*targets[match.term], match.term)), (places[1], "</a>"))
        budget.sentences += len(spans)
    return _with(html, inserted)


def _places(match: TermMatch, pieces: Sequence[TextRun]) -> tuple[int, int] | None:
    """Where in the HTML a mention begins and ends; None where no link may stand, or a tag stands within it."""
    first = bisect_right(pieces, match.start, key=_start) - 1
    last = bisect_right(pieces, match.end - 1, key=_start) - 1
    if not all(piece.is_linkable for piece in pieces[first : last + 1]):
        return None
    for one, following in zip(pieces[first:last], pieces[first + 1 : last + 1], strict=True):
        if one.place + len(one.source) != following.place:
            return None
    return _place(pieces[first], match.start), _place(pieces[last], match.end)


def _start(piece: TextRun) -> int:
    return piece.start


def _place(piece: TextRun, offset: int) -> int:
    """The place in the HTML of an offset in a piece, or at its end."""
    within = offset - piece.start
    return piece.place + (len(piece.source) if within == len(piece.text) else within)


def _opening(url: str, definition: str, term: TermSlug) -> str:
    title = f' title="{escape(definition)}"' if definition else ""
    return f'<a class="an-term" href="{escape(url)}" data-term="{escape(term)}"{title}>'


def _with(html: str, inserted: Sequence[tuple[int, str]]) -> str:
    parts: list[str] = []
    done = 0
    for place, text in inserted:
        parts += (html[done:place], text)
        done = place
    return "".join((*parts, html[done:]))
