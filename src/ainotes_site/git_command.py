"""git, asked in such a way that it runs no program that a repository names, and asks no other host.

A folder of notes may come with its `.git`, from an archive or a shared disk, and the configuration in it can name programs
for many occasions: a file system monitor, filters and text converters of attributes, hooks, checks of signatures,
transports for objects that a partial clone lacks. All settings are described in git-config's documentation.
"""

from __future__ import annotations

import os
import re
import subprocess
from functools import lru_cache
from pathlib import Path

TIMEOUT = 120.0
"""Seconds that git may take."""

_OVERRIDDEN = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "core.attributesFile": os.devnull,
    "diff.external": "",
    "log.showSignature": "false",
    "protocol.allow": "never",
    "protocol.ext.allow": "never",
    "protocol.file.allow": "never",
    "protocol.git.allow": "never",
    "protocol.http.allow": "never",
    "protocol.https.allow": "never",
    "protocol.ssh.allow": "never",
    "maintenance.auto": "false",
    "gc.auto": "0",
}
"""Settings that take the place of the repository's."""

_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "",
}

_PROGRAMS = re.compile(r"(?:filter\..+\.(?:clean|smudge|process)|diff\..+\.(?:textconv|command))", re.IGNORECASE)
_REQUIRED = re.compile(r"filter\..+\.required", re.IGNORECASE)


def run_git(folder: Path, *words: str, given: bytes = b"", timeout: float = TIMEOUT) -> bytes | None:
    """What `git words` prints in `folder`, with `given` as its input; None where it cannot answer."""
    settings = _settings(str(folder))
    if settings is None:
        return None
    return _run(folder, [*settings, *words], given, timeout)


@lru_cache(maxsize=16)
def _settings(folder: str) -> tuple[str, ...] | None:
    """`-c` options that override whatever the repository around `folder` would have run; None without git."""
    base = tuple(part for name, value in _OVERRIDDEN.items() for part in ("-c", f"{name}={value}"))
    listed = _run(Path(folder), [*base, "config", "--local", "--includes", "--name-only", "-z", "--list"], b"", TIMEOUT)
    if listed is None:
        return base  # outside a repository, or without git: it will say so itself
    more: list[str] = []
    for name in dict.fromkeys(listed.decode("utf-8", "surrogateescape").split("\0")):
        if _PROGRAMS.fullmatch(name):
            more += ("-c", f"{name}=")
        elif _REQUIRED.fullmatch(name):
            more += ("-c", f"{name}=false")
    return (*base, *more)


def _run(folder: Path, words: list[str], given: bytes, timeout: float) -> bytes | None:
    try:
        done = subprocess.run(
            ["git", *words],
            cwd=folder,
            input=given,
            capture_output=True,
            check=False,
            timeout=timeout,
            env={**os.environ, **_ENVIRONMENT},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
