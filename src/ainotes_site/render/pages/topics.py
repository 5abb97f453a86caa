"""The tree of topics, and the page of a topic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ainotes_site.i18n import text
from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry, Term, Topic, TopicId
from ainotes_site.render.feeds.addresses import topic_feed
from ainotes_site.render.page import About, PageData, PageKey, PageKind
from ainotes_site.render.pages.full_topic import read_url
from ainotes_site.render.pages.overview import overview, people_of
from ainotes_site.render.pagination import part_links, year_toc
from ainotes_site.render.site import Site
from ainotes_site.render.view_models import Anchor, Tally
from ainotes_site.urls import TAGS, TOPICS, term_url, topic_url

_KEY_TERMS = 12
_RELATED = 8
_LEARNED = 30
_JOINTS = pattern(r"[、，,/与和及]|\band\b|&", re.IGNORECASE)
"""What joins the parts of a topic's name."""


def topics_page(site: Site, _: str) -> PageData:
    """Draft of the tree of topics."""
    used = site.populated_topics
    roots = tuple(topic for topic in site.library.taxonomy if topic.parent is None and topic.id in used)
    return PageData(
        url=TOPICS,
        title=text("nav.topics", site.lang),
        kind=PageKind.TOPICS,
        nav="topics",
        values={
            "tree": tuple(_branch(site, topic) for topic in roots),
            "unused": tuple(site.topic_anchor(topic.id) for topic in site.library.taxonomy if topic.id not in used),
            "tags": TAGS if site.tags else "",
        },
        description=text("topics.lead", site.lang),
        lang=site.lang,
    )


def _branch(site: Site, topic: Topic) -> tuple[Tally, str, tuple[tuple[Tally, str, tuple[Tally, ...]], ...]]:
    """A topic with its scope, and each topic right under it with its scope and all that is under it; without those that have
    no entries."""
    below = (
        (_tally(site, child), child.scope(site.lang), tuple(_below(site, child)))
        for child in site.populated_children(topic.id)
    )
    return _tally(site, topic), topic.scope(site.lang), tuple(below)


def _below(site: Site, topic: Topic) -> Iterator[Tally]:
    for child in site.populated_children(topic.id):
        yield _tally(site, child)
        yield from _below(site, child)


def _tally(site: Site, topic: Topic) -> Tally:
    return Tally(*site.topic_anchor(topic.id), len(site.library.by_topic.get(topic.id, ())))


def topic_page(site: Site, name: str) -> PageData:
    """Draft of the page of the topic with the id `name`. Raises KeyError when there is none."""
    library = site.library
    topic = library.topic[TopicId(name)]
    entries = library.by_topic.get(topic.id, ())
    listed = overview(site, PageKey(PageKind.TOPIC, topic.id), entries)
    definition = _introduction(site, topic)
    values: dict[str, object] = {
        "title": topic.name(site.lang),
        "other_name": topic.name("en") if site.lang == "zh" else "",
        "scope": topic.scope(site.lang),
        "learned": text("page.comma", site.lang).join(topic.learned[:_LEARNED]),
        "intro": site.prose(definition.definitions[0]) if definition else "",
        "intro_term": site.term_anchor(definition.slug) if definition else None,
        "path": _path(site, topic),
        "below": tuple(_tally(site, child) for child in site.populated_children(topic.id)),
        "terms": _key_terms(site, topic.id),
        "people": people_of(site, entries),
        "related": _related(site, topic.id),
        "read": read_url(topic.id) if entries else "",
        **listed,
    }
    return PageData(
        topic_url(topic.id),
        topic.name(site.lang),
        PageKind.TOPIC,
        "",
        values,
        topic.scope(site.lang),
        year_toc(_years(site, topic, entries)),
        site.lang,
        About(
            "WebPage",
            ((text("nav.topics", site.lang), TOPICS), *_parents(site, topic)),
            feed=topic_feed(site, topic.id) or "",
        ),
    )


def _years(site: Site, topic: Topic, entries: Sequence[Entry]) -> list[str]:
    """The years of a topic that are on pages of their own, or all of them in the order of its entries."""
    periods = [year for year, _ in part_links(site, PageKey(PageKind.TOPIC, topic.id)).years]
    return periods or list(dict.fromkeys(entry.stated_date[:4] for entry in entries))


def _parents(site: Site, topic: Topic) -> tuple[tuple[str, str], ...]:
    """The topics above, the highest first."""
    above: list[tuple[str, str]] = []
    while topic.parent is not None:
        topic = site.library.topic[topic.parent]
        above.append((topic.name(site.lang), topic_url(topic.id)))
    return tuple(reversed(above))


def _introduction(site: Site, topic: Topic) -> Term | None:
    """The defined term of the same name, or the first one that is a part of it: 微调 for 训练与微调."""
    if not site.settings.glossary:
        return None
    whole = (topic.name_zh, topic.name_en)
    parts = (part for name in whole for part in _JOINTS.split(name))
    names = (name.strip().casefold() for name in (*whole, *parts))
    return next((site.term_by_name[name] for name in names if name in site.term_by_name), None)


def _path(site: Site, topic: Topic) -> tuple[Anchor, ...]:
    """The tree, then the topics above, outermost first."""
    above: list[Anchor] = []
    while topic.parent is not None and topic.parent in site.library.topic:
        topic = site.library.topic[topic.parent]
        above.insert(0, site.topic_anchor(topic.id))
    return Anchor(TOPICS, text("nav.topics", site.lang)), *above


def _key_terms(site: Site, topic: TopicId) -> tuple[Tally, ...]:
    if not site.settings.glossary:
        return ()
    counted = site.library.topic_terms.get(topic, {})
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_KEY_TERMS]
    return tuple(Tally(term_url(term), site.library.term[term].name, total) for term, total in ranked)


def _related(site: Site, topic: TopicId) -> tuple[Tally, ...]:
    shared = site.shared.get(topic, Counter())
    ranked = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Tally(*site.topic_anchor(other), total) for other, total in ranked if other in site.library.topic)[
        :_RELATED
    ]
