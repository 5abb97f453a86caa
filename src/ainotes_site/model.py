"""The nouns of the knowledge base: frozen values that readers make, `link` joins and `write` renders."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple, NewType

from ainotes_site.one_line import one_line

EntryId = NewType("EntryId", str)
"""Permanent ASCII name of an entry, unique in a library; also the stem of its page."""

TopicId = NewType("TopicId", str)
"""ASCII name of a topic, for example `rag-retrieval`."""

TermSlug = NewType("TermSlug", str)
"""ASCII name of a glossary term, unique in a library; also the stem of its page."""

Lang = Literal["zh", "en"]


class Kind(StrEnum):
    """What an entry is; decides its icon, its card and its search filter."""

    NOTE = "note"
    VIDEO = "video"
    POST = "post"
    ARTICLE = "article"
    BOOKMARK = "bookmark"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of whole lines in a source."""

    path: str
    """POSIX path of the source, relative to the notes folder."""
    start_line: int
    """First line, counted from 1."""
    end_line: int
    """Last line, inclusive."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something in the notes that its owner should mend, or know; only the first stops a build, if it is strict."""

    path: str
    line: int
    """Line counted from 1; 0 when the problem is the file as a whole."""
    message: str
    """The fact, in Chinese; with the English in brackets where `english` has none."""
    hint: str
    """The next step."""
    remark: bool = False
    """Whether it is only worth knowing: the site shows what the note says, or the habit is right elsewhere."""
    english: tuple[str, str] | None = None
    """Fact and next step in English (see `i18n.problem_of`)."""
    kind: str = ""
    """The key of its words in the table of problems: the same for all problems of a kind."""

    def __str__(self) -> str:
        return one_line(f"{self.place}: {both(self.message, self.hint, self.english)}")

    @property
    def place(self) -> str:
        """The path, with the line where there is one."""
        return f"{self.path}:{self.line}" if self.line else self.path

    def said(self, lang: Lang) -> tuple[str, str]:
        """Fact and next step in a language."""
        if lang == "en":
            return self.english or (self.message, self.hint)
        return self.message, self.hint

    def in_one_line(self, lang: Lang) -> str:
        """The whole of it for a reader of a language."""
        return one_line(f"{self.place}: {'; '.join(self.said(lang))}")


def both(fact: str, hint: str, english: tuple[str, str] | None) -> str:
    """Fact and next step for somebody whose language is not known."""
    return f"{fact} ({english[0]}); {english[1]}" if english else f"{fact}; {hint}"


@dataclass(frozen=True, slots=True, order=True)
class Person:
    """Somebody who wrote or is quoted."""

    name: str
    """Display name as written; empty when only the handle is known."""
    handle: str | None = None
    """Account name without the @; two persons with the same handle (case folded) are one."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a body, cleaned of tracking parameters."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Image:
    """An image that a body shows."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One note: the unit that has a page, a permalink and a search hit."""

    id: EntryId
    title: str
    """Plain text, without Markdown."""
    kind: Kind
    body: str
    """Markdown, without the heading that became the title."""
    span: Span
    date: str | None = None
    """ISO 8601 date with what is known of it: `2024-04-01`, `2024-04` without the day, `2024` without the month. Compared as
    texts they are in order of time, the less precise first."""
    date_inferred: bool = False
    """True when the date comes from version control, not from the text."""
    updated: str | None = None
    """ISO 8601 date of the last change, where known."""
    authors: tuple[Person, ...] = ()
    topics: tuple[TopicId, ...] = ()
    """As read: what its owner declared. In a Library: one to three assigned topics, strongest first."""
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    lang: Lang = "zh"
    """Language that most of the body is in."""
    aliases: tuple[str, ...] = ()
    """Other names that a wikilink may use for it."""
    addresses: tuple[str, ...] = ()
    """Paths, or the ends of paths, at which its owner published it on another site: `old/name`, `my-slug`."""
    properties: tuple[tuple[str, str | tuple[str, ...]], ...] = ()
    """Fields that its owner gives it and that mean nothing here, by names in lower case: what queries may ask for."""
    description: str = ""
    """Summary from the front matter; empty when there is none."""
    section: tuple[str, ...] = ()
    """Headings of the source above this entry, outermost first."""
    nolink: tuple[str, ...] = ()
    """Terms not to be linked in this entry; `("*",)` means none at all."""

    @property
    def stated_date(self) -> str:
        """The date that the note itself gives; empty where it gives none, though version control may know one."""
        return "" if self.date_inferred else self.date or ""

    @property
    def age(self) -> tuple[str, str]:
        """What lists of entries are sorted by: an inferred date is no news, so it comes after all stated ones."""
        return self.stated_date, self.date or ""


@dataclass(frozen=True, slots=True)
class Definition:
    """What one source says a term means."""

    text: str
    """Markdown."""
    span: Span
    category: str = ""
    """Heading that the term stood under; empty when there was none."""


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary word. A reader gives one definition a term; `link` merges those of the same name."""

    name: str
    """Canonical name as written."""
    aliases: tuple[str, ...]
    """Other spellings and the names in the other language, without the canonical one."""
    definitions: tuple[Definition, ...]
    slug: TermSlug = TermSlug("")
    """Given by `link`; empty as read."""

    @property
    def names(self) -> tuple[str, ...]:
        """The canonical name, then the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Topic:
    """A node of the taxonomy."""

    id: TopicId
    name_zh: str
    name_en: str
    scope_zh: str = ""
    """One sentence: what belongs here."""
    scope_en: str = ""
    words: tuple[str, ...] = ()
    """Words in both languages that speak for it."""
    parent: TopicId | None = None
    learned: tuple[str, ...] = ()
    """Words that the owner's tags taught, in small letters."""

    def name(self, lang: Lang) -> str:
        """The name in the language of the interface."""
        return self.name_zh if lang == "zh" else self.name_en

    def scope(self, lang: Lang) -> str:
        """What belongs here, in the language of the interface where it is known."""
        known = (self.scope_zh, self.scope_en) if lang == "zh" else (self.scope_en, self.scope_zh)
        return known[0] or known[1]


class PictureSize(NamedTuple):
    """How large a picture is drawn, in CSS pixels."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A run of lines that is in no entry and no term, with the reason."""

    reason: str
    """Code from `readers.skip_reasons`, for example `empty-template`."""
    span: Span
    text: str = ""
    """Markdown that the page of the source shows, headings over entries for example; empty for what is left out, and for
    introductions and closing words, which are in the entries beside them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one source said. Entries, terms, skipped runs and front matter together cover each non-blank line."""

    path: str
    format: str
    """Name of the reader: journal, digest, glossary, outline, newsletter, note or page; `unreadable` when none could."""
    encoding: str
    """Encoding that the text was read in, for example `utf-8` or `gb18030`."""
    lines: int
    """Number of lines of the source."""
    title: str = ""
    """Title of the source as a whole: front matter, a leading title heading, or the file's stem."""
    entries: tuple[Entry, ...] = ()
    terms: tuple[Term, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    front_matter: Span | None = None
    problems: tuple[Problem, ...] = ()
    published: bool | None = None
    """Whether its owner says that it is to be published; None where nothing is said of it."""
    private_names: tuple[str, ...] = ()
    """What a source is called of which nothing was read, as it is not published: its title, aliases, and `((id))` of blocks."""
    stated_id: str = ""
    """Id that its owner gave the one entry."""
    redirect_from: tuple[str, ...] = ()
    """Paths of an older site, as its owner wrote them, that are to lead here."""
