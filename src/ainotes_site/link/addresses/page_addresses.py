"""Addresses of the pages of sources, terms, persons, topics and tags: of one that has no page any more, which answers for it.

They are lines of `permalinks.tsv` as those of entries are, their addresses with the folder of their kind (`terms/rag`). Such
a page is made of what has names of its own, so it is not recognised by its text: a term, a person or a topic is what is called
so today, a source is where most of its entries and terms are today, a tag is the new one in the source that had it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from posixpath import splitext

from ainotes_site.link.addresses.permalinks import GONE, LIVE, Record, answering
from ainotes_site.link.library import Library
from ainotes_site.model import EntryId
from ainotes_site.urls import Url, entry_url, person_url, source_url, tag_path, tag_url, term_url, topic_url

_Find = Callable[[Record], str | None]
"""The address that answers for one that has lost its page; None where none does."""


def is_page(record: Record) -> bool:
    """Whether a line is about such a page, not about an entry."""
    return "/" in record.address


def with_pages(before: Sequence[Record], entries: Sequence[Record], library: Library) -> tuple[Record, ...]:
    """All records: those of `entries` as they are now, and those of the pages of `library`. `before` is the file as it was."""
    now = {record.address: record for record in _published(library)}
    lost = [record for record in before if is_page(record) and record.address not in now]
    if lost:
        find = _Answers([*before], [*entries], library, now).find
        for record in lost:
            answer = find(record)
            kept = GONE if record.is_live else record.state
            now[record.address] = record._replace(state=answer or kept)
    return (*entries, *(now[address] for address in sorted(now)))


def url_of(address: EntryId) -> Url:
    """The page at an address."""
    return Url(f"{address}.html") if "/" in address else entry_url(address)


def _published(library: Library) -> Iterator[Record]:
    """The pages of a library, which all have an address."""
    for source in library.sources:
        if source.has_page:
            yield _live(source_url(source.slug), source.title, source.path)
    for term in library.terms:
        yield _live(term_url(term.slug), term.name, term.definitions[0].span.path)
    for person in library.people:
        yield _live(person_url(person.slug), person.person.name or f"@{person.person.handle}")
    for topic in library.taxonomy:
        yield _live(topic_url(topic.id), topic.name_zh or topic.name_en)
    yield from _tags(library)


def _tags(library: Library) -> Iterator[Record]:
    """The pages of tags, each with the newest source that has it."""
    found: dict[str, Record] = {}
    for entry in library.entries:
        for slug, name in (each for tag in entry.tags for each in tag_path(tag)):
            if slug not in found:
                found[slug] = _live(tag_url(slug), name, entry.span.path)
    yield from found.values()


def _live(url: Url, title: str, source: str = "") -> Record:
    return Record(EntryId(splitext(url)[0]), LIVE, source, EntryId(""), title, b"")


class _Answers:
    """What answers for pages that are gone."""

    def __init__(
        self, before: Sequence[Record], entries: Sequence[Record], library: Library, now: Mapping[EntryId, Record]
    ) -> None:
        self._library = library
        self._before = before
        self._now = {**{record.address: record for record in entries}, **now}
        self._moved = answering([*entries, *now.values()])
        self._sources = {source.path: source for source in library.sources}
        self._kinds: Mapping[str, _Find] = {
            "sources": self._of_source,
            "terms": self._by_name((term_url(term.slug), (term.name, *term.aliases)) for term in library.terms),
            "people": self._by_name(
                (person_url(person.slug), self._names_of(person.names, person.person.handle))
                for person in library.people
            ),
            "topics": self._by_name(
                (topic_url(topic.id), (topic.id, topic.name_zh, topic.name_en, *topic.words))
                for topic in library.taxonomy
            ),
            "tags": self._of_tag,
        }

    def find(self, record: Record) -> str | None:
        """The address that answers for a page that is gone."""
        find = self._kinds.get(record.address.partition("/")[0])
        return None if find is None else find(record)

    def _names_of(self, names: Sequence[str], handle: str | None) -> tuple[str, ...]:
        """The names of a person, those among them that the notes' own list of persons has."""
        listed = [group for group in self._library.person_names if not set(group).isdisjoint(names)]
        return (*names, *(name for group in listed for name in group), *([f"@{handle}"] if handle else ()))

    @staticmethod
    def _by_name(named: Iterable[tuple[Url, Sequence[str]]]) -> _Find:
        addresses: dict[str, str] = {}
        for url, names in named:
            for name in filter(None, names):
                addresses.setdefault(_folded(name), splitext(url)[0])

        def find(record: Record) -> str | None:
            own = record.address.partition("/")[2]
            return addresses.get(_folded(record.title)) or addresses.get(_folded(own))

        return find

    def _of_source(self, record: Record) -> str | None:
        """The source itself, though it consists of one entry now, or that in which most of it is now."""
        places = Counter(
            place
            for each in self._before
            if each.source == record.source and each.address != record.address and each.is_live
            if not each.address.startswith("tags/")  # which are in many sources
            if (place := self._place_of(each.address)) is not None
        )
        most = min(places, key=lambda path: (-places[path], path), default="")
        source = self._sources.get(record.source) or self._sources.get(most)
        if source is None or not (source.has_page or source.entries):
            return None
        return splitext(source_url(source.slug))[0] if source.has_page else source.entries[0]

    def _of_tag(self, record: Record) -> str | None:
        """The tag that is written in another way now, or the only new one in the source in which the old one was."""
        live = [each for address, each in self._now.items() if address.startswith("tags/")]
        found = [each for each in live if _loose(each.title) == _loose(record.title)]
        if not found:
            known = {each.address for each in self._before}
            found = _innermost([each for each in live if each.source == record.source and each.address not in known])
        return found[0].address if len(found) == 1 else None

    def _place_of(self, address: EntryId) -> str | None:
        """Path of the source in which that is to which an address leads."""
        answer = self._moved.get(address, address)
        record = None if answer is None else self._now.get(answer)
        return record.source if record is not None and record.source in self._sources else None


def _innermost(tags: Sequence[Record]) -> list[Record]:
    """Those of some tags in which none of the others is nested."""
    names = [each.title.casefold() for each in tags]
    return [each for each, name in zip(tags, names, strict=True) if not any(o.startswith(f"{name}/") for o in names)]


def _loose(tag: str) -> str:
    """A tag without what only parts its words."""
    return "".join(c for c in tag.casefold() if c not in " -_")


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
