"""What the passes over one entry's tokens share: what they are told, and what they have found out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from markdown_it.token import Token

from ainotes_site.i18n import problem_of
from ainotes_site.markup.result import Context, EntryHeading, Mention, Reference
from ainotes_site.model import EntryId, Image, Problem

TO_ROOT = "../"
"""From a page that shows compiled HTML, which is one folder below the root of the site, to the root."""


@dataclass(frozen=True, slots=True)
class At:
    """A place in a note, for Problems."""

    block: Token
    child: int = 0
    """Index among the block's children; breaks before it count as lines."""

    @property
    def line(self) -> int:
        """Lines of the body above this place."""
        above = sum(token.type in ("softbreak", "hardbreak") for token in (self.block.children or ())[: self.child])
        return above + (self.block.map[0] if self.block.map else 0)


Compile = Callable[[str, Context, tuple[str, ...], list[int]], str]
"""HTML of a passage, given its text and context, the `chain` that leads to it, and the number of passages so far."""


@dataclass(slots=True)
class Work:
    """One entry on its way through the passes. Lives for one call of `compile_entry`."""

    context: Context
    chinese: bool
    """Does the body hold Han characters? Then it may be in two languages."""
    toc: list[EntryHeading] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    """Ids of headings and of elements that the note names itself, each with the last number given to it."""
    open_html: list[str] = field(default_factory=list)
    """Names of the elements of raw HTML that are open, outermost first."""
    components: set[str] = field(default_factory=set)
    """Names of the components of Vue and JSX that were opened."""
    images: list[Image] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    """Paths of the files that it shows or links to."""
    missing: set[str] = field(default_factory=set)
    """Names of wikilinks that lead nowhere, which are Problems once each."""
    chain: tuple[str, ...] = ()
    """The text of the entry and of the passages that this one is shown within, outermost first."""
    passages: list[int] = field(default_factory=lambda: [0])
    """How many passages have been shown; one number for an entry and all that it shows."""
    compile: Compile | None = None
    """Compiles a passage."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def jsx(self) -> bool:
        """Whether the note is MDX, in which each tag with a capital is a component."""
        return self.context.path.endswith(".mdx")

    def problem(self, at: At, key: str, *, remark: bool = False, **values: object) -> None:
        """Note something that the owner of the note should mend, or as a remark should know, by its key in `i18n`."""
        line = self.context.first_line + at.line
        self.problems.append(problem_of(self.context.path, line, key, remark=remark, **values))

    def remember(self, entry: EntryId | None, sentence: str) -> None:
        """Note that this entry speaks of another one; the first sentence counts."""
        if entry is not None and all(known.target != entry for known in self.references):
            self.references.append(Reference(entry, sentence))
