"""A date that was typed as plain words, for which the filters can be offered. See js/date_hint.js."""

from __future__ import annotations

from ainotes_site.lazy_regex import pattern
from ainotes_site.search.query.filters import Facets
from ainotes_site.search.query.parser import BLANK

_MONTH, _DAY = "1[0-2]|0?[1-9]", "3[01]|[12][0-9]|0?[1-9]"
_WRITTEN = pattern(
    rf"(?<![^{BLANK}])(?:"
    rf"([0-9]{{4}}) ?年(?: ?({_MONTH}) ?月份?(?: ?({_DAY}) ?[日号])?|(?=[{BLANK}的]|$))的?"
    rf"|([0-9]{{4}})[-/.]({_MONTH})(?:[-/.]({_DAY}))?(?![^{BLANK}]))"
)
_OTHERWISE = pattern(rf"[\"“”「」|]|(?<![^{BLANK}])OR(?![^{BLANK}])|(?:after|before):")
"""Where a date may be part of a phrase, or is in one alternative only, or there are dates already."""


def dated(facets: Facets, query: str) -> str:
    """The query with filters for the date in it instead, if notes have that date; else empty.

    `query` has its filters spelled out.
    """
    match = _WRITTEN.search(query)
    if match is None or _OTHERWISE.search(query):
        return ""
    parts = [int(part) for part in match.groups() if part]
    first, end = _date(parts), _date(_following(parts))
    if facets.first_from(first) == facets.first_from(end):
        return ""
    rest = " ".join(text for text in (query[: match.start()].strip(), query[match.end() :].strip()) if text)
    return f"{rest} after:{first} before:{end}".lstrip()


def _date(parts: list[int]) -> str:
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])


def _following(parts: list[int]) -> list[int]:
    """The year, month or day after one; dates are compared as texts, so that the 30th of February will do."""
    most = (9998, 12, 31)[len(parts) - 1]
    if parts[-1] < most or len(parts) == 1:
        return [*parts[:-1], parts[-1] + 1]
    return _following(parts[:-1])
