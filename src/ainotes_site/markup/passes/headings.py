"""Headings: the entry's title stays the only H1, no level is skipped, each has an anchor."""

from __future__ import annotations

from markdown_it.token import Token

from ainotes_site.markup.anchors import anchor, unique
from ainotes_site.markup.result import Heading
from ainotes_site.markup.text import inline_text
from ainotes_site.markup.work import Work


def headings(tokens: list[Token], work: Work) -> list[Token]:
    """Give each heading the level 2 plus the number of headings that it stands under, 6 at most.

    Empty headings go. Headings inside quotes and lists get anchors but no place in the contents list.
    """
    above: list[int] = []
    kept: list[Token] = []
    hidden = False
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            title = " ".join(inline_text(tokens[place + 1].children or ()).split())
            written = int(token.tag[1])
            hidden = not tokens[place + 1].children
            if not hidden:
                while above and above[-1] >= written:
                    above.pop()
                above.append(written)
                level = min(len(above) + 1, 6)
                name = unique(anchor(title), work.anchors)
                token.tag, token.attrs["id"] = f"h{level}", name
                if token.level == 0:
                    token.meta["section"] = Heading(level, title, name)
                    work.toc.append(token.meta["section"])
        elif token.type == "heading_close" and not hidden:
            token.tag = f"h{min(len(above) + 1, 6)}"
        if not hidden:
            kept.append(token)
        elif token.type == "heading_close":
            hidden = False
    return kept
