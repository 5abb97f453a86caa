"""A text as blocks, each with what it is made of: for telling what a page brings along from what was written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import Literal

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.headings.headings import Heading
from ainotes_site.readers.detect.phrases import Spans, phrases, sections
from ainotes_site.readers.detect.simplify import simplified

LIST = "boilerplate/phrases"
"""The word list of boilerplate (`phrases.txt`)."""

LONGEST = 600
"""Characters from which a block is text, whatever it says."""

Make = Literal["heading", "code", "rule", "badge", "image", "link", "tag", "text"]
"""What a block is made of: `tag` is HTML without text, `badge` pictures that say how a project fares."""

SPEAKING: Sequence[Make] = ("text", "heading", "link")
"""Makes of blocks that say something."""

SENTENCE_ENDS = ("。", "！", "？", ".", "!", "?", "；", ";", "：", ":")
"""How a line ends that is a sentence, or leads to one."""
SHARE = 0.5
"""Share of the clauses of a block that must say what it is."""
PROSE_LENGTH = 60
"""Characters from which a block is text of its own, not a crumb."""
TALK_LENGTH = 200
"""Longest paragraph in which a language model speaks to its user, in characters."""
CAPTION_LENGTH = 12
"""Characters of the longest caption; a longer line with a colon at its end is a sentence about what stands below it."""
EMPTY: Sequence[Make] = ("rule", "tag")
"""Makes of blocks that say nothing and show nothing."""
NEUTRAL: Sequence[Make] = ("image", "badge", "rule", "tag", "link")
"""Makes of blocks that are no text."""
_IMAGE = pattern(
    r"!\[[^\]\n]{0,400}\]\([^()\n]{0,3000}(?:\([^()\n]{0,300}\)[^()\n]{0,600}){0,5}\)|!\[\[[^\]\n]{1,300}\]\]"
)
_REFERENCE_IMAGE = pattern(r"!\[([^\[\]\n]{0,400})\]\[([^\[\]\n]{0,200})\]")
_LINK_AROUND = pattern(r"(\[!\[[^\[\]\n]{0,400}\]\([^()\n]{0,3000}\)\])\[([^\[\]\n]{1,200})\]")
_DEFINITION = pattern(r" {0,3}\[([^\[\]\n]{1,200})\]:\s{1,8}<?(\S{1,2000}?)>?(?:\s|$)")
_HTML_IMAGE = pattern(r"<img\b[^>]{0,2000}>", re.IGNORECASE)
_LINK = pattern(r"\[([^\[\]\n]{0,500})\]\([^()\n]{0,3000}(?:\([^()\n]{0,300}\)[^()\n]{0,600}){0,3}\)")
_WIKILINK = pattern(r"\[\[(?:[^\[\]|\n]{1,300}\|)?([^\[\]|\n]{1,300})\]\]")
_TAG = pattern(r"<!--.{0,500}?-->|</?[A-Za-z][^<>\n]{0,1000}>")
_ATTRIBUTES = pattern(r"\s*\{:[^{}\n]{1,200}\}\s*$")
"""Attributes of what stands above. https://kramdown.gettalong.org/syntax.html#block-ials"""
_URL = pattern(r"<?https?://[^\s<>()\[\]]+>?")
_LEADING_MARKS = pattern(r"\s*(?:>\s*)*(?:#{1,6}\s+|[-*+]\s+(?:\[[ xX]\]\s+)?|\d+[.)]\s+)?")
_CLOSING_MARKS = pattern(r"(?<=\S)\s+#+\s*$")
_MARKS = "*_`~\\"
_MARKED = pattern(r"[\[<*_`~\\#]")
"""Something of this is in each line that has marks, if it does not begin with one, its indentation left out."""
_ITEM = pattern(r"\s*(?:>\s*)*(?:[-*+]|\d{1,3}[.)、])\s")
_LINK_ITEM = pattern(r"\s*(?:>\s*)*(?:[-*+]|\d{1,3}[.)、])\s+\[")
FIELD = pattern(
    r"\s{0,3}(?:>\s*|[-*+]\s+)*[*_]{0,2}(?P<label>[^\W\d_][\w /-]{0,30}?)[*_]{0,2}\s?(?:::|[:：])[*_]{0,2}\s*(?P<value>.*)$"
)
"""A label with what it labels: 作者：…, > - **Date**: …, key:: value."""
_RULE = pattern(r"[\s*_=—–─•-]{3,}$|\s*<hr\b[^<>\n]{0,200}>\s*$", re.IGNORECASE)
_PARTS = r"\s|｜·•/,，、<>«»‹›:：()（）\[\]【】←→⬅➡◀▶⬆↑↓&\ufe0f"
"""What stands between links in a row."""
_SEPARATORS = pattern(rf"[{_PARTS}-]+")
_CONTENT = pattern(rf"[^{_PARTS}*\\-]")
"""A character that is neither a separator nor a mark."""
_WORDS_FIRST = pattern(rf"[\s|｜·•/,，、»«›‹:：()（）\]【】←→⬅➡◀▶⬆↑↓&\ufe0f*\\-]*[^{_PARTS}*\\!h-]")
"""Such a character before any of a link."""
_OWN_LINK = pattern(r"\]\((?:\.{0,2}/(?!/)|\{[{%]|(?!https?:)[^()\s]{1,300}\.mdx?[)#])|\{% ?(?:post_link|asset_img)")
_QUOTED = pattern(r"“[^“”\n]{1,40}”|\"[^\"\n]{1,40}\"|『[^『』\n]{1,40}』")
_ASKING = ("follow", "engage")
_SPOKEN_OF = pattern(
    r"(?:[、，,和与/|]\s?(?:点赞|在看|转发|收藏|分享|关注|评论|投币))*(?:(?<![我们号])的(?=[\u4e00-\u9fff])|[数率量]|按钮|功能|[，,、]?\s?(?:都|就|也|只|不|并不)?是(?![你您])|(?:这|那)?[两三四几][项个种者]|等(?:等|数据|行为|操作))"
)
"""What follows words that would ask the reader for something, where they are only the name of it: 点赞数, 扫码进群的人."""
_SHOWN = pattern(r"!\[|<img\b|\{\{\s*embed\b|\{\{[<%][ \t]*/?[a-z]", re.IGNORECASE)
_END = pattern(r"[\s>*_\\]*(?:[-—–─═•·][\s*_\\]*){1,8}[^\d|\n]{1,20}?[\s*_\\]*(?:[-—–─═•·][\s*_\\]*){1,8}$")
"""A few words between dashes or dots, as pages mark an end, whatever they call it."""
_CLAUSE_END = pattern(r"[。！？!?；;，、\n]+|,+(?!\d)|\.(?=\s|$)")


@dataclass
class Block:
    """Lines without a blank one between them; a heading, a fence of code, a rule and a list of links are blocks of their own."""

    first: int
    """Index of its first line."""
    stop: int
    """Index after its last line."""
    lines: tuple[str, ...]
    make: Make
    level: int = 0
    """Of a heading."""

    @property
    def is_long(self) -> bool:
        """Whether it is text, whatever it says."""
        return sum(map(len, self.lines)) > LONGEST and len(self.text) > LONGEST

    def left_out(self, reason: str) -> Found:
        """It as boilerplate."""
        return Found(self.first, self.stop, reason)

    def shows(self) -> bool:
        """Whether it shows a passage or a picture from elsewhere."""
        return any(map(_SHOWN.search, self.lines))

    def marks_end(self) -> bool:
        """Whether it is the mark of an end and no more: a line of END inside a block ends a card, or a program."""
        return len(self.lines) == 1 and self.says("end-mark")

    @cached_property
    def text(self) -> str:
        """What is read, without marks of Markdown and HTML, in simplified characters."""
        return "\n".join(filter(None, map(plain_text, self.lines)))

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """The clauses of `text`: where each begins and ends."""
        edges = [0, *(match.end() for match in _CLAUSE_END.finditer(self.text)), len(self.text)]
        return tuple((a, b) for a, b in pairwise(edges) if any(map(str.isalnum, self.text[a:b])))

    @cached_property
    def said(self) -> Spans:
        """By section of the word list, where phrases of it begin and end in `text`; empty for a long text."""
        return _said([self])[0] if self.text else {}

    def says(self, *chosen: str) -> bool:
        """Whether it has a phrase of a section of the word list."""
        return not self.said.keys().isdisjoint(chosen)

    def _spans(self, chosen: Sequence[str]) -> list[tuple[int, int]]:
        """Where phrases of the `chosen` sections begin and end in `text`, in order of place."""
        return sorted(span for section in chosen for span in self.said.get(section, ())) if self.said else []

    def share(self, *chosen: str) -> float:
        """Share of its clauses that such phrases reach into."""
        hits = self._spans(chosen)
        if not hits:
            return 0.0
        said = sum(any(a < end and start < b for a, b in hits) for start, end in self.clauses)
        return said / max(1, len(self.clauses))

    def leads(self, *chosen: str) -> bool:
        """Whether it begins with such a phrase."""
        hits = self._spans(chosen)
        return bool(hits) and not any(map(str.isalnum, self.text[: hits[0][0]]))


@dataclass(frozen=True, slots=True)
class Found:
    """A run of lines that is boilerplate."""

    first: int
    stop: int
    reason: str


def run_of(parts: Sequence[Block], reason: str) -> Found:
    """Blocks in a row as boilerplate."""
    return Found(parts[0].first, parts[-1].stop, reason)


def leads_on(part: Block) -> bool:
    """Whether a block is about what stands below it, and so belongs to the text."""
    return len(part.text) > CAPTION_LENGTH and part.text.endswith((":", "："))


def section_stop(parts: Sequence[Block], number: int) -> int:
    """Number of the block after the section whose heading is the block `number`."""
    level = parts[number].level
    return next(
        (n for n in range(number + 1, len(parts)) if parts[n].make == "heading" and parts[n].level <= level), len(parts)
    )


def _said(parts: Sequence[Block]) -> list[Spans]:
    """For each of some blocks what it says."""
    texts = ["" if part.is_long else part.text for part in parts]
    found = phrases(LIST).spans(texts)
    return [_only_spoken(said, text) if said else said for said, text in zip(found, texts, strict=True)]


def _only_spoken(said: Spans, text: str) -> Spans:
    """What is said to the reader: without what is only quoted, or spoken of as a thing. Who writes of “give us a like”, or of
    the people who scanned a code, asks for none.
    """
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    found = {
        section: [
            span
            for span in spans
            if not any(a < span[0] and span[1] < b for a, b in quoted)
            and not (section in _ASKING and _SPOKEN_OF.match(text, span[1]))
        ]
        for section, spans in said.items()
    }
    return {section: spans for section, spans in found.items() if spans}


def plain_text(line: str) -> str:
    """One line without marks of Markdown and HTML, for comparing with a word list."""
    text = line.lstrip()
    if not (text[:1] in "->+" or text[:1].isdecimal() or _MARKED.search(text)):
        return " ".join(simplified(text).split())
    if "![" in text:
        text = _IMAGE.sub("", text)
    if "<" in text:
        text = _TAG.sub("", _HTML_IMAGE.sub("", text))
    if "](" in text:
        text = _LINK.sub(itemgetter(1), text)
    if "[[" in text:
        text = _WIKILINK.sub(itemgetter(1), text)
    if marks := _LEADING_MARKS.match(text):
        text = text[marks.end() :]
    if "#" in text:
        text = _CLOSING_MARKS.sub("", text)
    for mark in _MARKS:
        text = text.replace(mark, "")
    return " ".join(simplified(text).split())


def blocks(lines: Sequence[str], start: int, headings: Sequence[Heading], code: Collection[int]) -> tuple[Block, ...]:
    """`lines` from index `start` as blocks, in order."""
    code = {*code, *_preformatted(lines, start)}
    lines = with_addresses(lines)
    parts = tuple(_blocks(lines, start, {heading.line: heading for heading in headings}, code))
    speaking = [part for part in parts if part.make in SPEAKING]
    found = _said(speaking)
    is_licence = any("licence" in said for said in found)
    for part, said in zip(speaking, found, strict=True):
        if is_licence:
            said.pop("rights", None)  # who grants the rights that the text spells out: a part of it
        vars(part)["said"] = said  # found for all at once, in a third of the time
    framed = [part for part in speaking if _is_framed(part)]
    if len(framed) == 1:  # several are the headings of parts
        framed[0].said.setdefault("end-mark", [(0, len(framed[0].text))])
    return parts


def _is_framed(part: Block) -> bool:
    line = part.lines[0]
    return (
        part.make == "text"
        and len(part.lines) == 1
        and _END.match(line) is not None
        and not is_item(line)
        and any(map(str.isalpha, line))
    )


def with_addresses(lines: Sequence[str]) -> Sequence[str]:
    """`lines` with the addresses in pictures whose addresses stand elsewhere in the file (`![alt][label]`), and in links around
    such pictures. https://spec.commonmark.org/0.31.2/#reference-link
    """
    pictured = [at for at, line in enumerate(lines) if "![" in line and "][" in line]
    if not pictured:
        return lines
    defined = {match[1].lower(): match[2] for match in map(_DEFINITION.match, lines) if match}
    shown = list(lines)
    for at in pictured:
        line = _REFERENCE_IMAGE.sub(lambda m: f"![{m[1]}]({defined.get((m[2] or m[1]).lower(), '')})", lines[at])
        shown[at] = _LINK_AROUND.sub(lambda m: f"{m[1]}({defined.get(m[2].lower(), '')})", line)
    return shown


def _preformatted(lines: Sequence[str], start: int) -> Iterator[int]:
    """Indices of lines that HTML shows as they stand, from `<pre>` to `</pre>`, as it shows code."""
    opened = -1
    for at in range(start, len(lines)):
        if opened < 0 and "<" in lines[at] and lines[at].lstrip()[:4].lower() == "<pre":
            opened = at
        if opened >= 0 and "</pre>" in lines[at].lower():
            yield from range(opened, at + 1)
            opened = -1


def _blocks(lines: Sequence[str], start: int, headed: dict[int, Heading], code: Collection[int]) -> Iterator[Block]:
    at = start
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        heading = headed.get(at)
        stop = heading.stop if heading else _end(lines, at, headed, code)
        part = tuple(lines[at:stop])
        if heading is not None:
            yield Block(at, stop, (heading.text,), "heading", heading.level)
        else:
            yield Block(at, stop, part, "code" if at in code else made_of(part))
        at = stop


def _end(lines: Sequence[str], at: int, headed: dict[int, Heading], code: Collection[int]) -> int:
    """Index after the block that begins at `at`."""
    coded = at in code
    stop = at + 1
    if not coded and (stop == len(lines) or not lines[stop].strip() or _RULE.match(lines[at])):
        return stop
    while stop < len(lines) and stop not in headed and (stop in code) == coded:
        if not coded and _begins_anew(lines, stop):
            break
        stop += 1
    return stop


def _begins_anew(lines: Sequence[str], at: int) -> bool:
    """Whether a line outside of code parts blocks: it is blank, a rule, or the first of a list of links."""
    if lines[at][:1].isalpha():
        return False  # as most lines do not
    if not lines[at].strip() or _RULE.match(lines[at]):
        return True
    return _LINK_ITEM.match(lines[at]) is not None and not _ITEM.match(lines[at - 1])


def made_of(lines: Sequence[str]) -> Make:
    """What `lines`, of which none is code or a heading, are made of."""
    made = _made_at_first_sight(lines)
    if made is not None:
        return made
    text = "\n".join(lines)
    if _WORDS_FIRST.match(text):
        return "text"
    if not _may_link(text):
        return "text" if _CONTENT.search(text) else "tag"
    pictures = _IMAGE.findall(text) + _HTML_IMAGE.findall(text)
    bare = _TAG.sub("", _HTML_IMAGE.sub("", _IMAGE.sub("", text)))
    linked = _LINK.findall(bare) + _WIKILINK.findall(bare)
    rest = _SEPARATORS.sub("", _URL.sub("", _WIKILINK.sub("", _LINK.sub("", bare))).replace("*", "").replace("\\", ""))
    if rest:
        return "text"
    if any(label.strip() for label in linked) or (_URL.search(bare) and not pictures):
        return "link"
    if pictures:
        return "badge" if _are_badges(pictures, len(lines)) else "image"
    return "tag"


def _made_at_first_sight(lines: Sequence[str]) -> Make | None:
    """What lines make that begin with a letter, unless it may be that of `http`, and lines of mere marks; None for others."""
    if lines[0][:1].isalpha() and lines[0][0] != "h":
        return "text"
    if all(map(_RULE.match, lines)):
        return "rule"
    return "tag" if "{:" in lines[0] and all(map(_ATTRIBUTES.match, lines)) else None


def _may_link(text: str) -> bool:
    """Whether `text` has what is in each picture, link, tag and address."""
    return "](" in text or "<" in text or "http" in text or "![" in text or "[[" in text


def _are_badges(pictures: Sequence[str], lines: int) -> bool:
    """Whether all pictures on some lines say how a project fares; on a single line, those beside one that does do too."""
    return (any if lines == 1 else all)(map(_is_badge, pictures))


def _is_badge(picture: str) -> bool:
    address = picture.lower()
    return "://" in address and any(part in address for part in sections(LIST)["badge-address"])


def is_item(line: str) -> bool:
    """Whether a line is an item of a list."""
    return _ITEM.match(line) is not None


def leads_to_note(line: str) -> bool:
    """Whether a line links to another note as only its owner does: a program that saves a page writes whole addresses."""
    return _OWN_LINK.search(line) is not None


def links_of(line: str) -> int:
    """How many links with a label are on a line."""
    return sum(1 for _ in _LINK.finditer(line))


def may_be_badge(line: str) -> bool:
    """Whether `line` has a picture in it: without one it need not be taken apart."""
    return "![" in line or "<img" in line.lower()
