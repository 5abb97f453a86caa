"""Dates of entries that state none: when their lines were written and last changed, from `git blame`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from ainotes_site.git_command import run_git
from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry

_LINE = pattern(r"([0-9a-f]{7,64}) \d+ (\d+)(?: \d+)?$")
_ZONE = pattern(r"([+-])(\d\d)(\d\d)$")
_UNCOMMITTED = pattern(r"0+$")

TIMEOUT = 60
"""Seconds that git may take for one file."""


@dataclass(frozen=True, slots=True)
class Blame:
    """Per line, counted from 1: the ISO 8601 date of the commit that it comes from, in its author's time zone.

    Lines that are not committed yet, or older than a shallow clone reaches, are missing.
    """

    dates: Mapping[int, str]


def parse_blame(porcelain: str) -> Blame:
    """The output of `git blame --porcelain` (format: git-blame documentation, section "The porcelain format")."""
    commits: dict[str, str] = {}
    boundary: set[str] = set()
    lines: dict[int, str] = {}
    commit, seconds = "", 0
    for text in porcelain.split("\n"):
        if text.startswith("\t"):
            continue
        start = _LINE.match(text)
        if start:
            commit = start[1]
            lines[int(start[2])] = commit
        elif text.startswith("author-time ") and text[12:].isdecimal():
            seconds = int(text[12:])
        elif text.startswith("author-tz "):
            commits[commit] = _date(seconds, text[10:].strip())
        elif text == "boundary":
            boundary.add(commit)
    undated = boundary.union(filter(_UNCOMMITTED.match, commits))
    dated = commits.keys() - undated
    return Blame({line: commits[commit] for line, commit in lines.items() if commit in dated})


def _date(seconds: int, zone: str) -> str:
    match = _ZONE.match(zone)
    offset = timedelta(hours=int(match[2]), minutes=int(match[3])) if match else timedelta()
    place = timezone(-offset if match and match[1] == "-" else offset) if offset < timedelta(hours=24) else UTC
    try:
        return datetime.fromtimestamp(seconds, place).date().isoformat()
    except (OverflowError, ValueError, OSError):  # a commit with a time that no calendar has
        return ""


def infer_dates(entries: Iterable[Entry], blame: Blame) -> tuple[Entry, ...]:
    """`entries` of one source, with dates from `blame` where they state none: created is the oldest of their lines,
    updated the newest. A stated date stays as it is."""
    return tuple(_inferred(entry, blame) for entry in entries)


def _inferred(entry: Entry, blame: Blame) -> Entry:
    span = range(entry.span.start_line, entry.span.end_line + 1)
    dates = [blame.dates[line] for line in span if blame.dates.get(line)] if entry.date is None else []
    if not dates:
        return entry
    oldest, newest = min(dates), max(dates)
    return replace(entry, date=oldest, date_inferred=True, updated=entry.updated or newest)


def blame_file(root: Path, path: str) -> Blame:
    """Run `git blame` for `path` below `root`; empty without git, outside a repository, or for a file unknown to git.

    The first commit of a shallow clone dates nothing: its lines may be older.
    """
    blamed = run_git(root, "blame", "--porcelain", "--no-textconv", "--encoding=UTF-8", "--", path, timeout=TIMEOUT)
    if blamed is None:
        return Blame({})
    output = blamed.decode("utf-8", "replace")
    if (run_git(root, "rev-parse", "--is-shallow-repository") or b"").strip() != b"true":
        output = output.replace("\nboundary\n", "\n")  # the root commit of a whole history is a true date
    return parse_blame(output)
