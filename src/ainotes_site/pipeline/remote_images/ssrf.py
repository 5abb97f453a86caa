"""Which addresses an image may be fetched from: those of the public internet only.

Notes quote the web, and who builds a site may sit beside a router or a cloud's metadata service that answers anyone who
asks from there. So a host's name is resolved here, each address it has is checked, and the connection goes to an
address that was checked, so that a name cannot mean something else a moment later. Redirects go the same way.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from ainotes_site.lazy_regex import pattern
from ainotes_site.pipeline.remote_images.refusal import FetchError, Why

Address = IPv4Address | IPv6Address
Allowed = Callable[[Address], bool]
"""Whether a connection to an address may be made."""

_PORTS = {"http": 80, "https": 443}
_HOST = pattern(r"[a-z0-9._:-]{1,253}")
_PATH_SAFE = "/%:@!$&'()*+,;=~"
_QUERY_SAFE = _PATH_SAFE + "?"
_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")


class Endpoint(NamedTuple):
    """A URL, taken apart as a request needs it."""

    host: str
    port: int
    tls: bool
    target: str
    """Path and query, all ASCII."""

    @property
    def header(self) -> str:
        """The value of the Host header."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _PORTS["https" if self.tls else "http"] else f"{name}:{self.port}"


def place(url: str) -> Endpoint:
    """Where `url` leads. Raises FetchError when that is no web server."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
        port = parts.port or _PORTS[parts.scheme]
        target = quote(parts.path, safe=_PATH_SAFE) or "/"
        query = quote(parts.query, safe=_QUERY_SAFE)
    except (ValueError, KeyError) as error:
        raise FetchError(Why.ADDRESS) from error
    if not _HOST.fullmatch(host):
        raise FetchError(Why.ADDRESS)
    return Endpoint(host, port, parts.scheme == "https", f"{target}?{query}" if query else target)


def is_public(address: Address) -> bool:
    """Whether anyone on the internet would reach the same machine under this address."""
    if isinstance(address, IPv6Address):
        inner = _translated(address)
        if inner is not None:
            return is_public(inner)
        if address not in _UNICAST:
            return False
    return not any(address in network for network in _special())


def _translated(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that a network would translate this one to."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped


@cache
def _special() -> tuple[IPv4Network | IPv6Network, ...]:
    """What is refused whatever this version of Python knows of it."""
    text = files("ainotes_site.pipeline.remote_images").joinpath("special_addresses.txt").read_text("utf-8")
    return tuple(ip_network(line.split()[0]) for line in text.splitlines() if not line.startswith("#"))


def resolve(host: str, port: int, allowed: Allowed) -> Sequence[tuple[socket.AddressFamily, str]]:
    """The addresses of `host`, the system's favourite first.

    Raises FetchError when there are none, or when one of them is not allowed: a name that has both public and private
    addresses is up to something.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(Why.UNREACHABLE) from error
    addresses = list(dict.fromkeys((family, str(where[0])) for family, _, _, _, where in found))
    if not all(allowed(ip_address(address)) for _, address in addresses):
        raise FetchError(Why.PRIVATE)
    return addresses
