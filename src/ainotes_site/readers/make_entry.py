"""From a title and a run of lines to an Entry: what all readers do the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ainotes_site.model import Entry, EntryId, Kind, Link, Person, Span, TopicId
from ainotes_site.readers.detect.authors import headed_person, named_handle
from ainotes_site.readers.detect.bylines import author
from ainotes_site.readers.detect.dates import closing_day, month_at_edge, named_date, named_period, opening_day
from ainotes_site.readers.detect.entry_kind import kind_of
from ainotes_site.readers.detect.headings.headings import is_rule
from ainotes_site.readers.detect.inline_tags import inline_tags
from ainotes_site.readers.detect.language import language
from ainotes_site.readers.detect.links import links_and_images
from ainotes_site.readers.detect.logseq import OWN
from ainotes_site.readers.detect.titles.note_title import day_with_words
from ainotes_site.readers.detect.titles.titles import Title, without_sites_in_links
from ainotes_site.readers.entry_ids import titled_id
from ainotes_site.readers.frontmatter.inline_fields import NOTHING, InlineFields, stated
from ainotes_site.readers.source import Source
from ainotes_site.urls import without_tracking

HEADED_WORDS = 5
"""Words of a title that is a name with a handle."""


def compose(
    source: Source,
    title: Title,
    body: str,
    span: Span,
    *,
    id: EntryId | None = None,
    kind: Kind | None = None,
    date: str | None = None,
    authors: tuple[Person, ...] = (),
    tags: tuple[str, ...] = (),
    section: tuple[str, ...] = (),
    extra_links: tuple[Link, ...] = (),
    aliases: tuple[str, ...] = (),
    description: str = "",
) -> Entry:
    """An entry of `source`. What the text says wins over the front matter, except for a declared kind;
    front matter wins over the name of the file.

    Links of the heading stand first in the body, since the heading itself is not part of it.
    """
    front = source.front
    body = without_sites_in_links(body)
    name = _name(source, title)
    heading_links = _clean(title.links)
    own, images = links_and_images(body)
    said = stated(body) if kind in (None, Kind.ARTICLE) else NOTHING
    return Entry(
        id=id or titled_id(source.stem, name),
        title=day_with_words(name, title.day, body),
        kind=front.kind or kind or kind_of(body, own, heading_links, title.only_link, (*extra_links, *said.links)),
        body=_below_links(heading_links, body),
        span=span,
        date=date or title.date or _date(source, said, name, body),
        updated=_updated(source, title, said),
        authors=authors or _headed(name, kind, date) or _authors(source, said, name, body),
        topics=tuple(map(TopicId, front.topics)),
        tags=tuple(dict.fromkeys((*tags, *front.tags, *said.tags, *title.tags, *inline_tags(body)))),
        links=_each_once((*heading_links, *own, *extra_links)),
        images=images,
        lang=language(f"{name}\n{body}"),
        aliases=aliases or said.aliases,
        description=description,
        section=section,
        nolink=front.nolink,
    )


def _name(source: Source, title: Title) -> str:
    return title.text or source.front.title or source.stem or "?"


def _clean(links: Sequence[Link]) -> tuple[Link, ...]:
    return tuple(Link(without_tracking(link.url), link.text) for link in links)


def _each_once(links: Sequence[Link]) -> tuple[Link, ...]:
    """`links` with the first of each URL."""
    return tuple({link.url: link for link in reversed(links)}.values())[::-1]


def _authors(source: Source, said: InlineFields, title: str, body: str) -> tuple[Person, ...]:
    """Whom the first lines of a text, the front matter of its file or a by-line name."""
    return said.authors or source.front.authors or author(title, body, source.account or source.stamps.author)


def _headed(name: str, kind: Kind | None, date: str | None) -> tuple[Person, ...]:
    """Whom a title names as who wrote what stands below it; a name with a handle is enough where a date is beside it."""
    if "@" not in name or kind is not None:
        return ()
    who = headed_person(name) or (named_handle(name) if date and len(name.split()) <= HEADED_WORDS else None)
    return (who,) if who else ()


def _date(source: Source, said: InlineFields, title: str, body: str) -> str | None:
    """The day that the first lines of a text say, else that of its file: what its owner declared, the day in its title, in its name, the day
    on which the page that it copies was published, the day on which it was made, and at last the day that its text begins
    or ends with, the month that its title begins or ends with, the day below the title of the file, that of properties above
    it, the month or the year in its name or its folders.
    """
    return next(filter(None, _days(source, said, title, body)), None)


def _days(source: Source, said: InlineFields, title: str, body: str) -> Iterator[str | None]:
    yield said.date
    yield None if source.front.is_created else source.front.date
    yield source.titled_day
    yield named_date(source.path)
    yield source.page_day
    yield source.stamps.date
    yield source.front.date
    yield opening_day(body)
    yield closing_day(body)
    yield month_at_edge(title)
    yield source.day
    yield source.exported_day
    yield named_period(source.path)


def _updated(source: Source, title: Title, said: InlineFields) -> str | None:
    """The day on which a text was changed last, as its title, its first and last lines, its file or the lines around it say."""
    return title.updated or said.updated or source.front.updated or source.stamps.updated


def _below_links(links: Sequence[Link], body: str) -> str:
    """`body` after a line with the links that its heading held."""
    if not links:
        return body
    line = " · ".join(f"[{_escaped(link.text) or link.url}]({link.url})" for link in links)
    return f"{line}\n\n{body}" if body.strip() else line


def _escaped(text: str) -> str:
    return text.replace("[", "\\[").replace("]", "\\]")


def body_text(lines: Sequence[str]) -> str:
    """`lines` as a body: without blank lines and rules at either end, and without what an outliner wrote for itself.
    Indentation of its first line stays."""
    lines = [line for line in lines if line != OWN]
    first, stop = 0, len(lines)
    while first < stop and not lines[first].strip():
        first += 1
    while stop > first and (not lines[stop - 1].strip() or is_rule(lines[stop - 1])):
        stop -= 1
    while first < stop and (not lines[first].strip() or is_rule(lines[first])):
        first += 1
    return "\n".join(lines[first:stop])
