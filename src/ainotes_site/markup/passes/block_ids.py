"""Block ids: `^name` at the end of a paragraph or an item, or alone below a table, a list or code, is an anchor, no text.

So is Logseq's `id:: …` on a line of its own below a block.
"""

from __future__ import annotations

import re

from markdown_it.token import Token

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.compile_state import Work
from ainotes_site.markup.passes.line_breaks import BREAKS

_AT_END = pattern(r"(?:^|[ \t\n])\^([A-Za-z0-9][A-Za-z0-9_-]{0,80})[ \t]*$")
_UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
_GIVEN = pattern(rf"^[ \t]*id::[ \t]*({_UUID})[ \t]*$", re.MULTILINE)
BLOCK_REFERENCE = pattern(rf"\(\(({_UUID})\)\)")
"""How Logseq refers to a block."""
_SIGN = pattern(r"\^|id::")
_CARRIERS = frozenset(("paragraph_open", "list_item_open"))


def block_ids(tokens: list[Token], work: Work) -> list[Token]:
    """Take each block id out of the text and give it to its block: its paragraph, its item, or the block above it."""
    if not any(token.type == "inline" and _SIGN.search(token.content) for token in tokens):
        return tokens
    output: list[Token] = []
    skipped = 0
    for place, token in enumerate(tokens):
        if skipped:
            skipped -= 1
            continue
        if token.type == "paragraph_open" and (name := _alone(tokens, place)):
            above = _block_above(output, token.level)
            if above is not None:
                output.insert(above, _anchor(name, output[above], token, work))
                skipped = 2
                continue
        if token.type == "inline" and token.children:
            _named(token, output, work)
        output.append(token)
    return output


def _named(token: Token, output: list[Token], work: Work) -> None:
    """Give the block of a text the id that stands at its end, or on a line of its own in it."""
    found, given = _at_end(token), given_ids(token.content)
    if found:
        _take(found, token, output, work)
    elif given:
        _mark(f"^{given[0]}", token, output, work, of_item=True)


def given_ids(text: str) -> list[str]:
    """The ids that Logseq has given to blocks of a text, in order."""
    return _GIVEN.findall(text) if "id::" in text else []


def _alone(tokens: list[Token], place: int) -> str:
    """The name, where a paragraph is nothing but a block id."""
    found = _AT_END.fullmatch(tokens[place + 1].content)
    return found[1] if found else ""


def _block_above(output: list[Token], level: int) -> int | None:
    """Index of the token that begins the block before this one, among those of the same level."""
    for at in range(len(output) - 1, -1, -1):
        token = output[at]
        if token.level < level:
            return None
        if token.level == level and token.nesting >= 0:
            return at if token.block else None
    return None


def _anchor(name: str, above: Token, paragraph: Token, work: Work) -> Token:
    first, end = (above.map or paragraph.map or [0, 0])[0], (paragraph.map or [0, 0])[0]
    token = Token("block_anchor", "span", 0, attrs={"id": f"^{name}"}, block=True, map=above.map, level=above.level)
    token.meta["blocks"] = [(f"^{name}", first, end)]
    work.anchors.setdefault(f"^{name}", 0)
    return token


def _at_end(token: Token) -> re.Match[str] | None:
    last = (token.children or [])[-1]
    return _AT_END.search(last.content) if last.type == "text" else None


def _take(found: re.Match[str], token: Token, output: list[Token], work: Work) -> None:
    """Cut the id off the text of `token`, and set it on its block."""
    children = token.children or []
    _cut_off(children, found.start())
    token.content = token.content[: token.content.rfind("^")].rstrip()
    _mark(f"^{found[1]}", token, output, work)


def _mark(name: str, token: Token, output: list[Token], work: Work, *, of_item: bool = False) -> None:
    """Set an id on the nearest block around the text of `token` that has a tag of its own; of the item that it is in, where
    it names that, or begins it.
    """
    carrier = _carrier(output, of_item=of_item)
    first, end = carrier.map or token.map or [0, 0]
    carrier.meta.setdefault("blocks", []).append((name, first, end))
    work.anchors.setdefault(name, 0)
    if carrier.type in _CARRIERS and not carrier.hidden and "id" not in carrier.attrs:
        carrier.attrs["id"] = name
    else:
        (token.children or []).insert(0, Token("block_anchor", "span", 0, attrs={"id": name}))


def _carrier(output: list[Token], *, of_item: bool) -> Token:
    """The token that begins the block of which the text comes next."""
    innermost = output[-1]
    around = next((one for one in reversed(output) if one.level < innermost.level), innermost)
    is_items = around.type == "list_item_open" and (of_item or any(one is around for one in output[-3:]))
    return around if is_items else innermost


def _cut_off(children: list[Token], start: int) -> None:
    """Cut the last text at `start`, and drop the breaks and empty texts that are the last then."""
    children[-1].content = children[-1].content[:start].rstrip()
    while children and (children[-1].type in BREAKS or (children[-1].type == "text" and not children[-1].content)):
        children.pop()
