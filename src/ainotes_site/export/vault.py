"""A clean vault for Obsidian: a note for each entry and term, with front matter, wikilinks, and the files that they show."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote, unquote

from ainotes_site.export.base import PublishedNotes
from ainotes_site.model import Entry
from ainotes_site.portable_names import file_name, folded
from ainotes_site.render.data_files.markdown_copies import author_names, front_matter
from ainotes_site.urls import entry_url, term_url

ENTRIES, TERMS, FILES = "entries", "glossary", "files"
_NOTE = "ainotes-note:"
"""Begins what a link to another note says, until it is made a wikilink."""
_LINK = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]\(<?" + _NOTE + r"([^)>#]*)(?:#([^)>]*))?>?\)")


def write_vault(published: PublishedNotes, folder: Path) -> int:
    """Write a vault into a new folder; how many notes are in it."""
    site = published.site
    names = _names(published)
    files: set[str] = set()

    def address(path: str) -> str:
        page, _, fragment = path.partition("#")
        if page in names:
            return f"{_NOTE}{quote(names[page])}{f'#{fragment}' if fragment else ''}"
        if published.file(page):
            files.add(page)
            return f"../{FILES}/{page}"
        return f"{site.settings.site_url}{path}" if site.settings.site_url else path

    written = 0
    for entry in site.library.entries:
        text = _with_wikilinks(published.text_of(entry, address))
        _write(folder / f"{names[entry_url(entry.id)]}.md", f"{_front_of_entry(published, entry)}\n{text}\n")
        written += 1
    for term in site.library.terms if site.settings.glossary else ():
        texts = [_with_wikilinks(text) for text in published.definitions_of(term, address)]
        front = front_matter({"aliases": list(term.aliases), "type": "term"})
        _write(folder / f"{names[term_url(term.slug)]}.md", f"{front}\n" + "\n\n".join(texts) + "\n")
        written += 1
    _copy(published, folder / FILES, files)
    return written


def _names(published: PublishedNotes) -> Mapping[str, str]:
    """The note of each page, as a path without its ending: by title, and by title and id where two are alike."""
    site = published.site
    pages: list[tuple[str, str, str, str]] = [
        (entry_url(entry.id), ENTRIES, entry.title, entry.id) for entry in site.library.entries
    ]
    if site.settings.glossary:
        pages += [(term_url(term.slug), TERMS, term.name, term.slug) for term in site.library.terms]
    taken: set[str] = set()
    names = {}
    for page, place, title, slug in pages:
        name = f"{place}/{file_name(title)}"
        if folded(name) in taken:
            name = f"{name} ({slug})"
        taken.add(folded(name))
        names[page] = name
    return names


def _front_of_entry(published: PublishedNotes, entry: Entry) -> str:
    site = published.site
    topics = [f"topic/{topic}" for topic in entry.topics] if site.settings.topics else []
    tags = [re.sub(r"[^\w/-]+", "-", tag).strip("-") for tag in entry.tags]
    return front_matter(
        {
            "title": entry.title,
            "date": entry.date,
            "updated": entry.updated,
            "kind": str(entry.kind),
            "aliases": list(dict.fromkeys((entry.title, *entry.aliases))),
            "authors": author_names(site, entry),
            "tags": list(dict.fromkeys(tag for tag in (*tags, *topics) if tag)),
            "description": entry.description,
            "source": f"{entry.span.path}:{entry.span.start_line}",
            "url": site.settings.site_url + entry_url(entry.id) if site.settings.site_url else None,
        }
    )


def _with_wikilinks(text: str) -> str:
    """Links to other notes as wikilinks; the note is named by its path, so that names that are alike stay apart."""

    def wikilink(found: re.Match[str]) -> str:
        shown = re.sub(r"\\(.)", r"\1", found[1]).replace("|", "¦").replace("]]", "] ]")
        return f"[[{unquote(found[2])}|{shown}]]"

    return _LINK.sub(wikilink, text)


def _copy(published: PublishedNotes, to: Path, addresses: Iterable[str]) -> None:
    for address in sorted(addresses):
        if source := published.file(address):
            target = to / unquote(address)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
