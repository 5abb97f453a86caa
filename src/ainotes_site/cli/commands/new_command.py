"""`ainotes new`."""

from __future__ import annotations

import argparse
import json
import os
from datetime import datetime

from ainotes_site.cli.config import entries_options, from_here, place
from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of, text
from ainotes_site.model import Lang
from ainotes_site.one_line import one_line
from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.cache.record_store import write_atomically
from ainotes_site.pipeline.stages.read import read_sources
from ainotes_site.pipeline.stages.scan import scan
from ainotes_site.starter.new_note import Shelf, new_note


def run_new(options: argparse.Namespace) -> int:
    """Write the note, and say where it is."""
    where = place(argparse.Namespace(notes=options.notes, site_dir=None, config_file=options.config_file))
    notes = where.project.notes
    found = scan(notes, rules=where.project.rules)
    caches = Caches.at(where.project.cache) if where.project.cache.is_dir() else Caches.none()
    sources = [source for source in found.sources if not source.is_page]
    readings = read_sources(sources, caches.readings).readings
    lang: Lang = "en" if entries_options(where.config_file).get("lang") == "en" else "zh"
    shelf = Shelf(sources, readings, lang, (notes / "logseq" / "config.edn").is_file())
    today = options.date or datetime.now().astimezone().date().isoformat()
    written = new_note(shelf, options.kind, options.title, today, options.text or "")
    target = notes / written.path
    if written.is_new and os.path.lexists(target):  # of a kind that is no note, or kept from the site
        raise error_of(BuildError, written.path, "new.exists")
    if written.is_new:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, written.content)
    else:  # the file stays the same one: it may be a link, and has permissions
        with open(target, "ab") as file:
            file.write(written.content[os.path.getsize(target) :])
    if options.json:
        record = {"path": written.path, "file": str(target), "line": written.line, "is_new": written.is_new}
        print(json.dumps(record, ensure_ascii=False))
        return 0
    key = "new.done" if written.is_new else "new.added"
    print(one_line(text(key, options.lang, path=from_here(target), line=written.line)))
    return 0
