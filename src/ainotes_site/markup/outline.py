"""The headings of a text, found by the parser that renders it."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

from ainotes_site.markup.parser import new_parser


def headings(text: str) -> list[tuple[int, int, str]]:
    """Line (counted from 1), level (1 to 6) and Markdown of each heading that stands in no quote, list or code.

    Only blocks are parsed, which takes a fraction of the time of the whole.
    """
    tokens = _blocks().parse(text, {})
    return [
        (token.map[0] + 1 if token.map else 0, int(token.tag[1]), tokens[place + 1].content)
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0
    ]


@cache
def _blocks() -> MarkdownIt:
    md = new_parser()
    md.core.ruler.enableOnly(["normalize", "block"])
    return md
