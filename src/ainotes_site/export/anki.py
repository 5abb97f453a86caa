"""Flash cards as a text file that Anki imports (https://docs.ankiweb.net/importing/text-files.html): the glossary, and entries
whose title is a question.

A card has its own lasting id, so importing a later export changes cards instead of doubling them.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ainotes_site.export.base import PublishedNotes
from ainotes_site.render.feeds.full_text import clean_html, full_text
from ainotes_site.render.site import Site
from ainotes_site.urls import term_url


def anki(published: PublishedNotes) -> tuple[bytes, int]:
    """The file, and how many cards are in it."""
    site = published.site
    head = (
        "#separator:tab",
        "#html:true",
        "#notetype:Basic",
        f"#deck:{_field(site.settings.site_name)}",
        "#guid column:1",
        "#tags column:4",
        "#columns:Guid\tFront\tBack\tTags",
    )
    cards = [*_terms(published), *_questions(site)]
    return ("\n".join([*head, *("\t".join(map(_field, card)) for card in cards)]) + "\n").encode(
        "utf-8", "replace"
    ), len(cards)


Card = tuple[str, str, str, str]
"""Id, front, back (both HTML) and tags."""


def _terms(published: PublishedNotes) -> Iterator[Card]:
    site = published.site
    for term in site.library.terms if site.settings.glossary else ():
        if term.definitions:
            others = f"<div>{escape(' · '.join(term.aliases))}</div>" if term.aliases else ""
            base = site.settings.site_url + term_url(term.slug)
            back = "<hr>".join(clean_html(site.prose(definition), base) for definition in term.definitions)
            yield f"ainotes-term-{term.slug}", escape(term.name), others + back, "glossary"


def _questions(site: Site) -> Iterator[Card]:
    for entry in site.library.entries:
        if entry.title.rstrip().endswith(("?", "？")) and (text := full_text(site, entry)):
            tags = " ".join(tag.replace(" ", "_") for tag in (*entry.topics, *entry.tags))
            yield f"ainotes-entry-{entry.id}", escape(entry.title), text, tags


def _field(text: str) -> str:
    """A field without a tab or an end of line, and without quotes that would hold any."""
    flat = text.replace("\t", " ").replace("\r", "").replace("\n", "<br>" if "<" not in text else " ")
    return flat.replace('"', "&quot;") if flat.startswith('"') else flat
