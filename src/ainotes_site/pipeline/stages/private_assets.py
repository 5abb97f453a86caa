"""Files that only private notes and private passages refer to: these are not published either."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from ainotes_site.bounded_read import MOST_NOTE_BYTES, read_bounded
from ainotes_site.lazy_regex import pattern
from ainotes_site.link.names.keys import asset_names, name_key
from ainotes_site.markup.result import Compiled
from ainotes_site.pipeline.stages.scan import SUFFIXES, Scan
from ainotes_site.readers.decode import Decoded, decode
from ainotes_site.readers.frontmatter.private_passages import without_private_passages

_ENDING = pattern(r"\.([a-z0-9]{1,10})(?![a-z0-9])")
_LONGEST = 255
"""Characters of the name of a file."""


def private_assets(
    found: Scan, private: Collection[str], passages: Collection[str], published: Iterable[Compiled]
) -> frozenset[str]:
    """The assets that a source among `private`, an excluded one, or a private passage of one among `passages`, names, and that
    no published entry shows or links to.
    """
    excluded = [path for path in found.excluded if path.lower().endswith(SUFFIXES)]
    if not (private or passages or excluded) or not found.linkable:
        return frozenset()
    named = _named(found, private, passages, excluded)
    return named.difference(*(compiled.files for compiled in published)) if named else named


def _named(found: Scan, private: Collection[str], passages: Collection[str], excluded: Iterable[str]) -> frozenset[str]:
    by_name = _Names(found.linkable)
    named: set[str] = set()
    for source in found.sources:
        decoded = decode(source.data) if source.path in private or source.path in passages else None
        if not isinstance(decoded, Decoded):
            continue
        if source.path in private:
            named.update(by_name.in_text("\n".join(decoded.lines)))
        else:
            public = without_private_passages(decoded.lines)
            hidden = "\n".join(decoded.lines[at] for at in sorted(public.hidden))
            named.update(set(by_name.in_text(hidden)).difference(by_name.in_text("\n".join(public.lines))))
    for path in excluded:
        named.update(by_name.in_text(_text_of(found.notes / path)))
    return frozenset(named)


def _text_of(path: Path) -> str:
    """The text of an excluded note; none where it cannot be read."""
    try:
        decoded = decode(read_bounded(path, MOST_NOTE_BYTES))
    except OSError:
        return ""
    return "\n".join(decoded.lines) if isinstance(decoded, Decoded) else ""


class _Names:
    """The names of files, to be found in texts: as they are or percent-encoded, in any case and Unicode form. Notes and files may
    be many, so names are looked for where a text has the ending of one.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths: dict[str, list[str]] = {}
        for path in paths:
            for name in asset_names(path):
                self._paths.setdefault(name, []).append(path)
        self._endings = {name.rpartition(".")[2] for name in self._paths if "." in name}
        self._plain = [name for name in self._paths if "." not in name]
        """Ids that are the stem of a name, and names without an ending."""

    def in_text(self, text: str) -> Iterator[str]:
        """The paths of the files whose names occur in a text."""
        for line in text.split("\n"):
            if self._plain or "." in line:
                for form in {name_key(line), name_key(unquote(line))}:
                    yield from self._in_line(form)

    def _in_line(self, line: str) -> Iterator[str]:
        for found in _ENDING.finditer(line):
            if found[1] in self._endings:
                for start in range(max(0, found.start() - _LONGEST), found.start()):
                    yield from self._paths.get(line[start : found.end()], ())
        for name in self._plain:
            if name in line:
                yield from self._paths[name]
