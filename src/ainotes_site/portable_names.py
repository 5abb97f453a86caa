"""Names of files that every system can have: a site is copied to Windows and macOS, onto sticks and into archives."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from ainotes_site.lazy_regex import pattern

_DEVICE = pattern(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])")
"""What Windows takes for a device, whatever ending the name has.

https://learn.microsoft.com/windows/win32/fileio/naming-a-file
"""
_FORBIDDEN = pattern(r'[<>:"|?*\\\x00-\x1f]')
_UNUSABLE = pattern(r'[<>:"|?*\\/#^\[\]\x00-\x1f\x7f]+')
"""What a name cannot hold on some system, or in a wikilink."""
_LONGEST = 80


def is_device(name: str) -> bool:
    """Whether Windows takes a file's name for a device.

    >>> is_device("nul.txt"), is_device("Con"), is_device("console")
    (True, True, False)
    """
    return _DEVICE.fullmatch(name.partition(".")[0].rstrip(" ").lower()) is not None


def is_portable(path: str) -> bool:
    """Whether every system can have a file at `path`, with slashes between its folders."""
    return not any(
        is_device(name) or name.endswith((".", " ")) or _FORBIDDEN.search(name) for name in path.split("/") if name
    )


def file_name(title: str) -> str:
    """A title as the name of a file, without an ending, that every system and a wikilink can have.

    >>> file_name("a/b: c?"), file_name("CON"), file_name("???")
    ('a b c', 'CON_', 'note_')
    """
    name = " ".join(_UNUSABLE.sub(" ", title)[:_LONGEST].split()).strip(". ")
    return name if name and is_portable(name) else f"{name or 'note'}_"


def folded(path: str) -> str:
    """What two paths have in common that are one where case and Unicode form do not count."""
    return (
        path.lower() if path.isascii() else unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
    )


def twins(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each path that differs from an earlier one only in case or Unicode form, with that one."""
    first: dict[str, str] = {}
    for path in paths:
        other = first.setdefault(folded(path), path)
        if other != path:
            yield path, other
