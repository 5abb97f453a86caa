"""`#a/b` tags in running text, and `#[[of several words]]`."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.cjk import is_cjk, is_shared_punctuation

_TAG = pattern(r"#(?=[\w/-]*[^\W\d_])(?:[\w-]+/)*[\w-]+(?![\w#/])")
_COLOUR = pattern(r"#(?=[a-fA-F]*\d)(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$")
_BRACKETED = pattern(r"#\[\[[^\[\]|#\n]{1,70}\]\]")
"""A tag of several words, as Logseq writes it."""
_LONGEST = 80


def tag(state: StateInline, silent: bool) -> bool:
    """Inline rule: a hash at the start of a word and a name with at least one letter; colours and `#1` are no tags."""
    if state.src[state.pos] != "#" or state.linkLevel > 0:
        return False
    if not _may_begin_after(state.src[state.pos - 1] if state.pos else " "):
        return False
    found = _TAG.match(state.src, state.pos, min(state.posMax, state.pos + _LONGEST))
    page = None if found else _BRACKETED.match(state.src, state.pos, min(state.posMax, state.pos + _LONGEST))
    found = found or page
    if found is None or _COLOUR.match(found.group()):
        return False
    if not silent:
        token = state.push("tag", "span", 0)
        token.content = found.group().replace("[[", "").replace("]]", "")
        if page:
            token.meta["page"] = token.content[1:]
    state.pos = found.end()
    return True


def _may_begin_after(before: str) -> bool:
    """Whether a tag may stand behind this character: a space, an opening bracket, or Chinese punctuation."""
    if before.isspace() or before in "([{/|,;" or is_shared_punctuation(before):
        return True
    return is_cjk(before) and not before.isalnum()
