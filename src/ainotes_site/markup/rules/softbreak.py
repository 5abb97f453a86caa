"""What a line break in the source is on the page.

CommonMark makes a space of it, which is wrong in Chinese: between two Chinese characters it is nothing. But a writer who
breaks lines by hand sometimes means them: before a number, a bullet or a label, and in a quotation of uneven lines (comments,
verses, a chat) a break stays a break.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.cjk import HAN, is_cjk

_ITEM = pattern(
    r"(?:\d{1,3}|[一二三四五六七八九十百]{1,4})[、．]|\d{1,3}[）)]|[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]"
    r"|[①-⑳➀-➓•●○◆◇■□▪▫►▶➢➤✓✔✅❌👉🔹🔸⭐]|第[一二三四五六七八九十\d]{1,3}[、，：:步章节]"
)
_LABEL = pattern(f"[{HAN}A-Za-z ]{{1,8}}：")
_SPOKEN = pattern(r"[^\s:：，。！？`*\[\]][^:：，。！？\n`*\[\]]{0,19}[:：](?!//)\s*\S")
"""A line of a chat: who speaks, and what is said."""
_VERSE = pattern(f"[{HAN}]{{2,9}}(?:[，、；：][{HAN}]{{2,9}})?[，。！？；、…]?")
"""A line of verse: a few characters, of one or two parts."""
_STANZA = 4
"""Fewest lines of verse that are told from prose."""
_UNFINISHED = ("，", "、", "；", "：", ",", ";", ":", "（", "(", "“")
_EVEN = 0.6
"""Shortest line of a wrapped paragraph as a part of its longest, the last line left aside."""


def join_lines(state: StateCore) -> None:
    """Core rule: settle each soft break. It stays a space, is hidden, or becomes a hard one."""
    quotes = 0
    for block in state.tokens:
        if block.type == "blockquote_open":
            quotes += 1
        elif block.type == "blockquote_close":
            quotes -= 1
        elif block.type == "inline" and block.children and "\n" in block.content:
            _settle(block.children, are_lines=bool(state.env.get("line_breaks")) or _are_lines(block.content, quotes))


def _are_lines(content: str, quotes: int) -> bool:
    """Whether a writer broke lines because they are lines: in a chat, in verse, in a quotation of uneven ones."""
    lines = [line.strip() for line in content.split("\n")]
    if len(lines) > 1 and all(map(_SPOKEN.match, lines)):
        return True
    if len(lines) >= _STANZA and all(map(_VERSE.fullmatch, lines)) and _is_regular(lines):
        return True
    return quotes > 0 and _is_uneven(content)


def _is_regular(lines: Sequence[str]) -> bool:
    """Whether short lines are those of verse: all of one length, or without any punctuation."""
    return len({len(line.rstrip("，。！？；、…")) for line in lines}) == 1 or all(line.isalnum() for line in lines)


def _settle(children: list[Token], are_lines: bool) -> None:
    for place, token in enumerate(children):
        if token.type != "softbreak":
            continue
        before = _text(children, range(place - 1, -1, -1))
        after = _text(children, range(place + 1, len(children)))
        if are_lines or _begins_line(before, after):
            token.type = "hardbreak"
        else:
            token.hidden = is_cjk(before[-1:]) and is_cjk(after[:1])


def _begins_line(before: str, after: str) -> bool:
    """Did the writer begin a line of its own here: an item, or a label such as `作者：`?"""
    if _ITEM.match(after):
        return True
    return not before.endswith(_UNFINISHED) and _LABEL.match(after) is not None


def _is_uneven(content: str) -> bool:
    lines = [line.strip() for line in content.split("\n") if not line.startswith("[!")]
    lengths = [len(line) for line in lines[:-1]]
    return len(lengths) >= 2 and min(lengths) < _EVEN * max(lengths)


def _text(tokens: Sequence[Token], places: range) -> str:
    """The text of the nearest token with any, past markup; empty when that is no text."""
    for place in places:
        token = tokens[place]
        if token.nesting == 0 and (token.content or token.type not in _TEXTUAL):
            return token.content if token.type in _TEXTUAL else ""
    return ""


_TEXTUAL = frozenset(("text", "text_special", "tag", "wikilink"))
