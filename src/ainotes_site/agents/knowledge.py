"""What a language model may ask a knowledge base: search, read, browse, cite. Answers are plain values for JSON.

Everything comes from a `Library`, which holds published notes only, and from an opened index: no file is read by a name
that somebody asks for. A hit of an index that is older than the notes is left out where its entry is no longer published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ainotes_site.i18n import text as word
from ainotes_site.link.library import Library
from ainotes_site.link.merge import Links
from ainotes_site.link.source_lines import first_line
from ainotes_site.model import Entry, EntryId, Term, TermSlug, TopicId
from ainotes_site.render.data_files.markdown_copies import contexts, entry_body
from ainotes_site.render.site import Site
from ainotes_site.search.engine import SearchIndex
from ainotes_site.search.result import Hit, Snippet
from ainotes_site.settings import Settings
from ainotes_site.urls import entry_url, term_url, topic_url

Answer = dict[str, object]

MOST = 50
"""Items of one answer at most."""
LONGEST = 20_000
"""Characters of a text in one answer; `read` goes on from any line."""


class UnknownNameError(LookupError):
    """There is no entry, term or topic of that name; the message says what to do."""


@dataclass(frozen=True)
class Knowledge:
    """One knowledge base, open for questions."""

    library: Library
    settings: Settings
    links: Links
    index: SearchIndex | None = None
    """None where the site has not been built."""

    def search(self, query: str, limit: int = 10, offset: int = 0) -> Answer:
        """Hits of the site's own search, each with the source line that it speaks of. Raises UnknownNameError without an index."""
        if self.index is None:
            raise self._unknown("mcp.no_index")
        result = self.index.search(query, limit=_bounded(limit), offset=max(0, offset))
        return {
            "total": result.total,
            "hits": [self._hit(hit) for hit in result.hits if hit.id in self.library.entry],
            "terms": [{"name": card.name, "definition": card.definition, "url": card.url} for card in result.cards],
            "did_you_mean": result.corrected,
        }

    def read(self, name: str, start_line: int = 0) -> Answer:
        """An entry or term as Markdown, from a line of its source on; `name` is an id, a name, an alias, or a page's URL.

        Raises UnknownNameError.
        """
        found = self._found(name)
        return self._term(found) if isinstance(found, Term) else self._entry(found, start_line)

    def cite(self, name: str) -> Answer:
        """How an entry or term is cited: permalink, source file and line, and a line of Markdown. Raises UnknownNameError."""
        found = self._found(name)
        if isinstance(found, Term):
            url, title, span = self._address(term_url(found.slug)), found.name, found.definitions[0].span
        else:
            url, title, span = self._address(entry_url(found.id)), found.title, found.span
        where = f"{span.path}:{span.start_line}"
        return {"title": title, "url": url, "source": where, "markdown": f"[{title}]({url}) ({where})"}

    def topics(self) -> Answer:
        """All topics that have entries."""
        own = ((topic, len(self.library.by_topic.get(topic.id, ()))) for topic in self.library.taxonomy)
        return {
            "topics": [
                {"id": topic.id, "name": topic.name(self.settings.lang), "entries": count, "url": topic_url(topic.id)}
                for topic, count in own
                if count
            ]
        }

    def topic(self, name: str, limit: int = 20, offset: int = 0) -> Answer:
        """The entries of a topic, newest first; `name` is its id or a name of it. Raises UnknownNameError."""
        wanted = name.strip().casefold()
        for topic in self.library.taxonomy:
            if wanted in (topic.id.casefold(), topic.name_zh.casefold(), topic.name_en.casefold()):
                return self._listed(self.library.by_topic.get(TopicId(topic.id), ()), limit, offset)
        raise self._unknown("mcp.no_topic", name)

    def glossary(self, limit: int = 50, offset: int = 0) -> Answer:
        """Terms with the start of their definitions, by slug."""
        begin = max(0, offset)
        shown = self.library.terms[begin : begin + _bounded(limit)]
        return {
            "total": len(self.library.terms),
            "terms": [
                {
                    "id": term.slug,
                    "name": term.name,
                    "aliases": list(term.aliases),
                    "definition": self.site.definition(term),
                }
                for term in shown
            ],
        }

    def timeline(self, period: str = "", limit: int = 20, offset: int = 0) -> Answer:
        """Entries whose date begins with `period` (`2024`, `2024-05`), newest first; all of them without one."""
        dated = [entry for entry in self.library.entries if (entry.date or "").startswith(period)]
        return self._listed(dated, limit, offset)

    def neighbours(self, name: str) -> Answer:
        """What links to an entry, what it links to, and what is related to it; of a term who speaks of it.

        Raises UnknownNameError.
        """
        found = self._found(name)
        library = self.library
        if isinstance(found, Term):
            quotes = library.mentions.get(found.slug, ())
            return {"mentioned_by": [self._quoted(quote.entry, quote.sentence) for quote in quotes[:MOST]]}
        compiled = library.compiled.get(found.id)
        return {
            "links_to": [
                self._quoted(reference.target, reference.sentence)
                for reference in (compiled.references if compiled else ())
                if reference.target in library.entry
            ],
            "linked_from": [self._quoted(quote.entry, quote.sentence) for quote in library.backlinks.get(found.id, ())],
            "related": [self._summary(library.entry[other.entry]) for other in library.related.get(found.id, ())],
        }

    @cached_property
    def site(self) -> Site:
        """The library as pages see it."""
        return Site(self.library, self.settings)

    @cached_property
    def _terms_by_name(self) -> Mapping[str, Term]:
        named = {name.casefold(): term for term in reversed(self.library.terms) for name in reversed(term.names)}
        return {**named, **{term.slug: term for term in self.library.terms}}

    def _found(self, name: str) -> Entry | Term:
        plain = name.strip().removeprefix(self.settings.site_url).partition("#")[0]
        kind, _, stem = plain.removesuffix(".html").removesuffix(".md").rpartition("/")
        if kind != "terms" and EntryId(stem) in self.library.entry:
            return self.library.entry[EntryId(stem)]
        term = self.library.term.get(TermSlug(stem)) if kind == "terms" else self._terms_by_name.get(plain.casefold())
        if term is None:
            raise self._unknown("mcp.no_name", name)
        return term

    def _unknown(self, key: str, name: str = "") -> UnknownNameError:
        return UnknownNameError(word(key, self.settings.lang, name=name[:80]))

    def _entry(self, entry: Entry, start_line: int) -> Answer:
        context_for = contexts(self.links)
        text = entry_body(self.site, entry, context_for, self._address)
        begin = max(0, start_line - first_line(entry)) if start_line else 0
        rest = "\n".join(text.split("\n")[begin:])
        return {
            **self._summary(entry),
            "authors": [author.name for author in self.site.bylines(entry)],
            "tags": list(entry.tags),
            "markdown": rest[:LONGEST],
            "truncated": len(rest) > LONGEST,
            "next_line": first_line(entry) + begin + rest[:LONGEST].count("\n") if len(rest) > LONGEST else None,
        }

    def _term(self, term: Term) -> Answer:
        return {
            "id": term.slug,
            "title": term.name,
            "aliases": list(term.aliases),
            "url": self._address(term_url(term.slug)),
            "definitions": [
                {"text": one.text[:LONGEST], "source": f"{one.span.path}:{one.span.start_line}"}
                for one in term.definitions[:MOST]
            ],
        }

    def _summary(self, entry: Entry) -> Answer:
        return {
            "id": entry.id,
            "title": entry.title,
            "kind": str(entry.kind),
            "date": entry.date,
            "topics": list(entry.topics),
            "url": self._address(entry_url(entry.id)),
            "source": f"{entry.span.path}:{entry.span.start_line}-{entry.span.end_line}",
        }

    def _quoted(self, entry: EntryId, sentence: str) -> Answer:
        return {**self._summary(self.library.entry[entry]), "sentence": sentence}

    def _listed(self, entries: Sequence[Entry], limit: int, offset: int) -> Answer:
        begin = max(0, offset)
        shown = entries[begin : begin + _bounded(limit)]
        return {"total": len(entries), "entries": [self._summary(entry) for entry in shown]}

    def _hit(self, hit: Hit) -> Answer:
        entry = self.library.entry[EntryId(hit.id)]
        return {
            **self._summary(entry),
            "url": self._address(hit.url),
            "section": hit.section,
            "snippet": hit.snippet.text,
            "source": f"{entry.span.path}:{line_of(entry, hit.snippet)}",
        }

    def _address(self, path: str) -> str:
        return self.settings.site_url + path


def line_of(entry: Entry, snippet: Snippet) -> int:
    """The line of the source that a snippet shows: the one that has most of what is marked; else that of the title."""
    marked = {snippet.text[start:end].casefold() for start, end in snippet.marks}
    best, most = entry.span.start_line, 0
    for number, line in enumerate(entry.body.split("\n") if marked else (), first_line(entry)):
        folded = line.casefold()
        found = sum(part in folded for part in marked)
        if found > most:
            best, most = number, found
    return min(best, entry.span.end_line)


def _bounded(limit: int) -> int:
    return max(1, min(limit, MOST))
