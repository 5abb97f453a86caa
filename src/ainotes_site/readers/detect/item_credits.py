"""Who wrote the things that the items of a file are about, where a name stands at the same place of most items.

`## Wool — Hugh Howey` in a reading list, `*Ada Byron, Jun Seo* · [arXiv](…)` or `> [Ada](https://x.com/ada)` below each heading. Of one
item nothing of the kind tells a name from other words; that the others have one there too does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry, Kind, Person
from ainotes_site.readers.detect.authors import looks_like_name, person
from ainotes_site.readers.detect.dates import date_line
from ainotes_site.readers.detect.phrases import alternatives
from ainotes_site.readers.detect.titles.titles import plain
from ainotes_site.readers.frontmatter.values import people_of

LINES = 3
"""Among how many first lines of an item names are looked for."""

LENGTH, NAME_HAN = 200, 8
"""Longest line and longest Han name that are believed, in characters."""

_WORD = r"(?:[A-Z][\w.'’-]*|van|von|de|der|den|da|di|del|la|le|bin|al|ter)"
_PERSON = pattern(rf"(?:[A-Z][\w.'’-]*)(?:\s{_WORD}){{1,3}}$")
"""A name in Latin script that needs nobody to call it one: words with capitals."""
_AND = pattern(r"\s+(?:&|and|und|et|和|与)\s+|\s*[,，、&]\s*(?:and\s+)?")
_OTHERS = pattern(r"(?:[,，、]?\s+(?:et al\.?|and others|等人?)|等人?)$")
_OF_WORKS = {
    "dash": pattern(r"(?P<work>\S.*?)\s+[—–-]{1,2}\s+(?P<who>[^—–()（）]{2,80})$"),
    "bracket": pattern(r"(?P<work>\S.*?)\s*[(（](?P<who>[^()（）]{2,80})[)）]$"),
    "by": pattern(r"(?P<work>\S.*?),?\s+by\s+(?P<who>[^()（）]{2,80})$"),
}
"""Where the title of a work may end with who made it; a model ends so with its firm, which only what a file is called tells apart."""
_READS = pattern(alternatives("detect/author_words", "reads"), re.IGNORECASE)
_TITLE_ENDS = {
    **_OF_WORKS,
    "marked": pattern(r"(?P<work>《[^《》\n]{1,60}》)\s*[·/／—–-]?\s*(?P<who>[^《》()（）\s][^《》()（）]{0,40})$"),
}
"""Where a title may end with who wrote what it names."""
_BEHIND = pattern(
    r"\s*((?:[(（](?:19|20)\d\d[)）]|[★☆⭐🌟✩✪½]\ufe0f?[★☆⭐🌟✩✪½\ufe0f ]{0,18}|\d{1,2}(?:\.\d)?\s?/\s?(?:5|10))(?:\s*[(（](?:19|20)\d\d[)）])?)$"
)
"""The year of a work, or what somebody gives it: (2019), ★★★★☆, 4/5."""
_EMPHASISED = pattern(r"([*_])(?P<who>[^*_\n]{2,120})\1\s*(?:$|[·|｜•,，(（—–-])")
_QUOTED = pattern(r">\s*\[?(?P<who>[^\[\]()\n]{2,60})(?:\]\(https?://[^()\s]{1,500}\))?$")
_STAMPED = pattern(
    r"(?:`(?P<id>[^`\n]{4,24})`|\[[\w-]{4,24}\]\(https?://[^()\s]{1,500}\))\s+(?P<who>[^·|｜•\n]{2,40}?)\s*[·|｜•]\s*(?P<rest>[^\n]*)$"
)
"""The number of a thing or a link to it, who made it, and the day: `BV1xx` name · 2023-06-05."""
_VIDEO_ID = pattern(r"BV\w{5,12}$")
_BETWEEN = pattern(r"\s*[·|｜•]\s*")


@dataclass(frozen=True, slots=True)
class _Credit:
    place: str
    who: tuple[Person, ...]
    is_sure: bool
    """Whether it looks like names wherever it stood."""
    work: str = ""
    """The title without it."""


def credited(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries of a file, those without an author with the one that stands where most of them have a name. Of a video alone
    the line with its number is enough."""
    if not _may_name(entries):
        return tuple(entries)
    found = [_credits(entry) for entry in entries]
    places = dict.fromkeys(place for credits in found for place in credits)
    allowed = (place for place in places if place not in _OF_WORKS or _READS.search(entries[0].span.path))
    place = next((place for place in allowed if _is_place(place, found)), "video")
    return tuple(_with(entry, credits.get(place)) for entry, credits in zip(entries, found, strict=True))


def _may_name(entries: Sequence[Entry]) -> bool:
    """A glance that tells most files: what alone is no video, and what has its authors, gets none."""
    lacking = [entry for entry in entries if not entry.authors]
    return bool(lacking) and (len(entries) > 1 or "`BV" in lacking[0].body)


def _is_place(place: str, found: Sequence[dict[str, _Credit]]) -> bool:
    """Whether different names stand at a place of most items, most of them such as nobody needs to call names."""
    there = [credits[place] for credits in found if place in credits]
    names = len({credit.who for credit in there})
    is_varied = names > 1 and (place not in _OF_WORKS or names * 4 >= len(there) * 3)
    return is_varied and len(there) * 2 > len(found) and sum(credit.is_sure for credit in there) * 2 >= len(there)


def _with(entry: Entry, credit: _Credit | None) -> Entry:
    if credit is None or entry.authors:
        return entry
    kind = Kind.VIDEO if credit.place == "video" and entry.kind is Kind.NOTE else entry.kind
    return replace(entry, authors=credit.who, title=credit.work or entry.title, kind=kind)


def _credits(entry: Entry) -> dict[str, _Credit]:
    """Whom an item may name, by each place where it may."""
    lines = [line.strip() for line in entry.body.split("\n", 16)[:16] if line.strip()]
    quoted = [credit for line in lines[:1] for credit in _quoted(line, entry)]
    own = islice((line for line in lines if not line.startswith(">") and len(line) <= LENGTH), LINES)
    said = (*_in_title(entry.title), *quoted, *(credit for line in own for credit in _in_line(line)))
    return {credit.place: credit for credit in reversed(said)}


def _in_title(title: str) -> Iterator[_Credit]:
    """Whom a title ends with, behind whom the year of the work or its rating may stand, which stay in the title."""
    said = _BEHIND.search(title)
    text = title[: said.start()] if said else title
    for place, end in _TITLE_ENDS.items():
        match = end.match(text)
        who = _people(match["who"]) if match else ()
        if match and who:
            work = f"{match['work']} {said[1]}" if said else match["work"]
            yield _Credit(place, who, place == "marked" or _are_sure(who), work)


def _in_line(line: str) -> Iterator[_Credit]:
    match = _EMPHASISED.match(line)
    who = _people(match["who"]) if match else ()
    if who:
        yield _Credit("emphasis", who, _are_sure(who))
    stamp = _STAMPED.match(line)
    if stamp and any(map(date_line, _BETWEEN.split(stamp["rest"]))):
        maker = person(stamp["who"])
        yield _Credit("video" if stamp["id"] and _VIDEO_ID.match(stamp["id"]) else "stamp", (maker,), True)


def _quoted(line: str, entry: Entry) -> Iterator[_Credit]:
    """Whom a first line quotes and no more; sure where that is somebody's page."""
    match = _QUOTED.match(line)
    who = _people(match["who"]) if match else ()
    if who:
        yield _Credit("quotation", who, entry.authors == who or _are_sure(who))


def _people(text: str) -> tuple[Person, ...]:
    """Names that a text consists of; none where a piece of it can be no name."""
    names = [name for name in _AND.split(_OTHERS.sub("", plain(text))) if name]
    return people_of(names) if names and all(map(_may_be_name, names)) else ()


def _may_be_name(name: str) -> bool:
    han = sum("\u3400" <= c <= "\u9fff" for c in name)
    is_word = 0 < han <= NAME_HAN or name[:1].isupper()
    return is_word and looks_like_name(name) and not any(map(str.isdecimal, name))


def _are_sure(who: Sequence[Person]) -> bool:
    return all(_PERSON.match(person.name) for person in who)
