"""Many images at once, and the sense to stop when nobody answers."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from queue import Empty, SimpleQueue

from ainotes_site.pipeline.remote_images.fetch import Fetched, Limits, Rules, fetch
from ainotes_site.pipeline.remote_images.refusal import FetchError, Why
from ainotes_site.pipeline.remote_images.ssrf import Allowed, place

_TRIES = 2
"""Failures after which nothing more is requested from a host that never answered."""
_HOSTS = 3
"""Hosts that failed without any other having answered, after which the network is taken to be dead."""

Host = tuple[str, int]


class _Hosts:
    """Who answered and who did not; shared by the threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answered: set[Host] = set()
        self._failed: Counter[Host] = Counter()

    def heard(self, host: Host) -> None:
        with self._lock:
            self._answered.add(host)

    def failed(self, host: Host) -> None:
        with self._lock:
            self._failed[host] += 1

    def any_answer(self) -> bool:
        with self._lock:
            return bool(self._answered)

    def worth_asking(self, host: Host) -> bool:
        with self._lock:
            if host in self._answered:
                return True
            return self._failed[host] < _TRIES and (bool(self._answered) or len(+self._failed) < _HOSTS)


class _Work:
    """What the threads share. They are daemons: a resolver that hangs must not keep the program from ending."""

    def __init__(self, urls: Sequence[str], allowed: Allowed, limits: Limits) -> None:
        self.hosts = _Hosts()
        self.done: SimpleQueue[tuple[str, Fetched | Why | Exception]] = SimpleQueue()
        self.over = threading.Event()
        self._rules = Rules.of(allowed, limits)
        self._waiting: SimpleQueue[str] = SimpleQueue()
        for url in urls:
            self._waiting.put(url)
        for _ in range(min(limits.threads, len(urls))):
            threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while not self.over.is_set():
            try:
                url = self._waiting.get_nowait()
            except Empty:
                return
            try:
                self.done.put((url, self._outcome(url)))
            except Exception as error:  # a mistake of ours, raised where somebody waits for the outcome
                self.done.put((url, error))

    def _outcome(self, url: str) -> Fetched | Why:
        try:
            host = place(url)[:2]
        except FetchError as refused:
            return refused.why
        if not self.hosts.worth_asking(host):
            return Why.SKIPPED
        try:
            return fetch(url, self._rules, partial(self.hosts.heard, host))
        except FetchError as refused:
            if refused.why in (Why.UNREACHABLE, Why.SLOW):
                self.hosts.failed(host)
            return refused.why


def fetch_all(urls: Sequence[str], allowed: Allowed, limits: Limits) -> Iterator[tuple[str, Fetched | Why]]:
    """Each URL with its image or the reason why there is none, in the order in which they arrive."""
    if not urls:
        return
    start = time.monotonic()
    work = _Work(urls, allowed, limits)
    left = dict.fromkeys(urls)
    try:
        while left:
            seconds = limits.all_seconds if work.hosts.any_answer() else min(limits.all_seconds, limits.silent_seconds)
            remaining = start + seconds - time.monotonic()
            if remaining <= 0:
                break
            try:
                url, outcome = work.done.get(timeout=remaining)
            except Empty:
                continue
            if isinstance(outcome, Exception):
                raise outcome
            del left[url]
            yield url, outcome
    finally:
        work.over.set()
    for url in left:
        yield url, Why.SKIPPED
