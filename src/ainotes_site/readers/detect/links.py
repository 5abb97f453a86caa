"""Links and images of a Markdown text, found without compiling it."""

from __future__ import annotations

import re

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Image, Link
from ainotes_site.readers.detect.headings.headings import fenced
from ainotes_site.readers.detect.titles.titles import without_site
from ainotes_site.urls import without_tracking

_CODE_SPAN = pattern(r"(?<!`)(`{1,3})(?!`)([^`\n]{1,500})\1(?!`)")

URL = pattern(
    r"[Hh](?i:ttps?)://[^\s<>\"'`|\\^{}\[\]\u2018-\u201f\u3000-\u303f\u3400-\u9fff\uff00-\uffef\u200b]{1,2000}"
)
"""A bare URL: Chinese text and punctuation end it, so that one glued to a sentence is found whole."""

_TARGET = (
    r"\(\s{0,3}<?(?P<url>(?:[^\s()<>]|\([^\s()<>]{0,300}\)){1,2000})>?(?:\s{1,3}[\"'(][^\n]{0,300}?[\"')])?\s{0,3}\)"
)
_MARKED = pattern(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]\n\\]|\\.|\n(?!\n)|!?\[[^\[\]\n]{0,300}\](?:\([^\s()]{0,500}\))?){0,500})\]"
    + _TARGET
)
_WIKI_IMAGE = pattern(r"!\[\[([^\[\]|#\n]{1,300})(?:[|#]([^\[\]\n]{0,200}))?\]\]")
_HTML = pattern(
    r"<(?:img\b[^<>]{0,500}?\bsrc|(?P<a>a)\b[^<>]{0,500}?\bhref)\s{0,2}=\s{0,2}[\"']([^\"'<>\s]{1,2000})[\"']", re.I
)
_ALT = pattern(r"\balt\s{0,2}=\s{0,2}[\"']([^\"'<>]{0,300})[\"']", re.IGNORECASE)


def without_code(text: str) -> str:
    """`text` with fenced code and code spans blanked."""
    if "`" not in text and "~~~" not in text:
        return text
    lines = text.split("\n")
    inside, _ = fenced(lines)
    kept = "\n".join("" if number in inside else line for number, line in enumerate(lines))
    return _CODE_SPAN.sub(" ", kept)


def links_and_images(text: str) -> tuple[tuple[Link, ...], tuple[Image, ...]]:
    """Links and images of `text` in order of place, each once, cleaned of tracking; none from code.

    A bare URL is its own text. Links inside a note (`#anchor`) are none.
    """
    if not any(sign in text for sign in ("](", "://", "![[", "<img", "<a ", "<IMG")):
        return (), ()
    rest = without_code(text)
    links: dict[str, tuple[int, str]] = {}
    images: dict[str, tuple[int, str]] = {}

    def take(into: dict[str, tuple[int, str]], url: str, place: int, words: str) -> None:
        if url[:11].lower() == "javascript:":
            return  # a button of the page that a text was copied from
        if url and not url.startswith("#"):
            into.setdefault(without_tracking(url), (place, words))

    def marked(match: re.Match[str]) -> str:
        words = match["text"]
        if match["image"]:
            take(images, match["url"], match.start(), words)
        else:
            inner = next(_MARKED.finditer(words), None)
            if inner is not None:
                take(images, inner["url"], match.start(), inner["text"])
                words = inner["text"]
            take(links, match["url"], match.start(), without_site(" ".join(words.split())))
        return " " * (match.end() - match.start())

    rest = _MARKED.sub(marked, rest) if "](" in rest else rest
    if "![[" in rest:
        for match in _WIKI_IMAGE.finditer(rest):
            take(images, match[1].strip(), match.start(), (match[2] or "").strip())
    if "<" in rest:
        for match in _HTML.finditer(rest):
            alt = _ALT.search(rest, match.start(), rest.find(">", match.start()) + 1)
            take(
                links if match["a"] else images,
                match[2],
                match.start(),
                match[2] if match["a"] else alt[1] if alt else "",
            )
        rest = _HTML.sub(" ", rest)
    for match in URL.finditer(rest):
        url = trimmed_url(match[0])
        take(links, url, match.start(), without_tracking(url))
    return (
        tuple(Link(url, words) for url, (_, words) in sorted(links.items(), key=lambda item: item[1][0])),
        tuple(Image(url, words) for url, (_, words) in sorted(images.items(), key=lambda item: item[1][0])),
    )


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
