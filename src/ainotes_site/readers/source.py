"""What a format reader is given, and how it names the lines it has read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry, Problem, Skipped, Span, Term
from ainotes_site.readers.detect.dates import date_line, find_date
from ainotes_site.readers.detect.headings.heading_heuristics import counted_heads, diary_heads, may_be_diary
from ainotes_site.readers.detect.headings.headings import Heading, fenced, headings, is_rule
from ainotes_site.readers.detect.logseq import OWN
from ainotes_site.readers.detect.titles.titles import bare
from ainotes_site.readers.frontmatter.front_matter import NONE, FrontMatter
from ainotes_site.readers.frontmatter.stamp_line import NO_STAMPS, Stamps
from ainotes_site.readers.skip_reasons import SHOWN

_LABELLED = pattern(r"[:：]|^\s*[-+*]\s")
"""What a day that is a field has before it: of what it is the day, is said there."""
_NOTION = pattern(r"(?<=\S)[ _-][0-9a-f]{32}$")


@dataclass(frozen=True)
class Source:
    """One decoded file. Readers index `lines` from 0; spans and problems count from 1."""

    path: str
    lines: tuple[str, ...]
    front: FrontMatter = NONE
    start: int = 0
    """Index of the first line after the front matter."""
    declared: str = ""
    """Format that the file or the configuration declares; empty where neither does."""
    outline: tuple[Heading, ...] | None = None
    """The headings that count, where others are the text of what stands under these."""
    account: str = ""
    """The account that published the page that the file is a copy of; empty where none is named."""
    page_day: str | None = None
    """The day on which that page was published, where it says so; ISO 8601."""
    stamps: Stamps = NO_STAMPS
    """What lines that stand around the text of each of its owner's files say of when and by whom it was written."""
    exported_day: str | None = None
    """The day that properties above the text give the file; ISO 8601."""
    is_one_of_series: bool = False
    """Whether another file has the same name but for the day in it."""

    @cached_property
    def stem(self) -> str:
        """File name without its suffix, and without the 32 digits that Notion hangs on it."""
        name = self.path.rpartition("/")[2]
        dot = name.rfind(".")
        return _NOTION.sub("", name[:dot] if 0 < dot < len(name) - 1 else name)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Headings outside code, quotations, lists and folded blocks, in order."""
        return headings(self.lines, self.start) if self.outline is None else self.outline

    @cached_property
    def lowered(self) -> str:
        """All lines in lower case, for telling at once that a word is in none of them."""
        return "\n".join(self.lines).lower()

    @cached_property
    def text(self) -> str:
        """The lines below the front matter, a line end before each, for telling at once what begins or is in none of them."""
        return "\n".join(("", *self.lines[self.start :]))

    @cached_property
    def marks(self) -> tuple[Heading, ...]:
        """What begins a note: headings, or the lines alone that stand for them: days in a diary without any but its title,
        numbers in corners above all headings but the title."""
        title = self.headings[0] if self.headings and self._stands_first(self.headings[0]) else None
        top, level = (title.stop, title.level + 1) if title else (self.start, 1)
        if "【" in self.text:
            heads = counted_heads(self.lines, top, level)
            if heads and all(heading.line > heads[0].line or heading is title for heading in self.headings):
                return (*filter(None, [title]), *heads)
        if len(self.headings) > (title is not None) or not may_be_diary(self.text):
            return self.headings
        return (*self.headings, *diary_heads(self.lines, top, level))

    def _stands_first(self, heading: Heading) -> bool:
        """Whether nothing stands above a heading."""
        return self.trimmed(self.start, heading.line)[0] == heading.line

    @cached_property
    def _title(self) -> Heading | None:
        """The only H1, where nothing stands above it."""
        tops = [heading for heading in self.headings if heading.level == 1]
        return tops[0] if len(tops) == 1 and self._stands_first(tops[0]) else None

    @cached_property
    def titled_day(self) -> str | None:
        """The day in the only H1."""
        return find_date(self._title.text) if self._title else None

    @cached_property
    def day(self) -> str | None:
        """The day in the only H1 or alone on a line below it, which is that of the whole file: an issue, a page that was saved.

        Right above another heading it is the day of what stands there.
        """
        if self._title is None or self.titled_day is not None:
            return self.titled_day
        first, stop = self.trimmed(self._title.stop, len(self.lines))
        below, _ = self.trimmed(first + 1, stop)
        if first == stop or any(heading.line == below for heading in self.headings):
            return None
        return None if _LABELLED.search(self.lines[first]) else date_line(self.lines[first])

    @cached_property
    def code(self) -> frozenset[int]:
        """Indices of lines in fenced code."""
        return fenced(self.lines)[0]

    @cached_property
    def heading_names(self) -> frozenset[str]:
        """All headings as `titles.bare` gives them."""
        return frozenset(bare(heading.text) for heading in self.headings)

    def span(self, first: int, last: int) -> Span:
        """The lines from index `first` to index `last`, both inclusive."""
        return Span(self.path, first + 1, last + 1)

    def trimmed(self, first: int, stop: int) -> tuple[int, int]:
        """`first` and `stop` (exclusive) moved inwards over blank lines; equal when all are blank."""
        while first < stop and not self.lines[first].strip():
            first += 1
        while stop > first and not self.lines[stop - 1].strip():
            stop -= 1
        return first, stop

    def skip(self, reason: str, first: int, stop: int) -> Iterable[Skipped]:
        """The lines from `first` to before `stop` as left out; nothing when they are blank."""
        first, stop = self.trimmed(first, stop)
        if first == stop:
            return ()
        text = "\n".join(self.lines[first:stop]) if reason in SHOWN else ""
        return (Skipped(reason, self.span(first, stop - 1), text),)

    def skip_runs(self, left_out: Mapping[int, str]) -> Iterator[Skipped]:
        """The lines that are left out, with the reasons, run by run; blank ones between two of a run are in it."""
        first = -1
        for at, after in pairwise((*sorted(left_out), -1)):
            first = at if first < 0 else first
            if after < 0 or left_out[at] != left_out[after] or any(map(str.strip, self.lines[at + 1 : after])):
                yield Skipped(left_out[first], self.span(first, at))
                first = -1

    def title_and_introduction(self, first: int, body: int, stop: int) -> Iterable[Skipped]:
        """The lines of a title, up to before `body`, and the words below it that introduce the file, as one run."""
        first, stop = self.trimmed(first, stop)
        if first < stop:
            words = [line for line in self.lines[body:stop] if not is_rule(line) and line != OWN]
            yield Skipped("source-title", self.span(first, stop - 1), "\n".join(words).strip("\n"))

    def named_introduction(self, title: str, first: int, body: int, stop: int) -> Iterable[Skipped]:
        """The lines of a short section beside the notes, as words that frame them: its title in bold, the text from `body` on."""
        first, stop = self.trimmed(first, stop)
        text = "\n".join(line for line in self.lines[body:stop] if not is_rule(line)).strip("\n")
        return (Skipped("introduction", self.span(first, stop - 1), f"**{title}**\n\n{text}"),)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a format reader found; `readers.read` completes it to a Reading."""

    entries: tuple[Entry, ...] = ()
    terms: tuple[Term, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    title: str = ""
    problems: tuple[Problem, ...] = ()
