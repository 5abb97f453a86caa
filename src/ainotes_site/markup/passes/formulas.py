"""Formulas that cannot be read are named, and fences of TeX become formulas."""

from __future__ import annotations

from markdown_it.token import Token

from ainotes_site.markup.compile_state import At, Work
from ainotes_site.markup.safe_html.mathml import mathml


def formulas(tokens: list[Token], work: Work) -> list[Token]:
    """Turn ```` ```math ```` fences into formulas, and note a Problem for each formula with broken TeX."""
    for token in tokens:
        if token.type == "fence" and token.info.strip().lower() in ("math", "latex-math"):
            token.type, token.content = "math_block", token.content.strip()
        if token.type == "math_block":
            _check(token, At(token), True, work)
        elif token.type == "inline" and "$" in token.content:
            for place, child in enumerate(token.children or ()):
                if child.type == "math_inline":
                    _check(child, At(token, place), child.markup == "$$", work)
    return tokens


def _check(token: Token, at: At, display: bool, work: Work) -> None:
    if mathml(token.content, display=display) is None:
        shown = token.content if len(token.content) <= 40 else token.content[:39] + "…"
        work.problem(at, "formula.unreadable", formula=shown)
