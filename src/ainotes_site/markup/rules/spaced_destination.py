"""Links and pictures whose address has spaces: `[text](#Two words)`, `![](../assets/screen shot.png)`.

CommonMark takes them for text; editors write them, and Logseq and Typora follow them. One that names a file is a link where
there is that file (see `passes/spaced_destinations.py`); its token has the address in its meta, as `spaced`.
"""

from __future__ import annotations

from urllib.parse import quote

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ainotes_site.lazy_regex import pattern

_LINK = pattern(
    r"\[(?P<label>(?:[^\[\]\n\\]|\\.){0,300})\]\((?P<address>#[^()\n<>\"]{1,300}"
    r"|[^()\n<>\"#:]{1,300}\.[A-Za-z0-9]{2,5}(?:#[^()\n<>\"]{0,300})?|(?P<name>(?:\.{1,2}/)*[^\W_](?:[^\W_]|[ ./+-]){0,300}))\)"
)


def spaced_link(state: StateInline, silent: bool) -> bool:
    """Inline rule, after the links of CommonMark: an anchor of this note, or a file or a note, that has a space in its name."""
    if state.linkLevel > 0:
        return False
    is_picture = state.src[state.pos] == "!"
    found = _LINK.match(state.src, state.pos + is_picture, state.posMax)
    if found is None or " " not in found["address"].strip() or (is_picture and found["name"]):
        return False
    if is_picture and not silent:
        label = Token("text", "", 0, content=found["label"])
        token = state.push("image", "img", 0)
        token.attrs, token.children = {"src": _address(found["address"]), "alt": ""}, [label]
        token.content = found["label"]
        token.meta["spaced"] = found["address"]
    elif not silent:
        maximum = state.posMax
        opening = state.push("link_open", "a", 1)
        opening.attrs = {"href": _address(found["address"])}
        state.pos, state.posMax = found.start("label"), found.end("label")
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        closing = state.push("link_close", "a", -1)
        if not found["address"].startswith("#"):
            opening.meta["spaced"] = closing.meta["spaced"] = found["address"]
            closing.meta["href"] = opening.attrs["href"]
        state.posMax = maximum
    state.pos = found.end()
    return True


def _address(written: str) -> str:
    return quote(written.strip(), safe="#%~!$&'*+,;=:@?-._/")
