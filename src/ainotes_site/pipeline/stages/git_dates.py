"""Stage one and a half: dates from version control for entries that state none."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ainotes_site.model import Reading
from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.cache.serialise import pack
from ainotes_site.pipeline.stages.git_log import History, commit_of, read_history
from ainotes_site.pipeline.stages.scan import SourceFile, digest
from ainotes_site.pipeline.workers import cores
from ainotes_site.readers.git_blame import Blame, blame_file, infer_dates


def dated(
    readings: Sequence[Reading],
    sources: Sequence[SourceFile],
    notes: Path | None,
    store: RecordStore,
    *,
    are_all: bool = True,
) -> tuple[Reading, ...]:
    """`readings` with the dates that git has for their lines, where it tracks the file. `notes` is the folder of the
    sources; `are_all` whether there are no other sources, so that records of others in `store` may be dropped.
    """
    undated = [at for at, reading in enumerate(readings) if has_undated(reading)]
    if notes is None or not undated:
        return tuple(readings)
    head = commit_of(notes)
    if not head:
        return tuple(readings)
    fresh: dict[bytes, bytes] = {}
    key = digest(code_key(), b"history", os.fsencode(notes))
    history = _history(notes, head, key, store, fresh)
    tracked = [at for at in undated if readings[at].path in history.commits]
    keys, blames = _blames([sources[at] for at in tracked], notes, history, store, fresh)
    if fresh or are_all:
        store.save([key, *keys] if are_all else [*store.keys(), key, *keys], fresh)
    return _with_dates(readings, tracked, blames)


def _with_dates(
    readings: Sequence[Reading], tracked: Sequence[int], blames: Mapping[str, Blame]
) -> tuple[Reading, ...]:
    """`readings`, those at the `tracked` positions with the dates of their lines."""
    result = list(readings)
    for at in tracked:
        reading = readings[at]
        result[at] = replace(reading, entries=infer_dates(reading.entries, blames[reading.path]))
    return tuple(result)


def has_undated(reading: Reading) -> bool:
    """Whether an entry of the source states no date."""
    return any(entry.date is None for entry in reading.entries)


def _history(notes: Path, head: str, key: bytes, store: RecordStore, fresh: dict[bytes, bytes]) -> History:
    """The history of the notes. The log of all commits is read once for each that is checked out."""
    known = store.load(History, key)
    history = read_history(notes, head, known)
    if known is None or history.commits is not known.commits:
        fresh[key] = pack(replace(history, changed=frozenset()))
    return history


def _blames(
    sources: Sequence[SourceFile], notes: Path, history: History, store: RecordStore, fresh: dict[bytes, bytes]
) -> tuple[list[bytes], Mapping[str, Blame]]:
    """The keys of the blames in `store`, and the blame of each path; those that git worked out now are added to `fresh`."""
    keys = [_key(source, history) for source in sources]
    known: dict[str, Blame] = {}
    missing: list[tuple[bytes, str]] = []
    for source, key in zip(sources, keys, strict=True):
        date = history.only_commit(source.path)
        blame = None if date else store.load(Blame, key)
        if date:
            lines = source.data.count(b"\n") + source.data.count(b"\r") + 2
            known[source.path] = Blame(dict.fromkeys(range(1, lines), date))
        elif blame is not None:
            known[source.path] = blame
        else:
            missing.append((key, source.path))
    answers = _ask(notes, [path for _, path in missing]) if missing else []
    known.update({path: blame for (_, path), blame in zip(missing, answers, strict=True)})
    fresh.update({key: pack(blame) for (key, _), blame in zip(missing, answers, strict=True)})
    return keys, known


def _ask(notes: Path, paths: Sequence[str]) -> list[Blame]:
    from concurrent.futures import ThreadPoolExecutor  # an edit has nothing to ask, and no time to import this

    with ThreadPoolExecutor(cores()) as pool:  # the work is git's, in processes of its own
        return list(pool.map(lambda path: blame_file(notes, path), paths))


def _key(source: SourceFile, history: History) -> bytes:
    """A blame depends on the file's content and on the commits that touched it."""
    commits = [commit.encode() for commit in history.commits.get(source.path, ())]
    return digest(code_key(), source.path.encode("utf-8", "surrogateescape"), source.digest, *commits)
