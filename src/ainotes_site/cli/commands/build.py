"""`ainotes build`."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ainotes_site.cli.config import KnowledgeBase, from_here, place
from ainotes_site.cli.problems import failing, headline, lines, problem_record
from ainotes_site.cli.progress import progress
from ainotes_site.i18n import text
from ainotes_site.model import Lang, Problem
from ainotes_site.one_line import one_line
from ainotes_site.pipeline.build import build
from ainotes_site.pipeline.report import Report
from ainotes_site.pipeline.stages.git_log import is_shallow
from ainotes_site.pipeline.stages.scan import Scan
from ainotes_site.urls import HOME

if TYPE_CHECKING:
    from ainotes_site.pipeline.preview.next_pages import BuiltSite


_LEFT: list[BuiltSite] = []
"""Holds what the last build has in memory until the program ends: to take it apart would take half a second."""


def _on_built(built: BuiltSite) -> None:
    _LEFT[:] = [built]


@contextmanager
def no_collection() -> Iterator[None]:
    """No search for garbage: a build makes little that is in cycles, and looking would take a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def run_build(options: argparse.Namespace) -> int:
    """Build once; 1 when `--strict` found problems."""
    where = place(options)
    with no_collection():
        report = build_once(options, where, _on_built)
    failed = failing(report.problems) if options.strict else 0
    if options.json:
        print(json.dumps(_record(report, where, failed == 0, options.lang), ensure_ascii=False))
    else:
        _say(report, where, options, failed)
    return 1 if failed else 0


def _say(report: Report, where: KnowledgeBase, options: argparse.Namespace, failed: int) -> None:
    """What was done, and what is wrong, for people; `failed` is how many problems kept the site from being published."""
    lang: Lang = options.lang
    if options.explain:
        _explain(report, lang)
    say_problems(report.problems, lang)
    if report.unlinked:
        said = text("build.unlinked", lang, count=len(report.unlinked), first=report.unlinked[0])
        print(one_line(said), file=sys.stderr)
    if report.missing:
        print(text("build.missing", lang, count=len(report.missing)), file=sys.stderr)
    if failed:
        print(text("build.strict", lang, count=failed), file=sys.stderr)
        return
    if is_shallow(where.project.notes):
        print(text("build.shallow", lang), file=sys.stderr)
    _say_what_was_done(report, lang)
    print(text("build.open", lang, path=from_here(where.project.site / HOME)))


def _explain(report: Report, lang: Lang) -> None:
    """Why each file was made anew, and what was left out."""
    for reason in report.reasons:
        parts = text("reason.join", lang).join(text(f"part.{part}", lang) for part in reason.parts)
        reason_text = text("reason.parts", lang, parts=parts) if parts else text(f"reason.{reason.code}", lang)
        print(one_line(f"{reason.path}: {reason_text}"))
    for url, why in report.missing:
        print(one_line(f"{url}: {text(f'missing.{why}', lang)}"))
    for path in report.unlinked:
        print(one_line(f"{path}: {text('build.unlinked_file', lang)}"))


def _record(report: Report, where: KnowledgeBase, is_published: bool, lang: Lang) -> dict[str, object]:
    """The same for programs."""
    counts = ("sources", "read", "entries", "compiled", "terms", "files", "written", "unchanged")
    return {
        "published": is_published,
        "site": str(where.project.site),
        **{name: getattr(report, name) for name in counts},
        "seconds": {stage: round(spent, 3) for stage, spent in report.seconds.items()},
        "problems": [problem_record(problem, lang) | {"remark": problem.remark} for problem in report.problems],
        "reasons": [{"path": one.path, "code": one.code, "parts": list(one.parts)} for one in report.reasons],
        "missing": [{"url": url, "why": why} for url, why in report.missing],
        "unlinked": list(report.unlinked),
    }


def build_once(options: argparse.Namespace, where: KnowledgeBase, on_built: Callable[[BuiltSite], None]) -> Report:
    """One build with the command line's options."""
    lang: Lang = options.lang

    def run_theme(folder: Path, found: Scan) -> None:
        from ainotes_site.cli.run_mkdocs import run_mkdocs  # only a changed configuration needs MkDocs

        run_mkdocs(where.config_file, where.project, options.strict, folder, found)

    def waiting() -> None:
        print(text("build.waiting", lang), file=sys.stderr, flush=True)

    with progress(lang) as tell:
        return build(
            where.project,
            where.config_file,
            run_theme,
            strict=options.strict,
            workers=options.workers,
            progress=tell,
            waiting=waiting,
            on_built=on_built,
        )


def say_problems(problems: Sequence[Problem], lang: Lang) -> None:
    """Problems on stderr, a line for each cause."""
    if problems:
        print(headline(problems, lang), file=sys.stderr)
    for line in lines(problems, lang):
        print(line, file=sys.stderr)


def _say_what_was_done(report: Report, lang: Lang) -> None:
    if report.unchanged:
        print(text("build.unchanged", lang))
    else:
        print(
            text(
                "build.summary",
                lang,
                sources=report.sources,
                read=report.read,
                entries=report.entries,
                compiled=report.compiled,
                terms=report.terms,
                files=report.files,
                written=report.written,
            )
        )
        if report.sources and not report.entries and not report.terms:
            print(text("build.no_entries", lang))
    stages = "，" if lang == "zh" else ", "
    spent = stages.join(f"{text(f'stage.{stage}', lang)} {seconds:.2f}" for stage, seconds in report.seconds.items())
    print(text("build.times", lang, total=sum(report.seconds.values()), stages=spent))
