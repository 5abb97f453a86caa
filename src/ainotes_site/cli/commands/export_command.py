"""`ainotes export`."""

from __future__ import annotations

import argparse
import json
import os
import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ainotes_site.cli.config import place
from ainotes_site.cli.library import published
from ainotes_site.errors import BuildError
from ainotes_site.export.anki import anki
from ainotes_site.export.base import PublishedNotes
from ainotes_site.export.book import book
from ainotes_site.export.epub import epub
from ainotes_site.export.opensearch import write_opensearch
from ainotes_site.export.sqlite import write_sqlite
from ainotes_site.export.vault import write_vault
from ainotes_site.export.zensical import write_zensical
from ainotes_site.i18n import error_of, text
from ainotes_site.model import TopicId
from ainotes_site.one_line import one_line
from ainotes_site.pipeline.cache.record_store import write_atomically
from ainotes_site.render.site import Site


def run_export(options: argparse.Namespace) -> int:
    """Write what is asked for; nothing at all where one of it cannot be written."""
    chosen: dict[str, Path] = {name: path for name in _WRITERS if (path := getattr(options, name)) is not None}
    if not chosen:
        raise error_of(BuildError, "ainotes export", "export.nothing")
    if options.topic and options.book is None:
        raise error_of(BuildError, "--topic", "export.topic_of_book")
    for name, path in chosen.items():
        _check(name, path, options.force)
    where = place(argparse.Namespace(notes=options.notes, site_dir=None, config_file=options.config_file))
    read = published(where)
    site = Site(read.linked.library, read.settings)
    everything = PublishedNotes(
        site, read.linked.links, read.files, _topic(site, options.topic) if options.topic else None
    )
    for name, path in chosen.items():
        count = _WRITERS[name](everything, path)
        if options.json:
            print(json.dumps({"format": name, "path": str(path), "count": count}, ensure_ascii=False))
        else:
            print(one_line(text(f"export.{name}", options.lang, path=path, count=count)))
    return 0


def _check(name: str, path: Path, force: bool) -> None:
    """Raises BuildError for a place where something of the owner's is."""
    if name in _FOLDERS:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise error_of(BuildError, str(path), "export.not_empty")
    elif path.is_dir() or (os.path.lexists(path) and not force):
        raise error_of(BuildError, str(path), "export.exists")


def _topic(site: Site, name: str) -> TopicId:
    """The topic of an id or a name. Raises BuildError where no entry has it."""
    wanted = name.casefold()
    having = set(site.library.by_topic) if site.settings.topics else set()
    having |= {topic.parent for topic in site.library.taxonomy if topic.parent and topic.id in having}
    topics = [topic for topic in site.library.taxonomy if topic.id in having]
    for topic in topics:
        if wanted in (topic.id, topic.name_zh.casefold(), topic.name_en.casefold()):
            return topic.id
    raise error_of(BuildError, name, "export.no_topic", topics=", ".join(topic.id for topic in topics) or "–")


def _book(everything: PublishedNotes, path: Path) -> int:
    return _file(epub if path.suffix.lower() == ".epub" else book, everything, path)


def _sqlite(everything: PublishedNotes, path: Path) -> int:
    """Beside its place first, so that what was there stays until the new one is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}.new")
    try:
        count = write_sqlite(everything, draft)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return count


def _file(make: Callable[[PublishedNotes], tuple[bytes, int]], everything: PublishedNotes, path: Path) -> int:
    content, count = make(everything)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, content)
    return count


_FOLDERS = frozenset(("obsidian", "opensearch", "zensical"))
"""Formats that are a folder of files."""
_WRITERS: dict[str, Callable[[PublishedNotes, Path], int]] = {
    "sqlite": _sqlite,
    "obsidian": write_vault,
    "anki": partial(_file, anki),
    "book": _book,
    "opensearch": write_opensearch,
    "zensical": write_zensical,
}
