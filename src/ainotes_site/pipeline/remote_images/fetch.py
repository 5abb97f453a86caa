"""One image from another host, within limits of time and size.

The request is written by hand and `http.client` reads the answer: its own connections resolve names themselves and
follow the environment's proxies, and in both cases nobody could check which address is asked.
"""

from __future__ import annotations

import io
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urljoin

from ainotes_site.pipeline.remote_images.image_formats import Measured, measure
from ainotes_site.pipeline.remote_images.refusal import FetchError, Why
from ainotes_site.pipeline.remote_images.ssrf import Allowed, Endpoint, place, resolve

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_ADDRESSES = 4
"""Of a host's addresses, how many are tried."""
_CHUNK = 1 << 16
REDIRECTS = frozenset((301, 302, 303, 307, 308))
_NOT_NOW = frozenset((408, 425, 429))


@dataclass(frozen=True, slots=True)
class Limits:
    """What fetching may cost."""

    image_bytes: int = 10_000_000
    pixels: int = 50_000_000
    """Of one image: what a browser decodes into four bytes each."""
    redirects: int = 5
    connect_seconds: float = 3.0
    """For one address of a host."""
    image_seconds: float = 15.0
    """For one image, redirects included."""
    silent_seconds: float = 5.0
    """For the first answer of any host; without one the network is taken to be dead."""
    all_seconds: float = 90.0
    """For all images together; the next build goes on where this one stopped."""
    threads: int = 8


LIMITS = Limits()


class Fetched(NamedTuple):
    """An image as it came."""

    data: bytes
    measured: Measured


@dataclass(frozen=True, slots=True)
class Rules:
    """How a run asks: whom, what it may cost, and whose certificates it trusts."""

    allowed: Allowed
    limits: Limits
    tls: ssl.SSLContext

    @classmethod
    def of(cls, allowed: Allowed, limits: Limits) -> Rules:
        """Rules with the certificates that the system trusts."""
        tls = ssl.create_default_context()
        tls.set_alpn_protocols(["http/1.1"])
        return cls(allowed, limits, tls)


def fetch(url: str, rules: Rules, heard: Callable[[], None]) -> Fetched:
    """The image at `url`; `heard` is called when a server answers. Raises FetchError when it cannot be had."""
    limits = rules.limits
    until = time.monotonic() + limits.image_seconds
    for _ in range(limits.redirects + 1):
        answer = _ask(place(url), rules, until, heard)
        if isinstance(answer, bytes):
            return Fetched(answer, _checked(answer, limits))
        url = _follow(url, answer)
    raise FetchError(Why.REDIRECTS)


def _follow(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise FetchError(Why.ADDRESS) from error


def _checked(data: bytes, limits: Limits) -> Measured:
    measured = measure(data)
    if measured is None:
        raise FetchError(Why.TYPE)
    if measured.width * measured.height > limits.pixels:
        raise FetchError(Why.LARGE)
    return measured


def _ask(to: Endpoint, rules: Rules, until: float, heard: Callable[[], None]) -> bytes | str:
    """The body of the answer, or where it redirects to."""
    try:
        with connect(to, rules, until) as connection:
            connection.sendall(_request(to))
            with Answer(connection, until) as answer:
                answer.begin()
                heard()
                return _read(answer, rules.limits)
    except TimeoutError as error:
        raise FetchError(Why.SLOW) from error
    except (OSError, HTTPException) as error:
        raise FetchError(Why.UNREACHABLE) from error


def connect(to: Endpoint, rules: Rules, until: float) -> socket.socket:
    """A connection to one of the addresses that may be asked. Raises FetchError where there is none."""
    for family, address in resolve(to.host, to.port, rules.allowed)[:_ADDRESSES]:
        plain = socket.socket(family, socket.SOCK_STREAM)
        try:
            plain.settimeout(min(rules.limits.connect_seconds, _left(until)))
            plain.connect((address, to.port))
            plain.settimeout(_left(until))
            return rules.tls.wrap_socket(plain, server_hostname=to.host) if to.tls else plain
        except OSError:  # the next address may do; when none does, that is what the caller hears
            plain.close()
    raise FetchError(Why.UNREACHABLE)


def _request(to: Endpoint) -> bytes:
    lines = (
        f"GET {to.target} HTTP/1.1",
        f"Host: {to.header}",
        "User-Agent: ainotes-site",
        "Accept: image/avif,image/webp,image/png,image/jpeg,image/gif",
        "Accept-Encoding: identity",
        "Connection: close",
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("ascii")


def _read(answer: HTTPResponse, limits: Limits) -> bytes | str:
    location = answer.getheader("Location")
    if answer.status in REDIRECTS and location:
        return quote(location, safe="/%:@!$&'()*+,;=~?#[]", encoding="latin-1")  # as http.client decodes headers
    if answer.status != 200:
        raise FetchError(Why.BUSY if answer.status >= 500 or answer.status in _NOT_NOW else Why.MISSING)
    promised = answer.length
    if promised is not None and promised > limits.image_bytes:
        raise FetchError(Why.LARGE)
    data = bytearray()
    while chunk := answer.read(_CHUNK):
        data += chunk
        if len(data) > limits.image_bytes:
            raise FetchError(Why.LARGE)
    if promised is not None and len(data) < promised:
        raise FetchError(Why.UNREACHABLE)
    return bytes(data)


def _left(until: float) -> float:
    """Seconds until then. Raises TimeoutError when there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Incoming(io.RawIOBase):
    """What a connection brings until a moment: a server that sends a byte now and then is cut off too."""

    def __init__(self, connection: socket.socket, until: float) -> None:
        self._connection = connection
        self._until = until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        self._connection.settimeout(_left(self._until))
        return self._connection.recv_into(buffer)


class Answer(HTTPResponse):
    """An answer that is there in time, or not at all."""

    def __init__(self, connection: socket.socket, until: float, method: str = "GET") -> None:
        super().__init__(connection, method=method)
        self.fp.close()
        self.fp = io.BufferedReader(_Incoming(connection, until))
