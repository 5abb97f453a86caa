"""A search index of rendered pages alone, for a site that has no notes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ainotes_site.link.equivalents import shipped_equivalents
from ainotes_site.model import Problem
from ainotes_site.search.index.assemble import build_index, in_order
from ainotes_site.search.index.document import SearchDocument
from ainotes_site.search.index.selftest import chosen, self_test
from ainotes_site.urls import INDEX_FOLDER


def write_page_index(documents: Sequence[SearchDocument], site: Path) -> tuple[Problem, ...]:
    """Write the index of `documents` into `site/search`; what its self-test has to say. Raises OSError."""
    files = build_index(documents, (), shipped_equivalents())
    for name, content in files.items():
        path = site / INDEX_FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    ordered = in_order(documents)
    tried = {at: ordered[at] for at in chosen([document.id for document in ordered])}
    return tuple(self_test(files.__getitem__, tried))
