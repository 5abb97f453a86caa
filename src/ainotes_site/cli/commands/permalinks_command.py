"""`ainotes permalinks`: the file that remembers every published address."""

from __future__ import annotations

import argparse
import json

from ainotes_site.cli.config import place
from ainotes_site.cli.library import published
from ainotes_site.i18n import text
from ainotes_site.link.addresses.permalinks import Permalinks, answering, parse
from ainotes_site.pipeline.cache.record_store import write_atomically
from ainotes_site.pipeline.stages.scan import PERMALINKS


def run_permalinks(options: argparse.Namespace) -> int:
    """Begin the file, or list the addresses that lead elsewhere; 1 where there is no file to list."""
    where = place(options)
    file = where.project.notes / PERMALINKS
    exists = file.exists()
    if not exists and not options.init:
        print(text("permalinks.none", options.lang, path=file))
        return 1
    written = published(where, begin_permalinks=not exists).linked.permalinks
    if not exists:
        write_atomically(file, (written or "").encode())
    known = parse(file.read_text(encoding="utf-8") if written is None else written)
    _list(known, options)
    return 0


def _list(known: Permalinks, options: argparse.Namespace) -> None:
    answers = answering(known.records)
    if options.json:
        for record in known.records:
            answer = record.address if record.is_live else answers[record.address]
            print(json.dumps({"address": record.address, "entry": answer, "source": record.source}, ensure_ascii=False))
        return
    live = len(known.records) - len(answers)
    print(text("permalinks.count", options.lang, live=live, moved=len(answers)))
    for address, target in answers.items():
        print(f"  {address} → {target or text('permalinks.gone', options.lang)}")
