"""Which code made a result: the part of every cache key that changes with the program itself."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ainotes_site.build.scan import digest

_MAKERS = (
    "ahocorasick_rs",
    "jieba",
    "Jinja2",
    "math-core",
    "linkify-it-py",
    "markdown-it-py",
    "mdit-py-plugins",
    "mkdocs",
    "mkdocs-material",
    "nh3",
    "opencc",
    "Pygments",
    "pypinyin",
    "PyYAML",
    "rjieba",
)
"""Packages whose version can change what a site looks like."""

_PACKAGE = Path(__file__).resolve().parents[1]
_IGNORED = ("__pycache__",)


@cache
def code_key() -> bytes:
    """A digest of this package's files and of the versions of what it builds with; the same on every machine."""
    own = sorted(
        (path.relative_to(_PACKAGE).as_posix(), path)
        for path in _PACKAGE.rglob("*")
        if path.is_file() and not any(part in _IGNORED for part in path.parts)
    )
    parts = [name.encode() + b"\0" + path.read_bytes() for name, path in own]
    versions = [f"{name} {_version(name)}".encode() for name in _MAKERS]
    return digest(f"python {sys.version_info[:2]}".encode(), *versions, *parts)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"
