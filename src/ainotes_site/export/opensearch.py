"""For those who outgrow a static index: documents as bodies of OpenSearch's bulk requests, and the index template they need.

Formats: https://docs.opensearch.org/latest/api-reference/document-apis/bulk/ and
https://docs.opensearch.org/latest/im-plugin/index-templates/. Nothing is needed that a server has not by itself: Han is searched by
overlapping pairs of characters and by words. A server has no Chinese dictionary, so it is given the words of these texts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ainotes_site.export.base import PublishedNotes
from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.plain_text import plain
from ainotes_site.markup.result import EMPTY
from ainotes_site.model import Entry, Term
from ainotes_site.render.data_files.markdown_copies import author_names
from ainotes_site.search.text.segment import Segmenter
from ainotes_site.urls import entry_url, term_url

TEMPLATE = "index-template.json"
BULK = "bulk-{number:04}.ndjson"
LARGEST_BODY = 8_000_000
"""Bytes of a request; OpenSearch advises 5 to 15 MB."""
MOST_WORDS = 20_000
"""Words that a server is given, the most frequent: they become part of the state that its nodes share."""
LONGEST_WORD = 15
_WORD = pattern(rf"[\u3400-\u4dbf\u4e00-\u9fff]{{2,{LONGEST_WORD}}}")


def write_opensearch(published: PublishedNotes, folder: Path) -> int:
    """Write request bodies and the template into a new folder; how many documents are in them."""
    folder.mkdir(parents=True, exist_ok=True)
    names = (name for term in published.site.library.terms for name in term.names)
    cut = Segmenter(names).cut
    words: Counter[str] = Counter()
    count = number = size = 0
    body: list[bytes] = []
    for name, document in _documents(published):
        for text in _texts(document):
            words.update(word for word in cut(text) if _WORD.fullmatch(word))
        lines = _line({"index": {"_id": name}}) + _line(document)
        if body and size + len(lines) > LARGEST_BODY:
            number = _write(folder, number, body)
            body, size = [], 0
        body.append(lines)
        size += len(lines)
        count += 1
    if body:
        _write(folder, number, body)
    most = sorted(word for word, _ in sorted(words.items(), key=lambda item: (-item[1], item[0]))[:MOST_WORDS])
    (folder / TEMPLATE).write_bytes(json.dumps(template(most), ensure_ascii=False, indent=1).encode() + b"\n")
    return count


def template(words: list[str]) -> dict[str, object]:
    """The index template for indexes whose names begin with `ainotes`. `words` are Han words of two characters or more."""
    text: dict[str, object] = {
        "type": "text",
        "analyzer": "han_pairs",
        "fields": {
            "words": {"type": "text", "analyzer": "han_words"},
            "english": {"type": "text", "analyzer": "english"},
        },
    }
    keyword = {"type": "keyword"}
    date = {"type": "date", "format": "strict_year_month_day||strict_year_month||strict_year"}
    keywords = ("type", "kind", "lang", "authors", "topics", "tags", "terms", "source")
    analyzers: dict[str, object] = {
        "han_pairs": {"type": "custom", "tokenizer": "standard", "filter": ["cjk_width", "lowercase", "cjk_bigram"]}
    }
    filters: dict[str, object] = {"no_sentences": {"type": "length", "max": LONGEST_WORD}}
    chain = ["cjk_width", "lowercase", "no_sentences"]
    if words:
        filters["dictionary"] = {
            "type": "dictionary_decompounder",
            "word_list": words,
            "min_word_size": 3,
            "min_subword_size": 2,
            "max_subword_size": LONGEST_WORD,
        }
        chain.insert(2, "dictionary")
    analyzers["han_words"] = {"type": "custom", "tokenizer": "runs", "filter": chain}
    return {
        "index_patterns": ["ainotes*"],
        "template": {
            "settings": {
                "analysis": {
                    "analyzer": analyzers,
                    "tokenizer": {"runs": {"type": "pattern", "pattern": r"[^\p{L}\p{N}]+"}},
                    "filter": filters,
                }
            },
            "mappings": {
                "properties": {
                    **dict.fromkeys(("title", "names", "text"), text),
                    **dict.fromkeys(keywords, keyword),
                    **dict.fromkeys(("date", "updated"), date),
                    "url": {"type": "keyword", "index": False},
                    "line": {"type": "integer", "index": False},
                }
            },
        },
    }


def _documents(published: PublishedNotes) -> Iterator[tuple[str, dict[str, object]]]:
    """Id and fields of each entry and term."""
    site = published.site
    for entry in site.library.entries:
        yield f"entry:{entry.id}", _filled(_entry(published, entry))
    for term in site.library.terms if site.settings.glossary else ():
        if term.definitions:
            yield f"term:{term.slug}", _filled(_term(published, term))


def _entry(published: PublishedNotes, entry: Entry) -> dict[str, object]:
    site = published.site
    sections = site.library.compiled.get(entry.id, EMPTY).sections
    parts = [part for section in sections for part in (section.title, section.text) if part]
    return {
        "type": "entry",
        "title": entry.title,
        "names": list(entry.aliases),
        "text": "\n".join(parts) or "\n".join(link.text or link.url for link in entry.links),
        "kind": str(entry.kind),
        "lang": entry.lang,
        "date": entry.date,
        "updated": entry.updated,
        "authors": author_names(site, entry),
        "topics": list(entry.topics) if site.settings.topics else [],
        "tags": list(entry.tags),
        "terms": list(site.entry_terms(entry.id)) if site.settings.glossary else [],
        "url": site.settings.site_url + entry_url(entry.id),
        "source": entry.span.path,
        "line": entry.span.start_line,
    }


def _term(published: PublishedNotes, term: Term) -> dict[str, object]:
    first = term.definitions[0].span
    return {
        "type": "term",
        "title": term.name,
        "names": list(term.aliases),
        "text": "\n".join(plain(text) for text in published.definitions_of(term, lambda path: path)),
        "url": published.site.settings.site_url + term_url(term.slug),
        "source": first.path,
        "line": first.start_line,
    }


def _filled(fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def _texts(document: dict[str, object]) -> Iterator[str]:
    for name in ("title", "text"):
        yield str(document.get(name, ""))


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def _write(folder: Path, number: int, body: list[bytes]) -> int:
    """Write the next request; its number."""
    (folder / BULK.format(number=number + 1)).write_bytes(b"".join(body))
    return number + 1
