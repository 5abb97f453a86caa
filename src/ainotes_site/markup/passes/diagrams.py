"""Diagrams of Mermaid that cannot be drawn are remarked upon; their source is shown."""

from __future__ import annotations

from markdown_it.token import Token

from ainotes_site.markup.compile_state import At, Work
from ainotes_site.markup.mermaid import can_draw, drawn


def diagrams(tokens: list[Token], work: Work) -> list[Token]:
    """Ask for each diagram; they are put in once the rest is sanitised."""
    for token in tokens:
        if is_diagram(token) and drawn(token.content) is None:
            key = "diagram.unreadable" if can_draw() else "diagram.uninstalled"
            work.problem(At(token), key, remark=True)
    return tokens


def is_diagram(token: Token) -> bool:
    """Is it a fence of Mermaid?"""
    return token.type == "fence" and token.info.strip().lower().startswith("mermaid")
