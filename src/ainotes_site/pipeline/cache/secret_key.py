"""The key that vouches for what is in a cache: a random secret of each user, kept outside of all checkouts.

A cache may come with somebody else's repository. Whatever is read from one carries a keyed checksum (RFC 7693), so that
only records count which this user's builds wrote, and which are whole.
"""

from __future__ import annotations

import os
import secrets
import stat
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

VARIABLE = "AINOTES_CACHE_KEY"
"""Environment variable with the secret, where several machines are to believe one cache: any text that is hard to guess."""
SIZE = 32
"""Bytes of a secret."""
MAC_SIZE = 16
"""Bytes of a keyed checksum."""


def mac(domain: bytes, *parts: bytes | memoryview) -> bytes:
    """The keyed checksum of `parts`, of which all but the last have the same length wherever `domain` is the same."""
    hasher = blake2b(digest_size=MAC_SIZE, key=_secret(), person=blake2b(domain, digest_size=16).digest())
    for part in parts:
        hasher.update(part)
    return hasher.digest()


@cache
def _secret() -> bytes:
    """The secret; without a place to keep one, one of this process alone, whose records no other build believes."""
    given = os.environ.get(VARIABLE, "")
    if given:
        return blake2b(given.encode("utf-8", "surrogateescape"), digest_size=SIZE).digest()
    try:
        return _secret_in(_folder() / "cache-key")
    except (OSError, RuntimeError):  # no home, or none that can be written to
        return secrets.token_bytes(SIZE)


def _folder() -> Path:
    """Where programs keep state of a user (XDG Base Directory Specification; Known Folders of Windows)."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    else:
        base = os.environ.get("XDG_STATE_HOME")
    if base and Path(base).is_absolute():
        return Path(base) / "ainotes"
    return Path.home() / ".local" / "state" / "ainotes"


def _secret_in(path: Path) -> bytes:
    """The secret in the file at `path`, which is made where it is missing, or where anybody else could know it."""
    if (known := _read(path)) is not None:
        return known
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    made = secrets.token_bytes(SIZE)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made)
        try:
            os.link(draft, path)
            return made
        except OSError:  # a build that runs at the same time was faster; or a file system without hard links
            pass
        if (known := _read(path)) is not None:
            return known
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return made


def _read(path: Path) -> bytes | None:
    try:
        with open(path, "rb") as file:
            facts, data = os.fstat(file.fileno()), file.read(SIZE + 1)
    except FileNotFoundError:
        return None
    if len(data) != SIZE or not stat.S_ISREG(facts.st_mode):
        return None
    if os.name == "posix" and (facts.st_uid != os.getuid() or facts.st_mode & 0o077):
        return None
    return data
