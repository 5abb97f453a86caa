"""What a search answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Snippet:
    """A window of shown text with the places to mark."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    """Start and end of each mark, as offsets in Unicode code points, in order, without overlaps."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found."""

    id: str
    url: str
    """Relative to the root of the site, with the anchor of the best section when it has one."""
    title: Snippet
    kind: str
    date: str
    """ISO 8601 date; empty when there is none."""
    topics: tuple[str, ...]
    score: int
    """Larger is better; comparable within one answer only."""
    section: str
    """Heading of the best section; empty when that is the text before the first heading."""
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Card:
    """A glossary term to show above the hits."""

    name: str
    aliases: tuple[str, ...]
    definition: str
    url: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the reader should know about how the query was taken; `i18n` has the words under
    `search.remark.<code>`.
    """

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one query."""

    total: int
    """Number of documents found, terms not counted."""
    hits: tuple[Hit, ...] = ()
    cards: tuple[Card, ...] = ()
    remarks: tuple[Remark, ...] = ()
    corrected: str = ""
    """The query with its typing errors mended, when that was searched as well; empty otherwise."""
    synonyms: tuple[tuple[str, str], ...] = ()
    """What was also searched: (as asked, an equivalent name or a word that says nearly the same)."""
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """`kind`, `topic`, `tag` and `year`: the number of found documents of each; empty unless asked for."""
    dated: str = ""
    """The query with filters instead of the date that is in it; empty when there is none, or no note of that date."""
    query: str = ""
    """What was asked, with its filters as the interface writes them."""
