"""`[[note]]`, `[[note#heading|text]]` and `![[image.png|300]]`, as Obsidian writes them."""

from __future__ import annotations

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

from ainotes_site.lazy_regex import pattern

_WIKILINK = pattern(r"!?\[\[([^\[\]\n]{1,400})\]\](?![(:])")
_MACRO = pattern(r"\{\{[ \t]*embed[ \t]+(?=\[\[)")
_MACRO_END = pattern(r"[ \t]*\}\}")
_CLOZE = pattern(r"\{\{[ \t]*cloze[ \t]+([^{}\n]{1,300}?)[ \t]*\}\}")
_RANGE = pattern(r"#([^#|]+?)(?:,\d{1,3})?(?::#[^#|]*|(?<=,\d)|(?<=,\d\d))$")
"""Dendron shows from one heading to another: `![[note#one,1:#two]]`; here what stands below the first."""
_CROSS_VAULT = pattern(r"dendron://[^/|]+/")
_BLOCK_MACRO = pattern(r"\{\{[ \t]*embed[ \t]+(\(\([0-9a-fA-F-]{36}\)\))[ \t]*\}\}")
"""Logseq embeds a page with `{{embed [[page]]}}`, and a block with `{{embed ((id))}}`."""
_NOTHING = pattern(r"[\W_]*$")
_NUMBERS_ONLY = pattern(r"[\W\d_]*$")
_DATE = pattern(r"\s*\d{4}[-_/.]\d{1,2}(?:[-_/.]\d{1,2})?\s*(?:[|#].*)?$")


def embed_macro(state: StateInline, silent: bool) -> bool:
    """Inline rule: `{{embed [[page]]}}` is `![[page]]`, and so is one of a block; a cloze is its text."""
    cloze = _CLOZE.match(state.src, state.pos, state.posMax)
    if cloze:
        if not silent:
            state.pending += cloze[1].partition("\\\\")[0]
        state.pos = cloze.end()
        return True
    block = _BLOCK_MACRO.match(state.src, state.pos, state.posMax)
    if block:
        if not silent:
            _push(state, block[1], f"!{block[0]}", False)
            state.tokens[-1].meta["raw"] = block[0]
        state.pos = block.end()
        return True
    opening = _MACRO.match(state.src, state.pos, state.posMax)
    found = _WIKILINK.match(state.src, opening.end(), state.posMax) if opening else None
    closing = _MACRO_END.match(state.src, found.end(), state.posMax) if found else None
    if opening is None or closing is None:
        return False
    begin, state.pos = state.pos, opening.end()
    if not wikilink(state, silent):
        state.pos = begin
        return False
    if not silent:
        state.tokens[-1].meta |= {"embed": True, "raw": state.src[begin : closing.end()]}
    state.pos = closing.end()
    return True


def wikilink(state: StateInline, silent: bool) -> bool:
    """Inline rule. The token's content is what is shown; its meta has `place` (a name, perhaps with `#heading`), `name`,
    `heading`, `text` (or empty), `embed`, `raw` as it is written, and whether there are but `numbers`.

    `[[1]](url)` is a CommonMark link, as is `[[1]]` where a reference is called so; `[[0, 1]]` is a matrix, unless a note
    has that name.
    """
    source = state.src
    if not source.startswith("[[", state.pos) and not source.startswith("![[", state.pos):
        return False
    found = _WIKILINK.match(source, state.pos, state.posMax)
    if found is None or _NOTHING.match(found[1]) or state.linkLevel > 0:
        return False
    numbers = _NUMBERS_ONLY.match(found[1]) is not None and not _DATE.match(found[1])
    if numbers and normalizeReference(found[1]) in state.env.get("references", {}):
        return False
    if not silent:
        _push(state, found[1], found[0], numbers)
    state.pos = found.end()
    return True


def _push(state: StateInline, inside: str, raw: str, numbers: bool) -> None:
    """Add the token of a link with this text `inside` its brackets."""
    written, _, text = inside.partition("|")
    place = _CROSS_VAULT.sub("", written.strip().rstrip("\\").strip(), count=1)
    if raw.startswith("!"):
        place = _RANGE.sub(r"#\1", place, count=1)
    name, _, headings = (part.strip() for part in place.partition("#"))
    heading = headings.rpartition("#")[2].strip()
    visible = "" if heading.startswith("^") else heading
    token = state.push("wikilink", "", 0)
    token.content = text.strip() or " › ".join(filter(None, (name, visible))) or place
    token.meta = {
        "place": place,
        "name": name,
        "heading": headings,
        "text": text.strip(),
        "embed": raw.startswith("!"),
        "raw": raw,
        "numbers": numbers,
    }
