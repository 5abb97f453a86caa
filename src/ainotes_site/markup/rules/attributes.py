"""`## Heading {#name}`: the anchor that Hugo, Docusaurus, MkDocs and Pandoc let a writer give, and classes, which say nothing."""

from __future__ import annotations

from markdown_it.rules_core import StateCore

from ainotes_site.lazy_regex import pattern

_ATTRIBUTES = pattern(
    r"[ \t]*\{:?[ \t]*(?=[#.])(?:(?:#(?P<id>[^\s{}#.]+)|\.[\w-]+|[\w-]+=(?:\"[^\"{}]*\"|[^\s{}\"]+))[ \t]*)+\}[ \t]*$"
)


def heading_attributes(state: StateCore) -> None:
    """Core rule, before the inline ones: take the braces off a heading, and keep the name for its anchor."""
    for place, token in enumerate(state.tokens):
        if token.type == "heading_open" and "{" in (content := state.tokens[place + 1].content):
            found = _ATTRIBUTES.search(content)
            if found:
                state.tokens[place + 1].content = content[: found.start()]
                if found["id"]:
                    token.meta["anchor"] = found["id"]
