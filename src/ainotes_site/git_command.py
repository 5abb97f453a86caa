"""git, asked in such a way that it runs no program that a repository names, and asks no other host.

A folder of notes may come with its `.git`, from an archive or a shared disk, and the configuration in it can name programs
for many occasions: a file system monitor, filters and text converters of attributes, hooks, checks of signatures,
transports for objects that a partial clone lacks. All settings are described in git-config's documentation.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
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
    return _run(folder, words, _settings(str(folder)), given, timeout)


@lru_cache(maxsize=16)
def _settings(folder: str) -> tuple[tuple[str, str], ...]:
    """Settings that override whatever the repository around `folder` would have run."""
    base = tuple(_OVERRIDDEN.items())
    # Of all scopes: a working tree may have a configuration of its own besides the repository's.
    listed = _run(Path(folder), ("config", "--includes", "--name-only", "-z", "--list"), base, b"", TIMEOUT)
    if listed is None:
        return base  # outside a repository, or without git: it will say so itself
    more: list[tuple[str, str]] = []
    for name in dict.fromkeys(listed.decode("utf-8", "surrogateescape").split("\0")):
        if _PROGRAMS.fullmatch(name):
            more.append((name, ""))
        elif _REQUIRED.fullmatch(name):
            more.append((name, "false"))
    return (*base, *more)


def _run(
    folder: Path, words: Sequence[str], settings: Sequence[tuple[str, str]], given: bytes, timeout: float
) -> bytes | None:
    """The settings go through the environment as well, which git knows since 2.31: a name may hold a `=`, at which an option
    `-c` would be cut.
    """
    options = [part for name, value in settings if "=" not in name for part in ("-c", f"{name}={value}")]
    count = os.environ.get("GIT_CONFIG_COUNT", "")
    first = int(count) if count.isdecimal() else 0
    numbered = {"GIT_CONFIG_COUNT": str(first + len(settings))}
    for number, (name, value) in enumerate(settings, first):
        numbered |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    try:
        done = subprocess.run(
            ["git", *options, *words],
            cwd=folder,
            input=given,
            capture_output=True,
            check=False,
            timeout=timeout,
            env={**os.environ, **_ENVIRONMENT, **numbered},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
