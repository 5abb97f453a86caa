"""What filters and their counts need: kind, topics, tags and date of every document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ainotes_site.search.codec import SEPARATOR, dump_raw, encode_text
from ainotes_site.search.columns import Row
from ainotes_site.search.common import topic_form

_MOST_VALUES = 400
"""Most frequent tags and topics that are counted for a reader to choose from."""


def facets_payload(documents: Sequence[Row], topic_names: Mapping[str, tuple[str, ...]]) -> str:
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
    return dump_raw(payload)


def _numbered(counts: Counter[str]) -> dict[str, int]:
    """The most frequent values with their numbers, in order of frequency."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_VALUES]
    return {value: number for number, (value, _) in enumerate(ordered)}
