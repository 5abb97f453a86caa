"""What lies in the notes folder: Markdown sources with their bytes, other files as assets."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import blake2b
from importlib.resources import files
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from ainotes_site.asset_types import AssetType, asset_type
from ainotes_site.bounded_read import (
    MOST_CONFIG_BYTES,
    MOST_NOTE_BYTES,
    NoPlainFileError,
    TooLargeError,
    check_plain,
    megabytes,
    read_bounded,
)
from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of, problem_of
from ainotes_site.model import PictureSize, Problem
from ainotes_site.pipeline.cache.stat_cache import FileContent, StatCache
from ainotes_site.pipeline.file_rules import NO_RULES, FileRules
from ainotes_site.pipeline.remote_images.image_formats import picture_size
from ainotes_site.pipeline.stages.site_bases import is_site_configuration, site_folder, stated_site
from ainotes_site.pipeline.theme.handwritten import claims_page
from ainotes_site.portable_names import is_portable, twins
from ainotes_site.repository import NO_REPOSITORY, OwnSite, Repository
from ainotes_site.settings import Settings
from ainotes_site.source_hints import NO_HINTS, EdgeKeys, Hints, Outline, edges, hints_by_path, outline
from ainotes_site.source_rules import SourceRule
from ainotes_site.urls import asset_url, is_hidden

SUFFIXES = (".md", ".markdown", ".mdx", ".base")
"""Endings of the files that are read as notes; any other file is an asset."""

_BACKUPS = ("bak", "version-files")
"""Folders below `logseq` with older versions of pages."""

TOPICS, PEOPLE, PERMALINKS = "topics.yml", "people.yml", "permalinks.tsv"
CONTROL_FILES = (TOPICS, PEOPLE, PERMALINKS)
"""Files at the top of the notes that steer the build and are not published."""


PIECE = 1 << 20
"""Bytes of a large file that are in memory at a time."""
_NAMES_SHOWN = 5
"""Other files of a folder that one Problem names."""


class SourceFile(NamedTuple):
    """A Markdown file of the notes. There may be many thousands, and this is the quickest of values to make."""

    path: str
    """POSIX path relative to the notes folder."""
    content: bytes | str
    """The bytes, or the file that they are read from when they are needed."""
    digest: bytes
    """BLAKE2b digest of the bytes, 16 bytes."""
    is_page: bool = False
    """Whether it is a page for MkDocs."""
    outline: Outline = ()
    """Its headings, as `source_hints` gives them."""
    edges: EdgeKeys = b""
    """Its first and last lines, likewise."""
    hints: Hints = NO_HINTS
    """What the files beside it and the configuration say about it."""

    @property
    def key(self) -> bytes:
        """Tells it from any source that may be read differently: `digest`, and the hints where there are any."""
        return self.digest if self.hints is NO_HINTS else digest(self.digest, repr(self.hints).encode())

    @property
    def data(self) -> bytes:
        """The bytes. Raises BuildError when the file does not hold any more what it held."""
        if isinstance(self.content, bytes):
            return self.content
        try:
            data = read_bounded(self.content, MOST_NOTE_BYTES)
        except OSError:
            data = b""
        if digest(data) != self.digest:
            raise error_of(BuildError, self.path, "scan.changed")
        return data


@dataclass(frozen=True)
class Scan:
    """The notes folder at one moment. Everything is sorted by path."""

    notes: Path
    sources: tuple[SourceFile, ...]
    assets: tuple[str, ...]
    """Files that are published as they are."""
    linked_only: tuple[str, ...]
    """Files of types that nobody knows: published where a note links to them."""
    named: tuple[str, ...]
    """Files that the configuration names for MkDocs to publish."""
    control: tuple[str, ...]
    """The control files that there are."""
    digests: Mapping[str, bytes]
    """Of all files but the sources."""
    problems: tuple[Problem, ...]
    rules: FileRules = NO_RULES
    """What decided about all that."""
    withheld: tuple[str, ...] = ()
    """Files that are there and are not published: those that the rules exclude, those that a browser would run, and those that
    are too large to be read."""
    elsewhere: tuple[str, ...] = ()
    """Those of the withheld files that nobody asked to leave out: links lead to them in the repository, where that is known."""
    vaults: tuple[str, ...] = ()
    """Folders that Obsidian or Logseq has as its own, and in which a line break of a paragraph is one; "" for the notes."""
    sites: tuple[OwnSite, ...] = ()
    """See `Repository.sites`."""

    picture_sizes: Mapping[str, PictureSize] = field(default_factory=dict)
    """Of the files that are pictures and say how large they are, by path."""

    @property
    def excluded(self) -> tuple[str, ...]:
        """The files that the rules exclude."""
        others = frozenset(self.elsewhere)
        return tuple(path for path in self.withheld if path not in others)

    @property
    def linkable(self) -> tuple[str, ...]:
        """The files that are no notes and that a note may show or link to."""
        return tuple(sorted((*self.assets, *self.linked_only, *self.named)))

    @cached_property
    def content_digest(self) -> bytes:
        """A digest of all that the notes folder holds."""
        return digest(*self._facts())

    def _facts(self) -> Iterator[bytes]:
        for source in self.sources:
            yield source.path.encode()
            yield source.key
        for paths in (self.assets, self.linked_only, self.named, self.control):
            yield str(len(paths)).encode()
            for path in paths:
                yield path.encode()
                yield self.digests[path]
        yield self.rules.serialised
        yield repr((self.problems, self.vaults, self.withheld)).encode()

    def fresh(self) -> list[bytes]:
        """The contents that were read, not found in the stat cache: of the files that changed since the last scan, and a few more."""
        return [source.content for source in self.sources if isinstance(source.content, bytes)]


def digest(*parts: bytes) -> bytes:
    """A 16-byte digest of `parts`, each delimited by its length."""
    hasher = blake2b(digest_size=16)
    for part in parts:
        hasher.update(len(part).to_bytes(8, "little"))
        hasher.update(part)
    return hasher.digest()


def content_hasher(size: int) -> blake2b:
    """Gives the `digest` of content of this many bytes, once it has been fed in pieces."""
    return blake2b(size.to_bytes(8, "little"), digest_size=16)


def digest_file(path: str | Path) -> bytes:
    """The `digest` of what a file holds, read in pieces. Raises OSError."""
    with open(path, "rb", buffering=0) as file:
        hasher = content_hasher(os.fstat(file.fileno()).st_size)
        while piece := file.read(PIECE):
            hasher.update(piece)
    return hasher.digest()


def scan(notes: Path, seen: StatCache | None = None, rules: FileRules = NO_RULES) -> Scan:
    """Look through the notes folder; a link that leaves it is a Problem. Hidden files and folders are not part of it, but for
    pictures, sound, film and PDFs in hidden folders, which a note may show.

    Files that `seen` knows are not read. Raises BuildError when the folder is missing or cannot be listed.
    """
    if not notes.is_dir():
        raise error_of(BuildError, str(notes), "scan.not_folder" if notes.exists() else "scan.no_folder")
    vaults: list[str] = []
    sites: list[OwnSite] = []
    excluded: list[str] = []
    read = _FilesRead(os.path.realpath(notes), seen or StatCache(0), rules)
    for relative, item in sorted(_files(notes, read.problems, vaults, sites), key=itemgetter(0)):
        if rules.is_excluded(relative):
            excluded.append(relative)
        else:
            read.add(relative, item)
    sorted_out = _sorted_out(read.digests, read.active, rules)
    problems = (*read.problems, *_unsafe(sorted_out[_ACTIVE]), *_unportable(sorted_out[_ASSET]))
    assets, linked_only, named, control = (tuple(sorted_out[kind]) for kind in (_ASSET, _LINKED_ONLY, _NAMED, _CONTROL))
    elsewhere = tuple(sorted((*sorted_out[_ACTIVE], *read.too_large)))
    withheld = tuple(sorted((*filter(is_text, excluded), *elsewhere)))
    return Scan(
        notes,
        with_hints(read.sources, rules.sources),
        assets,
        linked_only,
        named,
        control,
        read.digests,
        problems,
        rules,
        withheld,
        elsewhere,
        tuple(sorted(vaults)),
        tuple(sorted(sites)),
        read.picture_sizes,
    )


class _FilesRead:
    """The files of a notes folder, each read or found in the stat cache."""

    def __init__(self, root: str, stat_cache: StatCache, rules: FileRules) -> None:
        """`root` is the real path of the folder."""
        self._root = root
        self._stat_cache = stat_cache
        self._rules = rules
        self.sources: list[SourceFile] = []
        self.digests: dict[str, bytes] = {}
        """Of the files that are no sources, by path."""
        self.picture_sizes: dict[str, PictureSize] = {}
        self.active: set[str] = set()
        """Paths of those that a browser would run."""
        self.too_large: list[str] = []
        """Paths of those that are not read."""
        self.problems: list[Problem] = []

    def add(self, relative: str, item: os.DirEntry[str]) -> None:
        """Read the file; one that cannot be read, or lies outside the notes, is a Problem."""
        if not is_text(relative):
            if self._rules.is_note(relative):
                name = os.fsencode(relative).decode("utf-8", "replace")
                self.problems.append(problem_of(name, 0, "scan.name"))
            return
        if (self._rules.is_note(relative) or relative in CONTROL_FILES) and self._is_outside(item):
            self.problems.append(problem_of(relative, 0, "scan.outside"))
            return
        try:
            self._read(relative, item)
        except TooLargeError as error:
            self.too_large.append(relative)
            size, most = megabytes(error.size), megabytes(error.most)
            self.problems.append(problem_of(relative, 0, "scan.large", size=size, most=most))
        except NoPlainFileError:
            self.problems.append(problem_of(relative, 0, "scan.no_file"))
        except OSError as error:
            self.problems.append(problem_of(relative, 0, "scan.unreadable", why=error.strerror))

    def _is_outside(self, item: os.DirEntry[str]) -> bool:
        """Whether a file is a link that leads out of the notes folder."""
        return item.is_symlink() and os.path.commonpath((self._root, os.path.realpath(item.path))) != self._root

    def _read(self, relative: str, item: os.DirEntry[str]) -> None:
        stat = item.stat()
        is_source = relative.lower().endswith(SUFFIXES)
        check_plain(relative, stat, MOST_NOTE_BYTES if is_source or relative in CONTROL_FILES else None)
        cached = self._stat_cache.get(relative, stat)
        if is_source:
            source, claims = _source(relative, item.path, cached, self._rules)
            self.sources.append(source)
            content = source.digest, claims, source.outline, source.edges
        else:
            content = cached or _asset(relative, item.path)
            self.digests[relative] = content[0]
            if content[1]:
                self.active.add(relative)
            if len(content[2]) == 2:
                self.picture_sizes[relative] = PictureSize(*content[2])
        if cached is None:
            self._stat_cache.note(relative, stat, content)


_ASSET, _LINKED_ONLY, _NAMED, _CONTROL, _ACTIVE = "asset", "linked only", "named", "control", "active"


def _sorted_out(paths: Iterable[str], active: Collection[str], rules: FileRules) -> Mapping[str, list[str]]:
    """What becomes of each file that is no source."""
    kinds: dict[str, list[str]] = {kind: [] for kind in (_ASSET, _LINKED_ONLY, _NAMED, _CONTROL, _ACTIVE)}
    for path in paths:
        kinds[_kind(path, path in active, rules)].append(path)
    return kinds


def _kind(path: str, active: bool, rules: FileRules) -> str:
    if path in CONTROL_FILES:
        return _CONTROL
    if path in rules.named or not rules.is_note(path):
        return _NAMED
    if rules.is_static(path):
        return _ASSET
    if active:
        return _ACTIVE
    return _LINKED_ONLY if asset_type(path) is AssetType.UNKNOWN or is_hidden(path) else _ASSET


def _unsafe(paths: Iterable[str]) -> Iterator[Problem]:
    """Files that are not published, those of a folder in one Problem: a saved page has dozens of scripts."""
    folders: dict[str, list[str]] = {}
    for path in paths:
        folders.setdefault(path.rpartition("/")[0], []).append(path)
    for first, *others in folders.values():
        names = "".join(f", {path.rpartition('/')[2]}" for path in others[:_NAMES_SHOWN])
        more = f" … +{len(others) - _NAMES_SHOWN}" if len(others) > _NAMES_SHOWN else ""
        yield problem_of(first, 0, "scan.active", remark=True, others=names + more)


def _unportable(paths: Collection[str]) -> Iterator[Problem]:
    for path in paths:
        if not is_portable(path):
            yield problem_of(path, 0, "scan.device_name")
    for path, other in twins(paths):
        yield problem_of(path, 0, "scan.twins", other=other)


def is_text(name: str) -> bool:
    """Whether a name can be written in a page: one in another encoding has no characters there."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _source(relative: str, absolute: str, known: FileContent | None, rules: FileRules) -> tuple[SourceFile, bool]:
    """A source, and whether it claims to be a page."""
    if known is not None:
        return SourceFile(relative, absolute, known[0], rules.is_page(relative, known[1]), *known[2:]), known[1]
    data = read_bounded(absolute, MOST_NOTE_BYTES)
    source = source_file(relative, data)
    claims = claims_page(data)
    return source._replace(is_page=rules.is_page(relative, claims)), claims


def source_file(path: str, data: bytes) -> SourceFile:
    """A source of these bytes, without hints and not a page."""
    return SourceFile(path, data, digest(data), outline=outline(data), edges=edges(data))


def with_hints(sources: Sequence[SourceFile], rules: Sequence[SourceRule]) -> tuple[SourceFile, ...]:
    """The sources, each with what the others and the configuration say about it."""
    hints = hints_by_path([(source.path, source.outline, source.edges) for source in sources], rules)
    return tuple(source._replace(hints=hints[source.path]) if source.path in hints else source for source in sources)


def by_address(sizes: Mapping[str, PictureSize]) -> dict[str, PictureSize]:
    """Sizes of pictures by their addresses in the site; where two have the same, of the one that is published."""
    return {asset_url(path): sizes[path] for path in sorted(sizes, reverse=True)}


def file_digest(data: bytes) -> bytes:
    """Digest of a file that is no source, as a `Scan` has it."""
    return blake2b(data, digest_size=16).digest()


def _asset(relative: str, absolute: str) -> FileContent:
    """Digest of a file, whether it is active, and how large the picture is that it holds, by its first piece. It is read in
    pieces, so that a large one costs no memory."""
    from ainotes_site.pipeline.stages.active_content import Inspection  # few builds find a file that is no note

    hasher, inspection, size = blake2b(digest_size=16), Inspection(relative), None
    with open(absolute, "rb", buffering=0) as file:
        while piece := file.read(PIECE):
            size = picture_size(piece) if file.tell() == len(piece) else size
            hasher.update(piece)
            inspection.feed(piece)
    return hasher.digest(), inspection.is_active(), tuple(size or ()), b""


def _keeps_breaks(vault: str) -> bool:
    """Whether Obsidian shows line breaks in this vault: unless its owner has asked for strict ones."""
    try:
        said = json.loads(read_bounded(Path(vault, "app.json"), MOST_CONFIG_BYTES))
    except (OSError, ValueError, RecursionError):
        return True
    return not (isinstance(said, dict) and said.get("strictLineBreaks") is True)


def _is_vault(item: os.DirEntry[str]) -> bool:
    if item.name == ".obsidian":
        return item.is_dir() and _keeps_breaks(item.path)
    return item.name == "logseq" and os.path.isfile(os.path.join(item.path, "config.edn"))


@cache
def _tool_folders() -> frozenset[str]:
    """See `tool_folders.txt`."""
    lines = files(__package__).joinpath("tool_folders.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


def _files(
    notes: Path, problems: list[Problem], vaults: list[str], sites: list[OwnSite]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Each file with its path in the notes; the folders that are vaults go into `vaults`, the sites that are made of them into `sites`."""
    stack, skipped = [("", str(notes))], _tool_folders()
    while stack:
        prefix, folder = stack.pop()
        for item in _listed(prefix, folder, problems):
            _note_program(prefix, item, vaults, sites)
            path = f"{prefix}{item.name}"
            if item.name in skipped or (item.name in _BACKUPS and prefix.endswith("logseq/")):
                continue
            if item.is_dir(follow_symlinks=False):
                stack.append((f"{path}/", item.path))
            elif _may_be_shown(path) and (item.is_symlink() or item.is_file()):  # turned round, links in a circle raise
                yield path, item


def _note_program(prefix: str, item: os.DirEntry[str], vaults: list[str], sites: list[OwnSite]) -> None:
    """Remember whose folder it is: that of an editor, or of a site generator."""
    if item.name in (".obsidian", "logseq") and _is_vault(item):
        vaults.append(prefix.rstrip("/"))
    if is_site_configuration(prefix, item.name) and (site := stated_site(site_folder(prefix), item.path)):
        sites.append(site)


def _may_be_shown(path: str) -> bool:
    """Whether a file is no hidden one, or one in a hidden folder that a note may show."""
    if not is_hidden(path):
        return True
    return not path.rpartition("/")[2].startswith(".") and asset_type(path) is AssetType.MEDIA


def _listed(prefix: str, folder: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    """What is in a folder; nothing, and a Problem, where it cannot be listed. Raises BuildError for the notes folder."""
    try:
        with os.scandir(folder) as items:
            return list(items)
    except OSError as error:
        if not prefix:
            raise error_of(BuildError, folder, "scan.listing", why=error.strerror) from error
        problems.append(problem_of(prefix.rstrip("/"), 0, "scan.listing", why=error.strerror))
        return []


def taxonomy_text(found: Scan) -> str | None:
    """The notes' own taxonomy, as text; None where there is none. Undecodable bytes are left for YAML to refuse."""
    return _control_text(found, TOPICS)


def people_text(found: Scan) -> str | None:
    """The notes' own list of persons, likewise."""
    return _control_text(found, PEOPLE)


def permalinks_text(found: Scan) -> str | None:
    """The addresses that were published, likewise."""
    return _control_text(found, PERMALINKS)


def _control_text(found: Scan, name: str) -> str | None:
    if name not in found.control:
        return None
    from ainotes_site.readers.decode import Decoded, decode  # brings all readers with it

    decoded = decode(read_bounded(found.notes / name, MOST_NOTE_BYTES))
    return "\n".join(decoded.lines) if isinstance(decoded, Decoded) else "\0"


def repository(found: Scan, settings: Settings) -> Repository:
    """Where the files of the notes can be looked at that are not in the site, and what sites are made of the notes."""
    if settings.edit_base:
        return Repository(settings.edit_base, frozenset(found.elsewhere), found.sites)
    return Repository(sites=found.sites) if found.sites else NO_REPOSITORY


def line_breaks(found: Scan, settings: Settings) -> tuple[str, ...]:
    """Folders of the notes in which a line break within a paragraph is shown; "" for all of them."""
    if settings.line_breaks == "auto":
        return found.vaults
    return ("",) if settings.line_breaks == "obsidian" else ()
