"""Files that only notes speak of which are not published: they stay at home too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from html import unescape
from urllib.parse import quote, unquote

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.result import Compiled
from ainotes_site.pipeline.stages.scan import Scan
from ainotes_site.readers.decode import Decoded, decode

_ADDRESS = pattern(r'\s(?:href|src)="\.\./([^"#?]*)')


def private_assets(found: Scan, private: Collection[str], published: Iterable[Compiled]) -> frozenset[str]:
    """The assets that a source among `private` names and no published entry shows or links to."""
    if not private or not found.linkable:
        return frozenset()
    named = _named(found, private)
    if not named:
        return frozenset()
    shown: set[str] = set()
    for compiled in published:
        shown.update(unquote(unescape(address)) for address in _ADDRESS.findall(compiled.html))
    return named - shown


def _named(found: Scan, private: Collection[str]) -> frozenset[str]:
    by_name: dict[str, list[str]] = {}
    for path in found.linkable:
        by_name.setdefault(path.rpartition("/")[2], []).append(path)
    named: set[str] = set()
    for source in found.sources:
        if source.path in private:
            named.update(_mentioned(source.data, by_name))
    return frozenset(named)


def _mentioned(data: bytes, by_name: Mapping[str, list[str]]) -> Iterable[str]:
    """Assets whose names stand in a text, as they are or encoded as in an address."""
    decoded = decode(data)
    if not isinstance(decoded, Decoded):
        return
    text = "\n".join(decoded.lines)
    for name, paths in by_name.items():
        if name in text or quote(name) in text or name.replace(" ", "%20") in text:
            yield from paths
