"""Footnotes at the end of the entry, in the order in which they are mentioned.

The syntax comes from mdit-py-plugins. Its closing step drops notes that nothing refers to, and all but the last of the
notes with one label; here they follow the others, because nothing may be lost.
"""

from __future__ import annotations

from typing import Any

from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def footnotes_last(state: StateCore) -> None:
    """Core rule: take the definitions out of the text and list them after it."""
    if "footnotes" not in state.env:
        return
    text, notes = _separate(state.tokens)
    mentioned = state.env["footnotes"].get("list", {})
    ordered: list[tuple[list[Token], int]] = []
    for number in mentioned:
        if "tokens" in mentioned[number]:
            ordered.append((_written_inline(mentioned[number]), mentioned[number].get("count", 1)))
            continue
        place = next((at for at, (label, _) in enumerate(notes) if label == mentioned[number]["label"]), None)
        if place is not None:
            ordered.append((notes.pop(place)[1], mentioned[number]["count"]))
    ordered.extend((tokens, 0) for _, tokens in notes)
    if ordered:
        text.append(_block("footnotes_open", "section", 1, {"class": "footnotes"}))
        text.append(_block("footnote_list_open", "ol", 1))
        for number, (tokens, mentions) in enumerate(ordered, start=1):
            text.extend(_item(number, tokens, mentions))
        text.append(_block("footnote_list_close", "ol", -1))
        text.append(_block("footnotes_close", "section", -1))
    state.tokens = text


def _written_inline(note: dict[str, Any]) -> list[Token]:
    """The paragraph of a footnote that stands within its sentence."""
    line = _block("inline", "", 0)
    line.children, line.content = note["tokens"], note["content"]
    return [_block("paragraph_open", "p", 1), line, _block("paragraph_close", "p", -1)]


def _separate(tokens: list[Token]) -> tuple[list[Token], list[tuple[str, list[Token]]]]:
    """The text without definitions, and each definition with its label; one inside another counts by itself."""
    text: list[Token] = []
    notes: list[tuple[str, list[Token]]] = []
    open_notes: list[list[Token]] = []
    for token in tokens:
        if token.type == "footnote_reference_open":
            notes.append((token.meta["label"], []))
            open_notes.append(notes[-1][1])
        elif token.type == "footnote_reference_close":
            open_notes.pop()
        else:
            (open_notes[-1] if open_notes else text).append(token)
    return text, notes


def _item(number: int, tokens: list[Token], mentions: int) -> list[Token]:
    back = [Token("footnote_anchor", "a", 0, meta={"id": number - 1, "subId": mention}) for mention in range(mentions)]
    item = [_block("footnote_open", "li", 1, {"id": f"fn-{number}"}), *tokens]
    inline = next((token for token in reversed(tokens) if token.type == "inline"), None)
    if back and inline is not None and tokens[-1].type == "paragraph_close" and inline.children is not None:
        inline.children.extend(back)
    elif back:
        line = _block("inline", "", 0)
        line.children = back
        item.extend((_block("paragraph_open", "p", 1), line, _block("paragraph_close", "p", -1)))
    item.append(_block("footnote_close", "li", -1))
    return item


def _block(kind: str, tag: str, nesting: int, attrs: dict[str, str | int | float] | None = None) -> Token:
    return Token(kind, tag, 1 if nesting > 0 else -1 if nesting < 0 else 0, attrs=attrs or {}, block=True)
