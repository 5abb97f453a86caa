"""The fences of Obsidian's plugin Admonition, ```` ```ad-note ````: callouts, whose content is Markdown."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.rules.foreign.callout_block import callout, is_outside, line_text

_OPENING = pattern(r"(`{3,}|~{3,})[ \t]*ad-([a-z][a-z0-9-]{0,30})[ \t]*$")
_OPTION = pattern(r"(title|collapse|icon|color|inject)[ \t]*:[ \t]*(.*?)[ \t]*$")
_FOLDS = {"open": "+", "closed": "-", "close": "-", "true": "-"}


def admonition_fence(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule, before that of fences: a quotation whose first line is a callout's mark. One without an end is code."""
    if state.is_code_block(start_line):
        return False
    opening = _OPENING.match(line_text(state, start_line))
    if opening is None:
        return False
    stop = _end(state, start_line, end_line, opening[1])
    if stop is None:
        return False
    if not silent:
        _callout(state, start_line, stop, opening[2])
    return True


def _end(state: StateBlock, start_line: int, end_line: int, fence: str) -> int | None:
    for number in range(start_line + 1, end_line):
        text = line_text(state, number)
        if is_outside(state, number):
            return None
        if text.startswith(fence) and not text.rstrip().strip(fence[0]):
            return number
    return None


def _callout(state: StateBlock, start_line: int, stop: int, name: str) -> None:
    title, fold, first = "", "", start_line + 1
    while first < stop and (option := _OPTION.match(line_text(state, first))):
        if option[1] == "title":
            title = option[2]
        elif option[1] == "collapse":
            fold = _FOLDS.get(option[2].lower(), "")
        first += 1
    callout(state, start_line, first, stop, f"[!{name}]{fold} {title}".rstrip())
