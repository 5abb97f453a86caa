"""`ainotes doctor`."""

from __future__ import annotations

import argparse
import json

from ainotes_site.cli.config import place
from ainotes_site.cli.library import settings_of
from ainotes_site.doctor.built_site import built_site
from ainotes_site.doctor.finding import Finding
from ainotes_site.doctor.surroundings import configured, packages, surroundings
from ainotes_site.i18n import text
from ainotes_site.model import Lang
from ainotes_site.one_line import one_line
from ainotes_site.pipeline.stages.scan import scan

_MARKS = {"good": "✓", "advice": "·", "problem": "✗"}


def run_doctor(options: argparse.Namespace) -> int:
    """Say what a knowledge base and its site lack; 1 where something is wrong."""
    lang: Lang = options.lang
    where = place(options)
    project = where.project
    has_config = where.config_file.parent == project.cache.parent
    found = scan(project.notes, rules=project.rules)
    findings = [
        *surroundings(project.cache.parent, project.notes, project.site),
        *configured(settings_of(where.config_file), has_config, found.control),
        *packages(),
        *built_site(project.site),
    ]
    for finding in findings:
        print(json.dumps(_record(finding, lang), ensure_ascii=False) if options.json else _line(finding, lang))
    return int(any(finding.level == "problem" for finding in findings))


def _record(finding: Finding, lang: Lang) -> dict[str, object]:
    return {"level": finding.level, "key": finding.key, "message": _words(finding, lang), **finding.values}


def _line(finding: Finding, lang: Lang) -> str:
    return one_line(f"{_MARKS[finding.level]} {_words(finding, lang)}")


def _words(finding: Finding, lang: Lang) -> str:
    return text(f"doctor.{finding.key}", lang, **finding.values)
