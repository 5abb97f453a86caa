"""`ainotes init`."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ainotes_site.cli.arguments import PUBLISHING_HOSTS
from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of, text
from ainotes_site.model import Lang
from ainotes_site.one_line import one_line
from ainotes_site.pipeline.cache.record_store import write_atomically
from ainotes_site.starter.hosts import HOSTS, workflow
from ainotes_site.starter.starter_files import CONFIG, configuration, git_ignored, starter_notes
from ainotes_site.starter.survey import Survey, branch_of, note_folders, repository_of, survey

_SITE, _HIDDEN_SITE = "site", ".site"
"""Folder of the site: hidden where the notes are the top of all."""


@dataclass
class _Begun:
    """What was done so far."""

    folder: Path
    written: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def write(self, target: Path, content: bytes) -> None:
        """Write a file, unless there is one."""
        if os.path.lexists(target):
            self.left.append(str(target))
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, content)
        self.written.append(str(target))


def run_init(options: argparse.Namespace) -> int:
    """Write what is missing of a knowledge base, never over a file that exists."""
    lang: Lang = options.chosen_lang or options.lang
    folder: Path = options.folder
    existing: Path | None = options.existing
    if folder.exists() and not folder.is_dir():
        raise error_of(BuildError, str(folder), "init.not_folder")
    found = _surveyed(existing)
    begun = _Begun(folder)
    spoken = options.chosen_lang or (found.lang if found else lang)
    notes = existing or folder / "notes"
    site = _HIDDEN_SITE if _is_in(folder, notes) else _SITE
    had_config = (folder / CONFIG).exists()
    _write_base(begun, existing, found, site, spoken)
    hosts = _chosen_hosts(options)
    _write_workflows(begun, hosts, notes, site, spoken)
    if options.json:
        print(json.dumps(_record(begun, found), ensure_ascii=False))
        return 0
    _say(begun, found, existing, lang)
    if had_config:
        _say_what_to_add(folder / CONFIG, existing, lang)
    elif site == _HIDDEN_SITE:
        print(text("init.whole_site", lang, site=site))
    _say_next(begun, hosts, lang)
    return 0


def _chosen_hosts(options: argparse.Namespace) -> list[str]:
    return [host for host in PUBLISHING_HOSTS if getattr(options, host.replace("-", "_"))]


def _surveyed(existing: Path | None) -> Survey | None:
    """What there is to say of notes that exist. Raises BuildError where they are no folder."""
    if existing is None:
        return None
    if not existing.is_dir():
        raise error_of(BuildError, str(existing), "init.no_notes")
    return survey(existing)


def _write_base(begun: _Begun, existing: Path | None, found: Survey | None, site: str, lang: Lang) -> None:
    """The configuration, sample notes where there are none, and what git is to leave alone."""
    chosen: dict[str, object] = {**(found.chosen if found else {}), "lang": lang, "language": lang}
    samples = {}
    if existing is None:
        samples = starter_notes(lang)
    else:
        chosen |= {"docs_dir": Path(os.path.relpath(existing, begun.folder)).as_posix(), "site_dir": site}
    begun.write(begun.folder / CONFIG, configuration(lang, chosen))
    for path, content in samples.items():
        begun.write(begun.folder / path, content)
    begun.write(begun.folder / ".gitignore", git_ignored(site))


def _is_in(inner: Path, outer: Path) -> bool:
    """Whether a folder is another one, or lies in it."""
    within, around = (Path(os.path.realpath(path)) for path in (inner, outer))
    return around == within or around in within.parents


def _write_workflows(begun: _Begun, hosts: list[str], notes: Path, site: str, lang: Lang) -> None:
    """What hosts need, at the top of the repository that the knowledge base lies in. Raises BuildError for notes that are
    in no checkout of it.
    """
    if not hosts:
        return
    folder = Path(os.path.realpath(begun.folder))
    top = repository_of(begun.folder) or folder
    if not _is_in(notes, top):
        raise error_of(BuildError, str(notes), "init.outside", top=top)
    base, branch = Path(os.path.relpath(folder, top)).as_posix(), branch_of(begun.folder)
    for host in hosts:
        content = workflow(host, lang, base=base, site=site, branch=branch)
        begun.write((begun.folder if top == folder else top) / HOSTS[host].target, content)


def _record(begun: _Begun, found: Survey | None) -> Mapping[str, object]:
    findings = [asdict(finding) for finding in found.findings] if found else []
    return {"written": begun.written, "left": begun.left, "findings": findings}


def _say(begun: _Begun, found: Survey | None, existing: Path | None, lang: Lang) -> None:
    if found is not None:
        print(text("init.from", lang, folder=existing))
        for finding in found.findings:
            print(f"- {one_line(text(f'survey.{finding.key}', lang, **finding.values))}")
            for name, value in finding.chosen.items():
                shown = json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
                print(one_line(text("survey.chosen", lang, name=name, value=shown)))
    for path in begun.written:
        print(text("init.written", lang, path=one_line(path)))
    for path in begun.left:
        print(text("init.exists", lang, path=one_line(path)), file=sys.stderr)


def _say_what_to_add(config: Path, existing: Path | None, lang: Lang) -> None:
    """Lines for the configuration of a site that was there before."""
    if existing is None or "ainotes/" in config.read_text(encoding="utf-8", errors="replace"):
        return
    print(text("init.add", lang, path=config))
    globs = note_folders(existing)
    print(f"  - ainotes/entries:\n      lang: {lang}")
    if globs:
        print(f"      notes: {json.dumps(globs, ensure_ascii=False)}")
    print("  - ainotes/topics\n  - ainotes/glossary\n  - ainotes/search")


def _say_next(begun: _Begun, hosts: list[str], lang: Lang) -> None:
    """Lines that can be typed as they are printed, and what is to be done elsewhere."""
    if not begun.written:
        print(text("init.nothing", lang))
        return
    print(text("init.done", lang, folder=begun.folder))
    here = _is_in(Path(), begun.folder) and _is_in(begun.folder, Path())
    go = [] if here else [f"cd {shlex.quote(str(begun.folder))}"]
    for line in (*go, "ainotes check", "ainotes build", "ainotes serve"):
        print(f"    {line}")
    for host in hosts:
        setting = text(f"setting.{host}", lang)
        print(text("init.host.next", lang, path=HOSTS[host].target, setting=setting))
