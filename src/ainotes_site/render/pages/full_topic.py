"""A topic as one document to read or print; in several where it is long."""

from __future__ import annotations

from collections.abc import Sequence

from ainotes_site.i18n import text
from ainotes_site.markup.result import EntryHeading
from ainotes_site.model import Entry, TopicId
from ainotes_site.render.page import PageData, PageKind
from ainotes_site.render.pages.entry import body_of, outward_cards
from ainotes_site.render.pagination import period
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import Anchor, EntryCard, Tally
from ainotes_site.urls import Url, topic_url


def read_url(topic: TopicId) -> Url:
    """A topic as one document, or the way to its parts."""
    return Url(topic_url(topic).removesuffix(".html") + ".full.html")


def part_name(topic: TopicId, number: int) -> str:
    """Name of a part, by its number from 1."""
    return f"{topic}.{number}"


def part_url(name: str) -> Url:
    """Page of a part."""
    topic, _, number = name.rpartition(".")
    return Url(f"{topic_url(TopicId(topic)).removesuffix('.html')}.full.{number}.html")


def read_page(site: Site, name: str) -> PageData:
    """Draft of a topic as one document: all its entries in full, oldest first as one would read them. Where they are many,
    the way to the parts.
    """
    topic = TopicId(name)
    parts = site.reading(topic)
    if not parts:
        raise KeyError(topic)
    title = text("read.title", site.lang, topic=site.library.topic[topic].name(site.lang))
    if len(parts) == 1:
        return _document(site, topic, read_url(topic), PageKind.READ, title, parts[0])
    links = tuple(
        Tally(part_url(part_name(topic, number)), period(part, number, site.lang), len(part))
        for number, part in enumerate(parts, 1)
    )
    return _document(site, topic, read_url(topic), PageKind.READ, title, (), sum(map(len, parts)), links)


def part_page(site: Site, name: str) -> PageData:
    """Draft of a part. Raises KeyError when there is none.

    Of other parts it shows when the two beside it are from, so that a new entry does not change them all.
    """
    owner, _, written = name.rpartition(".")
    topic, number = TopicId(owner), int(written)
    numbered = dict(enumerate(site.reading(topic), 1))
    turn = tuple(
        Anchor(part_url(part_name(topic, one)), period(numbered[one], one, site.lang)) if one in numbered else None
        for one in (number - 1, number + 1)
    )
    when = period(numbered[number], number, site.lang)
    title = text("list.part", site.lang, name=site.library.topic[topic].name(site.lang), period=when)
    return _document(site, topic, part_url(name), PageKind.PART, title, numbered[number], turn=turn)


def full_section(site: Site, entry: Entry) -> tuple[EntryCard, str, tuple[object, ...]]:
    """(card, body, cards of links) of an entry on a page with others; the template embeds the body."""
    compiled = site.library.compiled.get(entry.id)
    return site.card(entry.id), body_of(site, entry), outward_cards(entry, compiled.html if compiled else "")


def _document(
    site: Site,
    topic: TopicId,
    url: Url,
    kind: PageKind,
    title: str,
    entries: Sequence[Entry],
    total: int = 0,
    parts: tuple[Tally, ...] = (),
    turn: tuple[Anchor | None, ...] = (None, None),
) -> PageData:
    scope = site.library.topic[topic].scope(site.lang)
    return PageData(
        url=url,
        title=title,
        kind=kind,
        nav="",
        values={
            "title": title,
            "topic": site.topic_anchor(topic),
            "scope": scope,
            "total": total or len(entries),
            "sections": tuple(full_section(site, entry) for entry in entries),
            "parts": parts,
            "whole": read_url(topic) if kind == PageKind.PART else "",
            "turn": turn,
        },
        description=scope,
        toc=tuple(EntryHeading(2, entry.title, entry.id) for entry in entries),
        lang=site.lang,
    )
