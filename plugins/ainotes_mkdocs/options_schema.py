"""The options of the plugins as a JSON schema (draft 2020-12) of `mkdocs.yml`, with which editors complete and check them.

It is made from the classes that MkDocs reads the options with, and their docstrings. `python -m` this module writes it.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from textwrap import dedent
from typing import Any

from mkdocs.config import base
from mkdocs.config import config_options as c

from ainotes_mkdocs.entries import EntriesConfig
from ainotes_mkdocs.glossary import GlossaryConfig
from ainotes_mkdocs.search import SearchConfig
from ainotes_mkdocs.topics import TopicsConfig

PLUGINS: dict[str, type[base.Config]] = {
    "ainotes/entries": EntriesConfig,
    "ainotes/glossary": GlossaryConfig,
    "ainotes/search": SearchConfig,
    "ainotes/topics": TopicsConfig,
}
INTERNAL = ("host_only",)
"""Options that nobody writes."""
_TYPES = {bool: "boolean", str: "string", dict: "object", list: "array", int: "integer"}

Schema = dict[str, Any]


def schema() -> Schema:
    """The schema of a whole `mkdocs.yml`; what is not ours, it leaves open."""
    options = {name: _plugin(kind) for name, kind in PLUGINS.items()}
    ours = {"type": "object", "properties": options}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:ainotes:mkdocs:1",
        "title": "mkdocs.yml with the plugins of ainotes-site",
        "type": "object",
        "properties": {"plugins": {"anyOf": [{"type": "array", "items": {"anyOf": [{"type": "string"}, ours]}}, ours]}},
    }


def written() -> str:
    """The schema as text."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _plugin(kind: type[base.Config]) -> Schema:
    said = _docstrings(kind)
    properties = {
        name: {**_option(option), "description": said[name]} for name, option in kind._schema if name not in INTERNAL
    }
    return {"type": ["object", "null"], "properties": properties, "additionalProperties": False}


def _option(option: Any) -> Schema:
    """The schema of the values that an option takes."""
    if isinstance(option, c.Optional):
        return _option(option.option)
    made: Schema
    if isinstance(option, c.Choice):
        made = {"enum": list(option.choices)}
    elif isinstance(option, c.ListOfItems):
        made = {"type": "array", "items": _option(option.option_type)}
    else:
        types = option._type if isinstance(option._type, tuple) else (option._type,)
        made = {"type": [_TYPES[kind] for kind in types] if len(types) > 1 else _TYPES[types[0]]}
    return made if option.default is None else {**made, "default": option.default}


def _docstrings(kind: type[base.Config]) -> dict[str, str]:
    """What stands below each option in the source of its class."""
    body = ast.parse(dedent(inspect.getsource(kind))).body[0]
    said: dict[str, str] = {}
    name = ""
    for part in body.body if isinstance(body, ast.ClassDef) else ():
        if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name):
            name = part.targets[0].id
        elif name and isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant):
            said[name] = " ".join(str(part.value.value).split())
    return said


if __name__ == "__main__":
    sys.stdout.write(written())
