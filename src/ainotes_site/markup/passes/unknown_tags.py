"""Tags that are no HTML are text, and what no browser should read as prose is code."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it.token import Token

from ainotes_site.markup.compile_state import Work
from ainotes_site.markup.safe_html.html_tags import TAG, begins_verbatim, is_component, is_html


def placeholders(tokens: list[Token], work: Work) -> list[Token]:
    """The pass: see `show_placeholders`."""
    show_placeholders(tokens, work.components, jsx=work.jsx)
    return tokens


def show_placeholders(tokens: Iterable[Token], components: set[str], *, jsx: bool = False) -> None:
    """Make text of `<think>`, `<?php …?>` and `<!DOCTYPE html>`, and code of blocks such as `<script>`. Components that
    are understood, and what closes them, stay tags; their names go into `components`."""
    for token in tokens:
        if token.type == "html_block" and begins_verbatim(token.content):
            token.type = "code_block"
        elif token.type == "inline" and "<" in token.content:
            for child in token.children or ():
                if child.type == "html_inline" and not child.content.startswith("<!--"):
                    _settle(child, components, jsx)


def _settle(child: Token, components: set[str], jsx: bool) -> None:
    """Make text of a tag that is none of HTML, of a component, or what closes one."""
    tag = TAG.match(child.content)
    if tag is not None and is_component(tag, jsx=jsx):
        components.add(tag["name"])
    elif tag is None or not (is_html(tag) or (tag["close"] and tag["name"] in components)):
        child.type = "text"
