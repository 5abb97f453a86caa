"""One document as the index sees it: blocks of units, with places, words and what is shown.

A block is a title, the labels, a section heading or a passage. Blocks get slots in a row of places; a slot is wider
than its block, so that units of two blocks are never adjacent and a small edit moves nothing behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import EntryId
from ainotes_site.search.format.geometry import HEADING, LABELS, PASSAGE, SLOT, TERM, TITLE, WIDTHS
from ainotes_site.search.format.scripts import dump
from ainotes_site.search.format.text_codes import shortened
from ainotes_site.search.index.document import SearchDocument, TermCard
from ainotes_site.search.text.fold import FoldTable, is_han
from ainotes_site.search.text.passages import passages
from ainotes_site.search.text.traditional import simplified_characters
from ainotes_site.urls import entry_url

LONGEST_LINE = 10_000
"""Characters of a title, a heading or of the labels that are indexed: more would not fit into the widest slot."""
Cut = Callable[[str], list[str]]
_HAN_RUN = pattern(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_OTHER_HAN = pattern(r"[^\u3400-\u4dbf\u4e00-\u9fff]")
"""Of Han units: kana, Hangul and rarer signs."""


@lru_cache(maxsize=1)
def _folder() -> FoldTable:
    return FoldTable(simplified_characters())


@dataclass(frozen=True, slots=True)
class TokenisedDocument:
    """A document ready to be merged with others. Pure data: it can be kept in a cache and sent between processes."""

    id: str
    date: str
    kind: str
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    kinds: bytes
    """Kind of each block."""
    widths: bytes
    """Index into `WIDTHS` for each block."""
    records: tuple[str, ...]
    """What is shown of each block, as JSON, shortened: `0` for labels and headings."""
    han: str
    """Its Han units in order."""
    han_places: bytes
    """Place of each, from the start of the document, as little-endian 32-bit numbers."""
    inside: bytes
    """1 for each Han unit that is in one word with the next unit."""
    latin: tuple[str, ...]
    """Its other units in order."""
    latin_places: bytes
    labels: tuple[str, ...]
    """Keys of its tags (`#…`) and authors (`@…`)."""
    words: tuple[str, ...]
    """Its different words of two or more Han characters, sorted."""
    phrases: tuple[str, ...]
    """Rows of two or three words in its title, of three to six Han characters: found by pinyin as words are."""


def tokenise(document: SearchDocument, cut: Cut) -> TokenisedDocument:
    """`document` with its words as `cut` finds them."""
    labels = (*document.tags, *document.authors, *document.topics, *document.terms)
    url = "" if document.url == entry_url(EntryId(document.id)) else document.url
    header = [document.id, document.title, document.kind, document.date, list(document.topics), url]
    blocks = [(TITLE, document.title, dump(header))]
    if any(labels):
        blocks.append((LABELS, "\n".join(labels), "0"))
    for section in document.sections:
        if section.title:
            blocks.append((HEADING, section.title, "0"))
        for text in passages(section.text):
            if text.strip():
                blocks.append((PASSAGE, text, dump([section.anchor, section.title, text, int(_is_traditional(text))])))
    return _Builder(cut).build(document, blocks, tuple(_label_keys(document)))


def tokenise_card(card: TermCard, cut: Cut) -> TokenisedDocument:
    """A glossary term as a document: its name is the title, its aliases the labels, its definition the body."""
    blocks = [(TITLE, card.name, dump([card.stem, card.name, TERM, "", [], card.url, list(card.aliases)]))]
    blocks += [(LABELS, alias, "0") for alias in card.aliases]
    blocks += [
        (PASSAGE, text, dump(["", "", text, int(_is_traditional(text))]))
        for text in passages(card.definition)
        if text.strip()
    ]
    return _Builder(cut).build(SearchDocument(card.stem, card.url, card.name, TERM), blocks, ())


def label_key(mark: str, text: str) -> str:
    """Key of a tag (mark `#`) or an author (mark `@`): its units joined; empty when it has none."""
    units = _folder().units(text)
    return mark + "".join(units) if units else ""


@lru_cache(maxsize=32_768)
def folded(text: str) -> str:
    """The units of `text`, joined by spaces. Remembered: an index asks for those of each name five times."""
    return " ".join(_folder().units(text))


def _label_keys(document: SearchDocument) -> Iterator[str]:
    keys = [label_key("#", tag) for tag in document.tags]
    for author in document.authors:
        keys.append(label_key("@", author))
        keys += [label_key("@", word) for word in author.split()]
    yield from sorted({key for key in keys if key})


def _is_traditional(text: str) -> bool:
    return _traditional().search(text) is not None


@lru_cache(maxsize=1)
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(simplified_characters())}]")


class _Builder:
    def __init__(self, cut: Cut) -> None:
        self._cut = cut

    def build(
        self, document: SearchDocument, blocks: Sequence[tuple[int, str, str]], labels: tuple[str, ...]
    ) -> TokenisedDocument:
        han_places: list[bytes] = []
        latin: list[str] = []
        latin_places: list[int] = []
        pieces: list[str] = []
        widths: list[int] = []
        start = 0
        for _, text, _ in blocks:
            place = start
            for run in _folder().runs(text[:LONGEST_LINE]):
                if _IS_HAN[run[0]]:
                    units = run.replace(" ", "")
                    end = place + len(units)
                    pieces.append(units)
                    han_places.append(_row(place, end))
                    place = end
                else:
                    latin.append(run)
                    latin_places.append(place)
                    pieces.append("\n")
                    place += 1
            pieces.append("\n")
            width = bisect_left(WIDTHS, (place - start) // SLOT + 1)
            widths.append(width)
            start += WIDTHS[width] * SLOT
        runs = "".join(pieces)
        han = runs.replace("\n", "")
        words = self._cut_runs(runs)
        return TokenisedDocument(
            id=document.id,
            date=document.date,
            kind=document.kind,
            topics=document.topics,
            tags=document.tags,
            kinds=bytes(kind for kind, _, _ in blocks),
            widths=bytes(widths),
            records=tuple(shortened("\n".join(record for _, _, record in blocks)).split("\n")),
            han=han,
            han_places=b"".join(han_places),
            inside=b"".join([_INSIDE[len(word)] for word in words]),
            latin=tuple(latin),
            latin_places=np.array(latin_places, dtype="<u4").tobytes(),
            labels=labels,
            words=_different(words, han),
            phrases=self._phrases(document.title),
        )

    def _phrases(self, title: str) -> tuple[str, ...]:
        found: set[str] = set()
        for run in _HAN_RUN.findall(" ".join(_folder().units(title)).replace(" ", "")):
            words = self._cut_runs(run)
            for size in (2, 3):
                joined = ("".join(words[at : at + size]) for at in range(len(words) - size + 1))
                found.update(phrase for phrase in joined if 3 <= len(phrase) <= 6)
        return tuple(sorted(found))

    def _cut_runs(self, runs: str) -> list[str]:
        """The words of runs of Han units, which are parted by newlines: one call, as calls cost more than characters."""
        return " ".join(self._cut(runs)).split()


def _different(words: Iterable[str], text: str) -> tuple[str, ...]:
    """The different ones of the words of a text that are all Chinese characters, two or more; sorted."""
    long = {word for word in words if len(word) > 1}
    return tuple(sorted(filter(_HAN_RUN.fullmatch, long) if _OTHER_HAN.search(text) else long))


def _row(start: int, end: int) -> bytes:
    """Places from the first to before the second, as little-endian 32-bit numbers."""
    if end <= _USUAL:
        return _PLACES[4 * start : 4 * end]
    return np.arange(start, end, dtype="<u4").tobytes()


_USUAL = 1 << 16
"""Places that most documents do not pass."""
_PLACES = np.arange(_USUAL, dtype="<u4").tobytes()


class _Flags(dict[str, bool]):
    """Whether a character is Han."""

    def __missing__(self, character: str) -> bool:
        self[character] = is_han(character)
        return self[character]


class _Insides(dict[int, bytes]):
    """For a word of so many units: 1 for each unit that is in one word with the next."""

    def __missing__(self, size: int) -> bytes:
        self[size] = b"\1" * (size - 1) + b"\0"
        return self[size]


_IS_HAN = _Flags()
_INSIDE = _Insides()
