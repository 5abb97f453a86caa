"""A page written by hand for MkDocs, as the configuration says: MkDocs renders it, no reader looks inside."""

from __future__ import annotations

from ainotes_site.readers.source import Parts, Source


def read(source: Source) -> Parts:
    """All its lines are one skipped run."""
    title = next((heading.text for heading in source.headings), "")
    return Parts(skipped=tuple(source.skip("page", source.start, len(source.lines))), title=title)
