"""Plain text of an entry by heading, for search, and its beginning, for cards."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token

from ainotes_site.markup.result import Section
from ainotes_site.markup.tex_text import tex_text
from ainotes_site.markup.token_text import excerpt, html_text, inline_text

_VERBATIM = frozenset(("fence", "code_block", "math_block"))


def sections(tokens: list[Token]) -> tuple[tuple[Section, ...], str]:
    """The sections, in order, and the excerpt. The section before the first heading is there when it has text."""
    parts: list[tuple[str, str, list[str]]] = [("", "", [])]
    prose: list[str] = []
    in_heading = False
    for kind, text, token in _blocks(tokens):
        if kind == "section":
            heading = token.meta["section"]
            parts.append((heading.anchor, heading.text, []))
            in_heading = True
        elif in_heading:
            in_heading = False
        elif text:
            parts[-1][2].append(text)
            if kind == "prose":
                prose.append(text)
    made = tuple(Section(name, title, "\n".join(texts)) for name, title, texts in parts if name or texts)
    return made, excerpt(prose or (text for _, _, texts in parts for text in texts))


def _blocks(tokens: list[Token]) -> Iterator[tuple[str, str, Token]]:
    """Kind (section, prose or other), text and first token of each block; a table gives a line per row."""
    cells: list[str] = []
    in_row = in_heading = False
    for token in tokens:
        if token.type == "inline":
            text = inline_text(token.children or ()).strip()
            if in_row:
                cells.append(text)
            else:
                yield "other" if in_heading else "prose", text, token
        elif token.type == "tr_open":
            cells, in_row = [], True
        elif token.type == "tr_close":
            yield "other", " ".join(filter(None, cells)), token
            in_row = False
        elif token.type in ("heading_open", "heading_close"):
            in_heading = token.type == "heading_open"
            if in_heading and "section" in token.meta:
                yield "section", "", token
        elif (verbatim := _verbatim(token)) is not None:
            yield "other", verbatim, token


def _verbatim(token: Token) -> str | None:
    """The text of a block of code, of a formula or of HTML; None for any other token."""
    if token.type == "math_block":
        return tex_text(token.content)
    if token.type in _VERBATIM:
        return token.content.rstrip()
    return html_text(token.content) if token.type == "html_block" else None
