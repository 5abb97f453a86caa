"""Quoted posts: a quotation that begins with a line of its author is a post, and the line its source.

Readers write it so: `> **名字** @handle · 2024-04-01`, a blank line, the text. People write the same by hand.
"""

from __future__ import annotations

from markdown_it.token import Token

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.compile_state import Work

_AUTHOR = pattern(
    r"(?=.*(?:@\w|\d{4}))(?:\*\*[^*\n]{1,60}\*\*)?[ \t]*(?:@\w{1,30})?(?:[ \t]*·?[ \t]*\d{4}[-/年][\d/月-]{1,6}日?)?\s*"
)


def quotes(tokens: list[Token], work: Work) -> list[Token]:
    """Mark each quoted post, and cite its author."""
    for place, token in enumerate(tokens):
        if token.type == "blockquote_open" and tokens[place + 1].type == "paragraph_open":
            line = tokens[place + 2]
            if line.children and _AUTHOR.fullmatch(line.content) and tokens[place + 4].type != "blockquote_close":
                token.attrs["class"] = "an-quote"
                line.children = [Token("cite_open", "cite", 1), *line.children, Token("cite_close", "cite", -1)]
    return tokens
