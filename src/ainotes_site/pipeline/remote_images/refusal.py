"""Why an image on another host is not in the site."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """The reasons; the command line has words for each."""

    ADDRESS = "address"
    """Not an address of a web server."""
    PRIVATE = "private"
    """The address belongs to this machine or to the network that it stands in."""
    UNREACHABLE = "unreachable"
    """No such host, no connection, or one that broke."""
    SLOW = "slow"
    BUSY = "busy"
    """The server said: not now."""
    MISSING = "missing"
    """The server said: no."""
    REDIRECTS = "redirects"
    TYPE = "type"
    """None of the types that are published."""
    LARGE = "large"
    SKIPPED = "skipped"
    """Not asked for: its host, or the network, had given no answer, or the time for all images was over."""


PASSING = frozenset((Why.UNREACHABLE, Why.SLOW, Why.BUSY, Why.SKIPPED))
"""Reasons that may be gone tomorrow though the notes are the same."""


class FetchError(Exception):
    """An image cannot be had. Caught where many are fetched; it ends no build."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why
