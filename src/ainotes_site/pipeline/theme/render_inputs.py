"""What MkDocs and its plugins read while they render a site, so that a render in the cache is used only while all of it is as it
was: snippets, tables, included files, folders that were listed, what git says.

The interpreter reports each file that is opened to its audit hooks (PEP 578). Not seen are questions whether a file exists,
and what other programs read; of those git is known.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.util import source_from_cache
from pathlib import Path

from ainotes_site.lazy_regex import pattern
from ainotes_site.package_versions import installed
from ainotes_site.pipeline.stages.git_log import commit_of
from ainotes_site.pipeline.stages.scan import digest, digest_file

GIT = ":git"
"""Input that is the commit which is checked out."""
PACKAGES = ":packages"
"""Input that is the versions of all packages, since any may be a plugin or an extension."""
_ENVIRONMENT = ":env "
"""Begins an input that is a variable of the environment."""
_ENV_TAG = pattern(r"!ENV[ \t]*(?:\[([^\]]*)\]|([^\s,#]+))")


class ReadFiles:
    """Files and folders that were read in one run."""

    def __init__(self) -> None:
        self.paths: set[str] = set()
        """Absolute paths; those of folders that were listed end in a slash."""
        self.asked_git = False

    def hear(self, event: str, args: tuple[object, ...]) -> None:
        """Note what an audit event tells of."""
        if event == "open":
            path, mode, flags = args
            if _is_reading(mode, flags):
                self._add(path, "")
        elif event in ("os.scandir", "os.listdir"):
            self._add(args[0] if args[0] is not None else ".", "/")
        elif event == "subprocess.Popen":
            self.asked_git = self.asked_git or "git" in _program(args[0], args[1])

    def _add(self, path: object, ending: str) -> None:
        if isinstance(path, str | bytes | os.PathLike):
            with suppress(OSError):  # the working folder is gone
                self.paths.add(_source(os.path.abspath(os.fsdecode(path))) + ending)

    def inputs(self, base: Path, top: Path, ignored: Iterable[Path], notes: Path) -> dict[str, str]:
        """The digests of packages and of what was read below `top`, by path from `base`, but for what is in the folders `ignored` and for
        what a scan of the `notes` sees.
        """
        folders = [*map(str, ignored), sys.prefix, sys.base_prefix]
        without = [f"{os.path.abspath(folder)}{os.sep}" for folder in folders]
        found = {
            relative_path(path, base)
            for path in self.paths
            if _is_within(path, top)
            and not any(path.startswith(folder) or _lists(path, folder) for folder in without)
            and not _is_scanned(path, notes)
        }
        return digest_inputs(base, (*found, PACKAGES, *([GIT] if self.asked_git else ())))


_listener: ReadFiles | None = None
_is_hooked = False


@contextmanager
def reading() -> Iterator[ReadFiles]:
    """What is read while the body of the `with` runs."""
    global _listener, _is_hooked
    if not _is_hooked:
        sys.addaudithook(_hear)  # for good: hooks cannot be taken away
        _is_hooked = True
    _listener = found = ReadFiles()
    try:
        yield found
    finally:
        _listener = None


def _hear(event: str, args: tuple[object, ...]) -> None:
    if _listener is not None and event in _EVENTS:
        _listener.hear(event, args)


_EVENTS = frozenset(("open", "os.scandir", "os.listdir", "subprocess.Popen"))


def _source(path: str) -> str:
    """The module that a file of compiled code was made from; any other file is itself."""
    if path.endswith(".pyc"):
        with suppress(ValueError):
            return source_from_cache(path)
    return path


def _is_reading(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return not set(mode) & set("wax+")
    return not (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR))


def _program(executable: object, arguments: object) -> str:
    first = executable
    if first is None and isinstance(arguments, list | tuple) and arguments:
        first = arguments[0]
    if isinstance(first, bytes):
        first = os.fsdecode(first)
    return os.path.basename(str(first)).lower()


def _is_within(path: str, top: Path) -> bool:
    return f"{path}/".startswith(f"{os.path.abspath(top)}{os.sep}")


def _is_scanned(path: str, notes: Path) -> bool:
    """Whether a scan of the notes sees it: hidden files it passes over."""
    if not _is_within(path, notes):
        return False
    return not any(part.startswith(".") for part in os.path.relpath(path, notes).split(os.sep) if part != ".")


def _lists(path: str, folder: str) -> bool:
    """Whether `path` is a folder that was listed and that `folder` lies in: the build itself changes what is there."""
    return path.endswith("/") and folder.startswith(path[:-1] + os.sep)


def relative_path(path: str, base: Path) -> str:
    """`path` from `base`, with a slash at its end if it had one; whole where it is on another drive."""
    ending = "/" if path.endswith("/") else ""
    try:
        return os.path.relpath(path, base) + ending
    except ValueError:
        return path


def repository_of(folder: Path) -> Path | None:
    """The working tree of git that a folder is in."""
    return next((parent for parent in (folder, *folder.parents) if (parent / ".git").exists()), None)


def variables(config: str) -> set[str]:
    """The inputs that are variables of the environment, which a configuration takes values from (`!ENV NAME`, `!ENV [NAME,
    OTHER, default]`). A default among them counts as a variable that is not set.
    """
    named = (part for listed, one in _ENV_TAG.findall(config) for part in (one or listed).split(","))
    names = (part.strip().strip("'\"") for part in named)
    return {_ENVIRONMENT + name for name in names if name and "=" not in name and "\0" not in name}


def digest_inputs(base: Path, names: Iterable[str]) -> dict[str, str]:
    """Digests of inputs; empty for one that cannot be read."""
    return {name: _digest(base, name) for name in sorted(names)}


def are_current(inputs: Mapping[str, str], base: Path) -> bool:
    """Whether all inputs are as they were."""
    return all(_digest(base, name) == made for name, made in inputs.items())


def _digest(base: Path, name: str) -> str:
    try:
        if name.startswith(":") or name.endswith("/"):
            return digest(_content(base, name)).hex()
        return digest_file(base / name).hex()
    except OSError:
        return ""


def _content(base: Path, name: str) -> bytes:
    """What an input holds that is no file; a folder, with a slash at its end, the names in it that are not hidden."""
    if name == GIT:
        return commit_of(base).encode()
    if name == PACKAGES:
        return repr(sorted(installed().items())).encode()
    if name.startswith(_ENVIRONMENT):
        return os.environ.get(name.removeprefix(_ENVIRONMENT), "").encode("utf-8", "surrogateescape")
    names = (item for item in os.listdir(base / name) if item != "__pycache__" and not item.startswith("."))
    return "\0".join(sorted(names)).encode("utf-8", "surrogateescape")
