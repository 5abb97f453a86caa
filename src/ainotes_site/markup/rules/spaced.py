"""Links to a heading whose name has spaces: `[text](#Two words)`. CommonMark takes them for text; editors write them."""

from __future__ import annotations

from urllib.parse import quote

from markdown_it.rules_inline import StateInline

from ainotes_site.lazy_regex import pattern

_LINK = pattern(r"\[(?P<label>(?:[^\[\]\n\\]|\\.){1,300})\]\((?P<address>#[^()\n<>\"]{1,300})\)")


def spaced_link(state: StateInline, silent: bool) -> bool:
    """Inline rule, after the links of CommonMark: an anchor of this note that has a space in it."""
    if state.linkLevel > 0:
        return False
    found = _LINK.match(state.src, state.pos, state.posMax)
    if found is None or " " not in found["address"].strip():
        return False
    if not silent:
        maximum = state.posMax
        state.push("link_open", "a", 1).attrs = {"href": quote(found["address"].strip(), safe="#%~!$&'*+,;=:@?-._/")}
        state.pos, state.posMax = found.start("label"), found.end("label")
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.push("link_close", "a", -1)
        state.posMax = maximum
    state.pos = found.end()
    return True
