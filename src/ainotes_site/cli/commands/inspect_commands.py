"""`ainotes parse`, `ainotes audit` and `ainotes check`: what the program makes of the notes."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime

from ainotes_site.cli.config import KnowledgeBase, entries_options, place
from ainotes_site.cli.explain_reading import explained, explained_topics
from ainotes_site.cli.json_records import records
from ainotes_site.cli.library import settings_of
from ainotes_site.cli.named_sources import named_sources
from ainotes_site.cli.problems import failing, lines, problem_record
from ainotes_site.doctor.outward_links import ask_all
from ainotes_site.doctor.outward_problems import link_problems
from ainotes_site.doctor.stale import stale
from ainotes_site.i18n import text
from ainotes_site.link.check import check
from ainotes_site.link.library import Library
from ainotes_site.model import Lang, Problem
from ainotes_site.one_line import one_line
from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.lock import exclusive
from ainotes_site.pipeline.remote_images.ssrf import is_public
from ainotes_site.pipeline.stages.link import Linked, is_private, link_scan
from ainotes_site.pipeline.stages.scan import Scan, SourceFile
from ainotes_site.readers import read
from ainotes_site.readers.audit import Ledger, audit
from ainotes_site.readers.decode import Decoded, decode
from ainotes_site.settings import Settings


def run_parse(options: argparse.Namespace) -> int:
    """Say what was read from each file; 1 when a file cannot be read at all."""
    found = named_sources(options.files, options)
    linked = link_scan(found, Settings())
    for record in records(linked):
        if options.json:
            print(json.dumps(record, ensure_ascii=False))
        else:
            print(_line(record))
    _say((problem for reading in linked.readings for problem in reading.problems), options.lang)
    return int(any(reading.format == "unreadable" for reading in linked.readings))


def run_audit(options: argparse.Namespace) -> int:
    """Account for every line of every file; 1 when one is lost."""
    lang: Lang = options.lang
    if options.private:
        return _list_private(options)
    lost = False
    found = named_sources(options.paths, options)
    explains = options.explain and not options.json
    library = link_scan(found, settings_of(_place(options).config_file)).library if explains else None
    for source in found.sources:
        ledger = ledger_of(source)
        lost = lost or bool(ledger.unaccounted)
        if options.json:
            print(json.dumps(asdict(ledger) | {"skipped": dict(ledger.skipped)}, ensure_ascii=False))
            continue
        skipped = "、".join(f"{reason} {lines}" for reason, lines in ledger.skipped) or "0"
        print(
            text(
                "ledger.line",
                lang,
                path=one_line(ledger.path),
                lines=ledger.lines,
                entries=ledger.entries,
                terms=ledger.terms,
                skipped=skipped,
            )
        )
        for line in ledger.unaccounted:
            print(text("ledger.lost", lang, path=one_line(ledger.path), line=line))
        if library:
            print(*explained(source, lang), *explained_topics(library, source.path, lang), sep="\n")
    return int(lost)


def run_check(options: argparse.Namespace) -> int:
    """Say what should be mended; 1 under `--strict` when there is anything."""
    found = named_sources(options.paths, options)
    with _build_caches(options) as caches:
        linked = link_scan(found, settings_of(_place(options).config_file), caches=caches)
    today = datetime.now(UTC).date().isoformat()
    problems = sorted(_problems(options, found, linked, caches, today))  # a build need not wait for what others answer
    if options.json:
        for problem in problems:
            print(json.dumps(problem_record(problem, options.lang), ensure_ascii=False))
    else:
        for line in lines(problems, options.lang, every=bool(options.paths)):
            print(line)
    if not problems and not options.json:
        print(text("check.clean", options.lang))
    return int(failing(problems) > 0 and options.strict)


def _problems(options: argparse.Namespace, found: Scan, linked: Linked, caches: Caches, today: str) -> set[Problem]:
    """What is looked for: what is due, links to other sites, or else all that can be told from the notes alone."""
    if not options.stale and not options.links:
        return {*found.problems, *linked.problems, *check(linked.library, today)}
    problems = set(stale(found.sources, today)) if options.stale else set()
    if options.links:
        problems |= _broken_links(linked.library, caches, today, options.lang)
    return problems


def _broken_links(library: Library, caches: Caches, today: str, lang: Lang) -> set[Problem]:
    """Links to other sites that lead nowhere any more. Asks the network."""

    def heard(done: int, total: int) -> None:
        print(text("check.asked", lang, done=done, total=total), file=sys.stderr, flush=True)

    urls = {link.url for entry in library.entries for link in entry.links}
    answers = ask_all(urls, caches.links, today, is_public, heard=heard)
    counted = Counter(answer.verdict for answer in answers.values())
    print(text("check.links", lang, total=len(answers), unsure=counted["unsure"]), file=sys.stderr)
    return set(link_problems(library, answers))


@contextmanager
def _build_caches(options: argparse.Namespace) -> Iterator[Caches]:
    """What the last build of these notes has worked out, so that it is not worked out again; else nothing."""
    cache = None if options.paths else _place(options).project.cache
    if cache is None or not cache.is_dir():
        yield Caches.none()
        return
    with exclusive(cache / "lock", lambda: print(text("build.waiting", options.lang), file=sys.stderr)):
        yield Caches.at(cache)


def _list_private(options: argparse.Namespace) -> int:
    """The paths of the sources that their owner does not publish; also those that need `publish: true` and lack it; of a whole
    folder of notes also the files that the configuration excludes.
    """
    only = not options.paths and entries_options(_place(options).config_file).get("publish") == "only"
    found = named_sources(options.paths, options)
    private = [
        source.path
        for source in found.sources
        if is_private(read(source.path, source.data, source.hints, is_page=source.is_page), only)
    ]
    is_whole = all(path.is_dir() and path.samefile(found.notes) for path in options.paths)
    for path in sorted((*private, *(found.excluded if is_whole else ()))):
        print(json.dumps({"path": path}, ensure_ascii=False) if options.json else one_line(path))
    return 0


def ledger_of(source: SourceFile) -> Ledger:
    """What became of the lines of a file. A file that cannot be read has none: its bytes are named in a Problem."""
    decoded = decode(source.data)
    reading = read(source.path, source.data, source.hints, is_page=source.is_page)
    return audit(reading, decoded.lines if isinstance(decoded, Decoded) else ())


def _say(problems: Iterable[Problem], lang: Lang) -> None:
    for problem in problems:
        print(problem.in_one_line(lang), file=sys.stderr)


def _line(record: dict[str, object]) -> str:
    source = record["source"]
    assert isinstance(source, dict)
    where = f"{source['path']}:{source['start_line']}-{source['end_line']}"
    shown = record.get("title") or record.get("name") or record.get("reason")
    return one_line(f"{record['type']:8} {where}  {record.get('id', '')} {shown}".rstrip())


def _place(options: argparse.Namespace) -> KnowledgeBase:
    return place(argparse.Namespace(notes=options.notes, site_dir=None, config_file=None))
