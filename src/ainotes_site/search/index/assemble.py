"""The index as files: documents are tokenised one by one, then merged. docs/search-format.md describes the result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate, pairwise
from typing import Protocol, TypeVar

import numpy as np

from ainotes_site.search.format import traditional_table
from ainotes_site.search.format.codec import encode_text
from ainotes_site.search.format.geometry import FORMAT
from ainotes_site.search.format.postings import Entries, latin_entries, pair_shards
from ainotes_site.search.format.scripts import SEPARATOR, dump, dump_raw, script
from ainotes_site.search.index import name_groups, vocabulary
from ainotes_site.search.index.columns import Columns, DocumentRow, columns, pair_code, term_cells
from ainotes_site.search.index.concepts import concept_rows, everyday_words
from ainotes_site.search.index.document import PersonCard, SearchDocument, TermCard
from ainotes_site.search.index.facets import facets_payload
from ainotes_site.search.index.shards import (
    KEY_SHARD,
    PINYIN_SHARD,
    Files,
    Payload,
    Shard,
    front_coded,
    ready,
    row_payload,
    row_shards,
    split_texts,
)
from ainotes_site.search.index.term_slots import home
from ainotes_site.search.index.tokenise import TokenisedDocument, tokenise, tokenise_card
from ainotes_site.search.text import pinyin
from ainotes_site.search.text.fold import is_han
from ainotes_site.search.text.segment import Segmenter
from ainotes_site.search.text.stopwords import STOP_WORDS
from ainotes_site.search.text.syllables import syllable_table
from ainotes_site.search.text.traditional import gb2312, simplified_characters
from ainotes_site.search.text.word_cache import Memory, regional_names

_MOST_READ = 24000
"""Most frequent words that pinyin finds."""
_MOST_PHRASES = 12000
"""Most frequent phrases of titles that pinyin finds."""
_LATIN = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Assembled:
    """The files of the index, and what a next run may use."""

    shards: tuple[Shard, ...]
    memory: Memory


class Dated(Protocol):
    """What has a place in the order of the index."""

    @property
    def id(self) -> str: ...
    @property
    def date(self) -> str | None: ...


Document = TypeVar("Document", bound=Dated)


def build_index(
    documents: Sequence[SearchDocument],
    cards: Sequence[TermCard],
    equivalents: Sequence[tuple[str, ...]],
    topic_names: Mapping[str, tuple[str, ...]] | None = None,
    persons: Sequence[PersonCard] = (),
) -> dict[str, bytes]:
    """The files of the index, by path relative to `search/`. They do not depend on the order of documents, cards or
    groups.
    """
    cut = index_segmenter(cards, equivalents).cut
    listed = [tokenise_card(card, cut) for card in cards_in_order(cards)]
    listed += [tokenise(document, cut) for document in in_order(documents)]
    made = {number.to_bytes(8, "big"): document for number, document in enumerate(listed)}
    fetch = made.__getitem__
    index = assemble(columns(list(made), fetch), fetch, cards, equivalents, topic_names=topic_names, persons=persons)
    return {shard.path: shard.make() for shard in index.shards}


def index_segmenter(cards: Sequence[TermCard], equivalents: Sequence[tuple[str, ...]]) -> Segmenter:
    """The segmenter whose `cut` must be given to `tokenise`: it knows the names of terms and equivalents."""
    return Segmenter(name_groups.user_words(cards, equivalents))


def warm_up(segmenter: Segmenter) -> None:
    """Load what indexing takes, whatever is indexed: for a moment in which it is not known yet."""
    tokenise_card(TermCard("预备", ("A1",), "预备，B-2。", ""), segmenter.cut)
    for inner in (False, True):
        _variants(inner=inner)


def cards_in_order(cards: Iterable[TermCard]) -> list[TermCard]:
    """Cards as the index has them; they stand before the documents, see `terms`."""
    return sorted(cards, key=lambda card: (home(card.stem), card.name, card.url))


def in_order(documents: Iterable[Document]) -> list[Document]:
    """Documents as the index has them: the newest last, ties by id from the last."""
    ordered = sorted(documents, key=lambda document: document.id, reverse=True)
    return sorted(ordered, key=lambda document: document.date or "")


def assemble(
    merged: Columns,
    fetch: Callable[[bytes], TokenisedDocument],
    cards: Sequence[TermCard],
    equivalents: Sequence[tuple[str, ...]],
    memory: Memory | None = None,
    topic_names: Mapping[str, tuple[str, ...]] | None = None,
    persons: Sequence[PersonCard] = (),
) -> Assembled:
    """The files of the index from documents that were tokenised with the cut of `index_segmenter`.

    `merged` has the cards in the order of `cards_in_order` and then the documents in that of `in_order`; `fetch` gives
    each by its key. `topic_names` says by which names, besides its id, `topic:` may ask for a topic; `persons` have a card.
    """
    memory = memory or Memory()
    cards = cards_in_order(cards)
    segmenter = index_segmenter(cards, equivalents)
    rows, frequencies = merged.rows, merged.words
    entries = latin_entries(merged.names, merged.units)
    pair_starts, pairs = pair_shards(merged.pairs, KEY_SHARD)
    files = Files()
    key_starts, keys = row_shards(entries, KEY_SHARD)
    key_checks = files.add("keys", keys)
    pair_checks = files.add("pairs", pairs)
    text_starts, text_checks = _add_texts(files, rows, fetch)
    occurs = _occurrence(merged)
    regional = _add_names(files, cards, equivalents, persons, frequencies, occurs, memory)
    things = concept_rows(cards, equivalents, occurs)
    files.add_one("concepts", ready(dump({"things": things, "words": everyday_words()})))
    occurring = [word for word in segmenter.extra_words if occurs(name_groups.one_by_one(word))]
    files.add_one("syllables", ready(dump(syllable_table(occurring))))
    readings = _readable(merged, occurring, memory)
    _add_readings(files, readings, frequencies)
    latin_checks = files.add("latin", _latin_payloads(entries))
    files.add_one("facets", facets_payload(rows, topic_names or {}))
    files.add_one("fold", ready(dump(traditional_table.written(_variants(inner=False)))))
    manifest = {
        "docs": len(rows),
        "terms": len(cards),
        "cells": encode_text(np.diff(term_cells(rows), prepend=0).tolist()),
        "kinds": b"".join(row.kinds for row in rows).translate(_DIGITS).decode("ascii"),
        "widths": _widths(rows),
        "keys": SEPARATOR.join(key_starts),
        "pairs": SEPARATOR.join(pair_starts),
        "texts": encode_text([after - before for before, after in pairwise([0, *text_starts])]),
        "lexicon": front_coded(vocabulary.core_words(frequencies, segmenter.extra_words)),
        "stop": SEPARATOR.join(STOP_WORDS),
        "fold": "".join(old + new for old, new in _variants(inner=True).items()),
        "checks": {
            "keys": key_checks,
            "pairs": pair_checks,
            "texts": text_checks,
            "latin": latin_checks,
            **files.checks,
        },
    }
    version = blake2b(dump(manifest).encode("utf-8"), digest_size=8).hexdigest()
    whole = ready(dump_raw({"version": version, **manifest}))
    last = Shard("manifest.js", whole.key, lambda: script("manifest", str(FORMAT), whole.make()))
    return Assembled((*files.shards, last), Memory(readings, regional))


_DIGITS = bytes(48 + kind % 10 for kind in range(256))


def _widths(rows: Sequence[DocumentRow]) -> list[str]:
    """Widths of the blocks of each kind."""
    kinds = np.frombuffer(b"".join(row.kinds for row in rows), dtype=np.uint8)
    widths = np.frombuffer(b"".join(row.widths for row in rows), dtype=np.uint8)
    return [encode_text(widths[kinds == kind].tolist()) for kind in range(4)]


def _add_texts(
    files: Files, rows: Sequence[DocumentRow], fetch: Callable[[bytes], TokenisedDocument]
) -> tuple[list[int], str]:
    """The block that each shard begins with, and the checks."""
    starts = split_texts(np.frombuffer(b"".join(row.sizes for row in rows), dtype="<u4").astype(np.int64))
    firsts = list(accumulate((len(row.kinds) for row in rows), initial=0))
    payloads = []
    document = 0
    for start, end in pairwise([*starts, firsts[-1]]):
        while firsts[document + 1] <= start:
            document += 1
        last = document
        while firsts[last + 1] < end:
            last += 1
        low, high = start - firsts[document], end - firsts[document]
        payloads.append(_texts(rows[document : last + 1], low, high, fetch))
    return starts, files.add("texts", payloads)


def _texts(rows: Sequence[DocumentRow], low: int, high: int, fetch: Callable[[bytes], TokenisedDocument]) -> Payload:
    """What is shown of the blocks from `low` to `high`, counted from the first one of `rows`."""

    def make() -> str:
        records = [record for row in rows for record in fetch(row.key).records]
        return f"[{','.join(records[low:high])}]"

    bounds = f"{low} {high}".encode()
    return Payload(blake2b(b"".join((*(row.content for row in rows), bounds)), digest_size=16).digest(), make)


def _add_names(
    files: Files,
    cards: Sequence[TermCard],
    equivalents: Sequence[tuple[str, ...]],
    persons: Sequence[PersonCard],
    frequencies: Mapping[str, int],
    occurs: Callable[[str], bool],
    memory: Memory,
) -> dict[str, tuple[str, ...]]:
    regional = regional_names(frequencies, memory.regional)
    pairs = [(word, name) for word, others in regional.items() for name in others]
    payload = {
        "groups": name_groups.name_groups(cards, equivalents, occurs),
        "regional": name_groups.regional_groups(pairs, occurs),
        "cards": name_groups.card_rows(cards),
        "persons": name_groups.person_rows(persons, occurs),
    }
    files.add_one("names", ready(dump(payload)))
    return regional


def _occurrence(merged: Columns) -> Callable[[str], bool]:
    """Whether a folded name may occur: all its units and pairs do."""
    latin = frozenset(merged.names)
    pairs = frozenset(merged.pairs.keys.tolist())

    def occurs(name: str) -> bool:
        units = name.split(" ")
        are_han = [len(unit) == 1 and is_han(unit) for unit in units]
        if not all(is_one or unit in latin for unit, is_one in zip(units, are_han, strict=True)):
            return False
        following = zip(pairwise(units), pairwise(are_han), strict=True)
        return all(pair_code(one, other) in pairs for (one, other), both in following if all(both))

    return occurs


def _readable(merged: Columns, user_words: Iterable[str], memory: Memory) -> dict[str, str]:
    """Readings of the words that pinyin finds: the most frequent ones, those of the titles, and the user dictionary."""
    words = {*vocabulary.most_frequent(merged.words, _MOST_READ), *user_words}
    words.update(vocabulary.most_frequent(merged.phrases, _MOST_PHRASES))
    return pinyin.readings(words, memory.readings)


def _add_readings(files: Files, readings: Mapping[str, str], frequencies: Mapping[str, int]) -> None:
    starts, payloads = row_shards(pinyin.pinyin_rows(readings, frequencies), PINYIN_SHARD)
    checks = files.add("pinyin", payloads)
    syllables = " ".join(pinyin.syllables(readings))
    files.add_one("readings", ready(dump({"syllables": syllables, "starts": starts, "checks": checks})))


def _latin_payloads(entries: Entries) -> list[Payload]:
    """Words of Latin letters by their first letter, for mending typing errors without loading postings."""
    by_letter: dict[str, dict[str, int]] = {letter: {} for letter in _LATIN}
    for key, postings in entries:
        if key[0] in by_letter and len(key) > 1:
            by_letter[key[0]][key] = len(postings)
    return [row_payload(vocabulary.frequency_rows(words)) for words in by_letter.values()]


@lru_cache(maxsize=2)
def _variants(*, inner: bool) -> Mapping[str, str]:
    """Traditional characters and the simplified ones; `inner` for those that GB 2312 has.

    A query that is all in GB 2312 needs those few only, so that the others are rarely loaded.
    """
    common = gb2312()
    return {old: new for old, new in simplified_characters().items() if (old in common) == inner}
