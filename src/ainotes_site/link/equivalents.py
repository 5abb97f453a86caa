"""Names of the same thing, for search: from the notes' glossary and brackets, from the taxonomy, and lists that the package ships."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from ainotes_site.link.library import Library


def equivalents(library: Library, glossary: bool = True) -> list[tuple[str, ...]]:
    """Groups of equivalent names, the glossary's first. A group has two names or more."""
    groups = [term.names for term in library.terms if len(term.names) > 1] if glossary else []
    groups += library.name_pairs
    groups += [(topic.name_zh, topic.name_en) for topic in library.taxonomy if topic.name_zh and topic.name_en]
    return [*groups, *_shipped("equivalents.txt"), *people_names(library.person_names)]


def shipped_equivalents() -> list[tuple[str, ...]]:
    """The groups that hold whatever is searched."""
    return [*_shipped("equivalents.txt"), *people_names()]


def people_names(own: Sequence[tuple[str, ...]] = ()) -> list[tuple[str, ...]]:
    """Persons of whom notes on AI speak, each under all names; a handle is a name without its @.

    `own` are the names of persons in the notes' own list: they extend the person who has one of them already.
    """
    groups = [
        tuple({name.casefold(): name for name in (each.lstrip("@") for each in reversed(names))}.values())[::-1]
        for names in _shipped("people.txt")
    ]
    place_of = {name.casefold(): place for place, names in enumerate(groups) for name in names}
    for names in own:
        place = next((place_of[name.casefold()] for name in names if name.casefold() in place_of), len(groups))
        known = groups[place] if place < len(groups) else ()
        groups[place:] = [tuple({name.casefold(): name for name in (*names, *known)}.values()), *groups[place + 1 :]]
        place_of.update((name.casefold(), place) for name in names)
    return groups


@cache
def _shipped(file: str) -> tuple[tuple[str, ...], ...]:
    """A line is a group, `=` between its names."""
    return tuple(tuple(name.strip() for name in line.split("=")) for line in _lines(file))


@cache
def _lines(file: str) -> tuple[str, ...]:
    """The lines of a list that the package ships; `#` begins a comment."""
    text = files("ainotes_site.link").joinpath(file).read_text(encoding="utf-8")
    return tuple(line for each in text.splitlines() if (line := each.partition("#")[0].strip()))
