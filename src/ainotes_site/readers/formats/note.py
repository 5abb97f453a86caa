"""One file, one entry: the habit of Obsidian, Hugo and most Markdown folders."""

from __future__ import annotations

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import EntryId, Kind, Link
from ainotes_site.readers.detect.dates import leading_date
from ainotes_site.readers.detect.headings.headings import Heading, is_rule
from ainotes_site.readers.detect.titles.note_title import file_name, note_title, says_title
from ainotes_site.readers.detect.titles.titles import plain, read_title
from ainotes_site.readers.entry_ids import name, valid_id
from ainotes_site.readers.make_entry import body_text, compose
from ainotes_site.readers.source import Parts, Source
from ainotes_site.urls import without_tracking

_ANCHOR = pattern(
    r"""<[^<>]{1,100}\b(?:id|name)\s?=\s?["']([^"'<>\s]{1,100})["']|\{\s?#([\w:.-]{1,100})[^{}\n]{0,100}\}\s*$"""
)
"""Of a heading in HTML, or in Markdown as Pandoc has it."""


def read(source: Source) -> Parts:
    """One entry; its title from the front matter, its only H1 at the top, or the file's name."""
    first, stop = source.trimmed(source.start, len(source.lines))
    if first == stop:
        return _title_alone(source)
    title, heading = note_title(source, first)
    date, body = _dated_body(source, heading, first, stop)
    empty = all(not line.strip() or is_rule(line) for line in body.split("\n"))
    front = source.front
    if empty and not front.description and not title.links and not says_title(title):
        return Parts(skipped=tuple(source.skip("title-only", first, stop)), title=title.text)
    entry = compose(
        source, title, body, source.span(first, stop - 1), date=date or (None if front.is_created else front.date) or source.exported_day,
        id=_id(source),
        aliases=front.aliases, description=front.description,
        extra_links=tuple(Link(url, url) for url in map(without_tracking, front.links)),
    )  # fmt: skip
    return Parts(entries=(entry,), title=title.text)


def _dated_body(source: Source, heading: Heading | None, first: int, stop: int) -> tuple[str | None, str]:
    """The day alone on a line below or above the title, and the text without the title and without that line, unless it is all
    that there is.
    """
    start, _ = source.trimmed(first if heading is None else heading.stop, stop)
    stated = leading_date(source.lines, start) if start < stop else None
    date = stated or (leading_date(source.lines, first) if start > first else None)
    above = [*_above(source, first, heading.line), *_anchors(source, heading)] if heading else []
    has_more = any(line.strip() for line in source.lines[start + 1 : stop])
    below = source.lines[start + (stated is not None and (has_more or heading is not None)) : stop]
    return date, body_text([*above, "", *below] if above else below)


def _title_alone(source: Source) -> Parts:
    """An entry of a file that is front matter and nothing else, where that names it: a bookmark, a note still to be written."""
    front = source.front
    title = read_title(plain(front.title))
    if not front.lines or not says_title(title):
        return Parts()
    links = tuple(Link(url, url) for url in map(without_tracking, front.links))
    entry = compose(
        source, title, "", source.span(0, front.lines - 1), date=None if front.is_created else front.date,
        id=_id(source), aliases=front.aliases, description=front.description, extra_links=links, kind=Kind.BOOKMARK if links else None,
    )  # fmt: skip
    return Parts(entries=(entry,), title=title.text)


def _id(source: Source) -> EntryId | None:
    front = source.front
    return valid_id(front.id) or valid_id(front.slug) or valid_id(name(front.slug or file_name(source)))


def _anchors(source: Source, heading: Heading) -> list[str]:
    """What links to the title by an anchor that it was given lead to, where the title does not stand: the top of the text."""
    written = "\n".join(source.lines[heading.line : heading.stop])
    named = _ANCHOR.findall(written) if "<" in written or "{" in written else ()
    return [f'<a id="{html_id or own}"></a>' for html_id, own in named]


def _above(source: Source, first: int, stop: int) -> list[str]:
    """What stands above the title that ends before `stop`, but for a date: pictures, anchors, a quotation."""
    top = first + 1 if first < stop and leading_date(source.lines, first) else first
    return [line for n, line in enumerate(source.lines[top:stop], top) if line.strip() or _is_quoted(source, n - 1)]


def _is_quoted(source: Source, at: int) -> bool:
    """Whether a line is one of a quotation, which the blank line below it parts from the next."""
    return source.lines[at].lstrip().startswith(">")
