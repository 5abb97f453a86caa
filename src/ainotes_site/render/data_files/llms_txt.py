"""`llms.txt` (https://llmstxt.org) and `llms-full.txt`: the site for language models, as a table of contents and in full."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ainotes_site.i18n import text
from ainotes_site.model import Entry
from ainotes_site.render.data_files.markdown_copies import copy_of, has_copy, one_line
from ainotes_site.render.fingerprints.digests import digest_of
from ainotes_site.render.fingerprints.page_fingerprints import PageFingerprints
from ainotes_site.render.site import Site
from ainotes_site.urls import entry_url, term_url

MOST_A_TOPIC = 30
"""Newest entries that llms.txt lists of a topic: a table of contents has to fit into a context."""
MOST_TERMS = 200
MOST_IN_FULL = 500
"""Newest entries that llms-full.txt holds: about a megabyte. All of them are in entries.jsonl."""


def llms_txt(site: Site, data_files: Sequence[str], copies: bool) -> bytes:
    """The table of contents. `data_files` are named as optional; links lead to Markdown where there are `copies`."""
    lang, library = site.lang, site.library
    lines = [*_head(site), text("llms.about", lang, entries=len(library.entries), terms=len(library.terms)), ""]
    for name, entries in _sections(site):
        lines += _section(site, name, entries, copies)
    if site.settings.glossary and library.terms:
        lines += _glossary(site, copies)
    lines += ["## Optional", ""]  # the name that the specification gives to what may be left out
    lines += (f"- [{path}]({site.settings.site_url}{path}): {text(f'llms.{path}', lang)}" for path in data_files)
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8", "replace")


def llms_digest(site: Site, fingerprints: PageFingerprints, data_files: Sequence[str], copies: bool) -> bytes:
    """A digest of all that `llms_txt` shows."""
    cards = fingerprints.cards
    sections = [
        (name, len(entries), b"".join(cards[entry.id] for entry in entries[:MOST_A_TOPIC]))
        for name, entries in _sections(site)
    ]
    counts = len(site.library.entries), len(site.library.terms)
    return digest_of(fingerprints.everywhere, fingerprints.glossary, counts, sections, list(data_files), copies)


def _sections(site: Site) -> Iterator[tuple[str, Sequence[Entry]]]:
    """A section for each topic with the entries of which it is the first, and one for the rest; without those of none."""
    library = site.library
    listed: set[str] = set()
    for topic in library.taxonomy if site.settings.topics else ():
        entries = [entry for entry in library.by_topic.get(topic.id, ()) if entry.topics[0] == topic.id]
        listed.update(entry.id for entry in entries)
        if entries:
            yield one_line(topic.name(site.lang)), entries
    rest = [entry for entry in library.entries if entry.id not in listed]
    if rest:
        yield text("llms.entries", site.lang), rest


def _glossary(site: Site, copies: bool) -> Iterator[str]:
    yield f"## {text('llms.glossary', site.lang)}"
    yield ""
    for term in site.library.terms[:MOST_TERMS]:
        definition = site.definition(term)
        link = f"- [{one_line(term.name)}]({_address(site, term_url(term.slug), copies)})"
        yield f"{link}: {_short(definition)}" if definition else link
    yield from _more(site, len(site.library.terms) - MOST_TERMS)


def llms_full_txt(site: Site, lines: Sequence[str]) -> bytes:
    """The newest entries in full, one after the other; `lines` are those of entries.jsonl, which has their texts."""
    parts = _head(site)
    parts += _more(site, len(site.library.entries) - MOST_IN_FULL)
    for entry, line in zip(site.library.entries[:MOST_IN_FULL], lines, strict=False):
        url = f"{site.settings.site_url}{entry_url(entry.id)}"
        facts = [part for part in (entry.date, f"{entry.span.path}:{entry.span.start_line}") if part]
        parts += [f"# [{one_line(entry.title)}]({url})", "", " · ".join(facts), ""]
        body = json.loads(line)["markdown"]
        parts += [body, ""] if body else []
    return ("\n".join(parts).rstrip("\n") + "\n").encode("utf-8", "replace")


def _head(site: Site) -> list[str]:
    said = " ".join(site.settings.site_description.split())
    return [f"# {one_line(site.settings.site_name)}", "", *([f"> {said}", ""] if said else [])]


def _section(site: Site, name: str, entries: Sequence[Entry], copies: bool) -> Iterator[str]:
    yield f"## {name}"
    yield ""
    for entry in entries[:MOST_A_TOPIC]:
        card = site.card(entry.id)
        said = _short(" · ".join(part for part in (entry.date, card.excerpt) if part))
        link = f"- [{one_line(entry.title)}]({_address(site, entry_url(entry.id), copies)})"
        yield f"{link}: {said}" if said else link
    yield from _more(site, len(entries) - MOST_A_TOPIC)


def _more(site: Site, left_out: int) -> list[str]:
    return ["", text("llms.more", site.lang, count=left_out), ""] if left_out > 0 else [""]


def _address(site: Site, url: str, copies: bool) -> str:
    return site.settings.site_url + (copy_of(url) if copies and has_copy(url) else url)


def _short(said: str) -> str:
    flat = " ".join(said.split())
    return one_line(flat if len(flat) <= 120 else f"{flat[:119]}…")
