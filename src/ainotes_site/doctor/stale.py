"""Notes that say of themselves when they are to be looked at again: `verified:` and `review:` in front matter.

`review: 2026-06-01` is a day; `review: 90`, `6 months` or `半年` a time from when the note was verified, changed or written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ainotes_site.i18n import problem_of
from ainotes_site.model import Problem
from ainotes_site.pipeline.stages.scan import SourceFile
from ainotes_site.readers.decode import Decoded, decode
from ainotes_site.readers.detect.dates import find_date
from ainotes_site.readers.frontmatter.front_matter import NONE, FrontMatter, front_matter

TOO_OLD = 365
"""Days after which what was verified counts as stale, where the note does not say."""
_LONGEST = 100 * 366
_SPAN = re.compile(
    r"(?:(\d{1,4})|([半一两]))\s*(d|days?|天|日|w|weeks?|周|m|months?|个?月|y|years?|年)?", re.IGNORECASE
)
_DAYS = {"d": 1, "天": 1, "日": 1, "w": 7, "周": 7, "m": 30, "月": 30, "个": 30, "y": 365, "年": 365}
_NUMBERS = {"半": 0.5, "一": 1, "两": 2}


def stale(sources: Sequence[SourceFile], today: str) -> Iterator[Problem]:
    """A Problem for each source that is due. `today` is an ISO 8601 date."""
    for source in sources:
        data = source.data
        if b"verified" not in data and b"review" not in data:
            continue
        decoded = decode(data)
        front = front_matter(decoded.lines) if isinstance(decoded, Decoded) else NONE
        if isinstance(decoded, Decoded) and (front.review or front.verified):
            yield from _of(source.path, decoded.lines, front, today)


def _of(path: str, lines: Sequence[str], front: FrontMatter, today: str) -> Iterator[Problem]:
    verified = find_date(front.verified) if front.verified else None
    due = _due(front.review, verified or front.updated or front.date)
    line = _line(lines[: front.lines], "review" if front.review else "verified")
    if front.verified and verified is None:
        yield problem_of(path, line, "stale.unreadable", field="verified", value=front.verified)
    elif due is None:
        yield problem_of(path, line, "stale.unreadable", field="review", value=front.review)
    elif due and due <= today:
        key = "stale.verified" if verified else "stale.review"
        yield problem_of(path, line, key, due=due, verified=verified, today=today, remark=True)


def _line(lines: Sequence[str], name: str) -> int:
    """The line of a front matter that has a field."""
    return next((at for at, text in enumerate(lines, 1) if name in text), 1)


def _due(review: str, since: str | None) -> str | None:
    """The day from which a note is due; empty where that is not known, None for what is neither day nor time."""
    day = find_date(review) if review else None
    if day:
        return _whole(day)
    days = _days(review) if review else TOO_OLD
    if days is None:
        return None
    if since is None:
        return ""
    return (date.fromisoformat(_whole(since)) + timedelta(days=days)).isoformat()


def _days(review: str) -> int | None:
    found = _SPAN.fullmatch(review.strip())
    if found is None:
        return None
    number = float(found[1]) if found[1] else _NUMBERS[found[2]]
    return min(_LONGEST, round(number * _DAYS[(found[3] or "d").lower()[0]]))


def _whole(day: str) -> str:
    """The first day of a month or year of which no more is known."""
    return f"{day}{'-01-01'[len(day) - 4 :] if len(day) < 10 else ''}"
