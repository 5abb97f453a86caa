"""An index that was built a moment ago and lies in no folder."""

from __future__ import annotations

from collections.abc import Mapping

from ainotes_site.search.query.search import Index, open_files


def opened(files: Mapping[str, bytes], place: str = "memory") -> Index:
    """The index of these files."""

    def read(name: str) -> bytes:
        if name not in files:
            raise FileNotFoundError(name)
        return files[name]

    return open_files(read, place)
