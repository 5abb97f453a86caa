"""The index as files: documents are tokenised one by one, then merged. docs/search-format.md describes the result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import accumulate, chain, pairwise

from ainotes_site.search import lexicon, names, pinyin
from ainotes_site.search.codec import SEPARATOR, dump, encode_text, script
from ainotes_site.search.common import topic_form
from ainotes_site.search.document import SearchDocument, TermCard
from ainotes_site.search.fold import is_han
from ainotes_site.search.layout import FORMAT, SLOT, WIDTHS
from ainotes_site.search.postings import Entries, PairShards, latin_entries, pair_code, pair_shards
from ainotes_site.search.regional import in_gb2312, regional_pairs, simplified_characters
from ainotes_site.search.segment import Segmenter
from ainotes_site.search.shards import (
    KEY_SHARD,
    PINYIN_SHARD,
    Files,
    front_coded,
    packed_rows,
    row_payload,
    split_texts,
)
from ainotes_site.search.stopwords import STOP_WORDS
from ainotes_site.search.tokenise import TokenisedDocument, tokenise, tokenise_card

_MOST_VALUES = 400
"""Most frequent tags and topics that are counted for a reader to choose from."""
_MOST_READ = 24000
"""Most frequent words that pinyin finds."""
_MOST_PHRASES = 12000
"""Most frequent phrases of titles that pinyin finds."""
_LATIN = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Memory:
    """What an earlier run worked out about words. Keeping it saves time only."""

    readings: Mapping[str, str] = field(default_factory=dict)
    regional: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assembled:
    """The files of the index, by path relative to the `search/` folder, and what a next run may use."""

    files: dict[str, bytes]
    memory: Memory


def build_index(
    documents: Sequence[SearchDocument], cards: Sequence[TermCard], equivalents: Sequence[tuple[str, ...]]
) -> dict[str, bytes]:
    """The files of the index. They do not depend on the order of documents, cards or groups."""
    segmenter = index_segmenter(cards, equivalents)
    return assemble([tokenise(document, segmenter.cut) for document in documents], cards, equivalents).files


def index_segmenter(cards: Sequence[TermCard], equivalents: Sequence[tuple[str, ...]]) -> Segmenter:
    """The segmenter whose `cut` must be given to `tokenise`: it knows the names of terms and equivalents."""
    return Segmenter(names.user_words(cards, equivalents))


def assemble(
    tokenised: Iterable[TokenisedDocument],
    cards: Sequence[TermCard],
    equivalents: Sequence[tuple[str, ...]],
    memory: Memory | None = None,
    topic_names: Mapping[str, tuple[str, ...]] | None = None,
) -> Assembled:
    """The files of the index from documents that were tokenised with the cut of `index_segmenter`.

    `topic_names` says by which names, besides its id, `topic:` may ask for a topic.
    """
    memory = memory or Memory()
    cards = sorted(cards, key=lambda card: (card.name, card.url))
    segmenter = index_segmenter(cards, equivalents)
    ordered = sorted(tokenised, key=lambda document: document.id, reverse=True)
    ordered.sort(key=lambda document: document.date)
    documents = [tokenise_card(card, segmenter.cut) for card in cards] + ordered
    spans = [sum(WIDTHS[width] for width in document.widths) * SLOT for document in documents]
    starts = [0, *accumulate(spans)][:-1]
    entries = latin_entries(documents, starts)
    pairs = pair_shards(documents, starts, KEY_SHARD)
    frequencies = lexicon.document_frequencies(document.words for document in documents)
    files = Files()
    keys = packed_rows(entries, KEY_SHARD)
    key_checks = files.add("keys", (payload for _, payload in keys))
    pair_checks = files.add("pairs", pairs.payloads)
    text_starts, text_checks = _add_texts(files, documents)
    regional = _add_names(files, cards, equivalents, frequencies, _occurrence(entries, pairs), memory)
    readings = _readable(documents, frequencies, segmenter.extra_words, memory)
    _add_readings(files, readings, frequencies)
    latin_checks = files.add("latin", _latin_payloads(entries))
    _add_facets(files, documents, topic_names or {})
    files.add_one("fold", dump(_fold_text(inner=False)))
    files.add_one("words", row_payload(lexicon.long_words(frequencies)))
    manifest = {
        "docs": len(documents),
        "terms": len(cards),
        "kinds": "".join(str(kind) for document in documents for kind in document.kinds),
        "widths": [_widths(documents, kind) for kind in range(4)],
        "keys": SEPARATOR.join(first for first, _ in keys),
        "pairs": SEPARATOR.join(pairs.starts),
        "texts": encode_text([after - before for before, after in pairwise([0, *text_starts])]),
        "lexicon": front_coded(lexicon.core_words(frequencies, segmenter.extra_words)),
        "stop": SEPARATOR.join(STOP_WORDS),
        "fold": _fold_text(inner=True),
        "checks": {
            "keys": key_checks,
            "pairs": pair_checks,
            "texts": text_checks,
            "latin": latin_checks,
            **files.checks,
        },
    }
    version = blake2b(dump(manifest).encode("utf-8"), digest_size=8).hexdigest()
    files.scripts["manifest.js"] = script("manifest", str(FORMAT), dump({"version": version, **manifest}))
    return Assembled(files.scripts, Memory(readings, regional))


def _widths(documents: Iterable[TokenisedDocument], kind: int) -> str:
    rows = (zip(document.kinds, document.widths, strict=True) for document in documents)
    return encode_text([width for row in rows for own, width in row if own == kind])


def _add_texts(files: Files, documents: Sequence[TokenisedDocument]) -> tuple[list[int], str]:
    """The block that each shard begins with, and the checks."""
    records = list(chain.from_iterable(document.records for document in documents))
    starts = split_texts(records)
    ends = [*starts[1:], len(records)]
    payloads = (f"[{','.join(records[start:end])}]" for start, end in zip(starts, ends, strict=True))
    return starts, files.add("texts", payloads)


def _add_names(
    files: Files,
    cards: Sequence[TermCard],
    equivalents: Sequence[tuple[str, ...]],
    frequencies: Counter[str],
    occurs: Callable[[str], bool],
    memory: Memory,
) -> dict[str, tuple[str, ...]]:
    regional = _regional_names(frequencies, memory.regional)
    pairs = [(word, name) for word, others in regional.items() for name in others]
    payload = {
        "groups": names.name_groups(cards, equivalents, occurs),
        "regional": names.regional_groups(pairs, occurs),
        "cards": names.card_rows(cards),
    }
    files.add_one("names", dump(payload))
    return regional


def _regional_names(words: Iterable[str], known: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    words = list(words)
    result = {word: known[word] for word in words if word in known}
    fresh: dict[str, tuple[str, ...]] = {word: () for word in words if word not in known}
    for word, name in regional_pairs(fresh):
        fresh[word] = (*fresh[word], name)
    return result | fresh


def _occurrence(entries: Entries, pairs: PairShards) -> Callable[[str], bool]:
    """Whether a folded name may occur: all its units and pairs do."""
    latin = {key for key, _ in entries}

    def occurs(name: str) -> bool:
        units = name.split(" ")
        codes = [pair_code(one, other) for one, other in pairwise(units) if is_han(one) and is_han(other)]
        return pairs.codes.issuperset(codes) and latin.issuperset(unit for unit in units if not is_han(unit))

    return occurs


def _readable(
    documents: Iterable[TokenisedDocument], frequencies: Counter[str], user_words: Iterable[str], memory: Memory
) -> dict[str, str]:
    """Readings of the words that pinyin finds: the most frequent ones, those of the titles, and the user dictionary."""
    phrases = Counter(phrase for document in documents for phrase in document.phrases)
    words = {word for word, _ in lexicon.most_frequent(frequencies, _MOST_READ)}
    words.update(phrase for phrase, _ in lexicon.most_frequent(phrases, _MOST_PHRASES))
    return pinyin.readings(sorted(words.union(user_words)), memory.readings)


def _add_readings(files: Files, readings: Mapping[str, str], frequencies: Mapping[str, int]) -> None:
    groups = packed_rows(pinyin.pinyin_rows(readings, frequencies), PINYIN_SHARD)
    checks = files.add("pinyin", (payload for _, payload in groups))
    syllables = sorted({syllable for reading in readings.values() for syllable in reading.split()})
    starts = [first for first, _ in groups]
    files.add_one("readings", dump({"syllables": " ".join(syllables), "starts": starts, "checks": checks}))


def _latin_payloads(entries: Entries) -> list[str]:
    """Words of Latin letters by their first letter, for mending typing errors without loading postings."""
    by_letter: dict[str, dict[str, int]] = {letter: {} for letter in _LATIN}
    for key, postings in entries:
        if key[0] in by_letter and len(key) > 1:
            by_letter[key[0]][key] = len(postings)
    return [row_payload(lexicon.frequency_rows(words)) for words in by_letter.values()]


def _add_facets(
    files: Files, documents: Sequence[TokenisedDocument], topic_names: Mapping[str, tuple[str, ...]]
) -> None:
    """Kind, topics and tags of each document, as the number of a combination; the most frequent have the small ones."""
    topics = _numbered(Counter(topic for document in documents for topic in document.topics))
    tags = _numbered(Counter(tag for document in documents for tag in document.tags))
    rows = [
        (
            document.kind,
            tuple(sorted({topics[topic] for topic in document.topics if topic in topics})),
            tuple(sorted({tags[tag] for tag in document.tags if tag in tags})),
        )
        for document in documents
    ]
    counts = Counter(rows)
    combinations = sorted(counts, key=lambda row: (-counts[row], row))
    number = {row: index for index, row in enumerate(combinations)}
    dates = Counter(document.date for document in documents)
    payload = {
        "topics": list(topics),
        "names": {topic_form(name): topic for topic in topics for name in (topic, *topic_names.get(topic, ()))},
        "tags": list(tags),
        "rows": combinations,
        "documents": encode_text([number[row] for row in rows]),
        "dates": SEPARATOR.join(dates),
        "counts": encode_text(list(dates.values())),
    }
    files.add_one("facets", dump(payload).replace("\\t", SEPARATOR))


def _numbered(counts: Counter[str]) -> dict[str, int]:
    """The most frequent values with their numbers, in order of frequency."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_VALUES]
    return {value: number for number, (value, _) in enumerate(ordered)}


def _fold_text(*, inner: bool) -> str:
    """Traditional and simplified characters in turn; `inner` for those that GB 2312 has.

    A query that is all in GB 2312 needs those few only, so that the others are rarely loaded.
    """
    return "".join(old + new for old, new in simplified_characters().items() if in_gb2312(old) == inner)
