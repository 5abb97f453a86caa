"""What a wikilink or a relative link to a note leads to."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import normpath, splitext
from urllib.parse import unquote

from ainotes_site.markup.result import Target
from ainotes_site.model import Entry, Term
from ainotes_site.urls import entry_url, source_url, term_url

ORDER = ("entry id", "path", "title", "alias", "file stem", "term")
"""Which meaning of a name wins; within one, the entry that comes first by path and line."""


@dataclass(frozen=True, slots=True)
class Resolver:
    """Answers names. Picklable; shared by all entries."""

    targets: Mapping[str, Target]
    headings: Mapping[tuple[str, str], Target]
    """Per (path or stem, title): the entry under that heading of a file with several."""
    rivals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Per name that several entries have with equal right: their ids, the one that wins first."""

    def __call__(self, name: str, /) -> Target | None:
        """The target of `name`, which may end in `#heading`; None when nothing is called so.

        A name with a heading is only resolved here when the heading is an entry of the file, or names the whole; what
        headings an entry has inside is the compiler's business.
        """
        key = _key(name)
        found = self.targets.get(key) or self.targets.get(_path_key(name))
        if found is not None or "#" not in name:
            return found
        file, _, heading = name.partition("#")
        heading_key = _key(heading)
        return self.headings.get((_path_key(file), heading_key)) or self.headings.get((_key(file), heading_key))


def resolver(entries: Sequence[Entry], terms: Sequence[Term], sources: Mapping[str, tuple[str, str]]) -> Resolver:
    """A resolver for `entries` and `terms`; `sources` gives per path the slug and title of the source's page."""
    ordered = sorted(entries, key=lambda entry: (entry.span.path, entry.span.start_line, entry.id))
    ranked: dict[str, list[tuple[int, Target]]] = {}
    headings: dict[tuple[str, str], Target] = {}
    per_path: dict[str, list[Entry]] = {}

    def add(name: str, rank: int, target: Target) -> None:
        if name:
            ranked.setdefault(name, []).append((rank, target))

    for entry in ordered:
        per_path.setdefault(entry.span.path, []).append(entry)
    for entry in ordered:
        target = Target(entry_url(entry.id), entry.title, entry.id)
        add(_key(entry.id), 0, target)
        add(_key(entry.title), 2, target)
        for alias in entry.aliases:
            add(_key(alias), 3, target)
        path = _path_key(entry.span.path)
        for file in (path, path.rpartition("/")[2]):
            headings.setdefault((file, _key(entry.title)), target)
    for path, (slug, title) in sorted(sources.items()):
        own = per_path.get(path, [])
        target = (
            Target(entry_url(own[0].id), own[0].title, own[0].id) if len(own) == 1 else Target(source_url(slug), title)
        )
        add(_path_key(path), 1, target)
        add(_path_key(path).rpartition("/")[2], 4, target)
    for term in terms:
        for name in term.names:
            add(_key(name), 5, Target(term_url(term.slug), term.name))
    targets: dict[str, Target] = {}
    rivals: dict[str, tuple[str, ...]] = {}
    for name, found in ranked.items():
        best = min(rank for rank, _ in found)
        equals = list(dict.fromkeys(target for rank, target in found if rank == best))
        targets[name] = equals[0]
        if len(equals) > 1:
            rivals[name] = tuple(target.entry or target.url for target in equals)
    return Resolver(targets, headings, rivals)


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _path_key(name: str) -> str:
    """A path from the notes folder, without `.md`: how the names of files compare."""
    path = normpath(unquote(name).replace("\\", "/").strip().lstrip("/") or ".")
    stem, suffix = splitext(path)
    return _key(stem if suffix.lower() in (".md", ".markdown", ".mdown", ".txt") else path)
