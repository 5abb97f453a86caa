"""Files that only private notes and private passages refer to: these are not published either."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote

from ainotes_site.bounded_read import MOST_NOTE_BYTES, read_bounded
from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.result import Compiled
from ainotes_site.pipeline.stages.scan import SUFFIXES, Scan
from ainotes_site.readers.decode import Decoded, decode
from ainotes_site.readers.frontmatter.private_passages import without_private_passages
from ainotes_site.urls import asset_url

_ADDRESS = pattern(r'\s(?:href|src)="\.\./([^"#?]*)')


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
    if not named:
        return frozenset()
    in_use: set[str] = set()
    for compiled in published:
        in_use.update(unquote(unescape(address)) for address in _ADDRESS.findall(compiled.html))
    return frozenset(path for path in named if asset_url(path) not in in_use)


def _named(found: Scan, private: Collection[str], passages: Collection[str], excluded: Iterable[str]) -> frozenset[str]:
    by_name: dict[str, list[str]] = {}
    for path in found.linkable:
        by_name.setdefault(path.rpartition("/")[2], []).append(path)
    named: set[str] = set()
    for source in found.sources:
        decoded = decode(source.data) if source.path in private or source.path in passages else None
        if not isinstance(decoded, Decoded):
            continue
        if source.path in private:
            named.update(_mentioned("\n".join(decoded.lines), by_name))
        else:
            public = without_private_passages(decoded.lines)
            hidden = "\n".join(decoded.lines[at] for at in sorted(public.hidden))
            named.update(set(_mentioned(hidden, by_name)).difference(_mentioned("\n".join(public.lines), by_name)))
    for path in excluded:
        named.update(_mentioned(_text_of(found.notes / path), by_name))
    return frozenset(named)


def _text_of(path: Path) -> str:
    """The text of an excluded note; none where it cannot be read."""
    try:
        decoded = decode(read_bounded(path, MOST_NOTE_BYTES))
    except OSError:
        return ""
    return "\n".join(decoded.lines) if isinstance(decoded, Decoded) else ""


def _mentioned(text: str, by_name: Mapping[str, list[str]]) -> Iterable[str]:
    """Assets whose names occur in a text, as they are or percent-encoded."""
    for name, paths in by_name.items():
        if name in text or quote(name) in text or name.replace(" ", "%20") in text:
            yield from paths
