"""One SQLite database: entries, terms, topics, people, links between them, and a full-text index of three-character runs.

It opens in Datasette and in every language. `entries_fts` finds any run of three characters or more, Chinese too (FTS5's trigram
tokeniser, https://sqlite.org/fts5.html#the_trigram_tokenizer); shorter ones with `LIKE`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from ainotes_site.export.base import PublishedNotes
from ainotes_site.model import Entry
from ainotes_site.render.site import Site
from ainotes_site.urls import entry_url, term_url, topic_url

APPLICATION_ID = 0x41494E54
"""Marks the file as one of ours ("AINT")."""
VERSION = 1

_SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE topics (id TEXT PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL,
  parent TEXT REFERENCES topics(id), url TEXT NOT NULL);
CREATE TABLE people (slug TEXT PRIMARY KEY, name TEXT NOT NULL, handle TEXT);
CREATE TABLE entries (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, kind TEXT NOT NULL,
  lang TEXT NOT NULL, date TEXT, date_inferred INTEGER NOT NULL, updated TEXT, description TEXT NOT NULL, markdown TEXT NOT NULL,
  url TEXT NOT NULL, source TEXT NOT NULL, start_line INTEGER NOT NULL, end_line INTEGER NOT NULL);
CREATE TABLE entry_topics (entry TEXT NOT NULL REFERENCES entries(id), topic TEXT NOT NULL REFERENCES topics(id),
  position INTEGER NOT NULL, PRIMARY KEY (entry, topic)) WITHOUT ROWID;
CREATE TABLE entry_people (entry TEXT NOT NULL REFERENCES entries(id), person TEXT NOT NULL REFERENCES people(slug),
  PRIMARY KEY (entry, person)) WITHOUT ROWID;
CREATE TABLE entry_tags (entry TEXT NOT NULL REFERENCES entries(id), tag TEXT NOT NULL, PRIMARY KEY (entry, tag)) WITHOUT ROWID;
CREATE TABLE links (entry TEXT NOT NULL REFERENCES entries(id), url TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE entry_links (source TEXT NOT NULL REFERENCES entries(id), target TEXT NOT NULL REFERENCES entries(id),
  kind TEXT NOT NULL, score REAL, PRIMARY KEY (source, target, kind)) WITHOUT ROWID;
CREATE TABLE terms (slug TEXT PRIMARY KEY, name TEXT NOT NULL, url TEXT NOT NULL);
CREATE TABLE term_names (term TEXT NOT NULL REFERENCES terms(slug), name TEXT NOT NULL, PRIMARY KEY (term, name)) WITHOUT ROWID;
CREATE TABLE definitions (term TEXT NOT NULL REFERENCES terms(slug), markdown TEXT NOT NULL, source TEXT NOT NULL,
  line INTEGER NOT NULL, category TEXT NOT NULL);
CREATE TABLE mentions (entry TEXT NOT NULL REFERENCES entries(id), term TEXT NOT NULL REFERENCES terms(slug),
  PRIMARY KEY (entry, term)) WITHOUT ROWID;
CREATE VIRTUAL TABLE entries_fts USING fts5(title, markdown, content='entries', content_rowid='number', tokenize='trigram');
"""
_LAST = """
INSERT INTO entries_fts(entries_fts) VALUES ('rebuild');
CREATE INDEX entries_date ON entries(date);
CREATE INDEX mentions_term ON mentions(term);
CREATE INDEX entry_topics_topic ON entry_topics(topic);
CREATE INDEX entry_links_target ON entry_links(target);
"""


def write_sqlite(published: PublishedNotes, path: Path) -> int:
    """Write a new database at `path`; how many entries are in it."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={VERSION};{_SCHEMA}")
        for table, rows in _tables(published):
            for row in rows:
                connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({','.join('?' * len(row))})", row)
        connection.executescript(_LAST)
        connection.commit()
    finally:
        connection.close()
    return len(published.site.library.entries)


Row = tuple[object, ...]


def _tables(published: PublishedNotes) -> Iterator[tuple[str, Iterable[Row]]]:
    site, library = published.site, published.site.library
    settings = site.settings
    yield (
        "about",
        [
            ("name", settings.site_name),
            ("description", settings.site_description),
            ("url", settings.site_url),
            ("format", str(VERSION)),
        ],
    )
    if settings.topics:
        yield (
            "topics",
            [
                (one.id, one.name_zh, one.name_en, one.parent, settings.site_url + topic_url(one.id))
                for one in library.taxonomy
            ],
        )
    yield "people", [(one.slug, one.person.name, one.person.handle) for one in library.people]
    yield "entries", _entries(published)
    yield from _of_entries(published)
    if settings.glossary:
        yield from _terms(published)


def _entries(published: PublishedNotes) -> Iterator[Row]:
    base = published.site.settings.site_url
    for number, entry in enumerate(published.site.library.entries, 1):
        text = published.text_of(entry, lambda path: base + path)
        span = entry.span
        facts = (
            entry.id,
            entry.title,
            str(entry.kind),
            entry.lang,
            entry.date,
            int(entry.date_inferred),
            entry.updated,
        )
        place = (base + entry_url(entry.id), span.path, span.start_line, span.end_line)
        yield (number, *facts, entry.description, text, *place)


def _of_entries(published: PublishedNotes) -> Iterator[tuple[str, Iterable[Row]]]:
    """What belongs to entries, table by table."""
    site, entries = published.site, published.site.library.entries
    yield "entry_topics", (row for one in entries for row in _topics_of(site, one))
    yield "entry_people", (row for one in entries for row in _people_of(site, one))
    yield "entry_tags", ((one.id, tag) for one in entries for tag in one.tags)
    yield "links", ((one.id, link.url, link.text) for one in entries for link in one.links)
    yield "entry_links", (edge for one in entries for edge in _edges(site, one))


def _topics_of(site: Site, entry: Entry) -> Iterator[Row]:
    known = site.library.topic if site.settings.topics else {}
    yield from ((entry.id, topic, at) for at, topic in enumerate(entry.topics, 1) if topic in known)


def _people_of(site: Site, entry: Entry) -> Iterator[Row]:
    slugs = site.library.author_slug
    yield from ((entry.id, slugs[author]) for author in entry.authors if author in slugs)


def _edges(site: Site, entry: Entry) -> Iterator[Row]:
    """Links to other entries, related ones and near-duplicates."""
    library = site.library
    compiled = library.compiled.get(entry.id)
    targets = dict.fromkeys(reference.target for reference in compiled.references) if compiled else {}
    yield from ((entry.id, other, "link", None) for other in targets if other in library.entry and other != entry.id)
    for related in library.related.get(entry.id, ()):
        yield entry.id, related.entry, "related", round(related.score, 4)
    yield from ((entry.id, twin, "duplicate", None) for twin in library.duplicates.get(entry.id, ()))


def _terms(published: PublishedNotes) -> Iterator[tuple[str, Iterable[Row]]]:
    site = published.site
    base, terms = site.settings.site_url, site.library.terms
    yield "terms", [(term.slug, term.name, base + term_url(term.slug)) for term in terms]
    yield "term_names", [(term.slug, name) for term in terms for name in term.names]
    yield (
        "definitions",
        [
            (term.slug, text, definition.span.path, definition.span.start_line, definition.category)
            for term in terms
            for definition, text in zip(
                term.definitions, published.definitions_of(term, lambda path: base + path), strict=True
            )
        ],
    )
    yield "mentions", [(one.id, term) for one in site.library.entries for term in site.entry_terms(one.id)]
