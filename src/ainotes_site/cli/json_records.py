"""Entries, terms and skipped lines as the JSON objects of `ainotes parse --json`."""

from __future__ import annotations

from collections.abc import Iterator

from ainotes_site.link.library import TopicScore
from ainotes_site.model import Entry, Reading, Skipped, Span, Term
from ainotes_site.pipeline.stages.link import Linked


def records(linked: Linked) -> Iterator[dict[str, object]]:
    """All that was read, source by source, each in the order of its lines."""
    entries = {(entry.span.path, entry.span.start_line, entry.title): entry for entry in linked.library.entries}
    for reading in linked.readings:
        found: list[tuple[int, dict[str, object]]] = []
        for entry in reading.entries:
            known = entries.get((entry.span.path, entry.span.start_line, entry.title), entry)
            found.append((entry.span.start_line, _entry(known, linked.library.topic_scores.get(known.id, ()))))
        found += [(term.definitions[0].span.start_line, _term(term)) for term in reading.terms]
        found += [(skipped.span.start_line, _skipped(skipped)) for skipped in _all_skipped(reading)]
        for _, record in sorted(found, key=lambda pair: pair[0]):
            yield record


def _all_skipped(reading: Reading) -> Iterator[Skipped]:
    if reading.front_matter is not None:
        yield Skipped("front-matter", reading.front_matter)
    yield from reading.skipped


def _entry(entry: Entry, scores: tuple[TopicScore, ...]) -> dict[str, object]:
    return {
        "type": "entry",
        "id": entry.id,
        "title": entry.title,
        "kind": str(entry.kind),
        "date": entry.date,
        "date_inferred": entry.date_inferred,
        "updated": entry.updated,
        "authors": [{"name": person.name, "handle": person.handle} for person in entry.authors],
        "topics": list(entry.topics),
        "topic_evidence": {
            score.topic: [{"word": one.word, "field": one.field, "count": one.count} for one in score.evidence]
            for score in scores
        },
        "tags": list(entry.tags),
        "links": [{"url": link.url, "text": link.text} for link in entry.links],
        "images": [{"url": image.url, "alt": image.alt} for image in entry.images],
        "lang": entry.lang,
        "body": entry.body,
        "source": _source(entry.span),
    }


def _term(term: Term) -> dict[str, object]:
    definition = term.definitions[0]
    return {
        "type": "term",
        "name": term.name,
        "aliases": list(term.aliases),
        "definition": definition.text,
        "category": definition.category,
        "source": _source(definition.span),
    }


def _skipped(skipped: Skipped) -> dict[str, object]:
    return {"type": "skipped", "reason": skipped.reason, "source": _source(skipped.span)}


def _source(span: Span) -> dict[str, object]:
    return {"path": span.path, "start_line": span.start_line, "end_line": span.end_line}
