"""What filters and their counts need: kind, topics, tags and date of every document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from ainotes_site.search.format.codec import encode_text
from ainotes_site.search.format.scripts import SEPARATOR, dump_raw
from ainotes_site.search.index.columns import DocumentRow
from ainotes_site.search.index.shards import Payload

_MOST_VALUES = 400
"""Most frequent tags and topics that are counted for a reader to choose from."""


def facets_payload(documents: Sequence[DocumentRow], topic_names: Mapping[str, tuple[str, ...]]) -> Payload:
    """What filters need of documents, in the order of the index; `topic_names` gives each topic's names by its id."""
    hasher = blake2b(repr(sorted(topic_names.items())).encode("utf-8", "surrogatepass"), digest_size=16)
    hasher.update(b"".join([document.facets for document in documents]))
    return Payload(hasher.digest(), lambda: _facets(documents, topic_names))


def _facets(documents: Sequence[DocumentRow], topic_names: Mapping[str, tuple[str, ...]]) -> str:
    """Kind, topics and tags of each document, as the number of a combination; the most frequent have the small ones."""
    given = [(document.kind, document.topics, document.tags) for document in documents]
    times = Counter(given)
    topics = _numbered((found, count) for (_, found, _), count in times.items())
    tags = _numbered((found, count) for (_, _, found), count in times.items())
    numbers = {
        (kind, named, tagged): (kind, _numbers(named, topics), _numbers(tagged, tags)) for kind, named, tagged in times
    }
    rows = [numbers[one] for one in given]
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
    return dump_raw(payload)


def _numbered(found: Iterable[tuple[Sequence[str], int]]) -> dict[str, int]:
    """The most frequent of the values that were found so many times, with their numbers, in order of frequency."""
    counts: Counter[str] = Counter()
    for values, count in found:
        for value in values:
            counts[value] += count
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_VALUES]
    return {value: number for number, (value, _) in enumerate(ordered)}


def _numbers(values: Iterable[str], known: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted({known[value] for value in values if value in known}))


def topic_form(name: str) -> str:
    """How names of topics are compared: without case and without spaces."""
    return name.lower().replace(" ", "")
