"""The owner's file that remembers addresses, brought up to date when a site has been published."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from ainotes_site.pipeline.cache.record_store import write_atomically
from ainotes_site.pipeline.stages.scan import PERMALINKS, Scan, file_digest


def save_permalinks(found: Scan, text: str | None) -> Scan:
    """Write the file, where the notes have one that says something else; the notes as they are then.

    A file that was edited since the notes were looked through is left alone: the next build takes it as it is.
    """
    if text is None or PERMALINKS not in found.control:
        return found
    content = text.encode("utf-8", "replace")
    made = file_digest(content)
    if made == found.digests[PERMALINKS]:
        return found
    path = Path(os.path.realpath(found.notes / PERMALINKS))
    if file_digest(path.read_bytes()) != found.digests[PERMALINKS]:
        return found
    write_atomically(path, content)
    return replace(found, digests={**found.digests, PERMALINKS: made})
