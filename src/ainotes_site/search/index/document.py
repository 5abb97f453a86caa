"""What the index is made from: documents, term cards and groups of equivalent names."""

from __future__ import annotations

from dataclasses import dataclass

from ainotes_site.markup.result import Section


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One entry as search sees it."""

    id: str
    url: str
    """Page relative to the root of the site."""
    title: str
    kind: str
    date: str = ""
    """ISO 8601 date; empty when there is none."""
    topics: tuple[str, ...] = ()
    """Topic ids."""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    """Display names and handles."""
    terms: tuple[str, ...] = ()
    """Names of the glossary terms that it mentions."""
    sections: tuple[Section, ...] = ()
    """Body as plain text, by heading."""


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody who wrote notes, or of whom they speak: shown above the hits when the query is one of the names."""

    name: str
    aliases: tuple[str, ...]
    """Other names, and the handle."""
    url: str
    """Page relative to the root of the site; empty for somebody who has none. That card leads to a search for a name that
    the notes have, and is left out where they have none."""


@dataclass(frozen=True, slots=True)
class TermCard:
    """A glossary term, shown above the hits when the query names it, and found by the words of its definition."""

    name: str
    aliases: tuple[str, ...]
    definition: str
    """Plain text."""
    url: str

    @property
    def stem(self) -> str:
        """The name of its page without a suffix."""
        return self.url.rpartition("/")[2].partition("#")[0].removesuffix(".html")
