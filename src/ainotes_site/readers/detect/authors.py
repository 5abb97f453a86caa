"""Who wrote: names and handles as they stand in posts and front matter."""

from __future__ import annotations

import re
import unicodedata
from functools import partial

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Person
from ainotes_site.readers.detect.phrases import alternatives

_HANDLE = r"[@＠](?P<handle>[A-Za-z0-9_](?:[\w.-]{0,58}[\w])?(?:@[\w.-]{1,60}\w)?)"
_LONE = pattern(rf"\s*[(（\[]?{_HANDLE}[)）\]]?\s*$")
_NAMED = pattern(rf"\s*(?P<name>\S.{{0,60}}?)[\s\u3000]*[(（\[|·-]?\s*(?<![\w.]){_HANDLE}\s*[)）\]]?\s*$")
_LINKED = pattern(r"\s*\[(?P<name>[^\[\]]{1,60})\]\(https?://(?:x|twitter|weibo)\.com/(?P<handle>\w{1,60})/?\)\s*$")

_HANDLE_FIRST = pattern(rf"\s*{_HANDLE}\s*[(（](?P<name>[^()（）@]{{1,60}})[)）]\s*$")

_COUNTRY = pattern(r"^\s*[\[(（〔【［][\u3400-\u9fff]{1,4}[\])）〕】］]\s*(?=\S)")
"""Where an author is from, as it stands before the name: [英]."""
_BESIDE = pattern(r"(?<=[^\s（(])\s*[（(][^（）()@]{2,40}[)）]\s*$")
"""Where somebody is from, behind the name: 小林（某大学）, Ann Roe (she/her)."""
_SENTENCE = pattern(r"[。！？；，、：:;!?“”\"…《》]|https?://|^\s*(?:[-*+>#|]|\d+[.、)/]\s*)|,|\.\s|\.$")
_words = partial(alternatives, "detect/author_words")
_OPEN_END = pattern(rf"(?:{_words('open-end-han')})$|\b(?:{_words('open-end-latin')})$", re.IGNORECASE)
_OPEN_START = pattern(rf"^(?:{_words('open-start')})", re.IGNORECASE)

NAME_LENGTH = 50
"""Longest display name in characters; X allows that many."""


def lone_handle(line: str) -> str | None:
    """The handle that `line` consists of, without its @."""
    match = _LONE.match(line) if len(line) < 140 else None
    return match["handle"] if match else None


def named_handle(line: str) -> Person | None:
    """Somebody written on one line: `名字 @handle`, `名字（@handle）` or `[名字](https://x.com/handle)`."""
    if len(line) > 140:
        return None
    match = _LINKED.match(line) or _NAMED.match(line)
    if match is None or not looks_like_name(match["name"]):
        return None
    return Person(clean_name(match["name"]), match["handle"])


def headed_person(heading: str) -> Person | None:
    """Somebody that a heading consists of: a handle, or a name with the handle in brackets or as a link."""
    handle = lone_handle(heading)
    if handle:
        return Person("", handle)
    swapped = _HANDLE_FIRST.match(heading)
    if swapped and looks_like_name(swapped["name"]):
        return Person(clean_name(swapped["name"]), swapped["handle"])
    who = named_handle(heading) if _LINKED.match(heading) or heading.rstrip()[-1:] in ")）]" else None
    return who if who and any(map(str.isalpha, who.name)) else None


def person(text: str) -> Person:
    """`text` as a person: with a handle when it has one."""
    handle = lone_handle(text)
    if handle:
        return Person("", handle)
    return named_handle(text) or Person(clean_name(_BESIDE.sub("", _COUNTRY.sub("", text))).lstrip("@＠"))


def looks_like_name(line: str) -> bool:
    """Whether `line` can be a display name rather than a piece of a sentence.

    Names have spaces, U+3000, emoji, brackets and dots; sentences have punctuation, or end where more must follow.
    """
    text = line.strip()
    if not text or len(text) > NAME_LENGTH or len(text.split()) > 6:
        return False
    if not any(unicodedata.category(c)[0] in "LNS" for c in text):
        return False
    bare = re.sub(r"[(（\[【].*?[)）\]】]", "", text).strip()
    if _SENTENCE.search(re.sub(r"\b(?:[A-Z]|Dr|Mrs?|Ms|Jr|St|Prof)\.", "", bare)):
        return False
    return not _OPEN_END.search(text) and not _OPEN_START.search(text)


def ends_openly(text: str) -> bool:
    """Whether `text` ends where its sentence must go on: 基于, 研究者包括, built by."""
    return _OPEN_END.search(text) is not None


def clean_name(text: str) -> str:
    """`text` without Markdown marks around it and with single spaces; U+3000 inside a name stays."""
    return re.sub(r"[ \t]+", " ", text.strip().strip("*_`#").strip())
