"""Names of glossary terms: a canonical name and aliases in both languages, out of what stands before the colon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.phrases import alternatives
from ainotes_site.readers.detect.titles.titles import plain

_NUMBER = pattern(
    r"^\s*(?:\d{1,3}(?:\.\d{1,2}){0,2}\s*[、.．)）:：]|[（(]\d{1,3}[)）]|[一二三四五六七八九十]{1,3}\s*[、.．]|[①-⑳]|\d{1,3}\s+(?=\D))\s*"
)
_BRACKET = pattern(r"[（(\[【]([^（()）\[\]【】]{1,120}(?:[（(][^（()）]{0,60}[)）][^（()）\[\]【】]{0,60})?)[)）\]】]")
_DASH = pattern(r"\s+[-–—|｜:：=]+\s+|\s*(?:——|－－|—|｜)\s*")
_COMMA_PAIR = pattern(r"(?<=[^\W\d]), (?=\.?[^\W\d]{1,20}$)")
"""Between a name and a word that is another name of it: Reject, .rej."""
_PARTS_NAMES = pattern(r"[（(\[【/／、—－｜]|\s[-–|:：=]|, ")
"""Something of this stands between two names, or before the second."""
_LISTED = pattern(r"\s*[,，、;；]\s*|\s+/\s+|\s+(?:或|or|aka|a\.k\.a\.)\s+")
_ALSO = pattern(rf"^(?:{alternatives('glossary/glossary_words', 'also')})\s*[:：]?\s*", re.IGNORECASE)
_EXAMPLE = pattern(rf"(?:{alternatives('glossary/glossary_words', 'example')})\s*[:：]?\s*\S", re.IGNORECASE)
SYNONYM_LENGTH = 14
"""Longest synonym in the language of the name itself, in characters."""

LABELS, LABELLED_LENGTH = 8, 80
"""Among how many first lines of a definition labels are looked for, and the longest of these, in characters."""
_ITEM = pattern(r"\s*(?:>\s*)?(?:[-*+•]\s+)?")

_NO_NAME = pattern(
    rf"^[\d\s./年月日~-]+$|^\d{{4}}|^(?:暂?无|n/a|none)$|^(?:{alternatives('glossary/glossary_words', 'no-name')})|[。！？!?:：]",
    re.IGNORECASE,
)
_ASKED = pattern(
    r"(?:(?:Q|问)\s?\d{0,3}\s*[:：.、]\s*)?(?:(?:什么|何)(?:是|叫做?|为)\s*(?P<is>[^?？]{1,80}?)|(?P<what>[^?？]{1,80}?)\s*(?:是|指)(?:什么|啥)(?:意思)?|"
    r"what(?:\s+is|\s+are|'s)\s+(?:(?:an?|the)\s+)?(?P<en>[^?？]{1,80}?))(?P<more>\s*[（(][^（()）]{1,80}[)）])?\s*[?？]*$",
    re.IGNORECASE,
)
"""A name in a question: 什么是 X？ X 是什么？ What is X?"""
_SIGN = pattern(r"^[\u2600-\u27bf\u25a0-\u25ff\U0001f000-\U0001faff\ufe0f\u200d]+\s*")
"""A picture before a name."""
_FLAG = pattern(r"^-+(?![\w-])|^-+(?=[\u3400-\u9fff])|^-\s+")
"""A dash that is no part of a name, as the two of `--temp` are."""
_SAYS_MORE = pattern(
    r"[的了把让]|一[种个类项块次]|看看|怎么|什么|如何|多少|可以|就是|不是|用[来于]|[。，；：！？,;:!?]|\.(?:\s|$)|https?://"
)
_HAN = pattern(r"[\u3400-\u9fff]")
_LATIN = pattern(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Names:
    """What a term is called."""

    name: str
    aliases: tuple[str, ...]
    remark: str = ""
    """What stood in brackets and is no name, for example 超参数 in 学习率（超参数）."""


def split_names(raw: str) -> Names:
    """Take names apart: `向量/嵌入（Embeddings）` is 向量, also called 嵌入 and Embeddings.

    A slash parts names where one side of it is Han (not in TCP/IP, A/B 测试), a dash where spaces stand around it.
    """
    text = _out_of_question(_NUMBER.sub("", _SIGN.sub("", plain(raw))).strip(" :：*_`"))
    text = text or plain(raw).strip(" :：*_`")
    inside = [match[1].strip() for match in _BRACKET.finditer(text)]
    outside = " ".join(_BRACKET.sub(" ", text).split()) or text
    names = [name for part in _DASH.split(_COMMA_PAIR.sub(" | ", outside)) for name in _by_slash(part)]
    remarks: list[str] = []
    main = names[0] if names else outside
    for words in inside if outside != text else ():
        more, left = _bracketed(words, main)
        names += more
        remarks += [left] if left else []
    kept = distinct_names(names) or [text]
    return Names(kept[0], tuple(kept[1:]), "；".join(remarks))


def distinct_names(names: Sequence[str]) -> list[str]:
    """`names` without signs around them, each once in whatever capitals."""
    folded: dict[str, str] = {}
    for name in names:
        bare = _FLAG.sub("", name.strip(' :：–—,，、“”"').rstrip("-")).strip()
        if bare:
            folded.setdefault(bare.casefold(), bare)
    return list(folded.values())


def _out_of_question(text: str) -> str:
    asked = _ASKED.match(text)
    if asked is None:
        return text
    return (asked["is"] or asked["what"] or asked["en"]).strip() + (asked["more"] or "")


def _bracketed(words: str, main: str) -> tuple[list[str], str]:
    """The names in a bracket, and what is left of it: `Large Language Model，大语言模型`, `又称 confabulation`."""
    if _EXAMPLE.match(words):
        return [], words
    told = _ALSO.match(words) is not None
    pieces = [piece for part in _LISTED.split(words) for piece in _by_slash(part)]
    marked = [(_ALSO.sub("", piece), told or _ALSO.match(piece) is not None) for piece in pieces]
    sure = [_is_name(name, main, also) for name, also in marked]
    if not any(sure):
        whole = _ALSO.sub("", words)
        return ([whole], "") if _is_name(whole, main, told) else ([], words)
    names: list[str] = []
    left: list[str] = []
    for piece, (name, _), is_sure in zip(pieces, marked, sure, strict=True):
        if is_sure or _is_synonym(name):
            names.append(name)
        else:
            left.append(piece)
    return names, "，".join(left)


def is_bilingual(raw: str) -> bool:
    """Whether a name comes with another one in the other script, or spelled out: `T（English）`, `T - 译名`, `CDN (content delivery network)`."""
    if not _PARTS_NAMES.search(plain(raw)):
        return False  # to save time: it is one name
    names = split_names(raw)
    first = bool(_HAN.search(names.name))
    return any(
        bool(_HAN.search(alias)) != first or bool(_LATIN.search(alias)) == first or _spells_out(alias, names.name)
        for alias in names.aliases
    )


def _spells_out(alias: str, name: str) -> bool:
    return len(name) > 1 and "".join(word[0] for word in alias.replace("-", " ").split()).upper() == name


def translation(told: Sequence[str], definition: str) -> tuple[str, ...]:
    """The names that `definition` consists of when it only says a name in the script in which none is `told`, or one in both
    scripts; none when it says more.
    """
    text = plain(definition).strip()
    if "\n" in definition or len(text) > 80 or _SAYS_MORE.search(text):
        return ()
    names = split_names(text)
    is_han = bool(_HAN.search(names.name))
    apart = all(bool(_HAN.search(name)) != is_han for name in told) or is_bilingual(text)
    brief = len(names.name) <= 16 if is_han else len(names.name.split()) <= 6
    return (names.name, *names.aliases) if apart and brief and not names.remark else ()


def labelled_names(definition: str) -> tuple[str, ...]:
    """The other names that a definition gives behind labels, in lines of their own: 中文：智能体, - **Full name**: ….

    >>> labelled_names("- **中文**：智能体 / 代理\\n- **定义**：会用工具的模型")
    ('智能体', '代理')
    """
    names: list[str] = []
    for line in definition.split("\n", LABELS)[:LABELS]:
        text = _ITEM.sub("", line, count=1).replace("*", "")
        label = _ALSO.match(text) if len(text) <= LABELLED_LENGTH else None
        if label is not None and label[0].rstrip().endswith((":", "：")):
            said = map(split_names, filter(None, _LISTED.split(text[label.end() :])))
            names += [name for each in said for name in (each.name, *each.aliases) if not _NO_NAME.search(name)]
    return tuple(names)


def _by_slash(text: str) -> list[str]:
    parts = re.split(r"\s+[/／]\s+|／|、", text)
    names: list[str] = []
    for part in parts:
        pieces = part.split("/")
        current = pieces[0]
        for piece in pieces[1:]:
            left, right = current.strip()[-1:], piece.strip()[:1]
            if (_HAN.match(left) or _HAN.match(right)) and len(current.strip()) > 1 and len(piece.strip()) > 1:
                names.append(current.strip())
                current = piece
            else:
                current += "/" + piece
        names.append(current.strip())
    return [name for name in names if name]


def _is_synonym(text: str) -> bool:
    """Whether `text`, in a list with a translation, can be one more name: 大模型 in （Large Language Model，大模型）."""
    return 1 < len(text) <= SYNONYM_LENGTH and not _NO_NAME.search(text) and text[-1] not in "的了等"


def _is_name(text: str, main: str, told: bool) -> bool:
    """Whether a bracket names the same thing: told so (又称 …), in the other script, or Latin next to Latin."""
    if not text or len(text) > 80 or _NO_NAME.search(text):
        return False
    if told:
        return True
    han, latin = bool(_HAN.search(text)), bool(_LATIN.search(text))
    if han and _HAN.search(main):
        return False
    return (han and len(text) <= 16) or (latin and not han and len(text.split()) <= 8)
