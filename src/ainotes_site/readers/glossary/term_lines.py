"""Where a term begins: the layouts in which glossaries write a name and its definition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.headings.headings import is_rule
from ainotes_site.readers.detect.phrases import alternatives
from ainotes_site.readers.detect.simplify import simplified
from ainotes_site.readers.glossary.name_pairs import is_pair
from ainotes_site.readers.glossary.term_names import translation

NAME_LENGTH = 60
"""Longest name, in characters, without what stands in brackets."""

TURNS = ("?", "??")
"""What stands alone between the two sides of a card."""

LABEL_LENGTH = 16
"""Longest label inside a definition, in characters."""

ALONE_LENGTH = 36
"""Longest name alone on a line, in characters."""

_MARK = r"(?P<indent>[ \t]*)(?P<mark>(?:[-*+•■◆▪▸►✦★\U0001f300-\U0001faff]\ufe0f?|\d{1,3}[.、)])[ \t]+)?(?:\d{1,3}\s?[、.)）]\s?)?"
_SEP = r"[ \t]*(?P<sep>[:：]|[ \t][-–—=][ \t]|——|—|[-–]{1,2}[ \t])[ \t]*"
_BRACKETS = (
    r"(?P<after>[ \t]*[（(\[【][^（()）\n]{1,80}[)）\]】]"
    r"|[ \t]*/[ \t]*(?:\*\*|__)[^*_\n]{1,60}(?:\*\*|__)"
    r"|[，,][ \t]?[^，,。;；:：\n]{1,60}(?=[ \t]*[:：])"
    r"|(?<=[A-Za-z]\*\*)[ \t]+[\u3400-\u9fff]{2,12}(?=[ \t]*[:：])|(?<=[\u3400-\u9fff]\*\*)[ \t]+[A-Za-z][A-Za-z -]{1,40}(?=[ \t]*[:：]))?"
)
"""A translation behind a name in bold, or another name: in brackets, in bold behind a slash, behind a comma, or up to the colon in the other script (**batch** 批次：…)."""
_BOLD = pattern(rf"{_MARK}(?P<b>\*\*|__)(?P<name>[^*\n]{{1,160}}?)(?P=b){_BRACKETS}(?:{_SEP}(?P<text>.*)|[ \t]*)$")
_BOLD_COLON = pattern(rf"{_MARK}(?P<b>\*\*|__)(?P<name>[^*\n]{{1,160}}?)[ \t]*[:：][ \t]*(?P=b)[ \t]*(?P<text>.*)$")
_SLANTED = pattern(
    rf"{_MARK}(?P<b>\*)(?P<name>[^*\n]{{1,160}}?)(?:[:：][ \t]*\*|\*{_BRACKETS}{_SEP})[ \t]*(?P<text>\S.*)$"
)
_RUN_IN = pattern(rf"{_MARK}(?P<b>\*\*|__)(?P<name>[^*\n]{{1,60}}?)(?:[.。](?P=b)|(?P=b)[.。]?)[ \t]+(?P<text>\S.*)$")
_LINKED = pattern(rf"{_MARK}(?P<name>\[[^\[\]\n]{{1,60}}\]\([^()\s]{{1,300}}\)){_SEP}(?P<text>\S.*)$")
_LOOSE = pattern(
    r"(?P<indent>)(?P<mark>(?:[-*+•]|\d{1,3}[.、)])[ \t]+)?(?P<name>[^\s:：\n*|#>`，。,；;（(-][^:：\n*|，。；;\t]{0,60}?)"
    r"(?:\t[ \t]*|[ \t]+[-–—=]+>?[ \t]+|——[ \t]*|[ \t]*[→⇒][ \t]*|(?<=[）)])(?=[^\s:：]))(?P<text>[^\s|].*)$"
)
_PARTED_PAIR = pattern(
    r"(?P<indent>)(?P<mark>(?:[-*+•]|\d{1,3}[.、)])[ \t]+)?(?P<name>[^\W_][^,，=:：|（(\n]{0,60}?)[ \t]*[,，=][ \t]*(?P<text>[^,，=:：|\n]{1,60}?)"
    r"(?P<aside>[（(][^（）()\n]*[,，；;][^（）()\n]*[)）])?$"
)
"""A name, a comma or a sign of equality, and its translation up to the end of the line: 词元，token."""
_ASKED = pattern(
    r"(?P<indent>)(?P<mark>[-*+•][ \t]+)?(?:\*\*)?(?:[Qq]|问|问题)\s?\d{0,3}(?:\*\*)?\s*(?:::?|：|\.)(?:\*\*)?\s*(?P<name>\S.*?)(?:\*\*)?\s*$"
)
_ANSWER = pattern(
    r"[ \t]*(?:[-*+•][ \t]+)?(?:\*\*)?(?:[Aa]|答|答案)\s?\d{0,3}(?:\*\*)?\s*(?:::?|：|\.)(?:\*\*)?\s*(?=\S)"
)
_PLAIN = pattern(
    r"(?P<indent>[ \t]*)(?P<mark>(?:[-*+•]|"
    r"\d{1,3}[.、)])[ \t]+)(?P<name>[^:：\n*|]{1,160}?)[ \t]*(?::{1,3}|：)(?!//)[ \t]*(?P<text>[^\s:].*)$"
)
_BARE = pattern(
    r"(?P<indent>)(?P<name>[^:：\n*|#>`\s-][^:：\n*|]{0,100}?)[ \t]*(?::{1,3}|：)(?!//)[ \t]*(?P<text>[^\s:].*)$"
)
_PLAIN_DASH = pattern(
    r"(?P<indent>[ \t]*)(?P<mark>[-*+•][ \t]+)(?P<name>[^:：\n*|]{1,160}?)(?:[ \t]+[-–—=]+>?[ \t]+|——[ \t]*|[ \t]*[→⇒][ \t]*)(?P<text>\S.*)$"
)
_CORNERED = pattern(
    r"(?P<indent>[ \t]*)(?P<mark>(?:[-*+•]|\d{1,3}[.、)])[ \t]+)?(?:\*\*)?【(?P<name>[^【】\n]{1,80})】(?:\*\*)?[ \t]*[:：]?[ \t]*(?P<text>\S.*)$"
)

_LAYOUTS = (("cornered", _CORNERED), ("plain", _PLAIN), ("plain", _PLAIN_DASH), ("bare", _BARE))
"""The layouts without bold by style, the surest first."""
_TOLD_LAYOUTS = (("slanted", _SLANTED), ("linked", _LINKED), ("run-in", _RUN_IN), ("loose", _LOOSE))
"""Those that only a glossary makes terms of."""
_ITEM = pattern(r"(?P<indent>[ \t]*)(?P<mark>(?:[-*+•]|\d{1,3}[.、)])[ \t]+)(?P<name>\S.{0,400}?)[ \t]*$")
_words = partial(alternatives, "glossary/glossary_words")
_TAG = pattern(r"<[^<>\n]{1,300}>")
_ATTRIBUTE = pattern(rf"(?:{_words('attribute')})s?$", re.IGNORECASE)
_PARTS = pattern(r"[:：【—→⇒]|[ \t][-–=]")
"""What parts a name from its definition, or frames it, where it is not in bold."""
_DEFINITION = pattern(r" {0,3}:[ \t]{1,4}(?=\S)")
_NAMED = pattern(r"[^\s#>*+|`（(\[<!-][^:：（()）\n]{0,50}[（(][^（()）\n]{2,60}[)）]\s*$")
_BRACKETED = pattern(r"[（(\[【][^（()）\[\]【】]{0,120}[)）\]】]")
_ALONE = pattern(r"[^\W\d_][^:：，。；;！？!?|*#`\[\]<>]{0,60}$")
_QUESTION_MARK = pattern(r"\s*[?？]\s*$")
_PAIR = pattern(r"[^\W\d_][^:：，,。；;（()）|`\n]{0,50}[（(][^（()）。\n]{2,60}[)）]\s*$")
"""A name with others in brackets: 循环神经网络（recurrent neural network，RNN）."""
_SENTENCE = pattern(r"[。！？!；;]|https?:|，.*，")


@dataclass(frozen=True, slots=True)
class TermLine:
    """A line on which a term begins."""

    style: str
    """`bold`, `bold-line` (definition on the next lines), `plain`, `bare` (no list mark), `cornered` (【name】),
    `deflist`, `named` (alone on a line, with a translation) or `nested` (an item of a list, defined in the items below).
    What only a glossary makes a term of: `slanted`, `linked` ([name](…): text), `run-in` (**Name.** text), `loose` (other signs than a colon), `asked`
    (a question and its answer), `alone` (on a line, with text or a list right below)."""
    indent: int
    name: str
    text: str
    """Beginning of the definition; may be empty."""
    listed: bool


def term_line(line: str) -> TermLine | None:
    """`line` as the beginning of a term, in the first layout that fits."""
    if len(line) > 20_000 or not line.strip():
        return None
    head = line[:400]
    match = (_BOLD_COLON.match(line) or _BOLD.match(line)) if "**" in head or "__" in head else None
    if match is not None:
        return _made_of_bold(match)
    return _first_of(_LAYOUTS, line) if _PARTS.search(line) else None  # to save time: most lines have no such sign


def _first_of(layouts: Sequence[tuple[str, re.Pattern[str]]], line: str) -> TermLine | None:
    """`line` as a term in the first of some layouts that fits."""
    matches = ((style, layout.match(line)) for style, layout in layouts)
    return next((_made(style, match, match["name"]) for style, match in matches if match), None)


def term_at(line: str, after: str, told: bool = False) -> TermLine | None:
    """`line` as the beginning of a term, with the line after it in view; in more ways where the file is `told` to be a glossary."""
    if told and (asked := _asked(line, after)) is not None:
        return asked
    found = listed_definition(line, after) or term_line(line) or _named(line, after)
    return found or (_told(line, after) if told and line.strip() else None)


def _asked(line: str, after: str) -> TermLine | None:
    """A card: a question, its answer on the next line."""
    match = _ASKED.match(line) if _ANSWER.match(after) else None
    return _made("asked", match, _QUESTION_MARK.sub("", match["name"])) if match else None


def _told(line: str, after: str) -> TermLine | None:
    """`line` as a term in a layout that other texts have as well."""
    if len(line) > 2_000:
        return None
    if line.startswith("> **"):
        return term_line(line[2:])
    for style, layout in (("slanted", _SLANTED), ("linked", _LINKED), ("run-in", _RUN_IN), ("loose", _LOOSE)):
        match = layout.match(line)
        if match is not None:
            return _made(style, match, match["name"])
    match = _PARTED_PAIR.match(line)
    others = translation((match["name"],), match["text"]) if match else ()
    if match is not None and others:
        name = f"{match['name']}（{'，'.join(others)}）"  # as others write it
        text = f"{match['text'].strip()}{match['aside']}" if match["aside"] else ""
        return TermLine("loose", 0, name, text, bool(match["mark"]))
    return _alone(line, after)


def _alone(line: str, after: str) -> TermLine | None:
    """A name alone on a line, with text or a list right below, or with its translation."""
    name, below = line.strip(), after.strip()
    if len(name) > NAME_LENGTH or line[:1] in " \t" or is_rule(after) or not (_ALONE.match(name) or _PAIR.match(name)):
        return None
    is_defined = below and len(name) <= ALONE_LENGTH and not (_ALONE.match(below) and len(below) <= ALONE_LENGTH)
    is_term = is_defined or below in TURNS or is_pair(name)
    return TermLine("alone", 0, name, "", False) if is_term else None


def _named(line: str, after: str) -> TermLine | None:
    """`T（English）` alone on a line, its definition on the next."""
    if len(line) > NAME_LENGTH or not _NAMED.match(line) or not after.strip() or _SENTENCE.search(line):
        return None
    return TermLine("named", 0, line.strip(), "", False)


def nested_name(line: str, after: str) -> TermLine | None:
    """`line` as an item of a list that is a name alone, with its definition in the items below it."""
    match = _ITEM.match(line) if len(line) <= NAME_LENGTH + LABEL_LENGTH else None
    below = _ITEM.match(after) if match else None
    if match is None or below is None or term_line(line) is not None or term_line(after) is not None:
        return None
    deeper = len(below["indent"].expandtabs(4)) > len(match["indent"].expandtabs(4))
    return _made("nested", match, match["name"]) if deeper else None


def listed_definition(line: str, after: str) -> TermLine | None:
    """`line` as a name whose definition follows as `: text`, the definition list of Markdown Extra."""
    if ":" not in after[:4] or not _DEFINITION.match(after) or line[:1] in " \t:" or len(line) > NAME_LENGTH:
        return None
    if not any(map(str.isalnum, _TAG.sub("", line))):
        return None
    return TermLine("deflist", 0, line.strip().strip("*_ "), "", False)


def undefined(line: str) -> str:
    """`line` without the colon that makes it a definition in a list."""
    return _DEFINITION.sub("", line, count=1)


def answered(line: str) -> str:
    """`line` without the label that makes it an answer."""
    return _ANSWER.sub("", line, count=1)


def _made_of_bold(match: re.Match[str]) -> TermLine | None:
    parts = match.groupdict()
    after = (parts.get("after") or "").strip(" \t,，")
    if after[:1] == "/":
        return _made("bold" if parts.get("text") else "bold-line", match, f"{parts['name']} / {after.strip('/*_ ')}")
    bare = _BRACKETED.sub("", after)
    name = parts["name"] + (f"（{bare}）{after.removeprefix(bare)}" if after[:1].isalnum() else after)
    return _made("bold" if parts.get("text") else "bold-line", match, name)


def _made(style: str, match: re.Match[str], name: str) -> TermLine | None:
    bare = name.strip().strip("*_ ")
    outside = _BRACKETED.sub("", bare)
    if (
        not bare
        or len(outside) > NAME_LENGTH
        or is_attribute(bare)
        or _SENTENCE.search(outside)
        or not any(map(str.isalnum, bare))
    ):
        return None
    parts = match.groupdict()
    indent = len(parts["indent"].expandtabs(4))
    return TermLine(style, indent, bare, (parts.get("text") or "").strip(), bool(parts.get("mark")))


def is_attribute(name: str) -> bool:
    """Whether a name is a label inside a definition (特点, 例子, Example …) rather than a term."""
    label = name.strip(" :：")
    return len(label) <= LABEL_LENGTH and _ATTRIBUTE.match(simplified(label)) is not None
