"""What is written is found: a sample of substrings of the documents, searched in the index as it was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Problem
from ainotes_site.search.index.document import SearchDocument
from ainotes_site.search.query.filters import phrase_documents
from ainotes_site.search.query.index_reader import IndexReader
from ainotes_site.search.query.matches import PREFIX_SHARDS, find
from ainotes_site.search.query.plan import Sort, Term
from ainotes_site.search.query.search import Index

SAMPLE = 200
"""Substrings that are tried."""
_RUN = pattern(r"[\u4e00-\u9fff]{2,}|[A-Za-z]{2,}")
_LONGEST = 8


def chosen(ids: Sequence[str], count: int = SAMPLE) -> list[int]:
    """Which of the documents with these ids are tried: chosen by a hash, so that an edit changes few of them."""
    return sorted(range(len(ids)), key=lambda at: _hash(ids[at]))[:count]


def self_test(index: Index, documents: Mapping[int, SearchDocument]) -> list[Problem]:
    """Problems, one for each document that a substring of its text does not lead to.

    `documents` are given by their numbers in the index; the substring depends on the document only, not on chance.
    """
    store = index.store
    store.fold_all()
    return [
        Problem(document.url, 0, f"搜不到正文里的「{text}」 (not found by search)", "report this as a defect")
        for number, document in documents.items()
        if (text := _substring(document)) and not _leads_to(store, text, document.id, number)
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


def _leads_to(store: IndexReader, text: str, entry: str, number: int) -> bool:
    """Whether the document is among those that have the substring; of Latin letters it may be the beginning of a word."""
    if text.isascii():
        unit = store.folder.units(text)[0]
        if len(store.key_shards(unit, unit + chr(0x10FFFF))) > PREFIX_SHARDS:
            return True  # so many words begin with it that a search does not load them all
        places = find(store, Term(Sort.LATIN, unit, 0, True, False, False, 0)).places
        found = store.document_of_block[store.block_of_slot[places >> 4]]
    else:
        found = phrase_documents(store, text)
    record = store.record(int(store.title_blocks[number]))
    return bool((found == number).any()) and record is not None and record[0] == entry
