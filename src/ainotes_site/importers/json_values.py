"""Values of JSON that strangers wrote, as what is expected of them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of
from ainotes_site.readers.decode import Undecodable, decode

Record = Mapping[str, object]


def parsed(name: str, data: bytes) -> object:
    """A file of JSON. Raises BuildError where it is none."""
    text = decode(data)
    if isinstance(text, Undecodable):
        raise error_of(BuildError, name, "import.no_text")
    return parsed_text(name, "\n".join(text.lines))


def parsed_text(name: str, text: str) -> object:
    """A text of JSON, likewise."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise error_of(BuildError, name, "import.damaged", why=error) from error


def record(value: object) -> Record:
    """An object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def records(value: object) -> list[Record]:
    """The objects of an array."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def string(value: Record, *names: str) -> str:
    """The first of these fields that is a text or a number, as text."""
    for name in names:
        found = value.get(name)
        if isinstance(found, str) and found.strip():
            return found
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)
    return ""
