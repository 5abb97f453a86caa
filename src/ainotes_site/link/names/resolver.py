"""What the names in links lead to: wikilinks as Obsidian resolves them, relative links as GitHub does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from posixpath import dirname, normpath
from textwrap import dedent
from types import MappingProxyType
from typing import Protocol, TypeVar

from ainotes_site.i18n import problem_of
from ainotes_site.link.names.files import (
    PRIVATE,
    Named,
    asset_named,
    entry_target,
    folders_by_key,
    notes_by_stem,
    path_from_root,
    steps_between,
)
from ainotes_site.link.names.keys import (
    NOTE_SUFFIXES,
    address_keys,
    addresses,
    asset_names,
    block_names,
    day_key,
    display_path,
    folder_key,
    fragment_splits,
    last_part,
    loose_key,
    name_key,
    path_key,
    wikilinks,
)
from ainotes_site.link.query_marks import BASE_FILE
from ainotes_site.link.source_lines import first_line, line_of
from ainotes_site.markup.anchors import anchor, squash
from ainotes_site.markup.fragments import (
    FragmentTarget,
    find_target,
    fragment_key,
    fragment_targets,
    target_keys,
    unnumbered,
)
from ainotes_site.markup.result import Passage, Target
from ainotes_site.model import Entry, EntryId, Problem, Term
from ainotes_site.urls import Url, entry_url, source_url, term_url

# Which meaning of a name wins: a file, a title, an alias, the id of an entry, the loose name of a file, a term. Within
# one, the nearest by folder, then the one that comes first by path and line.


class NameResolver(Protocol):
    """Knows what names lead to. `origin` is the path of the note with the link."""

    def __call__(self, name: str, /, origin: str = "") -> Target | None:
        """The target of `name`, which may end in `#heading` or `#^block`; None when nothing is called so."""

    def rivals_of(self, name: str, /, origin: str = "") -> tuple[str, ...]:
        """Where several entries have the name with equal right: their ids, the one that wins first."""

    def file(self, name: str, /, origin: str = "") -> str | None:
        """The path of the file, which is no note, that `name` means; empty where it is not published, None when
        there is none.
        """

    def passage(self, name: str, /, origin: str = "") -> Passage | None:
        """What an embed of `name` shows; None when nothing is called so, or it is no single text."""


Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Resolver:
    """Answers names. Picklable; shared by all entries."""

    files: Mapping[str, tuple[Named, ...]]
    """Sources per key of their stem."""
    names: tuple[Mapping[str, tuple[Named, ...]], ...]
    """By key: titles of entries, then aliases, ids, blocks that have a name among all notes, and names of terms and of what is
    not published."""
    assets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Files that are no notes, by the key of their name."""
    folders: Mapping[str, Named] = field(default_factory=dict)
    """Folders of the notes, by key: their own note, else their page."""
    parts: Mapping[EntryId, Entry] = field(default_factory=dict)
    """The entries: their headings and blocks are searched when a link has a fragment."""
    sources: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Slug and title of each source with several entries."""
    pages: frozenset[str] = frozenset()
    """Sources that MkDocs makes pages of: where their fragments lead is for it to say."""
    published: Mapping[str, tuple[Named, ...]] = field(default_factory=dict)
    """By key: addresses of notes on another site (see `keys.addresses`)."""
    unpublished: frozenset[str] = frozenset()
    """Of the assets those that are there and are not published."""
    inside: dict[str, Mapping[str, tuple[EntryId, ...]]] = field(default_factory=dict, compare=False, repr=False)
    """A cache, by path, of sources with several entries: per key of a fragment the entries that may have it."""

    def __call__(self, name: str, /, origin: str = "") -> Target | None:
        """The target of `name`; see `NameResolver`."""
        found = self._named(name, origin)
        if found is not None:
            return replace(found.target, whole=True) if "#" in name else found.target
        for head, fragment in fragment_splits(name):
            found = self._named(head, origin)
            if found is not None:
                place = self._place(found, fragment)
                return place[0] if place else None
        return None

    def rivals_of(self, name: str, /, origin: str = "") -> tuple[str, ...]:
        """Where several have the name with equal right: their ids, the one that wins first."""
        ranked = [one for one in self._candidates(name, origin) if one.target.url]
        if len(ranked) < 2:
            return ()
        here = dirname(origin)
        nearest = min(steps_between(here, dirname(one.path)) for one in ranked)
        equal = [one for one in ranked if steps_between(here, dirname(one.path)) == nearest]
        ids = dict.fromkeys(one.target.entry or one.target.url for one in sorted(equal, key=_by_place))
        return tuple(ids) if len(ids) > 1 else ()

    def file(self, name: str, /, origin: str = "") -> str | None:
        """The path of the asset that `name` means; see `NameResolver`."""
        found = asset_named(name, self.assets, origin)
        return "" if found in self.unpublished else found

    def passage(self, name: str, /, origin: str = "") -> Passage | None:
        """What an embed of `name` shows; see `NameResolver`."""
        found = self._named(name, origin)
        if found is not None:
            block = found.target.url.partition("#")[2]
            return self._part(found, block) if block else self._whole(found)
        for head, fragment in fragment_splits(name):
            found = self._named(head, origin)
            if found is not None:
                return self._part(found, fragment)
        return None

    def without_texts(self) -> Resolver:
        """The same without the bodies of entries, which are stored elsewhere."""
        return replace(self, parts={}, inside={})

    def with_texts(self, entries: Mapping[EntryId, Entry]) -> Resolver:
        """The same with its entries again."""
        return replace(self, parts=entries, inside={})

    def _named(self, name: str, origin: str) -> Named | None:
        ranked = self._candidates(name, origin)
        if len(ranked) == 1:
            return ranked[0]
        here = dirname(origin)
        return min(ranked, key=lambda one: (steps_between(here, dirname(one.path)), _by_place(one)), default=None)

    def _candidates(self, name: str, origin: str) -> Sequence[Named]:
        """All that have the name in its strongest meaning."""
        full = path_from_root(name, origin)
        if full is not None:
            return self._at_path(full)
        key = name_key(name)
        found = self._with_file_name(name) or self._with_title(key) or self._with_folder_name(name)
        return found or self._on_day(day_key(key)) or self._in_folder(name)

    def _in_folder(self, name: str) -> Sequence[Named]:
        """The folder whose path is `name` or ends with it, where that says by a `/` at its end that it means one."""
        if not name.rstrip().endswith("/"):
            return ()
        key = name_key(normpath(name.strip()))
        return [one for path, one in self.folders.items() if path == key or path.endswith(f"/{key}")]

    def _on_day(self, day: str) -> Sequence[Named]:
        """The daily note of a day."""
        return [one for one in self.files.get(day, ()) if last_part(one.key) == day] if day else ()

    def _at_path(self, path: str) -> Sequence[Named]:
        """The source or the folder at a path from the root of the notes."""
        key = path_key(path)
        files = [one for one in self.files.get(last_part(key), ()) if one.key == key]
        if files:
            return files
        folder = self.folders.get(name_key(path))
        return [folder] if folder else self._published_at(path)

    def _published_at(self, path: str) -> Sequence[Named]:
        """Notes that are published at a path of another site, or at the longest end of it. Where that is but a name, what
        stands above it must suit: a day, or folders that the note is in or that sites have for notes.
        """
        parts = path_key(path).split("/")
        for above, key in enumerate(address_keys(path)):
            found = [one for one in self.published.get(key, ()) if "/" in key or _suits(parts[:above], one.path)]
            if found:
                return found
        return ()

    def _with_file_name(self, name: str) -> Sequence[Named]:
        """Sources whose path is `name` or, where there is none such, ends with it."""
        key = path_key(name)
        files = [one for one in self.files.get(last_part(key), ()) if one.key == key or one.key.endswith(f"/{key}")]
        return [one for one in files if "/" in key and one.key == key] or files

    def _with_folder_name(self, name: str) -> Sequence[Named]:
        """Notes of the folders whose path is `name` or ends with it: where `/posts/one/` leads on another site of the notes."""
        key = path_key(name)
        notes = [one for one in self.files.get(folder_key(key), ()) if one.key == key or one.key.endswith(f"/{key}")]
        return [one for one in notes if one.key == key] or notes

    def _with_title(self, key: str) -> Sequence[Named]:
        """What is called so: a title goes before an alias, that before an id, and so on (see `names`); last a file whose
        name differs only in spaces and hyphens.
        """
        for meaning in self.names:
            found = meaning.get(key)
            if found:
                return found
        return self.files.get(loose_key(key), ()) if key else ()

    def _place(self, found: Named, fragment: str) -> tuple[Target, EntryId | None, FragmentTarget | None] | None:
        """Where a fragment leads within what a name means: the target, the entry, and the place in its body."""
        if found.path.endswith(BASE_FILE):  # the name of a view
            return found.target, found.target.entry, None
        titled = None
        for entry_id in self._having(found, fragment):
            part = self.parts.get(entry_id)
            if part is None:
                continue
            target = Target(entry_url(entry_id), part.title, entry_id)
            if anchor(part.title) == anchor(fragment) or anchor(part.title) == fragment:
                return target, entry_id, None
            place = find_target(fragment_targets(part.body), fragment)
            if place is not None:
                return Target(f"{target.url}#{place.anchor}", place.title or part.title, entry_id), entry_id, place
            if titled is None and _is_title(part.title, fragment):
                titled = target, entry_id, None
        return titled or self._section(found, fragment)

    def _having(self, found: Named, fragment: str) -> Sequence[EntryId]:
        """Those of the entries of one source that may have the fragment."""
        if len(found.entries) < 2:
            return found.entries
        if found.path not in self.inside:
            having: dict[str, dict[EntryId, None]] = {}
            for entry_id in found.entries:
                part = self.parts.get(entry_id)
                for key in (fragment_key(part.title), *target_keys(part.body)) if part else ():
                    having.setdefault(key, {})[entry_id] = None
            self.inside[found.path] = {key: tuple(ids) for key, ids in having.items()}
        return self.inside[found.path].get(fragment_key(fragment.rpartition("#")[2]), ())

    def _section(self, found: Named, fragment: str) -> tuple[Target, EntryId | None, FragmentTarget | None] | None:
        """A heading above entries, or the title of their source: its page, where the first of them begins. In a glossary the term
        that is called so."""
        if found.path in self.pages:
            return Target(f"{found.target.url}#{fragment}", found.target.title), None, None
        slug, title = self.sources.get(found.path, ("", ""))
        if not slug:
            return None
        if title and _is_title(title, fragment):
            return Target(source_url(slug), title), None, None
        for entry_id in found.entries:
            part = self.parts.get(entry_id)
            if part and any(squash(heading) == squash(fragment) for heading in part.section):
                return Target(f"{source_url(slug)}#{entry_id}", fragment), None, None
        terms = self.names[-1].get(name_key(fragment)) if not found.entries else None
        return (terms[0].target, None, None) if terms else None

    def _whole(self, found: Named) -> Passage | None:
        if len(found.entries) != 1 or found.entries[0] not in self.parts:
            return None
        part = self.parts[found.entries[0]]
        return Passage(found.target, part.span.path, part.body, first_line(part))

    def _part(self, found: Named, fragment: str) -> Passage | None:
        target, entry_id, place = self._place(found, fragment) or (None, None, None)
        if target is None or entry_id is None:
            return None
        part = self.parts[entry_id]
        if place is None:
            return Passage(target, part.span.path, part.body, first_line(part))
        lines = part.body.split("\n")[place.first : place.end]
        return Passage(target, part.span.path, dedent("\n".join(lines)), first_line(part) + place.first)


def resolver(
    entries: Sequence[Entry],
    terms: Sequence[Term],
    sources: Mapping[str, tuple[str, str]],
    assets: Iterable[str] = (),
    private: Iterable[str] = (),
    pages: Mapping[str, str] = MappingProxyType({}),
    private_keys: Iterable[str] = (),
) -> Resolver:
    """A resolver for `entries` and `terms`; `sources` gives per path the slug and title of the source's page, `assets`
    the paths of the files that are no notes, `private` those of sources that are not published, `pages` the URLs of those
    that MkDocs renders, `private_keys` the keys of what entries that are not published are called.
    """
    ordered = sorted(entries, key=lambda entry: (entry.span.path, entry.span.start_line, entry.id))
    private_paths = tuple(private)
    unpublished = frozenset(path for path in private_paths if not path.lower().endswith(NOTE_SUFFIXES))
    by_path: dict[str, list[Entry]] = {path: [] for path in sources}
    for entry in ordered:
        by_path.setdefault(entry.span.path, []).append(entry)
    files = notes_by_stem(by_path, sources, (path for path in private_paths if path not in unpublished), pages)
    assets_by_name: dict[str, list[str]] = {}
    for path in sorted({*assets, *unpublished}):
        for key in asset_names(path):
            assets_by_name.setdefault(key, []).append(path)
    return Resolver(
        _frozen(files),
        tuple(map(_frozen, (*_entry_names(ordered), _last_names(terms, private_keys)))),
        _frozen(assets_by_name),
        folders_by_key(sources, files, assets_by_name),
        {entry.id: entry for entry in ordered},
        {path: titles for path, titles in sorted(sources.items()) if len(by_path[path]) != 1},
        frozenset(pages),
        _published(ordered, by_path),
        unpublished,
    )


def _entry_names(entries: Sequence[Entry]) -> tuple[dict[str, list[Named]], ...]:
    """By key: the entries with a title, with an alias, with an id, and with a block."""
    titles: dict[str, list[Named]] = {}
    aliases: dict[str, list[Named]] = {}
    ids: dict[str, list[Named]] = {}
    blocks: dict[str, list[Named]] = {}
    for entry in entries:
        target = entry_target(entry)
        for names, into in (((entry.title,), titles), (entry.aliases, aliases), ((entry.id,), ids)):
            for key in filter(None, map(name_key, names)):
                into.setdefault(key, []).append(Named(entry.span.path, key, target, (entry.id,)))
        for key in block_names(entry):
            place = replace(target, url=Url(f"{target.url}#^{key[2:-2]}"))
            blocks.setdefault(key, []).append(Named(entry.span.path, key, place, (entry.id,)))
    return titles, aliases, ids, blocks


def _published(entries: Iterable[Entry], by_path: Mapping[str, Sequence[Entry]]) -> dict[str, tuple[Named, ...]]:
    """By key: the addresses of sources that are one entry."""
    found: dict[str, list[Named]] = {}
    for entry in entries:
        for key in addresses(entry) if len(by_path[entry.span.path]) == 1 else ():
            found.setdefault(key, []).append(Named(entry.span.path, key, entry_target(entry), (entry.id,)))
    return _frozen(found)


def _last_names(terms: Sequence[Term], private_keys: Iterable[str]) -> dict[str, list[Named]]:
    """Names of terms, and those of entries that are not published, where nothing else is called so."""
    named: dict[str, list[Named]] = {}
    for term in terms:
        target = Target(term_url(term.slug), term.name)
        for name in term.names:
            named.setdefault(name_key(name), []).append(Named("", name_key(name), target))
    for key in private_keys:
        named.setdefault(key, [Named("", key, PRIVATE)])
    return named


def _frozen(found: Mapping[str, list[Item]]) -> dict[str, tuple[Item, ...]]:
    return {key: tuple(values) for key, values in found.items()}


def ambiguous(entries: Iterable[Entry], names: NameResolver) -> Iterator[Problem]:
    """Wikilinks whose name several entries have with equal right."""
    for entry in entries:
        for link in wikilinks(entry):
            found = names.rivals_of(link, entry.span.path)
            if found:
                line = line_of(entry, (f"[[{link}",)) or entry.span.start_line
                named = ", ".join(found)
                yield problem_of(entry.span.path, line, "wikilink.ambiguous", name=link, found=named, first=found[0])


_SHELVES = frozenset(
    ("posts", "post", "p", "blog", "blogs", "docs", "doc", "articles", "article", "archives", "notes", "note")
)
"""Folders that sites have for notes."""


def _suits(above: Sequence[str], path: str) -> bool:
    """Whether the note at `path` may be published in these folders."""
    own = display_path(path_key(dirname(path))).split("/")
    return all(part.isdecimal() or part in _SHELVES or part in own for part in above)


def _is_title(title: str, fragment: str) -> bool:
    letters, wanted = unnumbered(title), unnumbered(fragment)
    return bool(wanted) and letters == wanted


def _by_place(one: Named) -> tuple[str, ...]:
    return (one.path,)
