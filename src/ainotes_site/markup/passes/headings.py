"""Headings: the entry's title stays the only H1, no level is skipped, each has an anchor."""

from __future__ import annotations

from markdown_it.token import Token

from ainotes_site.markup.anchors import anchor, given, unique
from ainotes_site.markup.compile_state import Work
from ainotes_site.markup.emoji_names import with_emoji
from ainotes_site.markup.result import EntryHeading
from ainotes_site.markup.token_text import inline_text


def headings(tokens: list[Token], work: Work) -> list[Token]:
    """Give each heading the level 2 plus the number of headings that it stands under, 6 at most.

    Empty headings go. Those inside quotes and lists get an anchor, and the level below that of the text around them, but
    no place in the contents list.
    """
    above: list[int] = []
    output: list[Token] = []
    level = 0
    """Level of the open heading; 0 outside of headings and inside an empty one."""
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and tokens[place + 1].children:
            level = _level(token, above)
            _name(token, tokens[place + 1], level, work)
        elif token.type == "heading_close" and level:
            token.tag, level = f"h{level}", 0
        elif token.type in ("heading_open", "heading_close") or _is_in_empty_heading(tokens, place):
            continue
        output.append(token)
    return output


def _level(heading: Token, above: list[int]) -> int:
    """The level of a heading under the levels `above`, as written; one of the text itself joins them."""
    if heading.level:
        return min(len(above) + 2, 6)
    written = int(heading.tag[1])
    while above and above[-1] >= written:
        above.pop()
    above.append(written)
    return min(len(above) + 1, 6)


def _name(heading: Token, block: Token, level: int, work: Work) -> None:
    title = " ".join(inline_text(block.children or ()).split())
    name = unique(given(str(heading.meta.get("anchor", ""))) or anchor(title), work.anchors)
    title = with_emoji(title)
    heading.tag, heading.attrs["id"], heading.meta["title"] = f"h{level}", name, title
    if not heading.level:
        heading.meta["section"] = EntryHeading(level, title, name)
        work.toc.append(heading.meta["section"])


def _is_in_empty_heading(tokens: list[Token], place: int) -> bool:
    return tokens[place].type == "inline" and not tokens[place].children and tokens[place - 1].type == "heading_open"
