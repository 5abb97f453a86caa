"""`==highlighted==` text, as Obsidian writes it. `x==1 or y==2` is a comparison, no highlight, and `==>` is an arrow."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline

LONGEST = 2000
"""Characters of a highlight at most, so that unclosed ones cost little."""


def mark(state: StateInline, silent: bool) -> bool:
    """Inline rule: two equals signs around text that neither begins nor ends with a space.

    Signs in code, in a formula or in a link between them close nothing.
    """
    source, start = state.src, state.pos
    if not source.startswith("==", start) or source.startswith(("===", "==>"), start):
        return False
    inner = start + 2
    if source[inner : inner + 1].isspace() or (
        _is_word(source[start - 1 : start]) and _is_word(source[inner : inner + 1])
    ):
        return False
    end = _closing(state, inner)
    if end < 0:
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


def _closing(state: StateInline, inner: int) -> int:
    """Where the closing signs begin; -1 where there are none."""
    source, begin = state.src, state.pos
    last = min(state.posMax, inner + LONGEST)
    if source.find("==", inner + 1, last) < 0 or "\n\n" in source[inner : source.find("==", inner + 1, last)]:
        return -1
    state.pos = inner
    found = -1
    while state.pos < last:
        at = state.pos
        if at > inner and source.startswith("==", at) and _closes(source, at):
            found = at
            break
        if source[at] in "`$[<\\":
            state.md.inline.skipToken(state)
        else:
            state.pos = at + 1
    state.pos = begin
    return found


def _closes(source: str, at: int) -> bool:
    return not source[at - 1].isspace() and source[at - 1] not in "<=" and source[at + 2 : at + 3] not in ("=", ">")


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
