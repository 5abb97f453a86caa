"""Containers, `::: tip title` to `:::`, as VuePress, VitePress, Docusaurus, Quarto and MyST have them: callouts.

One whose name is no callout's is its content, below its title. A line of colons without an end is text.
"""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it.rules_block import StateBlock

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.rules.callout_names import mark_of
from ainotes_site.markup.rules.foreign.callout_block import callout, content, is_outside, line_text, paragraph

_OPENING = pattern(
    r"(?P<fence>:{3,})[ \t]*(?:\{(?P<braced>[^{}\n]{1,200})\}|(?P<name>[A-Za-z][\w-]{0,30}))"
    r"(?:\[(?P<label>[^\[\]\n]{0,200})\])?(?:\{(?P<attributes>[^{}\n]{0,200})\})?(?P<title>[^\n]{0,200})$"
)
_CLOSING = pattern(r":{3,}[ \t]*$")
_CLASS = pattern(r"\.?(?:callout-)?([A-Za-z][\w-]{0,30})")
_TITLE = pattern(r"""\btitle=(["'])(.*?)\1""")
_COLLAPSED = pattern(r"""\b(?:collapse=["']?true|closed\b)""")


@dataclass(frozen=True, slots=True)
class _Opening:
    fence: str
    mark: str
    """Of a callout; empty for a container of another kind."""
    title: str


def container(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule."""
    if not state.src.startswith(":::", state.bMarks[start_line] + state.tShift[start_line]):
        return False
    opening = None if state.is_code_block(start_line) else _opening(line_text(state, start_line))
    stop = _end(state, start_line, end_line, opening.fence) if opening else None
    if opening is None or stop is None:
        return False
    if silent:
        return True
    if opening.mark:
        callout(state, start_line, start_line + 1, stop, f"{opening.mark} {opening.title}".rstrip())
        return True
    if opening.title:
        paragraph(state, start_line, f"**{opening.title}**")
    content(state, start_line + 1, stop, "container")
    return True


def _opening(line: str) -> _Opening | None:
    """What the line that opens a container says of it."""
    found = _OPENING.match(line)
    named = _CLASS.match((found["name"] or found["braced"]).strip()) if found else None
    if found is None or named is None:
        return None
    options = " ".join(filter(None, (found["braced"], found["attributes"])))
    stated = _TITLE.search(options)
    title = stated[2] if stated else found["label"] or found["title"].strip(" \t:")
    name = named[1].lower()
    return _Opening(found["fence"], mark_of(name, "-" if _COLLAPSED.search(options) else ""), title)


def _end(state: StateBlock, start_line: int, end_line: int, fence: str) -> int | None:
    """The line that closes it; one that is opened within it by as many colons is closed first."""
    depth = 1
    for number in range(start_line + 1, end_line):
        text = line_text(state, number)
        if is_outside(state, number):
            return None
        if not text.startswith(fence):
            continue
        if _CLOSING.match(text):
            depth -= 1
            if not depth:
                return number
        elif text[len(fence) : len(fence) + 1] != ":" and _OPENING.match(text):
            depth += 1
    return None
