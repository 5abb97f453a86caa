"""One file, one entry: the habit of Obsidian, Hugo and most Markdown folders."""

from __future__ import annotations

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Link
from ainotes_site.readers.detect.dates import date_line, leading_date, named_date
from ainotes_site.readers.detect.titles import Title, plain, read_title
from ainotes_site.readers.entry_ids import name, valid_id
from ainotes_site.readers.make_entry import body_text, compose, is_rule
from ainotes_site.readers.source import Parts, Source
from ainotes_site.urls import without_tracking

PROPERTIES = 8
"""Among how many first lines a property is looked for."""

_ORNAMENT = pattern(
    r"\s*(?:!\[[^\n]{0,300}\)|!\[\[[^\]\n]{1,300}\]\]|<a\s[^<>\n]{0,300}>\s*</a>|<!--[^\n]{0,300}-->|<br\s*/?>)\s*$"
)
"""A picture, an anchor or a comment alone on a line, as may stand above a title."""
_DAY_PARTS = pattern(r"^((?:19|20)\d\d)_(\d\d?)_(\d\d?)(?!\d)")


def recognise(source: Source) -> bool:
    """Always: what has no other structure is one note."""
    return True


def read(source: Source) -> Parts:
    """One entry; its title from the front matter, its only H1 at the top, or the file's name."""
    first, stop = source.trimmed(source.start, len(source.lines))
    if first == stop:
        return Parts()
    title, body_start = _title(source, first)
    while body_start < stop and not source.lines[body_start].strip():
        body_start += 1
    stated = leading_date(source.lines, body_start) if body_start < stop else None
    above = leading_date(source.lines, first) if body_start > first else None
    date = stated or above
    above_title = _ornaments(source, first, body_start)
    body = body_text(
        [*above_title, *([""] if above_title else []), *source.lines[body_start + (stated is not None) : stop]]
    )
    if all(not line.strip() or is_rule(line) for line in body.split("\n")) and not title.links:
        return Parts(skipped=tuple(source.skip("title-only", first, stop)), title=title.text)
    front = source.front
    entry = compose(
        source, title, body, source.span(first, stop - 1), date=date or (None if front.is_created else front.date),
        id=valid_id(front.id) or valid_id(front.slug) or valid_id(name(front.slug or source.stem)),
        aliases=front.aliases, description=front.description,
        extra_links=tuple(Link(url, url) for url in map(without_tracking, front.links)),
    )  # fmt: skip
    return Parts(entries=(entry,), title=title.text)


def _title(source: Source, first: int) -> tuple[Title, int]:
    """The title, and the index at which the body begins."""
    declared = source.front.title
    top = _below_ornaments(source, _below_date(source, first))
    leading = next((h for h in source.headings if h.line == top and h.level == 1), None)
    if leading is None or sum(h.level == 1 for h in source.headings) > 1:
        return Title(declared or _stated_title(source, first) or _file_title(source)), first
    read = read_title(leading.text)
    if not declared or declared == read.text:
        return read, leading.stop
    return Title(declared, read.date, read.updated, read.links), first


def _below_date(source: Source, first: int) -> int:
    """Index of the text after a date that stands alone at the top, else `first`."""
    if date_line(source.lines[first]) is None:
        return first
    below = source.trimmed(first + 1, len(source.lines))[0]
    return below if below < len(source.lines) else first


def _below_ornaments(source: Source, first: int) -> int:
    """Index of the first line that says something, from `first`."""
    while first < len(source.lines) and (not source.lines[first].strip() or _ORNAMENT.match(source.lines[first])):
        first += 1
    return first


def _ornaments(source: Source, first: int, stop: int) -> list[str]:
    """The pictures and anchors that stand above the title, which ends before `stop`."""
    return [line for line in source.lines[first:stop] if _ORNAMENT.match(line)]


def _stated_title(source: Source, first: int) -> str:
    """The title among the properties of a page of Logseq (`title:: …`) at the top; empty without one."""
    for line in source.lines[first : first + PROPERTIES]:
        name, mark, value = line.partition(":: ")
        if not mark or " " in name.strip():
            return ""
        if name.strip().lower() == "title":
            return plain(value)
    return ""


def _file_title(source: Source) -> str:
    """The file's name as a title; one that is no more than a day (`2025_03_02`, `03/02`) as a date is written."""
    words = _DAY_PARTS.sub(r"\1-\2-\3", source.stem).replace("_", " ").strip()
    return words if any(map(str.isalpha, words)) else named_date(source.path) or words
