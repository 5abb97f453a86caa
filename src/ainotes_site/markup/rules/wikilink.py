"""`[[note]]`, `[[note#heading|text]]` and `![[image.png|300]]`, as Obsidian writes them."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline

from ainotes_site.lazy_regex import pattern

_WIKILINK = pattern(r"!?\[\[([^\[\]\n]{1,300})\]\](?![(:])")
_NUMBERS_ONLY = pattern(r"[\W\d_]*$")


def wikilink(state: StateInline, silent: bool) -> bool:
    """Inline rule. The token's content is what is shown; its meta has `name`, `heading`, `text` (or empty), `embed`.

    `[[1]](url)` is a CommonMark link, and `[[0, 1]]` a matrix: neither names a note. Of `[[note#a#b]]` the last heading
    counts; a block, `[[note#^id]]`, has no anchor, so the link leads to the note.
    """
    source = state.src
    if not source.startswith("[[", state.pos) and not source.startswith("![[", state.pos):
        return False
    found = _WIKILINK.match(source, state.pos, state.posMax)
    if found is None or _NUMBERS_ONLY.match(found.group(1)) or state.linkLevel > 0:
        return False
    if not silent:
        place, _, text = found.group(1).partition("|")
        name, _, headings = (part.strip().rstrip("\\") for part in place.partition("#"))
        heading = "" if headings.startswith("^") else headings.rpartition("#")[2].strip()
        token = state.push("wikilink", "", 0)
        token.content = text.strip() or " › ".join(part for part in (name, heading) if part)
        token.meta = {"name": name, "heading": heading, "text": text.strip(), "embed": source[state.pos] == "!"}
    state.pos = found.end()
    return True
