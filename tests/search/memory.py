"""An index that was built a moment ago and lies in no folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ainotes_site.search.engine import SearchIndex, open_files
from ainotes_site.search.index.lookup import Lookup


def opened(files: Mapping[str, bytes], place: str = "memory") -> SearchIndex:
    """The index of these files."""
    return open_files(reader(files), place)


def lookup(files: Mapping[str, bytes]) -> Lookup:
    """What the self-test makes of these files."""
    return Lookup(reader(files))


def reader(files: Mapping[str, bytes]) -> Callable[[str], bytes]:
    """Gives the files by their paths, and raises OSError for others, as a folder does."""

    def read(name: str) -> bytes:
        if name not in files:
            raise FileNotFoundError(name)
        return files[name]

    return read
