"""JSON schemas (draft 2020-12) of what this program writes for others: `entries.jsonl`, `parse --json` and so on.

Each has a `$id` that ends with its version. A field may be added within a version; none is taken away or changes meaning.
"""

from __future__ import annotations

from importlib.resources import files

NAMES = ("entries", "glossary", "graph", "parse", "search")
"""A schema each; `entries`, `parse` describe one line."""


def schema_bytes(name: str) -> bytes:
    """The schema of this name as JSON. Raises KeyError when there is none."""
    if name not in NAMES:
        raise KeyError(name)
    return files(__name__).joinpath(f"{name}.schema.json").read_bytes()
