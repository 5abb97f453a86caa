"""What a wikilink or a relative link to a note leads to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import normpath, splitext
from typing import Protocol
from urllib.parse import unquote

from ainotes_site.lazy_regex import pattern
from ainotes_site.link.source_lines import line_of
from ainotes_site.markup.result import Target
from ainotes_site.model import Entry, Problem, Term
from ainotes_site.urls import entry_url, source_url, term_url

ORDER = ("entry id", "path", "title", "alias", "file stem", "term")
"""Which meaning of a name wins; within one, the entry that comes first by path and line."""


_WIKILINK = pattern(r"\[\[([^\[\]|#\n]{1,200})")


class NameResolver(Protocol):
    """Knows what names lead to."""

    def __call__(self, name: str, /) -> Target | None:
        """The target of `name`, which may end in `#heading`; None when nothing is called so."""

    def rivals_of(self, name: str, /) -> tuple[str, ...]:
        """Where several entries have the name with equal right: their ids, the one that wins first."""


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

    def rivals_of(self, name: str, /) -> tuple[str, ...]:
        """Where several entries have the name with equal right: their ids, the one that wins first."""
        return self.rivals.get(_key(name), ()) if self.rivals else ()


def resolver(entries: Sequence[Entry], terms: Sequence[Term], sources: Mapping[str, tuple[str, str]]) -> Resolver:
    """A resolver for `entries` and `terms`; `sources` gives per path the slug and title of the source's page."""
    ordered = sorted(entries, key=lambda entry: (entry.span.path, entry.span.start_line, entry.id))
    own: dict[str, list[tuple[str, Target]]] = {path: [] for path in sources}
    ids: list[tuple[str, Target]] = []
    titles: list[tuple[str, Target]] = []
    aliases: list[tuple[str, Target]] = []
    for entry in ordered:
        target = Target(entry_url(entry.id), entry.title, entry.id)
        title = _key(entry.title)
        ids.append((_key(entry.id), target))
        titles.append((title, target))
        aliases.extend((_key(alias), target) for alias in entry.aliases)
        own.setdefault(entry.span.path, []).append((title, target))
    paths: list[tuple[str, Target]] = []
    stems: list[tuple[str, Target]] = []
    headings: dict[tuple[str, str], Target] = {}
    for path, (slug, title) in sorted(sources.items()):
        inside = own[path]
        whole = inside[0][1] if len(inside) == 1 else Target(source_url(slug), title)
        key, stem = source_keys(path)
        paths.append((key, whole))
        stems.append((stem, whole))
        for file in (key, stem) if len(inside) > 1 else ():
            for heading, target in inside:
                headings.setdefault((file, heading), target)
    named = [(_key(name), Target(term_url(term.slug), term.name)) for term in terms for name in term.names]
    targets: dict[str, Target] = {}
    rivals: dict[str, tuple[str, ...]] = {}
    for rank in (ids, paths, titles, aliases, stems, named):
        _take(rank, targets, rivals)
    return Resolver(targets, headings, rivals)


def _take(rank: Sequence[tuple[str, Target]], targets: dict[str, Target], rivals: dict[str, tuple[str, ...]]) -> None:
    """Give the names of one rank their targets, but for those that a higher rank has taken."""
    taken = set(targets)
    for name, target in rank:
        if not name or name in taken:
            continue
        first = targets.setdefault(name, target)
        if first != target:
            known = rivals.get(name, (first.entry or first.url,))
            rivals[name] = (*known, target.entry or target.url)


def wikilinks(entry: Entry) -> Iterable[str]:
    """What stands in double brackets in an entry, once each; also in code."""
    return dict.fromkeys(_WIKILINK.findall(entry.body)) if "[[" in entry.body else ()


def ambiguous(entries: Iterable[Entry], names: NameResolver) -> Iterator[Problem]:
    """Wikilinks whose name several entries have with equal right."""
    for entry in entries:
        for link in wikilinks(entry):
            found = names.rivals_of(link)
            if found:
                fact = f"双链有多个目标 (ambiguous wikilink): [[{link}]]: {', '.join(found)}"
                line = line_of(entry, (f"[[{link}",)) or entry.span.start_line
                yield Problem(entry.span.path, line, fact, f"link to an id; now it leads to {found[0]}")


def keys_of(name: str) -> Iterator[str]:
    """Under which keys a name that is asked for is looked up."""
    yield _key(name)
    yield _path_key(name)
    file, sharp, heading = name.partition("#")
    if sharp:
        yield _key(file)
        yield _path_key(file)
        yield _key(heading)


def entry_keys(entry: Entry) -> Iterator[str]:
    """Under which keys an entry is found."""
    return map(_key, (entry.id, entry.title, *entry.aliases))


def source_keys(path: str) -> tuple[str, str]:
    """Under which keys a source is found: its path and its stem."""
    key = _path_key(path)
    return key, key.rpartition("/")[2]


def _key(name: str) -> str:
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name)
    return " ".join(name.casefold().split())


def _path_key(name: str) -> str:
    """A path from the notes folder, without `.md`: how the names of files compare."""
    path = normpath(unquote(name).replace("\\", "/").strip().lstrip("/") or ".")
    stem, suffix = splitext(path)
    return _key(stem if suffix.lower() in (".md", ".markdown", ".mdown", ".txt") else path)
