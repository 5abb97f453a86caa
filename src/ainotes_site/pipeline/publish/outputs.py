"""Writing the files of a site: unchanged ones are kept, the others are made."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from io import FileIO
from pathlib import Path
from typing import NamedTuple, Protocol

from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of
from ainotes_site.pipeline.publish.manifest import Made, Manifest
from ainotes_site.pipeline.publish.ownership import Clash
from ainotes_site.pipeline.stages.scan import PIECE, content_hasher, digest
from ainotes_site.pipeline.workers import beside


class PublishTarget(Protocol):
    """Where a site is written."""

    def place(self, path: str) -> str:
        """Where the file `path` of the site goes; its folder exists."""
        ...

    def published(self, path: str) -> Path:
        """Where the file `path` of the published site is."""
        ...

    def keep(self, paths: Iterable[str]) -> None:
        """Take these files over from the published site."""
        ...

    def recheck(self, folder: str) -> None:
        """Check again what is in this folder before it is kept: somebody else may have written to it."""
        ...

    def seed_next(self, paths: Iterable[str]) -> None:
        """Let the next build begin with these files."""
        ...

    def within(self, folder: str) -> PublishTarget:
        """What it takes to write this folder in another process."""
        ...

    def clashes(self, paths: Collection[str]) -> Sequence[Clash]:
        """Which of these files cannot be published, as files of the owner are in their places."""
        ...

    @property
    def is_begun(self) -> bool:
        """Whether most of what is to be kept is there already."""
        ...


class FolderTarget:
    """A plain folder as the target."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._made: set[str] = set()

    def place(self, path: str) -> str:
        """Where the file `path` goes; its folder exists afterwards."""
        parent = path.rpartition("/")[0]
        if parent not in self._made:
            (self.root / parent).mkdir(parents=True, exist_ok=True)
            self._made.add(parent)
        return f"{self.root}/{path}"

    def published(self, path: str) -> Path:
        """Where the published file is: a plain folder has no other."""
        return self.root / path

    def keep(self, paths: Iterable[str]) -> None:
        """They are there."""

    def recheck(self, folder: str) -> None:
        """There is no other."""

    def seed_next(self, paths: Iterable[str]) -> None:
        """The next build writes into it again."""

    def within(self, _: str) -> FolderTarget:
        """What it takes to write a folder of it in another process."""
        return FolderTarget(self.root)

    def clashes(self, _: Collection[str]) -> Sequence[Clash]:
        """It is for nothing else."""
        return ()

    @property
    def is_begun(self) -> bool:
        """It is the site."""
        return True


class Written(NamedTuple):
    """Files of a build."""

    files: dict[str, Made]
    written: list[str]


class Outputs:
    """The files of one build, written or reused so far."""

    def __init__(self, target: PublishTarget, old: Manifest, intact: Collection[str]) -> None:
        self.target = target
        self.old = old
        self._intact = intact
        self.files: dict[str, Made] = {}
        self.written: list[str] = []
        self._kept: list[str] = []
        """What is not in the draft yet."""

    def beside(self) -> Outputs:
        """Outputs of the same build for other files, to be taken over by `take`."""
        return Outputs(self.target, self.old, self._intact)

    def within(self, folder: str) -> Outputs:
        """The same for the files of a folder: small enough to be sent to another process."""
        start = f"{folder}/"
        files = {path: made for path, made in self.old.files.items() if path.startswith(start)}
        return Outputs(
            self.target.within(folder), Manifest(files=files), {path for path in files if path in self._intact}
        )

    def done(self) -> Written:
        """The files reused and written so far; all of them are in the draft afterwards."""
        self.settle()
        return Written(self.files, self.written)

    def take(self, other: Written) -> None:
        """Add the files that another process reused and wrote."""
        self.files.update(other.files)
        self.written += other.written

    def is_intact(self, path: str) -> bool:
        """Whether there is a published file, and it is whole."""
        return path in self._intact

    def current(self, path: str, key: bytes) -> bool:
        """Whether the published file is whole and was made from the same."""
        made = self.old.files.get(path)
        return made is not None and made.key == key and path in self._intact

    def add(self, path: str, key: bytes, make: Callable[[], bytes]) -> None:
        """Reuse the file `path`, or `make` it where it has not this `key`, the digest of its inputs."""
        if self.current(path, key):
            self.keep(path)
        else:
            self.record(path, write_file(self.target, path, key, make()))

    def add_copy(self, path: str, key: bytes, source: Path) -> None:
        """The same for a copy of a file."""
        if self.current(path, key):
            self.keep(path)
        else:
            self.record(path, copy_file(self.target, path, key, source))

    def add_bytes(self, path: str, content: bytes) -> None:
        """A file that costs nothing to make: its content is its key."""
        self.add(path, digest(content), lambda: content)

    def keep(self, path: str) -> None:
        """Take the published file over."""
        self.files[path] = self.old.files[path]
        self._kept.append(path)

    def give_way(self, coming: Collection[str] = ()) -> Sequence[Clash]:
        """Leave out what cannot be published beside the owner's files; what that is, of the files so far and of `coming`."""
        clashes = self.target.clashes({*self.files, *coming})
        for path in {clash.path for clash in clashes} & self.files.keys():
            del self.files[path]
            if path in self._kept:
                self._kept.remove(path)
            if path in self.written:
                self.written.remove(path)
        return clashes

    def read(self, path: str) -> bytes:
        """The bytes of a file that was reused or written. Raises OSError when there is none."""
        if path not in self.files:
            raise FileNotFoundError(path)
        written = self.old.files.get(path) is not self.files[path]
        return Path(self.target.place(path) if written else self.target.published(path)).read_bytes()

    def settle(self) -> None:
        """Link the files reused so far into the draft; best called while another process has work to do."""
        self.target.keep(self._unsettled())

    @contextmanager
    def settling(self, workers: int | None) -> Iterator[None]:
        """The same in a process of its own, if that pays, while the body of the `with` runs."""
        paths = self._unsettled()
        if self.target.is_begun:
            self.target.keep(paths)
            yield
            return
        with beside(lambda _: self.target.keep(paths), workers) as other:
            yield
            other.result()

    def seed_next(self) -> None:
        """Let the next build begin with what has been written, if that is most of the site."""
        if self._is_new:
            self.target.seed_next(self.written)

    @contextmanager
    def seeding_next(self, workers: int | None) -> Iterator[None]:
        """The same in a process of its own while the body of the `with` runs."""
        if not self._is_new:
            yield
            return
        with beside(lambda _: self.seed_next(), workers) as other:
            yield
            other.result()

    @property
    def _is_new(self) -> bool:
        return 2 * len(self.written) > len(self.files)

    def _unsettled(self) -> list[str]:
        paths, self._kept = self._kept, []
        return paths

    def record(self, path: str, made: Made) -> None:
        """A file that has been written."""
        self.files[path] = made
        self.written.append(path)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def write_file(target: PublishTarget, path: str, key: bytes, content: bytes, parts: bytes = b"") -> Made:
    """Write one file of a site and say what was written."""
    stat = _write(target.place(path), (content,))
    return Made(key, digest(content), stat.st_size, stat.st_mtime_ns, parts)


def copy_file(target: PublishTarget, path: str, key: bytes, source: Path) -> Made:
    """Write one file of a site as a copy of `source`, piece by piece, so that a film costs no memory.

    Raises BuildError where it changes meanwhile.
    """
    with open(source, "rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        hasher = content_hasher(size)
        stat = _write(target.place(path), _hashed(file, hasher, source))
    if stat.st_size != size:
        raise error_of(BuildError, str(source), "scan.changed")
    return Made(key, hasher.digest(), size, stat.st_mtime_ns)


def _hashed(file: FileIO, hasher: blake2b, source: Path) -> Iterator[bytes]:
    while piece := _read(file, source):
        hasher.update(piece)
        yield piece


def _read(file: FileIO, source: Path) -> bytes:
    try:
        return file.read(PIECE)
    except OSError as error:
        error.filename = str(source)
        raise


def _write(place: str, pieces: Iterable[bytes]) -> os.stat_result:
    try:
        descriptor = os.open(place, _NEW, 0o644)
    except FileExistsError:  # it may be a link to the published file, which must not be written to
        _remove(place)
        descriptor = os.open(place, _NEW, 0o644)
    try:
        for piece in pieces:
            view = memoryview(piece)
            while view:
                view = view[os.write(descriptor, view) :]
        return os.fstat(descriptor)
    except OSError as error:
        error.filename = error.filename or place  # the system names no file where it refuses to write into one
        raise
    finally:
        os.close(descriptor)


def _remove(place: str) -> None:
    if os.path.isdir(place) and not os.path.islink(place):
        shutil.rmtree(place)
    else:
        os.unlink(place)
