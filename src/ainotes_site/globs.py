"""Paths of the notes chosen by globs, as they stand in the configuration."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

_PIECE = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]/]*\]|.", re.DOTALL)
_WILD = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def matches(path: str, globs: Collection[str]) -> bool:
    """Whether one of `globs` names `path`, a POSIX path relative to the notes folder.

    A glob begins at that folder: `*` and `?` stop at a slash, `**` does not, and a folder's name with a slash at its end
    stands for all that lies in it. Names count as equal in whatever Unicode form they are stored.

    >>> matches("demos/one.html", ["demos/"]), matches("demos/one.html", ["*.html"]), matches("a/b.html", ["**/*.html"])
    (True, False, True)
    """
    if not globs:
        return False  # the commonest case, asked of every file
    composed = path if path.isascii() else unicodedata.normalize("NFC", path)
    return any(_compiled(glob).fullmatch(composed) is not None for glob in globs)


@lru_cache(maxsize=512)
def _compiled(glob: str) -> re.Pattern[str]:
    written = unicodedata.normalize("NFC", glob).removeprefix("./").lstrip("/")
    if written.endswith("/"):
        written += "**"
    return re.compile("".join(map(_translated, _PIECE.findall(written))), re.DOTALL)


def _translated(piece: str) -> str:
    if piece in _WILD:
        return _WILD[piece]
    if len(piece) < 2:
        return re.escape(piece)
    inside = piece[1:-1].replace("\\", "\\\\").replace("[", "\\[")
    return f"[^{inside[1:]}/]" if inside.startswith("!") else f"[{inside}]"
