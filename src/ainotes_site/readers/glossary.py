"""g."""

from __future__ import annotations

from ainotes_site.readers.source import Parts, Source


def recognise(source: Source) -> bool:
    return False


def read(source: Source) -> Parts:
    return Parts()
