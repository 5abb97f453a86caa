"""Times of feeds (RFC 3339)."""

from __future__ import annotations


def midnight(date: str) -> str:
    """Midnight (UTC) of a date; of the first day where only month or year is known."""
    return f"{date}{'-01-01'[len(date) - 4 :] if len(date) < 10 else ''}T00:00:00Z"
