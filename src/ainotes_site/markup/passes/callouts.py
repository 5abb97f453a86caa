"""Alerts of GitHub and callouts of Obsidian: `> [!NOTE]`, `> [!tip]- 可以折叠的标题`."""

from __future__ import annotations

import re

from markdown_it.token import Token

from ainotes_site.i18n import text as word
from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.compile_state import Work
from ainotes_site.markup.rules.callout_names import LOOK_OF

_MARK = pattern(r"\[!([^\W\d_][\w -]{0,30})(?:\|[^\]]{0,40})?\]([+-]?)[ \t]*")


def callouts(tokens: list[Token], work: Work) -> list[Token]:
    """Turn each quote whose first line is a callout's mark into a box with a title; `+` and `-` make it fold."""
    output: list[Token] = []
    closing: list[str] = []
    skipped = 0
    for place, token in enumerate(tokens):
        if skipped:
            skipped -= 1
        elif token.type == "blockquote_open":
            mark = _mark(tokens, place)
            closing.append("")
            output.append(token)
            if mark is not None:
                closing[-1], title = _box(token, mark, tokens[place + 2], work)
                output.extend(title)
                skipped = 0 if tokens[place + 2].children else 3
        elif token.type == "blockquote_close":
            token.tag = closing.pop() or token.tag
            output.append(token)
        else:
            output.append(token)
    return output


def _mark(tokens: list[Token], place: int) -> re.Match[str] | None:
    if place + 2 >= len(tokens) or tokens[place + 1].type != "paragraph_open":
        return None
    children = tokens[place + 2].children
    return _MARK.match(children[0].content) if children and children[0].type == "text" else None


def _box(quote: Token, mark: re.Match[str], block: Token, work: Work) -> tuple[str, list[Token]]:
    """Change `quote` into the box; its tag and the tokens of its title. The title's line leaves `block`."""
    name, fold = mark[1].lower(), mark[2]
    look = LOOK_OF.get(name, "note")
    title = _title(block, mark.end())
    if not title:
        default = word(f"markup.callout.{name}", work.context.lang) if name in LOOK_OF else mark[1]
        title = [Token("callout_word", "", 0, content=default)]
    quote.tag = "details" if fold else "div"
    quote.attrs = {"class": f"an-callout {look}" if fold else f"an-callout admonition {look}"}
    if fold == "+":
        quote.attrs["open"] = ""
    tag = "summary" if fold else "p"
    opening = Token("callout_title_open", tag, 1, block=True)
    if not fold:
        opening.attrs["class"] = "admonition-title"
    line = Token("inline", "", 0, children=title, map=block.map, content=block.content, block=True)
    return quote.tag, [opening, line, Token("callout_title_close", tag, -1, block=True)]


def _title(block: Token, mark_length: int) -> list[Token]:
    children = block.children or []
    children[0].content = children[0].content[mark_length:]
    if not children[0].content:
        children.pop(0)
    line = next((at for at, token in enumerate(children) if token.type.endswith("break")), len(children))
    block.children = children[line + 1 :]
    return children[:line]
