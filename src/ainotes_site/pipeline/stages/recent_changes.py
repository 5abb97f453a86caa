"""What git says has changed in the notes lately: which entries are new, which were revised, and by which sentences.

A commit is read as the notes before and after it. Only what was added is looked at: a sentence that was taken out may have
been taken out for a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ainotes_site.git_command import run_git
from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.plain_text import plain
from ainotes_site.model import Reading
from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.cache.serialise import pack
from ainotes_site.pipeline.stages.git_log import ask_git, commit_of
from ainotes_site.pipeline.stages.scan import SUFFIXES, digest, is_text
from ainotes_site.readers import read
from ainotes_site.render.site import Change

COMMITS = 60
"""Newest commits that are looked at."""
MOST = 200
"""Changes of files among them."""
_LARGEST = 1 << 20
"""Bytes of a version that is read."""
_GIT_SECONDS = 60
_START = "\x01"
_SENTENCE = pattern(r"[^。！？；\n]+[。！？；]?")
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class _Version:
    """One file as one commit changed it."""

    commit: str
    date: str
    path: str
    before: str
    """Name of the blob; empty where the file is new."""
    after: str


@dataclass(frozen=True, slots=True)
class _Log:
    """The newest commits of a history, as a record of the cache."""

    versions: tuple[_Version, ...]


@dataclass(frozen=True, slots=True)
class _Difference:
    """What one commit did to the entries of one file, as a record of the cache."""

    entries: tuple[tuple[str, bool, tuple[str, ...]], ...]
    """Title, whether it is new, sentences."""


def recent_changes(notes: Path, commit: str | None, store: RecordStore) -> tuple[Change, ...]:
    """Changes of the newest commits, newest first; nothing outside a repository. `commit` is the one that is checked out,
    where it is known.
    """
    head = commit_of(notes) if commit is None else commit
    if not head:
        return ()
    log_key = digest(code_key(), b"changes", head.encode())
    log = store.load(_Log, log_key) or _Log(tuple(islice(_versions(notes), MOST)))
    known = _cached_differences(log, log_key, notes, store)
    return tuple(Change(one.date, one.path, *entry) for one in log.versions for entry in known[_key(one)].entries)


def _cached_differences(log: _Log, log_key: bytes, notes: Path, store: RecordStore) -> Mapping[bytes, _Difference]:
    """What each change of a log did, by its key; what had to be worked out is in the cache then."""
    versions = {_key(version): version for version in log.versions}
    known = {key: found for key in versions if (found := store.load(_Difference, key)) is not None}
    made = _differences(notes, {key: version for key, version in versions.items() if key not in known})
    if made or log_key not in store:
        fresh = {key: pack(difference) for key, difference in made.items()}
        store.save([log_key, *versions], {**fresh, log_key: pack(log)})
    return known | made


def _key(version: _Version) -> bytes:
    """Tells what was read from all else that could be."""
    parts = (version.path, version.before, version.after)
    return digest(code_key(), *(part.encode("utf-8", "surrogateescape") for part in parts))


def _differences(notes: Path, versions: Mapping[bytes, _Version]) -> dict[bytes, _Difference]:
    """What each of these did."""
    blobs = _blobs(notes, {name for one in versions.values() for name in (one.before, one.after)}) if versions else {}
    return {key: _difference(version, blobs) for key, version in versions.items()}


def _versions(notes: Path) -> Iterator[_Version]:
    """From `git log --raw -z` (git-diff-tree documentation, "raw output format"). The oldest commit of a shallow clone says
    nothing: all that it holds looks new.
    """
    is_shallow = ask_git(notes, "rev-parse", "--is-shallow-repository").strip() == "true"
    log = ("log", f"-n{COMMITS}", "--relative", "--raw", "--no-abbrev", "--find-renames", "-z", "--date=short")
    fields = iter(ask_git(notes, *log, f"--format={_START}%H %ad %P", "--", ".").split("\0"))
    commit, date, is_known = "", "", False
    for field in fields:
        text = field.lstrip("\n")
        if text.startswith(_START):
            commit, date, *parents = text[1:].split()
            is_known = bool(parents) or not is_shallow
        elif text.startswith(":"):
            _, _, before, after, status = text[1:].split(" ")
            path = next(fields, "")
            if status[0] in "RC":
                path = next(fields, "")
            if is_known and _is_note(path) and after.strip("0"):
                yield _Version(commit, date, path, before if before.strip("0") else "", after)


def _is_note(path: str) -> bool:
    return path.lower().endswith(SUFFIXES) and is_text(path)


def _blobs(notes: Path, names: set[str]) -> Mapping[str, bytes]:
    """The contents of blobs, from one process; without those that are too large, or that a partial clone does not have."""
    asked = _small(notes, sorted(filter(None, names)))
    given = "".join(f"{name}\n" for name in asked).encode()
    data, at = run_git(notes, "cat-file", "--batch", given=given, timeout=_GIT_SECONDS) or b"", 0
    found: dict[str, bytes] = {}
    for name in asked:
        end = data.find(b"\n", at)
        head = data[at:end].split()
        at = end + 1
        if end < 0 or len(head) != 3:
            continue
        size = int(head[2])
        found[name] = data[at : at + size]
        at += size + 1
    return found


def _small(notes: Path, names: Sequence[str]) -> list[str]:
    """Those of these blobs that are there and not too large; asked beforehand, as a large one would be read into memory."""
    given = "".join(f"{name}\n" for name in names).encode()
    told = run_git(notes, "cat-file", "--batch-check=%(objectsize)", given=given, timeout=_GIT_SECONDS) or b""
    sizes = zip(names, told.decode("ascii", "replace").splitlines(), strict=False)
    return [name for name, size in sizes if size.isdecimal() and int(size) <= _LARGEST]


def _difference(version: _Version, blobs: Mapping[str, bytes]) -> _Difference:
    if version.after not in blobs or (version.before and version.before not in blobs):
        return _Difference(())
    before = _bodies(read(version.path, blobs[version.before])) if version.before else {}
    after = _bodies(read(version.path, blobs[version.after]))
    found = []
    for title, body in after.items():
        old = before.get(title)
        if old == body:
            continue
        added = () if old is None else tuple(_added(old, body))
        if old is None or added:
            found.append((title, old is None, added))
    return _Difference(tuple(found))


def _bodies(reading: Reading) -> dict[str, str]:
    """The public text of each entry, by title; entries of one title are one."""
    found: dict[str, str] = {}
    for entry in reading.entries if reading.published is not False else ():
        found[entry.title] = f"{found[entry.title]}\n{entry.body}" if entry.title in found else entry.body
    return found


def _added(old: str, new: str) -> Iterator[str]:
    """Sentences of `new` that `old` has not, as plain text."""
    known = set(_sentences(old))
    for sentence in dict.fromkeys(_sentences(new)):
        if sentence not in known and (shown := plain(sentence)) and len(shown) >= _SHORTEST:
            yield shown


def _sentences(body: str) -> Sequence[str]:
    return [found[0].strip() for found in re.finditer(_SENTENCE.pattern, body) if found[0].strip()]
