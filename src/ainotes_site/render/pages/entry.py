"""The page of an entry."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape, unescape
from urllib.parse import quote

from ainotes_site.i18n import text
from ainotes_site.lazy_regex import pattern
from ainotes_site.link.library import Quote, Related
from ainotes_site.markup.result import EMPTY
from ainotes_site.model import Entry, EntryId, Kind
from ainotes_site.readers.detect.string_matcher import StringMatcher
from ainotes_site.render.image_rewrite import host
from ainotes_site.render.page import About, PageData, PageKind
from ainotes_site.render.queries import with_answers
from ainotes_site.render.site import FOLDER_ROOT, Site
from ainotes_site.render.view_models import Anchor, Excerpt, Outward, day
from ainotes_site.urls import TOPICS, entry_url, source_part_url, source_url, tag_path, tag_url

_CARDED = (Kind.VIDEO, Kind.BOOKMARK)
"""Kinds that are about their first link."""
_MANY = 100
"""Links of one entry that are not looked for one by one."""
_LINK_ALONE = pattern(r'\s*<p><a(?: [a-z-]+="[^"]*")* href="([^"]*)"[^<>]*>[^<]*</a></p>\s*')


def entry_page(site: Site, name: str) -> PageData:
    """Draft of the page of the entry with the id `name`. Raises KeyError when there is none."""
    library = site.library
    entry = library.entry[EntryId(name)]
    compiled = library.compiled.get(entry.id, EMPTY)
    return PageData(
        url=entry_url(entry.id),
        title=entry.title,
        kind=PageKind.ENTRY,
        nav="",
        values={
            "card": site.card(entry.id),
            "updated": day(entry.updated, site.lang) if entry.updated != entry.date else None,
            "tags": tuple(Anchor(tag_url(tag_path(tag)[-1][0]), f"#{tag}") for tag in entry.tags if tag_path(tag)),
            "section": entry.section,
            "profiles": _profiles(site, entry),
            "body": with_answers(body_of(site, entry), library.entries, FOLDER_ROOT, site.lang),
            "cards": outward_cards(entry, compiled.html),
            "evidence": _evidence(site, entry),
            "terms": _terms(site, entry),
            "backlinks": tuple(_quote(site, quoted) for quoted in library.backlinks.get(entry.id, ())),
            "related": tuple(
                (site.card(other.entry), _reason(site, other)) for other in library.related.get(entry.id, ())
            ),
            "also": tuple(site.card(other) for other in library.duplicates.get(entry.id, ())),
            "minutes": minutes(entry),
            "turns": _turns(site, entry.id),
            "source": _source(site, entry),
            "path": entry.span.path,
            "span": entry.span if site.has_lines(entry.id) else None,
            "edit": edit_url(site, entry),
        },
        description=entry.description or compiled.excerpt,
        toc=compiled.toc if len(compiled.toc) > 1 else (),
        lang=site.lang,
        about=about_entry(site, entry),
    )


def about_entry(site: Site, entry: Entry) -> About:
    """What programs are told of an entry: it stands below its first topic."""
    card = site.card(entry.id)
    topic = [(anchor.text, anchor.url) for anchor in card.topics[:1]]
    return About(
        "Article",
        ((text("nav.topics", site.lang), TOPICS), *topic) if topic else (),
        entry.date,
        entry.updated if entry.updated != entry.date else None,
        tuple((author.name, author.url or None) for author in card.authors),
        tags=entry.tags,
    )


def minutes(entry: Entry) -> int:
    """Minutes that a body takes to read, at 400 Chinese or 1,100 Latin characters a minute; 0 for less than two."""
    found = round(len(entry.body) / (400 if entry.lang == "zh" else 1100))
    return found if found > 1 else 0


def _turns(site: Site, entry: EntryId) -> tuple[tuple[str, Anchor | None, Anchor | None], ...]:
    """(by what, before, after): the ways on in the source, and by date where that leads elsewhere."""
    by_source = site.neighbours.get(entry, (None, None))
    by_date = site.by_date(entry)
    ways = [("source", by_source), ("date", by_date if set(by_date) != set(by_source) else (None, None))]
    return tuple((name, *(_anchor(site, other) for other in pair)) for name, pair in ways if any(pair))  # type: ignore[misc]


def _anchor(site: Site, entry: EntryId | None) -> Anchor | None:
    return Anchor(entry_url(entry), site.library.entry[entry].title) if entry else None


def body_of(site: Site, entry: Entry) -> str:
    """The HTML of a body, without a first paragraph that is only the link which the card shows."""
    body = site.body(entry.id)
    if entry.kind not in _CARDED or not entry.links:
        return body
    first = _LINK_ALONE.match(body)
    return body[first.end() :] if first and unescape(first[1]) == entry.links[0].url else body


def _source(site: Site, entry: Entry) -> Anchor | None:
    """Link to the entry's place in its source; None where the entry is all of it."""
    source = site.source.get(entry.span.path)
    if source is None or site.source_page(source) == entry_url(entry.id):
        return None
    number = site.part_of_source(entry.id)
    page = source_part_url(source.slug, number) if number else source_url(source.slug)
    return Anchor(f"{page}#{entry.id}", source.title or source.path)


def outward_cards(entry: Entry, html: str) -> tuple[Outward, ...]:
    """Links that get a card: what a video or a bookmark is about, and links that the body itself does not show."""
    cards: list[Outward] = []
    escaped = {escape(link.url): link.url for link in entry.links}
    shown = {escaped[url] for url in _within(list(escaped), html)} | _within(list(escaped.values()), entry.body)
    for place, link in enumerate(entry.links):
        main = place == 0 and entry.kind in _CARDED
        if main or link.url not in shown:
            cards.append(Outward(link.url, link.text or entry.title, host(link.url)))
    return tuple(dict.fromkeys(cards))


def _within(parts: Sequence[str], whole: str) -> set[str]:
    """The parts that stand in the whole; of many, all are looked for at once."""
    if len(parts) < _MANY:
        return {part for part in parts if part in whole}
    return {parts[number] for number, _, _ in StringMatcher(parts).matches(whole)}


def edit_url(site: Site, entry: Entry) -> str:
    """Where an entry can be edited, at its lines where its page names them; empty when it is not known."""
    base, span = site.settings.edit_base, entry.span
    lines = f"#L{span.start_line}-L{span.end_line}" if site.has_lines(entry.id) else ""
    return f"{base}{quote(span.path)}{lines}" if base else ""


def _profiles(site: Site, entry: Entry) -> tuple[str, ...]:
    """Profile pages elsewhere, in the order of the authors; empty strings for those who have none."""
    slugs = site.library.author_slug
    return tuple(site.person[slugs[person]].url if person in slugs else "" for person in entry.authors)


def _terms(site: Site, entry: Entry) -> tuple[tuple[Anchor, str], ...]:
    if not site.settings.glossary:
        return ()
    terms = site.entry_terms(entry.id)
    return tuple((site.term_anchor(term), site.definition(site.library.term[term])) for term in terms)


def _evidence(site: Site, entry: Entry) -> tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...]:
    """Per topic: its name, and (word, where it stood, how often)."""
    if not site.settings.topics:
        return ()
    return tuple(
        (
            site.library.topic[score.topic].name(site.lang),
            tuple(
                (reason.word, text(f"evidence.{reason.field}", site.lang), reason.count) for reason in score.evidence
            ),
        )
        for score in site.library.topic_scores.get(entry.id, ())
        if score.topic in site.library.topic and score.evidence
    )


def _quote(site: Site, quoted: Quote) -> Excerpt:
    card = site.card(quoted.entry)
    return Excerpt(card.url, card.title, quoted.sentence, card.stated_day)


def _reason(site: Site, related: Related) -> tuple[str, ...]:
    library = site.library
    terms = tuple(library.term[term].name for term in related.terms if term in library.term)
    topics = tuple(library.topic[topic].name(site.lang) for topic in related.topics if topic in library.topic)
    return tuple(dict.fromkeys((*terms, *(f"#{tag}" for tag in related.tags), *topics)))
