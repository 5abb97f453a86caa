"""Paragraphs that are too long to be parsed are named."""

from __future__ import annotations

from markdown_it.token import Token

from ainotes_site.markup.compile_state import At, Work


def sizes(tokens: list[Token], work: Work) -> list[Token]:
    """Note a Problem for each block that the parser has left as plain text."""
    for token in tokens:
        if token.type == "inline" and token.meta.get("unparsed"):
            work.problem(At(token), "compile.paragraph", remark=True)
    return tokens
