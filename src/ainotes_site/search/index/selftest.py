"""What is written is found: a sample of substrings of the documents, searched in the index as it was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b

from ainotes_site.errors import IndexFormatError
from ainotes_site.i18n import problem_of
from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Problem
from ainotes_site.search.index.document import SearchDocument
from ainotes_site.search.index.lookup import Lookup

SAMPLE = 200
"""Substrings that are tried."""
_RUN = pattern(r"[\u4e00-\u9fff]{2,}|(?:^|(?<=[\s\u4e00-\u9fff!-*,-/:-@\[-`{-~]))(?<!#)[A-Za-z]{2,}")
"""Han characters, or Latin letters that begin a word: those after an accented letter (`naïve`), a digit, a mark without a
width or a sign that belongs to words do not, and only beginnings of words are looked for."""
_LONGEST = 8


def chosen(ids: Sequence[str], count: int = SAMPLE) -> list[int]:
    """Which of the documents with these ids are tried: chosen by a hash, so that an edit changes few of them."""
    return sorted(range(len(ids)), key=lambda at: _hash(ids[at]))[:count]


def self_test(read: Callable[[str], bytes], documents: Mapping[int, SearchDocument]) -> list[Problem]:
    """Problems, one for each document that a substring of its text does not lead to.

    `read` gives the files of the index by their paths. `documents` are given by their numbers in it; the substring depends
    on the document only, not on chance.
    """
    index = Lookup(read)
    return [
        problem_of(document.url, 0, "index.not_found", text=text)
        for number, document in documents.items()
        if (text := _substring(document)) and not _leads_to(index, text, document.id, number)
    ]


def _substring(document: SearchDocument) -> str:
    text = "\n".join([document.title, *(section.text for section in document.sections)])
    runs = _RUN.findall(text)
    if not runs:
        return ""
    number = _hash(document.id + text)
    run: str = runs[number % len(runs)]
    start = number // 7 % max(1, len(run) - 1) if run[0] > "z" else 0
    return run[start : start + 2 + number // 11 % (_LONGEST - 1)]


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big")


def _leads_to(index: Lookup, text: str, entry: str, number: int) -> bool:
    """Whether the document is among those that have the substring; of Latin letters it may be the beginning of a word."""
    try:
        found = (
            index.documents_with_beginning(index.folder.units(text)[0])
            if text.isascii()
            else index.documents_with(text)
        )
        return found is None or (number in found and index.header(number)[0] == entry)
    except (IndexFormatError, ValueError, OSError):
        return False  # a shard is missing or damaged, so that no search finds it either
