"""`ainotes search`, `ainotes index` and `ainotes eval`: the search in a terminal."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ainotes_site.errors import AinotesError
from ainotes_site.i18n import error_of, text
from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Lang
from ainotes_site.one_line import one_line

if TYPE_CHECKING:
    from ainotes_site.search.engine import SearchIndex
    from ainotes_site.search.result import Hit, Result, Snippet

_FOLDER = "search"
_BLANKS = pattern(r"\s+")
_SHOWN = 10
"""Hits of a single search unless --limit says otherwise."""

_BATCH_DEPTH = 100
"""Hits per query of a batch unless --limit says otherwise: enough for any usual measure."""


def run_search(options: argparse.Namespace) -> int:
    """Search once, or every query of a batch; 1 when a single search finds nothing."""
    index = _open(options.site)
    if options.batch is not None:
        depth = _BATCH_DEPTH if options.limit is None else options.limit
        for line in _json_lines(options.batch):
            start = time.perf_counter()
            ids = index.ids(_text(line, "query"), depth, synonyms=not options.literal)
            spent = round((time.perf_counter() - start) * 1000, 2)
            stopped: dict[str, object] = {"stopped": True} if index.stopped else {}
            print(json.dumps({"qid": line.get("qid"), "ids": ids, "ms": spent, **stopped}))
            if stopped:
                print(f"{line.get('qid')}: {text('search.remark.stopped', options.lang)}", file=sys.stderr)
        return 0
    limit = _SHOWN if options.limit is None else options.limit
    result = index.search(options.query, limit, synonyms=not options.literal)
    if options.json:
        print(json.dumps(_record(result), ensure_ascii=False))
    else:
        _show(result, options.lang)
    return int(not result.hits and not result.cards)


def run_index(options: argparse.Namespace) -> int:
    """Write the index of the notes into `DIR/search`; 1 when `--strict` found problems."""
    from ainotes_site.cli.commands.build import say_problems
    from ainotes_site.cli.config import place
    from ainotes_site.cli.library import settings_of
    from ainotes_site.cli.problems import failing
    from ainotes_site.pipeline.stages.index.index_only import index_notes

    where = place(argparse.Namespace(notes=options.notes, site_dir=options.out / _FOLDER, config_file=None))
    problems = index_notes(where.project, settings_of(where.config_file), options.workers)
    say_problems(problems, options.lang)
    return int(failing(problems) > 0 and options.strict)


def run_eval(options: argparse.Namespace) -> int:
    """Measure the search with a file of queries and what they should find."""
    from ainotes_site.search.evaluate import evaluate, read_cases

    cases = read_cases(_lines(options.file), str(options.file))
    index = _open(options.site)
    measured = evaluate(cases, index.ids)
    values = {"queries": measured.queries, "mrr": measured.mrr, "recall": measured.recall, "zero": measured.zero}
    print(json.dumps(values) if options.json else text("eval.line", options.lang, **values))
    return 0


def _open(site: Path) -> SearchIndex:
    from ainotes_site.search.engine import open_index

    return open_index(site / _FOLDER)


def _lines(path: Path) -> list[str]:
    data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    try:
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise error_of(AinotesError, str(path), "lines.encoding", byte=error.start) from error


def _json_lines(path: Path) -> Iterator[dict[str, object]]:
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise error_of(AinotesError, f"{path}:{number}", "lines.json", why=error) from error
        if not isinstance(value, dict):
            raise error_of(AinotesError, f"{path}:{number}", "lines.object")
        yield value


def _text(line: dict[str, object], key: str) -> str:
    value = line.get(key, "")
    return value if isinstance(value, str) else str(value)


def _record(result: Result) -> dict[str, object]:
    return {
        "total": result.total,
        "hits": [_hit(hit) for hit in result.hits],
        "cards": [{"name": card.name, "definition": card.definition, "url": card.url} for card in result.cards],
        "remarks": [{"code": remark.code, **remark.values} for remark in result.remarks],
        "corrected": result.corrected,
        "dated": result.dated,
        "synonyms": [list(pair) for pair in result.synonyms],
    }


def _hit(hit: Hit) -> dict[str, object]:
    return {
        "id": hit.id,
        "url": hit.url,
        "title": hit.title.text,
        "kind": hit.kind,
        "date": hit.date,
        "topics": list(hit.topics),
        "score": hit.score,
        "section": hit.section,
        "snippet": {"text": hit.snippet.text, "marks": [list(mark) for mark in hit.snippet.marks]},
    }


def _show(result: Result, lang: Lang) -> None:
    bold = sys.stdout.isatty()
    for card in result.cards:
        print(one_line(text("found.card", lang, name=card.name, definition=card.definition)))
    _say_how(result, lang)
    for number, hit in enumerate(result.hits, 1):
        facts = " · ".join(part for part in (hit.date, text(f"search.kind.{hit.kind}", lang), hit.section) if part)
        print(f"{number:2}. {_marked(hit.title, bold)}  ({one_line(facts)})")
        print(f"    {_marked(hit.snippet, bold)}")
        print(f"    {hit.url}")
    if result.hits or not result.cards:
        print(text("found.count" if result.hits else "found.none", lang, total=result.total), file=sys.stderr)


def _say_how(result: Result, lang: Lang) -> None:
    """How the query was taken, and what was searched besides."""
    for remark in result.remarks:
        print(one_line(text(f"search.remark.{remark.code}", lang, **remark.values)), file=sys.stderr)
    if result.corrected:
        print(text("search.suggest", lang) + one_line(result.corrected), file=sys.stderr)
    if result.synonyms:
        names = text("search.separator", lang).join(dict.fromkeys(said for _, said in result.synonyms))
        print(one_line(text("search.synonyms.used", lang, names=names)), file=sys.stderr)
    if result.dated:
        print(text("search.dated", lang) + result.dated, file=sys.stderr)


def _marked(shown: Snippet, bold: bool) -> str:
    """A snippet on one line; its marks in bold on a terminal."""
    parts: list[str] = []
    at = 0
    for start, end in shown.marks if bold else ():
        parts += [_flat(shown.text[at:start]), "\x1b[1m", _flat(shown.text[start:end]), "\x1b[0m"]
        at = end
    return " ".join("".join([*parts, _flat(shown.text[at:])]).split())


def _flat(text: str) -> str:
    """Words of a note without what a terminal obeys; ends of lines are blanks."""
    return one_line(_BLANKS.sub(" ", text))
