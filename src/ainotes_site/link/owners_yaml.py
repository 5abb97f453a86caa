"""Reading the YAML files that lie among the notes, which a stranger may have written."""

from __future__ import annotations

from typing import Any

import yaml

_MEANT = ("bool", "null", "merge")
"""What a scalar without quotes may be besides a text. Numbers and times stay texts: one such as `1:1:1:…`, to the base of
60, takes the square of its length, and they are only written out again.
"""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The loader in C is eight times faster; PyYAML is built without it in places."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the name is PyYAML's
        first: [(tag, expression) for tag, expression in known if tag.rpartition(":")[2] in _MEANT]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def loaded(text: str) -> tuple[yaml.Node | None, Any]:
    """The first document, as a node that knows its lines and as data. Raises yaml.YAMLError, ValueError and RecursionError.

    A mapping merged into others could double with each line: whoever calls refuses texts that have `<<`.
    """
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        return root, loader.construct_document(root) if root is not None else None
    finally:
        loader.dispose()
