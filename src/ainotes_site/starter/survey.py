"""A look over notes that exist: what they are, and which configuration fits. Nothing is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ainotes_site.model import Lang, Reading
from ainotes_site.pipeline.cache.caches import Caches
from ainotes_site.pipeline.stages.git_log import ask_git
from ainotes_site.pipeline.stages.read import read_sources
from ainotes_site.pipeline.stages.scan import Scan, SourceFile, scan

_PLACEHOLDER = re.compile(rb"\{\{\s*(?:title|date|time)\b[^}\n]*\}\}|<%[-_*+]?\s*tp\.")
"""What the templates of Obsidian and of its plugin Templater are filled at."""

_NOTE_FORMATS = frozenset(("journal", "digest", "glossary", "outline", "newsletter", "posts", "chat"))
_DATED = re.compile(r"\d{4}[-_]?\d{2}[-_]?\d{2}")


@dataclass(frozen=True, slots=True)
class SurveyFinding:
    """Something that was found, and what it means for the configuration."""

    key: str
    """Names its words in `i18n`: `survey.<key>`."""
    values: Mapping[str, object] = field(default_factory=dict)
    """What the words are filled with."""
    chosen: Mapping[str, object] = field(default_factory=dict)
    """Lines of the configuration that follow from it."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a folder of notes holds."""

    findings: tuple[SurveyFinding, ...]
    lang: Lang
    """Language that most notes are in."""

    @property
    def chosen(self) -> dict[str, object]:
        """All that the findings say about the configuration."""
        return {name: value for finding in self.findings for name, value in finding.chosen.items()}


def survey(notes: Path) -> Survey:
    """Look through the folder as a build would. Raises BuildError where it cannot be listed."""
    found = scan(notes)
    readings = read_sources(found.sources, Caches.none().readings).readings
    lang = _language(readings)
    findings = (
        _kind(notes, found, readings),
        SurveyFinding(f"language.{lang}", {}, {"language": lang, "lang": lang}),
        *_formats(readings),
        *_templates(found.sources),
        *_publishing(readings),
        *_pictures(readings),
        *_withheld(found),
        *_repository(notes),
    )
    return Survey(findings, lang)


def note_folders(notes: Path) -> list[str]:
    """Globs of the folders of a MkDocs site that hold notes, not pages: journals, digests, glossaries, dated files."""
    found = scan(notes)
    readings = read_sources(found.sources, Caches.none().readings).readings
    folders = {
        reading.path.rpartition("/")[0]
        for reading in readings
        if reading.format in _NOTE_FORMATS or _DATED.search(reading.path.rpartition("/")[2])
    }
    return [
        f"{folder}/**"
        for folder in sorted(folders)
        if folder and not any(map(folder.startswith, _above(folders, folder)))
    ]


def _above(folders: Iterable[str], folder: str) -> Iterator[str]:
    return (f"{other}/" for other in folders if other and other != folder)


def _kind(notes: Path, found: Scan, readings: Sequence[Reading]) -> SurveyFinding:
    key = "folder"
    if (notes / ".obsidian").is_dir():
        key = "obsidian"
    elif (notes / "logseq" / "config.edn").is_file():
        key = "logseq"
    counts = {
        "notes": len(readings),
        "entries": sum(len(reading.entries) for reading in readings),
        "terms": sum(len(reading.terms) for reading in readings),
        "files": len(found.assets) + len(found.linked_only),
    }
    return SurveyFinding(key, counts)


def _language(readings: Sequence[Reading]) -> Lang:
    counted = Counter(entry.lang for reading in readings for entry in reading.entries)
    return "en" if counted["en"] > counted["zh"] else "zh"


def _formats(readings: Sequence[Reading]) -> Iterator[SurveyFinding]:
    counted = Counter(reading.format for reading in readings)
    if counted:
        listed = ", ".join(
            f"{name} {count}" for name, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        )
        yield SurveyFinding("formats", {"listed": listed})


def _templates(sources: Sequence[SourceFile]) -> Iterator[SurveyFinding]:
    """Templates are no notes: whole folders where most files are templates, else single files."""
    templates = [source.path for source in sources if _PLACEHOLDER.search(source.data)]
    totals = Counter(source.path.rpartition("/")[0] for source in sources)
    counted = Counter(path.rpartition("/")[0] for path in templates)
    folders = {folder for folder, count in counted.items() if folder and 2 * count > totals[folder]}
    singles = [path for path in templates if path.rpartition("/")[0] not in folders]
    excluded = [*sorted(folders), *sorted(singles)]
    if excluded:
        yield SurveyFinding(
            "templates", {"count": len(templates), "listed": ", ".join(excluded)}, {"exclude": excluded}
        )


def _publishing(readings: Sequence[Reading]) -> Iterator[SurveyFinding]:
    said = Counter(reading.published for reading in readings)
    if said[True]:
        yield SurveyFinding("publish_only", {"count": said[True], "total": len(readings)}, {"publish": "only"})
    elif said[False]:
        yield SurveyFinding("private", {"count": said[False]})


def _pictures(readings: Sequence[Reading]) -> Iterator[SurveyFinding]:
    remote = {
        image.url
        for reading in readings
        for entry in reading.entries
        for image in entry.images
        if image.url.startswith(("http://", "https://", "//"))
    }
    if remote:
        yield SurveyFinding("pictures", {"count": len(remote)})


def _withheld(found: Scan) -> Iterator[SurveyFinding]:
    if found.withheld:
        yield SurveyFinding("withheld", {"count": len(found.withheld), "first": found.withheld[0]})


def _repository(notes: Path) -> Iterator[SurveyFinding]:
    """Where the notes are edited, and where a host would publish them, by the remote of their repository."""
    top = ask_git(notes, "rev-parse", "--show-toplevel").strip()
    if not top:
        yield SurveyFinding("no_git")
        return
    address = _web_address(ask_git(notes, "remote", "get-url", "origin").strip())
    if not address:
        yield SurveyFinding("git")
        return
    inside = notes.resolve().relative_to(Path(top).resolve()).as_posix()
    branch = ask_git(notes, "symbolic-ref", "--short", "HEAD").strip() or "main"
    edit = "/".join(
        part for part in ("-/edit" if "gitlab" in address else "edit", branch, inside.strip("."), "") if part
    )
    chosen = {"repo_url": address, "edit_uri": f"{edit.rstrip('/')}/"}
    yield SurveyFinding("remote", {"address": address}, chosen)


def _web_address(remote: str) -> str:
    """The web page of a repository; empty for a remote that has none, such as a folder."""
    ssh = re.fullmatch(r"(?:ssh://)?(?:[\w.-]+@)([\w.-]+\.\w+)(?::\d+)?[:/]([\w./~-]+?)(?:\.git)?/?", remote)
    if ssh:
        return f"https://{ssh[1]}/{ssh[2]}"
    https = re.fullmatch(r"https?://(?:[^@/\s]*@)?([\w.-]+\.\w+(?::\d+)?/[\w./~-]+?)(?:\.git)?/?", remote)
    return f"https://{https[1]}" if https else ""


def repository_of(folder: Path) -> Path | None:
    """The top of the repository that a folder lies in; the folder need not exist."""
    there = next((one for one in (folder, *folder.parents) if one.is_dir()), None)
    top = ask_git(there, "rev-parse", "--show-toplevel").strip() if there else ""
    return Path(top).resolve() if top else None


def branch_of(folder: Path) -> str:
    """The branch that is checked out; `main` outside a repository."""
    there = next((one for one in (folder, *folder.parents) if one.is_dir()), folder)
    return ask_git(there, "symbolic-ref", "--short", "HEAD").strip() or "main"
