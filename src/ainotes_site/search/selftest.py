"""What is written is found: a sample of substrings of the documents, searched in the index as it was written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b

from ainotes_site.model import Problem
from ainotes_site.search.conditions import phrase_documents
from ainotes_site.search.document import SearchDocument
from ainotes_site.search.evidence import find
from ainotes_site.search.index import in_order
from ainotes_site.search.plan import Sort, Term
from ainotes_site.search.query import Index
from ainotes_site.search.store import Store

SAMPLE = 200
"""Substrings that are tried."""
_RUN = re.compile(r"[\u4e00-\u9fff]{2,}|[A-Za-z]{2,}")
_LONGEST = 8


def self_test(
    index: Index, documents: Sequence[SearchDocument], among: Collection[str] | None = None, sample: int = SAMPLE
) -> list[Problem]:
    """Problems, one for each substring of the sample that does not lead to its document.

    The sample depends on the documents only, not on chance. `among` confines it to documents with these ids: enough
    where the others were tested before and have not changed. `documents` are all that are in `index`.
    """
    store = index.store
    store.fold_all()
    number_of = {document.id: number for number, document in enumerate(in_order(documents), store.terms)}
    asked = documents if among is None else [document for document in documents if document.id in among]
    return [
        Problem(document.url, 0, f"搜不到正文里的「{text}」 (not found by search)", "report this as a defect")
        for document, text in _sample(asked, sample)
        if not _leads_to(store, text, document.id, number_of[document.id])
    ]


def _sample(documents: Sequence[SearchDocument], count: int) -> Iterator[tuple[SearchDocument, str]]:
    """Documents and substrings, chosen by a hash so that an edit changes few of them."""
    ranked = sorted(documents, key=lambda document: _hash(document.id))
    for document in ranked[:count]:
        text = "\n".join([document.title, *(section.text for section in document.sections)])
        runs = _RUN.findall(text)
        if runs:
            number = _hash(document.id + text)
            run = runs[number % len(runs)]
            start = number // 7 % max(1, len(run) - 1) if run[0] > "z" else 0
            yield document, run[start : start + 2 + number // 11 % (_LONGEST - 1)]


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big")


def _leads_to(store: Store, text: str, entry: str, number: int) -> bool:
    """Whether the document is among those that have the substring; of Latin letters it may be the beginning of a word."""
    if text.isascii():
        unit = store.folder.units(text)[0]
        places = find(store, Term(Sort.LATIN, unit, 0, True, False, False, 0)).places
        found = store.document_of_block[store.block_of_slot[places >> 4]]
    else:
        found = phrase_documents(store, text)
    record = store.record(int(store.title_blocks[number]))
    return bool((found == number).any()) and record is not None and record[0] == entry
