"""Whether links to other sites still lead somewhere: asked only when told to, slowly, and remembered.

One request at a time to a host, with a pause between; HEAD, and GET where a server does not take that. Only servers of the
public internet are asked (`remote_images.ssrf`). What a server merely refuses a program says nothing about a reader.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from http.client import HTTPException
from threading import Event
from typing import Literal
from urllib.parse import urldefrag, urljoin, urlsplit

from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.cache.serialise import pack
from ainotes_site.pipeline.remote_images.fetch import REDIRECTS, Answer, Limits, Rules, connect
from ainotes_site.pipeline.remote_images.refusal import FetchError, Why
from ainotes_site.pipeline.remote_images.ssrf import Allowed, Endpoint, place
from ainotes_site.pipeline.stages.scan import digest

Verdict = Literal["works", "gone", "moved", "dead host", "unsure"]
"""`unsure`: the server refused, was busy, or is not public."""

PAUSE = 1.0
"""Seconds between two requests to a host."""
_THREADS = 8
"""Hosts that are asked at the same time."""
_KNOWN_FOR: Mapping[str, int] = {"works": 30, "moved": 30, "gone": 7, "dead host": 1, "unsure": 1}
"""Days for which an answer counts."""
_GONE = frozenset((404, 410))
_MOVED = frozenset((301, 308))
_LIMITS = Limits(redirects=5, connect_seconds=5.0, image_seconds=15.0)
_NO_NETWORK = 3
"""Hosts that must have failed, none having answered, for the network to be taken to be dead."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one address."""

    verdict: Verdict
    to: str = ""
    """Where it has moved for good."""
    asked: str = ""
    """ISO 8601 date."""


def ask_all(
    urls: Iterable[str],
    store: RecordStore,
    today: str,
    allowed: Allowed,
    *,
    pause: float = PAUSE,
    heard: Callable[[int, int], None] = lambda done, total: None,
) -> Mapping[str, Answered]:
    """What became of each of these addresses, without their fragments. `heard` is told how many are done, of how many.

    What was heard is in `store` also when this is interrupted.
    """
    wanted = sorted({urldefrag(url)[0] for url in urls if url.startswith(("http://", "https://"))})
    known = _known(wanted, store, today)
    asked: dict[str, Answered] = {}
    try:
        for answers in _answers([url for url in wanted if url not in known], allowed, today, pause):
            asked.update(answers)
            heard(len(asked), len(wanted) - len(known))
    finally:
        if not _is_offline(asked):
            store.save([*store.keys()], {_key(url): pack(answered) for url, answered in asked.items()})
    if _is_offline(asked):
        asked = {url: Answered("unsure", asked=today) for url in asked}
    return {**known, **asked}


def _known(urls: Iterable[str], store: RecordStore, today: str) -> dict[str, Answered]:
    """Earlier answers that still count."""
    found = {url: store.load(Answered, _key(url)) for url in urls}
    return {url: answered for url, answered in found.items() if answered and _counts(answered, today)}


def _answers(urls: Iterable[str], allowed: Allowed, today: str, pause: float) -> Iterator[dict[str, Answered]]:
    """The answers of each host, several of them at a time. After an interrupt only what is being asked is waited for."""
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(_host(url), []).append(url)
    rules, over = Rules.of(allowed, _LIMITS), Event()

    def of_host(listed: list[str]) -> dict[str, Answered]:
        return _ask_host(listed, rules, today, pause, over)

    with ThreadPoolExecutor(_THREADS) as pool:
        try:
            yield from pool.map(of_host, hosts.values())
        finally:
            over.set()


def _key(url: str) -> bytes:
    return digest(b"link", url.encode("utf-8", "surrogatepass"))


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def _counts(found: Answered, today: str) -> bool:
    try:
        age = date.fromisoformat(today) - date.fromisoformat(found.asked)
    except ValueError:
        return False
    return 0 <= age.days < _KNOWN_FOR.get(found.verdict, 0)


def _is_offline(asked: Mapping[str, Answered]) -> bool:
    """Whether it is the network that does not answer."""
    dead = {_host(url) for url, answered in asked.items() if answered.verdict == "dead host"}
    return len(dead) >= _NO_NETWORK and all(answered.verdict == "dead host" for answered in asked.values())


def _ask_host(urls: list[str], rules: Rules, today: str, pause: float, over: Event) -> dict[str, Answered]:
    """The addresses of one host, one after the other; a host that is not there is asked once."""
    found: dict[str, Answered] = {}
    for at, url in enumerate(urls):
        if (at and over.wait(pause)) or over.is_set():
            break
        verdict, to = _ask(url, rules, pause)
        found[url] = Answered(verdict, to, today)
        if verdict == "dead host":
            found.update({other: Answered(verdict, "", today) for other in urls[at:]})
            break
    return found


def _ask(url: str, rules: Rules, pause: float) -> tuple[Verdict, str]:
    """What became of an address, and where it has moved for good."""
    moved, at = "", url
    is_for_good = True
    for _ in range(rules.limits.redirects + 1):
        try:
            status, location = _status(place(at), rules, pause)
        except FetchError as error:
            if error.why is Why.UNREACHABLE and at == url:
                return "dead host", ""
            return "unsure", ""
        if status in REDIRECTS and location:
            is_for_good = is_for_good and status in _MOVED
            try:
                at = urljoin(at, location)
            except ValueError:
                return "unsure", ""
            moved = at if is_for_good else moved
            continue
        return _verdict(status, url, moved)
    return "unsure", ""


def _verdict(status: int, url: str, moved: str) -> tuple[Verdict, str]:
    if status in _GONE:
        return "gone", ""
    if status >= 400:
        return "unsure", ""
    return ("moved", moved) if moved and not _is_same(url, moved) else ("works", "")


def _is_same(url: str, other: str) -> bool:
    """Whether two addresses differ only in what nobody has to mend: https, www, a slash at the end."""
    plain = [one.partition("://")[2].removeprefix("www.").rstrip("/") for one in (url, other)]
    return plain[0] == plain[1]


def _status(to: Endpoint, rules: Rules, pause: float) -> tuple[int, str]:
    """The status and the place that a server answers with. Raises FetchError."""
    status, location = _request("HEAD", to, rules)
    if status >= 400 and status not in (410, 429):  # many servers know HEAD badly
        time.sleep(pause)
        status, location = _request("GET", to, rules)
    return status, location


def _request(method: str, to: Endpoint, rules: Rules) -> tuple[int, str]:
    until = time.monotonic() + rules.limits.image_seconds
    lines = (
        f"{method} {to.target} HTTP/1.1",
        f"Host: {to.header}",
        "User-Agent: Mozilla/5.0 (compatible; ainotes-site link check)",
        "Accept: text/html,*/*;q=0.8",
        "Accept-Encoding: identity",
        "Connection: close",
    )
    try:
        with connect(to, rules, until) as connection:
            connection.sendall("".join(f"{line}\r\n" for line in (*lines, "")).encode("ascii"))
            with Answer(connection, until, method) as answer:
                answer.begin()
                return answer.status, answer.getheader("Location") or ""
    except TimeoutError as error:
        raise FetchError(Why.SLOW) from error
    except (OSError, HTTPException) as error:
        raise FetchError(Why.UNREACHABLE) from error
