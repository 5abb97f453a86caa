"""Names of the same thing, for search: from the notes' glossary, from the taxonomy, and a list that the package ships."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from ainotes_site.link.library import Library


def equivalents(library: Library, glossary: bool = True) -> list[tuple[str, ...]]:
    """Groups of equivalent names, the glossary's first. A group has two names or more."""
    groups = [term.names for term in library.terms if len(term.names) > 1] if glossary else []
    groups += [(topic.name_zh, topic.name_en) for topic in library.taxonomy if topic.name_zh and topic.name_en]
    return [*groups, *_shipped()]


@cache
def _shipped() -> tuple[tuple[str, ...], ...]:
    """Common words of the field in both languages; a line is a group, `=` between its names, `#` begins a comment."""
    text = files("ainotes_site.link").joinpath("equivalents.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(tuple(name.strip() for name in line.split("=")) for line in lines if line)
