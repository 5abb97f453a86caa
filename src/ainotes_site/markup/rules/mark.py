"""`==highlighted==` text, as Obsidian writes it. `x==1 or y==2` is a comparison, no highlight."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline


def mark(state: StateInline, silent: bool) -> bool:
    """Inline rule: two equals signs around text that neither begins nor ends with a space."""
    source, start = state.src, state.pos
    if not source.startswith("==", start) or source.startswith("===", start):
        return False
    inner = start + 2
    end = source.find("==", inner + 1, state.posMax)
    if end < 0 or source[inner].isspace() or source[end - 1].isspace() or "\n\n" in source[inner:end]:
        return False
    if _is_word(source[start - 1 : start]) and _is_word(source[inner]):
        return False
    if not silent:
        maximum = state.posMax
        state.push("mark_open", "mark", 1).markup = "=="
        state.pos, state.posMax = inner, end
        state.md.inline.tokenize(state)
        state.push("mark_close", "mark", -1).markup = "=="
        state.posMax = maximum
    state.pos = end + 2
    return True


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
