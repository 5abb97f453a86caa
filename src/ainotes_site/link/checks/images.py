"""Pictures whose alt text says nothing: readers who cannot see them, and search, get nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ainotes_site.link.checks.notes import Notes, problem
from ainotes_site.markup.passes.captions import caption
from ainotes_site.model import Problem


def images(notes: Notes) -> Iterator[Problem]:
    """One Problem for each entry that has such pictures, on the line of the first."""
    for entry in notes.in_order():
        compiled = notes.library.compiled.get(entry.id)
        silent = [image for image in compiled.images if not caption(image.alt)] if compiled else []
        if silent:
            names = [image.url.rpartition("/")[2] for image in silent]
            fact = f"{len(silent)} 张图没有说明 (images without a telling alt text): {names[0]}"
            yield problem(entry, fact, 'say what each shows: "![流程图：先检索再作答](…)"', names)
