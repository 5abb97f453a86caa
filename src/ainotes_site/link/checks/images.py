"""Pictures whose alt text says nothing: readers who cannot see them, and search, get nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ainotes_site.link.checks.notes import Notes, problem
from ainotes_site.markup.passes.pictures.captions import caption
from ainotes_site.model import Problem


def images(notes: Notes) -> Iterator[Problem]:
    """One Problem for each entry that has such pictures, on the line of the first."""
    for entry in notes.in_order():
        compiled = notes.library.compiled.get(entry.id)
        silent = [image for image in compiled.images if not caption(image.alt)] if compiled else []
        if silent:
            names = [image.url.rpartition("/")[2] for image in silent]
            yield problem(entry, "entry.images", names, count=len(silent), first=names[0])
