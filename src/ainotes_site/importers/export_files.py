"""The files of an export, which a stranger may have made: a zip archive, a folder or one file, never trusted.

Nothing is unpacked: members are read one by one, bounded, and what is copied gets a name of our own. The format of archives:
https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (names in UTF-8 are marked; what is not is CP437 by the
standard, and GB18030 as Chinese Windows writes it).
"""

from __future__ import annotations

import os
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ainotes_site.bounded_read import NoPlainFileError, TooLargeError, megabytes
from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of

MOST_FILES = 200_000
"""Of an export."""
MOST_BYTES = 16_000_000_000
"""Of all files of an archive together, unpacked: posts of many years come with their films."""
MOST_DATA_BYTES = 256_000_000
"""Of a file that is read rather than copied."""
MOST_RATIO = 200
"""How many times larger than it is packed a file may be. Text packs to a tenth, Deflate gives a thousandth at most."""
RATIO_FROM = 10_000_000
"""Size in bytes from which that counts."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """One file."""

    size: int
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be imported."""

    name: str
    """Of the archive, the folder or the file."""
    files: Mapping[str, Member]
    """By POSIX path, sorted."""
    links: tuple[str, ...] = ()
    """Links of a folder, which are not followed."""

    @property
    def names(self) -> tuple[str, ...]:
        """The paths of all files."""
        return tuple(self.files)

    def size(self, name: str) -> int | None:
        """Bytes of a file; None where there is none of this name."""
        return self.files[name].size if name in self.files else None

    def read(self, name: str, most: int = MOST_DATA_BYTES) -> bytes:
        """The bytes of a file. Raises BuildError where it is damaged or larger than `most`."""
        return b"".join(self.chunks(name, most))

    def chunks(self, name: str, most: int = MOST_BYTES) -> Iterator[bytes]:
        """The same, piece by piece."""
        member = self.files[name]
        if member.size > most:
            raise error_of(BuildError, name, "import.large", size=megabytes(member.size), most=megabytes(most))
        left = most
        with _readable(name), member.open() as file:
            while piece := file.read(_CHUNK):
                left -= len(piece)
                if left < 0:
                    raise error_of(BuildError, name, "import.large", size=f"> {megabytes(most)}", most=megabytes(most))
                yield piece

    def start(self, name: str, size: int = 4096) -> bytes:
        """The first bytes of a file."""
        with _readable(name), self.files[name].open() as file:
            return file.read(size)


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise error_of(BuildError, name, "import.damaged", why=error) from error


@contextmanager
def opened(path: Path) -> Iterator[Export]:
    """The export at `path`. Raises BuildError for an archive that is damaged, hostile or too large, and OSError as opening does."""
    with ExitStack() as stack:
        if path.is_dir():
            files, links = _folder(path)
            yield Export(path.resolve().name, files, links)
            return
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NoPlainFileError(path)
        if zipfile.is_zipfile(path):
            yield Export(path.name, _whole_archive(path, stack))
        else:
            yield Export(path.name, _file_with_pictures(path))


def _folder(root: Path) -> tuple[Mapping[str, Member], tuple[str, ...]]:
    """Plain files that are not hidden, and the links beside them."""
    found: dict[str, Member] = {}
    links: list[str] = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in [*folders, *names]:
            path = Path(folder, name)
            place = path.relative_to(root).as_posix()
            status = path.lstat()
            if stat.S_ISLNK(status.st_mode):
                links.append(place)
            elif stat.S_ISREG(status.st_mode) and not name.startswith("."):
                found[place] = _plain(path, status.st_size)
        if len(found) > MOST_FILES:
            raise error_of(BuildError, str(root), "import.many", most=MOST_FILES)
    return dict(sorted(found.items())), tuple(sorted(links))


def _plain(path: Path, size: int) -> Member:
    return Member(size, lambda: open(path, "rb"))


def _file_with_pictures(path: Path) -> Mapping[str, Member]:
    """One file; with a page that a browser or flomo saved, the files in the folder that they make beside it."""
    found = {path.name: _plain(path, path.stat().st_size)}
    if path.suffix.lower() in (".html", ".htm"):
        for name in (f"{path.stem}_files", f"{path.stem}.files", "file"):
            beside = path.with_name(name)
            if beside.is_dir() and not beside.is_symlink():
                found |= {f"{name}/{place}": member for place, member in _folder(beside)[0].items()}
    if any(member.size > MOST_BYTES for member in found.values()):
        raise TooLargeError(path, max(member.size for member in found.values()), MOST_BYTES)
    return found


def _whole_archive(path: Path, stack: ExitStack) -> Mapping[str, Member]:
    """The files of an archive; of one that holds nothing but archives, as Notion makes them, the files of those."""
    outer = _archive(str(path), path, stack)
    if not outer or not all(name.lower().endswith(".zip") for name in outer):
        return outer
    found: dict[str, Member] = {}
    for name in outer:
        copy = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (the stack closes it)
        for piece in Export(path.name, outer).chunks(name):
            copy.write(piece)
        found |= _archive(f"{path}: {name}", copy, stack)
    _check_sum(str(path), found.values())
    return dict(sorted(found.items()))


def _archive(said: str, file: Path | IO[bytes], stack: ExitStack) -> Mapping[str, Member]:
    with _readable(said):
        archive = stack.enter_context(zipfile.ZipFile(file))
    if len(archive.infolist()) > MOST_FILES:
        raise error_of(BuildError, said, "import.many", most=MOST_FILES)
    found: dict[str, Member] = {}
    for info in archive.infolist():
        name = _name(info)
        _check(f"{said}: {name}", name, info)
        if not info.is_dir() and not _is_furniture(name):
            found[name] = _packed(archive, info)
    _check_sum(said, found.values())
    return dict(sorted(found.items()))


def _packed(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member:
    return Member(info.file_size, lambda: archive.open(info))


def _check_sum(said: str, members: Iterable[Member]) -> None:
    if (size := sum(member.size for member in members)) > MOST_BYTES:
        raise error_of(BuildError, said, "import.large", size=megabytes(size), most=megabytes(MOST_BYTES))


def _check(said: str, name: str, info: zipfile.ZipInfo) -> None:
    """Raise BuildError for what no honest archive has: then nothing of it is to be trusted."""
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or name[1:3] in (":/", ":\\"):
        raise error_of(BuildError, said, "import.slip")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise error_of(BuildError, said, "import.link")
    if info.flag_bits & 1:
        raise error_of(BuildError, said, "import.encrypted")
    if info.file_size > RATIO_FROM and info.file_size > MOST_RATIO * max(1, info.compress_size):
        raise error_of(BuildError, said, "import.bomb", size=megabytes(info.file_size))


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member. What is not marked as UTF-8 was decoded as CP437, which loses nothing."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    with suppress(UnicodeEncodeError):
        written = info.filename.encode("cp437")
        for encoding in ("utf-8", "gb18030"):
            with suppress(UnicodeDecodeError):
                return written.decode(encoding)
    return info.filename


def _is_furniture(name: str) -> bool:
    """What systems put into archives by themselves."""
    parts = name.split("/")
    return parts[0] == "__MACOSX" or parts[-1] in (".DS_Store", "Thumbs.db", "desktop.ini")
