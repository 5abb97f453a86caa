"""The files of a new knowledge base, in one language: its configuration, with an owner's choices in it, and sample notes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from ainotes_site.model import Lang

FOLDER = Path(__file__).resolve().parent
CONFIG = "mkdocs.yml"


def starter_config(lang: Lang) -> Path:
    """The configuration of a new knowledge base; also of one that has none."""
    return FOLDER / lang / CONFIG


def starter_notes(lang: Lang) -> dict[str, bytes]:
    """Sample notes in several formats, and a README, by path."""
    folder = FOLDER / lang
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != CONFIG)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def git_ignored(site: str) -> bytes:
    """What git is to leave alone: all that a build makes. Written here, since as a file of the starter it would steer the
    git that this program is kept in.
    """
    return f"/{site.strip('/')}/\n/.ainotes/\n".encode()


def configuration(lang: Lang, chosen: Mapping[str, object]) -> bytes:
    """The starter's configuration with other values; a commented line of that name is put to use.

    Raises KeyError for a name that the configuration has no line for.
    """
    text = starter_config(lang).read_text(encoding="utf-8")
    for name, value in chosen.items():
        line = re.compile(rf"^([ ]*)(?:# )?{re.escape(name)}:.*$", re.MULTILINE)
        found = line.search(text)
        if found is None:
            raise KeyError(name)
        text = f"{text[: found.start()]}{found[1]}{name}: {_yaml(value)}{text[found.end() :]}"
    return text.encode()


def _yaml(value: object) -> str:
    """A value as JSON, which YAML is too; plain words without quotes."""
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9./_:-]*[A-Za-z0-9/._-]", value):
        return value
    return json.dumps(value, ensure_ascii=False)
