"""What compiling one entry's Markdown gives, and what the compiler must be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple, Protocol

from ainotes_site.model import EntryId, Image, Lang, PictureSize, Problem, TermSlug
from ainotes_site.repository import NO_REPOSITORY, Repository


@dataclass(frozen=True, slots=True)
class EntryHeading:
    """A heading inside an entry, for its contents list."""

    level: int
    """2 to 6: the entry's own title is 1."""
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an entry that search can lead to."""

    anchor: str
    """Anchor of its heading; empty for the text before the first heading."""
    title: str
    """Plain text of its heading; empty for the text before the first heading."""
    text: str
    """Plain text as read, blocks separated by newlines; code and bare URLs included, markup and link targets not."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A glossary term that the entry speaks of, linked or not."""

    term: TermSlug
    sentence: str
    """Plain text of the sentence around the first mention."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A link from this entry to another one."""

    target: EntryId
    sentence: str
    """Plain text of the sentence around the link."""


@dataclass(frozen=True, slots=True)
class Body:
    """What an entry's page shows: sanitised HTML, written for a page one folder below the root of the site."""

    html: str
    toc: tuple[EntryHeading, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def digest(self) -> bytes:
        """A digest of all of it."""
        texts = [self.html, *(section.text for section in self.sections)]
        rest = ([len(text) for text in texts], self.toc, [(part.anchor, part.title) for part in self.sections])
        told = f"{rest}{''.join(texts)}"  # the representation of long texts would take its time
        return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).digest()

    def load(self) -> Body:
        """Itself."""
        return self


class StoredBody(Protocol):
    """A body that may still have to be looked up."""

    @property
    def digest(self) -> bytes:
        """See `Body.digest`."""

    def load(self) -> Body:
        """The body."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """One entry, compiled: its body, and what it says of others, which is needed whenever the notes are linked."""

    body: StoredBody
    excerpt: str = ""
    """Plain text of the beginning, at most 160 characters, cut at a sentence or word."""
    mentions: tuple[Mention, ...] = ()
    references: tuple[Reference, ...] = ()
    images: tuple[Image, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()
    """Paths, relative to the notes folder, of the files that it shows or links to."""

    @property
    def html(self) -> str:
        """Of the body."""
        return self.body.load().html

    @property
    def toc(self) -> tuple[EntryHeading, ...]:
        """Of the body."""
        return self.body.load().toc

    @property
    def sections(self) -> tuple[Section, ...]:
        """Of the body."""
        return self.body.load().sections


EMPTY = Compiled(Body(""))
"""An entry without a text."""


class TermMatch(NamedTuple):
    """A term found in a run of text, as offsets into it."""

    start: int
    end: int
    term: TermSlug


@dataclass(frozen=True, slots=True)
class Target:
    """What a wikilink or a relative link to a note leads to."""

    url: str
    """Relative to the root of the site, for example `entries/rag.html`."""
    title: str
    entry: EntryId | None = None
    whole: bool = False
    """Whether a name with a # in it is the name of a note as a whole."""


class Passage(NamedTuple):
    """What an embed shows of a note."""

    target: Target
    """Where it stands."""
    path: str
    """POSIX path of its source, which its own links start from."""
    text: str
    """Markdown."""
    first_line: int
    """Its first line in the source."""


class TermMatcher(Protocol):
    """Finds terms in plain text: longest match, no overlaps, in order of place."""

    def __call__(self, text: str, /) -> Sequence[TermMatch]: ...


def _no_terms(_: str) -> Sequence[TermMatch]:
    return ()


def no_target(_: str) -> Target | None:
    """Where no other notes are known, no name leads anywhere."""
    return None


def _no_size(_: str) -> PictureSize | None:
    return None


def _no_passage(_: str) -> Passage | None:
    return None


@dataclass(frozen=True, slots=True)
class Context:
    """Everything outside an entry that its HTML depends on."""

    path: str = ""
    """POSIX path of its source, relative to the notes folder: what relative links and images start from."""
    first_line: int = 1
    """Line of the source on which the body starts, so that problems name the right line."""
    resolve: Callable[[str], Target | None] = no_target
    """Name in a wikilink or link (name or end of the path of a file, title, alias, entry id, term) to its target, the
    nearest first. `/a/b.md` is a path from the notes folder and nothing else; `#heading` or `#^block` may follow.
    """
    file: Callable[[str], str | None] | None = None
    """Name, or end of a path, of a file that is no note to its path in the notes folder; `/a/b.png` is a path. None where
    the files are not known: then any may be there.
    """
    picture_size: Callable[[str], PictureSize | None] = _no_size
    """Address of a picture, relative to the root of the site, to its size; None where that is not known."""
    passage: Callable[[str], Passage | None] = _no_passage
    """Name as for `resolve` to the text that an embed of it shows."""
    at: Callable[[str], Context] | None = None
    """The context of another path, whose links start from there: for passages. None where the other notes are not known."""
    terms: TermMatcher = _no_terms
    definitions: dict[TermSlug, tuple[str, str]] = field(default_factory=dict)
    """Per term: URL relative to the root of the site, and a plain-text definition for its tooltip."""
    nolink: tuple[str, ...] = ()
    """Names of terms not to be linked; `("*",)` for none at all."""
    lang: Lang = "zh"
    """Language of the entry, for the few words that its HTML gets from us: titles of callouts, labels of tables."""
    line_breaks: bool = False
    """Whether a line break within a paragraph is shown, as Obsidian does; else it is a space or nothing, as on GitHub."""
    repository: Repository = NO_REPOSITORY
    """Where links to files lead that the site does not hold."""
