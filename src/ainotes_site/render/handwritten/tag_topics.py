"""Topics of hand-written pages: each tag of a page is one, by its name in the taxonomy where that has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from ainotes_site.i18n import text
from ainotes_site.link.merge_terms import name_key
from ainotes_site.link.taxonomy import Taxonomy
from ainotes_site.link.unique_names import unique_names
from ainotes_site.model import Lang, Topic


@dataclass(frozen=True, slots=True)
class TaggedPage:
    """A hand-written page as lists show it."""

    path: str
    """POSIX path of its source, relative to the folder of the pages."""
    title: str
    tags: tuple[str, ...]
    date: str = ""
    """ISO date; empty when none is known."""
    description: str = ""


@dataclass(frozen=True, slots=True)
class PageTopic:
    """A topic and its pages."""

    id: str
    """ASCII name, unique among the topics of a site."""
    name: str
    scope: str
    """One sentence: what belongs here; empty for a tag that no taxonomy knows."""
    pages: tuple[TaggedPage, ...]
    """The newest first, undated ones last, by path."""


def tag_topics(pages: Iterable[TaggedPage], taxonomy: Taxonomy, lang: Lang) -> tuple[PageTopic, ...]:
    """The topics of `pages`, those with most pages first. Tags that differ in case, width, spaces or hyphens are one; its
    name is the one that is written most.
    """
    known: dict[str, Topic] = {topic.id: topic for topic in taxonomy.topics}
    members: dict[str, dict[str, TaggedPage]] = {}
    written: dict[str, list[str]] = {}
    for page in sorted(pages, key=_path):
        for tag in page.tags:
            key = taxonomy.named(tag) or name_key(tag)
            if key:
                members.setdefault(key, {})[page.path] = page
                written.setdefault(key, []).append(tag)
    ordered = sorted(members, key=lambda key: (-len(members[key]), key))
    names = [known[key].name(lang) if key in known else _usual(written[key]) for key in ordered]
    ids = unique_names([key if key in known else name for key, name in zip(ordered, names, strict=True)], "topic")
    return tuple(
        PageTopic(id_, name, known[key].scope(lang) if key in known else "", _newest_first(members[key].values()))
        for id_, key, name in zip(ids, ordered, names, strict=True)
    )


def _usual(spellings: Sequence[str]) -> str:
    return max(spellings, key=lambda tag: (spellings.count(tag), tag))


def _path(page: TaggedPage) -> str:
    return page.path


def _newest_first(pages: Iterable[TaggedPage]) -> tuple[TaggedPage, ...]:
    by_path = sorted(pages, key=_path)
    return tuple(sorted(by_path, key=lambda page: page.date, reverse=True))


def topic_list(topics: Sequence[PageTopic], urls: Mapping[str, str], lang: Lang) -> str:
    """The list of all topics, as HTML for a page from which `urls` lead, by id."""
    items = "".join(
        f'<li><a href="{escape(urls[topic.id])}">{escape(topic.name)}</a> <small>{len(topic.pages)}</small></li>\n'
        for topic in topics
    )
    return f"<ul>\n{items}</ul>" if items else f"<p>{escape(text('guest.no_topics', lang))}</p>"


def topic_page(topic: PageTopic, urls: Mapping[str, str]) -> str:
    """The pages of a topic, as HTML for a page from which `urls` lead, by path."""
    items = "".join(
        f'<li><a href="{escape(urls[page.path])}">{escape(page.title)}</a>{_date(page)}{_description(page)}</li>\n'
        for page in topic.pages
    )
    scope = f"<p>{escape(topic.scope)}</p>\n" if topic.scope else ""
    return f"{scope}<ul>\n{items}</ul>"


def _date(page: TaggedPage) -> str:
    return f' <small><time datetime="{page.date}">{page.date}</time></small>' if page.date else ""


def _description(page: TaggedPage) -> str:
    return f"<br>{escape(page.description)}" if page.description else ""
