"""Plain text of Markdown, for titles, tooltips and tables."""

from __future__ import annotations

from ainotes_site.markup.parser import parser
from ainotes_site.markup.passes.unknown_tags import show_placeholders
from ainotes_site.markup.tex_text import tex_text
from ainotes_site.markup.token_text import html_text, inline_text

_PLAIN = frozenset("\\`*_{}[]<>#+-.!|~=%$&^:@\n\r\t")


def plain(markdown: str) -> str:
    """`markdown` on one line, without markup: `**RAG** 与 [检索](x)` gives `RAG 与 检索`.

    A single line is read as the text of a title: `1. 概述` keeps its number. Several lines are read as blocks.
    """
    if _PLAIN.isdisjoint(markdown):
        return markdown.strip()
    parts: list[str] = []
    source = markdown.strip()
    tokens = parser().parse(source, {}) if "\n" in source else parser().parseInline(source, {})
    show_placeholders(tokens, set())
    for token in tokens:
        if token.type == "inline":
            parts.append(inline_text(token.children or ()))
        elif token.type == "math_block":
            parts.append(tex_text(token.content))
        elif token.type in ("fence", "code_block"):
            parts.append(token.content)
        elif token.type == "html_block":
            parts.append(html_text(token.content))
    return " ".join(" ".join(parts).split())
