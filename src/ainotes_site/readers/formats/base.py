"""A file of Obsidian's Bases (`.base`): a note that is its views, answered as a fence of Bases within a note is."""

from __future__ import annotations

from ainotes_site.model import EntryId
from ainotes_site.readers.detect.titles.titles import read_title
from ainotes_site.readers.entry_ids import name, valid_id
from ainotes_site.readers.make_entry import compose
from ainotes_site.readers.source import Parts, Source

SUFFIX = ".base"


def read(source: Source) -> Parts:
    """One entry, called as the file is."""
    first, stop = source.trimmed(0, len(source.lines))
    if first == stop:
        return Parts()
    body = "\n".join(("```base", *source.lines[first:stop], "```"))
    entry = compose(source, read_title(source.stem), body, source.span(first, stop - 1), id=_id(source))
    return Parts(entries=(entry,), title=source.stem)


def _id(source: Source) -> EntryId | None:
    """Not that of a note beside it with its name, which has it for ever."""
    return valid_id(name(f"{source.stem} base"))
