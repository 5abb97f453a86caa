"""Which field a name means, whatever its capitals, blanks, hyphens and script."""

from __future__ import annotations

from functools import cache, lru_cache

from ainotes_site.readers.detect.phrases import sections
from ainotes_site.readers.detect.simplify import simplified


@lru_cache(maxsize=1024)
def normal(name: str) -> str:
    """A name of a field for looking it up. Remembered for a moment: the notes of a folder have the same fields.

    >>> normal("Date_Created")
    'date created'
    """
    return " ".join(simplified(name).lower().replace("_", " ").replace("-", " ").split())


@cache
def names(field: str) -> tuple[str, ...]:
    """All names of a field, the first that counts first. Raises KeyError for a field that the list does not have."""
    return sections("detect/field_names")[field]


@cache
def _fields() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for field, known in sections("detect/field_names").items():
        for name in known:
            found.setdefault(name, set()).add(field)
    return {name: frozenset(fields) for name, fields in found.items()}


def fields_of(name: str) -> frozenset[str]:
    """The fields that a name may mean; empty for a name that says nothing."""
    found = _fields().get(normal(name))
    return found if found is not None else _CREATED if says_day(name) else frozenset()


_CREATED = frozenset(("created",))


@lru_cache(maxsize=1024)
def says_day(name: str) -> bool:
    """Whether a name that no list has is that of the day on which something was done: 观看日期, Read on."""
    text = normal(name)
    ends = text.rpartition(" ")[2] if text.isascii() else next(filter(text.endswith, names("day-ending")), "")
    return ends in names("day-ending") and not any(word in text for word in names("other-day"))


def is_field_heading(text: str) -> bool:
    """Whether a heading stands above fields and says no more: 基本信息, Details."""
    return normal(text.strip(" :：*")) in names("field-heading")
