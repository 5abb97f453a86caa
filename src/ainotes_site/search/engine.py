"""Search in an index on disk: the engine of js/, the same that pages run, in an embedded QuickJS."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ainotes_site.errors import AinotesError, IndexFormatError
from ainotes_site.i18n import error_of
from ainotes_site.search import js
from ainotes_site.search.format.geometry import FORMAT
from ainotes_site.search.format.scripts import parse_script
from ainotes_site.search.result import Card, Hit, Remark, Result, Snippet

SECONDS = 20.0
"""Processor time that one query may take."""
MEMORY = 1 << 30
"""Bytes that an index may take in memory, with all that its queries have loaded."""
_STACK = 8 << 20
"""Bytes of the stack of the engine's thread: the 128 KB that musl gives are fewer than QuickJS counts on."""
_LIMITS = ("InternalError", "RangeError")
"""What QuickJS calls errors of too much time, memory or depth."""

Read = Callable[[str], bytes]
"""Gives the bytes of a file of the index by its path, or raises OSError."""


def open_index(folder: Path) -> SearchIndex:
    """Opens the `search/` folder of a site.

    Raises IndexFormatError when there is none, or it is damaged or of another version; AinotesError where QuickJS is not installed.
    """
    return open_files(lambda name: (folder / name).read_bytes(), str(folder))


def open_files(read: Read, place: str) -> SearchIndex:
    """Opens an index by a function that gives the bytes of its files; `place` names it in errors.

    Raises IndexFormatError as `open_index` does.
    """
    return SearchIndex(read, place)


class SearchIndex:
    """An opened index. Any thread may ask it; questions are answered one after the other."""

    def __init__(self, read: Read, place: str) -> None:
        """Raises IndexFormatError for what is no index, or one of another version."""
        self._read = read
        self._path = f"{place}/manifest.js"
        self._runtime: _Runtime | None = None
        self._on_thread(self._open)

    def search(
        self, query: str, limit: int = 10, offset: int = 0, *, synonyms: bool = True, facets: bool = False
    ) -> Result:
        """Hits `offset` to `offset + limit` for a query. Never fails because of the query.

        `synonyms` says whether equivalent names are searched too, `facets` whether kinds and topics are counted.
        """
        options = {"limit": limit, "offset": offset, "synonyms": synonyms, "facets": facets}
        try:
            return _result(self._ask("answer", query, options))
        except _StoppedError:
            return Result(total=0, remarks=(Remark("stopped"),), query=query)

    def ids(self, query: str, limit: int = 10, *, synonyms: bool = True) -> list[str]:
        """The ids of the hits of `search`, without the work of showing them."""
        try:
            return list(self._ask("ids", query, {"limit": limit, "synonyms": synonyms}))
        except _StoppedError:
            return []

    @property
    def stopped(self) -> bool:
        """Whether the last query was stopped at a limit, so that no hits do not mean that there are none."""
        return self._runtime is not None and self._runtime.stopped

    def _ask(self, method: str, query: str, options: Mapping[str, object]) -> Any:
        return self._on_thread(lambda: self._opened().run(method, query, options))

    def _on_thread(self, work: Callable[[], Any]) -> Any:
        """What `work` gives on the only thread that a QuickJS runtime may be used on."""
        return _thread(os.getpid()).submit(work).result()

    def _opened(self) -> _Runtime:
        """The runtime; another one where the last was stopped, or is of the process that this one was forked from."""
        if self._runtime is None or self._runtime.stopped or self._runtime.process != os.getpid():
            return self._open()
        return self._runtime

    def _open(self) -> _Runtime:
        self._check_manifest()
        self._runtime = _Runtime(self._shard)
        try:
            self._runtime.run("ready", "", {})
        except (_EngineError, _StoppedError) as error:
            raise error_of(IndexFormatError, self._path, "index.damaged") from error
        return self._runtime

    def _check_manifest(self) -> None:
        try:
            data = self._read("manifest.js")
        except OSError as error:
            raise error_of(IndexFormatError, self._path, "index.missing") from error
        name, version, _ = parse_script(data, self._path)
        if name != "manifest":
            raise error_of(IndexFormatError, self._path, "index.damaged")
        if version != str(FORMAT):
            raise error_of(IndexFormatError, self._path, "index.version", version=version, format=FORMAT)

    def _shard(self, name: str) -> dict[str, Any] | None:
        """A shard for the engine; None when there is none, or no whole one."""
        path = f"{name}.js"
        try:
            found, check, payload = parse_script(self._read(path), path)
        except (OSError, IndexFormatError):
            return None
        return {"check": check, "payload": payload} if found == name else None


class _EngineError(Exception):
    """An error that the engine raised."""


class _StoppedError(Exception):
    """A query took more time, memory or depth than it may."""


class _Runtime:
    """The engine in a QuickJS of its own, on the thread that made it. It gets shards from `shard`."""

    def __init__(self, shard: Callable[[str], Mapping[str, Any] | None]) -> None:
        try:
            from quickjs import Context
        except ImportError as error:
            raise error_of(AinotesError, "QuickJS", "search.no_engine") from error
        self.process = os.getpid()
        self.stopped = False
        """Whether a query was stopped: what the engine had noted may be half of it, so that it is of no more use."""
        self._shard = shard
        self._left = SECONDS
        self._context = context = Context()
        context.set_memory_limit(MEMORY)
        context.eval(surroundings())
        context.eval(js.bundle())
        self._start, self._state, self._give = (context.eval(f"embedded.{name}") for name in ("start", "state", "give"))

    def run(self, method: str, query: str, options: Mapping[str, object]) -> Any:
        """What a method of the engine gives for a query. Raises _StoppedError at a limit, _EngineError for its errors."""
        self._left = SECONDS
        self._call(self._start, method, json.dumps(query), json.dumps(options))
        while True:
            while self._call(self._context.execute_pending_job):
                pass
            state = json.loads(self._call(self._state))
            if "value" in state:
                return state["value"]
            if "error" in state:
                raise self._error(state["error"])
            if not state["wanted"]:  # it waits for nothing that could come: memory ran out where a promise was settled
                raise self._error("InternalError: out of memory")
            for name in state["wanted"]:
                self._call(self._give, name, json.dumps(self._shard(name)))

    def _call(self, work: Callable[..., Any], *values: str) -> Any:
        """What `work` gives within the time that is left."""
        from quickjs import JSException

        if self._left < 0:  # work in many short steps is not interrupted in any of them
            self.stopped = True
            raise _StoppedError("no time is left")
        before = time.thread_time()
        self._context.set_time_limit(max(self._left, 0.001))
        try:
            return work(*values)
        except JSException as error:
            raise self._error(str(error)) from error
        finally:
            self._left -= time.thread_time() - before

    def _error(self, message: str) -> Exception:
        if not message.startswith(_LIMITS):
            return _EngineError(message)
        self.stopped = True
        return _StoppedError(message)


@cache
def _thread(process: int) -> ThreadPoolExecutor:
    """The thread of a process that all engines run on."""
    before = threading.stack_size(_STACK)
    try:
        pool = ThreadPoolExecutor(1, f"search-{process}")
        pool.submit(int).result()  # it starts with the first work
    finally:
        threading.stack_size(before)
    return pool


@cache
def surroundings() -> str:
    """What stands in the place of a browser, with the Han characters of GB 2312."""
    program = (files(js.__name__) / "embedded.js").read_text(encoding="utf-8")
    rows = bytes(byte for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    return f"{program}\nembedded.simplified = {json.dumps(rows.decode('gb2312', 'ignore'))};"


def _result(answer: Mapping[str, Any]) -> Result:
    return Result(
        total=answer["total"],
        hits=tuple(_hit(hit) for hit in answer["hits"]),
        cards=tuple(Card(c["name"], tuple(c["aliases"]), c["definition"], c["url"]) for c in answer["cards"]),
        remarks=tuple(Remark(remark["code"], remark["values"]) for remark in answer["remarks"]),
        corrected=answer["didYouMean"],
        synonyms=tuple((asked, said) for asked, said in answer["synonyms"]),
        facets={name: dict(counts) for name, counts in (answer["facets"] or {}).items()},
        query=answer["query"],
        dated=answer["dated"],
    )


def _hit(hit: Mapping[str, Any]) -> Hit:
    return Hit(
        id=hit["id"],
        url=hit["url"],
        title=_snippet(hit["title"], hit["marks"]),
        kind=hit["kind"],
        date=hit["date"],
        topics=tuple(hit["topics"]),
        score=hit["score"],
        section=hit["section"],
        snippet=_snippet(hit["snippet"]["text"], hit["snippet"]["marks"]),
    )


def _snippet(text: str, marks: list[list[int]]) -> Snippet:
    """The marks of JavaScript count UTF-16 units."""
    if all(character < "\U00010000" for character in text):
        return Snippet(text, tuple((start, end) for start, end in marks))
    at = {0: 0}
    units = 0
    for place, character in enumerate(text, 1):
        units += 2 if character > "\uffff" else 1
        at[units] = place
    return Snippet(text, tuple((at[start], at[end]) for start, end in marks))
