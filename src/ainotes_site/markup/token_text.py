"""Plain text out of tokens, and sentences out of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape

from markdown_it.token import Token

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.cjk import is_cjk
from ainotes_site.markup.tex_text import tex_text

_MARKUP = pattern(r"</?[A-Za-z][^<>]*>|<[!?][^<>]*>")
_BREAK = pattern(r"<(?:br|p|li|tr|div|h[1-6]|summary)\b", re.IGNORECASE)
# A mark, and then what may follow that one: so the marks alone are looked for, in half of the time.
_END = pattern(r"[。！？!?….\n](?:(?<=[。！？!?…])[。！？!?…]*[”’」』）)\"'\]]*|(?<=\.)[”’)\"'\]]*(?=\s|$)|(?<=\n)\n*)")

EXCERPT = 160
"""Characters of an excerpt at most."""


def inline_text(tokens: Iterable[Token]) -> str:
    """Inline tokens as they are read: code, signs of TeX and captions included, markup and link targets not."""
    return "".join([token.content if token.type in _CONTENT else _text(token) for token in tokens])


def _text(token: Token) -> str:
    """What a token without content of its own is read as."""
    kind = token.type
    if kind == "softbreak":
        return "" if token.hidden else " "
    if kind == "hardbreak":
        return "\n"
    if kind == "html_inline":
        return "\n" if _BREAK.match(token.content) else ""
    if kind == "math_inline":
        return tex_text(token.content)
    if kind == "image":
        return str(token.meta.get("caption", ""))
    return ""


_CONTENT = frozenset(("text", "code_inline", "tag", "text_special", "wikilink", "absent"))


def html_text(html: str) -> str:
    """The text in a block of raw HTML, line by line."""
    text = unescape(_MARKUP.sub("", _BREAK.sub(r"\n\g<0>", without_comments(html))))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def without_comments(html: str) -> str:
    """`html` without its `<!-- comments -->`. One that is never closed is text. Takes linear time."""
    pieces: list[str] = []
    done = 0
    while (begin := html.find("<!--", done)) >= 0 and (end := html.find("-->", begin + len("<!--"))) >= 0:
        pieces.append(html[done:begin])
        done = end + len("-->")
    return "".join((*pieces, html[done:]))


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Begin and end of each sentence in `text`; none for blank text."""
    spans, begin = [], 0
    for found in _END.finditer(text):
        end = found.end()
        if text[begin:end].strip():
            spans.append((begin, end))
            begin = end
    if begin < len(text) and text[begin:].strip():
        spans.append((begin, len(text)))
    return spans


def sentence_at(text: str, place: int, longest: int = 200, spans: Sequence[tuple[int, int]] = ()) -> str:
    """The sentence around offset `place` of `text`, at most `longest` characters; `spans`: its sentences, if known."""
    found = (span for span in spans or sentence_spans(text) if span[0] <= place < span[1])
    begin, end = next(found, (0, len(text)))
    if end - begin <= longest:
        return " ".join(text[begin:end].split())
    first = max(begin, min(place - longest // 3, end - longest))
    cut = text[first : first + longest]
    head, tail = "…" if first > begin else "", "…" if first + longest < end else ""
    return head + " ".join(cut.split()) + tail


def excerpt(blocks: Iterable[str]) -> str:
    """The beginning of a text, at most `EXCERPT` characters, cut after a sentence, else after a word."""
    beginning = _beginning(blocks)
    if len(beginning) <= EXCERPT:
        return beginning
    ends = [end for _, end in sentence_spans(beginning[:EXCERPT]) if end < EXCERPT]
    if ends and ends[-1] >= EXCERPT // 2:
        return beginning[: ends[-1]].strip()
    cut = beginning[: EXCERPT - 1]
    word = re.search(r"[\w’'-]+$", cut)
    if word and word[0].isascii() and beginning[EXCERPT - 1].isalnum() and word.start() > EXCERPT // 2:
        cut = cut[: word.start()]
    return cut.rstrip() + "…"


def _beginning(blocks: Iterable[str]) -> str:
    """The first blocks in one line, as many as an excerpt needs; a space between two, unless Chinese punctuation is."""
    beginning = ""
    for block in blocks:
        text = " ".join(block.split())
        beginning += text if is_cjk(beginning[-1:]) and not beginning[-1:].isalnum() else f" {text}"
        if len(beginning) > EXCERPT + 1:
            break
    return beginning.strip()
