"""A part of a long list of entries, as a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ainotes_site.i18n import text
from ainotes_site.markup.result import EntryHeading
from ainotes_site.model import Entry, TermSlug, TopicId
from ainotes_site.render.page import PageData, PageKey, PageKind
from ainotes_site.render.pages.overview import person_name
from ainotes_site.render.pages.timeline import months, year_url
from ainotes_site.render.pagination import by_month, list_url, part_of, period, quoted, turn
from ainotes_site.render.site import UNDATED, Site
from ainotes_site.render.view_models import KINDS, Anchor
from ainotes_site.urls import TIMELINE, person_url, tag_url

_NOTHING: Mapping[str, object] = {"quotes": (), "plain": (), "days": (), "cards": (), "kinds": ()}
"""The ways to list entries; a page has one of them."""


def list_page(site: Site, name: str) -> PageData:
    """Draft of a part, newest first. Raises KeyError when there is none.

    Of other parts it shows when the two beside it are from, so that a new entry does not change them all.
    """
    owner, number = part_of(name)
    part = dict(enumerate(site.listed(owner), 1))[number]
    of = _owner(site, owner)
    when = period(part, number, site.lang)
    dated = owner.kind is PageKind.YEAR
    title = when if dated else text("list.part", site.lang, name=of.text, period=when)
    values, toc = _values(site, owner, part[::-1])
    return PageData(
        url=list_url(name),
        title=title,
        kind=PageKind.LIST,
        nav="timeline" if dated else "",
        values={"title": title, "of": of, "total": len(part), "turn": turn(site, owner, number), **_NOTHING, **values},
        description=text("list.facts", site.lang, total=len(part)),
        toc=toc if len(toc) > 1 else (),
        lang=site.lang,
    )


def _values(
    site: Site, owner: PageKey, entries: Sequence[Entry]
) -> tuple[Mapping[str, object], tuple[EntryHeading, ...]]:
    """Entries as the page lists them whose list it is, and their contents list."""
    if owner.kind is PageKind.TERM:
        return {"quotes": quoted(site, owner.name, entries)}, ()
    if owner == PageKey(PageKind.YEAR, UNDATED):
        return {"plain": tuple(site.card(entry.id) for entry in entries)}, ()
    if owner.kind is PageKind.YEAR:
        days = months(site, entries)
        return {"days": days}, tuple(EntryHeading(2, words, f"m{month}") for month, words, _, _ in days)
    kinds = Counter(str(entry.kind) for entry in entries)
    cards = by_month(site, entries)
    return (
        {"cards": cards, "kinds": tuple((kind, kinds[kind]) for kind in KINDS if kinds[kind])},
        tuple(EntryHeading(2, words, f"m{month}") for month, words, _ in cards if month),
    )


def _owner(site: Site, owner: PageKey) -> Anchor:
    """Link to the page whose list it is."""
    kind, name = owner
    if kind is PageKind.TOPIC:
        return site.topic_anchor(TopicId(name))
    if kind is PageKind.TERM:
        return site.term_anchor(TermSlug(name))
    if kind is PageKind.PERSON:
        return Anchor(person_url(name), person_name(site, name))
    if kind is PageKind.TAG:
        return Anchor(tag_url(name), f"#{site.tags[name].name}")
    if name == UNDATED:
        return Anchor(TIMELINE, text("nav.timeline", site.lang))
    return Anchor(year_url(name), text("timeline.year", site.lang, year=name))
