"""Which field a name means, whatever its capitals, blanks, hyphens and script.

Names of days and of persons are made of words: `date created`, `created_at`, `createdAt`, 创建时间 mean one field. What such a name says
is read from its parts; only names of one part stand in a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.phrases import sections
from ainotes_site.readers.detect.simplify import simplified

_CAPITAL = pattern(r"(?<=[a-z])(?=[A-Z])")
_FUSED = pattern(r"[a-z]{3,}(?:date|time|(?<=ed)(?:at|on))$|date[a-z]{2,}ed$")
"""Words written together that name a day: pubdate, updatedat, datesaved."""


@lru_cache(maxsize=1024)
def normal(name: str) -> str:
    """A name of a field for looking it up. Remembered for a moment: the notes of a folder have the same fields.

    >>> [normal("Date_Created"), normal("pubDatetime"), normal("Owner / Host")]
    ['date created', 'pub datetime', 'owner host']
    """
    parted = _CAPITAL.sub(" ", name) if not (name.islower() or name.isupper()) else name
    return " ".join(simplified(parted).lower().translate(_BETWEEN).split())


_BETWEEN = str.maketrans("_-/", "   ")


@cache
def names(field: str) -> tuple[str, ...]:
    """All names of a field, the first that counts first. Raises KeyError for a field that the list does not have."""
    return sections("detect/field_names")[field]


@cache
def _listed() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for field, known in sections("detect/field_names").items():
        for name in known if field not in _PARTS else ():
            found.setdefault(name, set()).add(field)
    return {name: frozenset(fields) for name, fields in found.items()}


_PARTS = frozenset(
    ("video", "day-ending", "other-day", "of-update", "of-publishing", "of-writing", "author-ending", "title-ending")
)
"""Sections that hold parts of names."""


def fields_of(name: str) -> frozenset[str]:
    """The fields that a name may mean; empty for a name that says nothing."""
    text = normal(name)
    found = _listed().get(text)
    return found if found is not None else _composed(text)


def is_listed(name: str) -> bool:
    """Whether a name stands in the list: one that means the field wherever it stands."""
    return normal(name) in _listed()


def is_authors(name: str) -> bool:
    """Whether an author gives a note such a field; when a page was edited last and who owns it, is said by a program too."""
    text = normal(name)
    return text in _listed() or (_ends(text, names("day-ending")) and "updated" not in _day_meant(text))


@lru_cache(maxsize=1024)
def _composed(text: str) -> frozenset[str]:
    """The fields that a name means by its parts."""
    parts = () if text.isascii() and " " not in text else ("author", "title")
    found = frozenset(field for field in parts if _ends(text, names(f"{field}-ending")))
    return found or (_day_meant(text) if _says_day(text) else found)


def _says_day(text: str) -> bool:
    """Whether a name is that of a day: 观看日期, Read on, last updated, pubdate."""
    first = text.partition(" ")[0]
    endings = names("day-ending")
    said = _ends(text, endings) or first in ("date", "last") or _FUSED.match(text) is not None
    said = said or (text.startswith("date") and text[len("date") :] in endings)  # dateread
    return said and not any(word in text for word in names("other-day"))


def _day_meant(text: str) -> frozenset[str]:
    if any(part in text for part in names("of-update")) or text.startswith("last "):
        return frozenset(("updated",))
    if any(part in text for part in names("of-publishing")):
        return frozenset(("date", "published"))
    return frozenset(("created",))


def deed(words: str) -> str:
    """What words beside a day say was done to a note then: `updated`, or `date` for writing and publishing it; else empty."""
    text = normal(words)
    if any(part in text for part in names("of-update")):
        return "updated"
    return "date" if any(part in text for part in (*names("of-publishing"), *names("of-writing"))) else ""


def _ends(text: str, endings: Sequence[str]) -> bool:
    """Whether a name ends with one of some words: the last of several in Latin script, the last characters in Han."""
    if text.isascii():
        return text.rpartition(" ")[2] in endings
    return any(text.endswith(ending) for ending in endings if not ending.isascii())


def is_field_heading(text: str) -> bool:
    """Whether a heading stands above fields and says no more: 基本信息, Details, Episode metadata."""
    return _ends(normal(text.strip(" :：*")), names("field-heading"))
