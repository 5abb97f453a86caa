"""Links and images of a Markdown text, found without compiling it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import starmap

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Image, Link
from ainotes_site.readers.detect.headings.headings import fenced
from ainotes_site.readers.detect.titles.titles import without_site
from ainotes_site.urls import without_tracking

_CODE_SPAN = pattern(r"(`(?<!``)`{0,2})(?!`)([^`\n]{1,500})\1(?!`)")

URL = pattern(
    r"[Hh](?i:ttps?)://[^\s<>\"'`|\\^{}\[\]\u2018-\u201f\u3000-\u303f\u3400-\u9fff\uff00-\uffef\u200b]{1,2000}"
)
"""A bare URL: Chinese text and punctuation end it, so that one glued to a sentence is found whole."""

_TARGET = (
    r"\(\s{0,3}<?(?P<url>(?:[^\s()<>]|\([^\s()<>]{0,300}\)){1,2000})>?(?:\s{1,3}[\"'(][^\n]{0,300}?[\"')])?\s{0,3}\)"
)
_MARKED = pattern(
    r"(?:(?P<image>!)\[|\[)(?P<text>(?:[^\[\]\n\\]|\\.|\n(?!\n)|!?\[[^\[\]\n]{0,300}\](?:\([^\s()]{0,500}\))?){0,500}+)\]"
    + _TARGET
)
_WIKI_IMAGE = pattern(r"!\[\[([^\[\]|#\n]{1,300})(?:[|#]([^\[\]\n]{0,200}))?\]\]")
_HTML = pattern(
    r"<(?:img\b[^<>]{0,500}?\bsrc|(?P<a>a)\b[^<>]{0,500}?\bhref)\s{0,2}=\s{0,2}[\"']([^\"'<>\s]{1,2000})[\"']", re.I
)
_ALT = pattern(r"\balt\s{0,2}=\s{0,2}[\"']([^\"'<>]{0,300})[\"']", re.IGNORECASE)


@lru_cache(maxsize=2)
def without_code(text: str) -> str:
    """`text` with fenced code and code spans blanked. Remembered for a moment: links and tags of an entry are both looked for in it."""
    if "`" not in text and "~~~" not in text:
        return text
    if "```" in text or "~~~" in text:
        lines = text.split("\n")
        inside, _ = fenced(lines)
        text = "\n".join("" if number in inside else line for number, line in enumerate(lines))
    return _CODE_SPAN.sub(" ", text)


def links_and_images(text: str) -> tuple[tuple[Link, ...], tuple[Image, ...]]:
    """Links and images of `text` in order of place, each once, cleaned of tracking; none from code.

    A bare URL is its own text. Links inside a note (`#anchor`) are none.
    """
    if not any(sign in text for sign in ("](", "://", "![[", "<img", "<a ", "<IMG")):
        return (), ()
    found = _Found()
    rest = without_code(text)
    if "](" in rest:
        rest = _MARKED.sub(found.take_marked, rest)
    if "![[" in rest:
        for match in _WIKI_IMAGE.finditer(rest):
            found.take(found.images, match[1].strip(), match.start(), (match[2] or "").strip())
    if "<" in rest:
        rest = _HTML.sub(found.take_tag, rest)
    for match in URL.finditer(rest) if "://" in rest else ():
        url = trimmed_url(match[0])
        found.take(found.links, url, match.start(), without_tracking(url))
    return tuple(starmap(Link, _in_order(found.links))), tuple(starmap(Image, _in_order(found.images)))


class _Found:
    """Links and images by their URLs, each with the place where it was first, and its words."""

    def __init__(self) -> None:
        self.links: dict[str, tuple[int, str]] = {}
        self.images: dict[str, tuple[int, str]] = {}

    def take(self, into: dict[str, tuple[int, str]], url: str, place: int, words: str) -> None:
        if url[:11].lower() == "javascript:":
            return  # a button of the page that a text was copied from
        if url and not url.startswith("#"):
            into.setdefault(without_tracking(url), (place, words))

    def take_marked(self, match: re.Match[str]) -> str:
        """Take a link or an image of Markdown; blanks in its place, as long as it is."""
        words = match["text"]
        if match["image"]:
            self.take(self.images, match["url"], match.start(), words)
        else:
            inner = next(_MARKED.finditer(words), None) if "](" in words else None
            if inner is not None:
                words = inner["text"]
                self.take(self.images, inner["url"], match.start(), words)
            self.take(self.links, match["url"], match.start(), without_site(" ".join(words.split())))
        return " " * (match.end() - match.start())

    def take_tag(self, match: re.Match[str]) -> str:
        """Take a link or an image of HTML; a blank in its place."""
        if match["a"]:
            self.take(self.links, match[2], match.start(), match[2])
        else:
            text = match.string
            alt = _ALT.search(text, match.start(), text.find(">", match.start()) + 1)
            self.take(self.images, match[2], match.start(), alt[1] if alt else "")
        return " "


def _in_order(found: Mapping[str, tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """(URL, words) in order of place."""
    return ((url, words) for url, (_, words) in sorted(found.items(), key=lambda item: item[1][0]))


def trimmed_url(url: str) -> str:
    """`url` without punctuation that belongs to the sentence around it."""
    url = url.rstrip(".,;:!?*_~'")
    while url.endswith(")") and url.count("(") < url.count(")"):
        url = url[:-1].rstrip(".,;:!?")
    return url


def only_url(text: str) -> str | None:
    """The URL that `text` consists of, bare or in angle brackets; None when it says more."""
    word = text.strip().strip("<>")
    if len(word) > 2000 or not URL.fullmatch(word):
        return None
    return word
