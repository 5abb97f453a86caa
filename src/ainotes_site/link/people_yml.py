"""`people.yml` beside the notes: the persons that its owner speaks of, each under all names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from ainotes_site.i18n import problem_of
from ainotes_site.link.owners_yaml import loaded
from ainotes_site.model import Problem

Group = tuple[str, ...]
"""The names of one person."""

MOST_CHARACTERS = 300_000
"""Of the file."""
MOST_PERSONS, MOST_NAMES, LONGEST_NAME = 5_000, 40, 80
"""What is read of it: persons, names of each, characters of a name."""


def load_people(text: str | None, path: str = "people.yml") -> tuple[tuple[Group, ...], tuple[Problem, ...]]:
    """The persons in the `people.yml` whose text is given, and what cannot be read of it.

    A list of lists of names, or a mapping of a name to the other names; a text may have `=` between names, as the list
    that the package ships. A person of one name only has no other name, and is left out with a Problem.
    """
    if text is None:
        return (), ()
    if len(text) > MOST_CHARACTERS:
        return (), (problem_of(path, 0, "yaml.long", most=MOST_CHARACTERS),)
    try:
        if "<<" in text and "*" in text:
            raise ValueError("merged mappings")
        rows = _rows(*loaded(text))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        return (), (problem_of(path, mark.line + 1 if mark else 0, "people.yaml"),)
    if rows is None:
        return (), (problem_of(path, 0, "people.no_list"),)
    return _groups(*rows, path)


def _rows(node: yaml.Node | None, data: Any) -> tuple[Sequence[Any], Sequence[int]] | None:
    """The persons as they are written, and their lines; None where the document is no list of them."""
    if data is None:
        return (), ()
    if isinstance(data, dict) and isinstance(node, yaml.MappingNode):
        rows = [_of_mapping(name, others) for name, others in data.items()]
        return rows, [key.start_mark.line + 1 for key, _ in node.value]
    if isinstance(data, list) and isinstance(node, yaml.SequenceNode):
        return data, [item.start_mark.line + 1 for item in node.value]
    return None


def _groups(rows: Sequence[Any], lines: Sequence[int], path: str) -> tuple[tuple[Group, ...], tuple[Problem, ...]]:
    groups, problems = [], []
    for row, line in zip(rows[:MOST_PERSONS], lines, strict=False):
        names = _names(row)
        if len(names) > 1:
            groups.append(names)
        else:
            problems.append(problem_of(path, line, "people.names"))
    if len(rows) > MOST_PERSONS:
        line = lines[min(MOST_PERSONS, len(lines) - 1)]
        problems.append(problem_of(path, line, "people.many", most=MOST_PERSONS))
    return tuple(groups), tuple(problems)


def _of_mapping(name: Any, others: Any) -> list[Any]:
    return [name, *(others if isinstance(others, list) else str(others).split("=") if isinstance(others, str) else [])]


def _names(row: Any) -> Group:
    """The names in a row, each once in whatever capitals; a handle is a name without its @."""
    if isinstance(row, str):
        row = row.split("=")
    if not isinstance(row, list):
        return ()
    written = (" ".join(name.split()).lstrip("@") for name in row[:MOST_NAMES] if isinstance(name, str))
    names = {name.casefold(): name for name in written if 1 < len(name) <= LONGEST_NAME}
    return tuple(names.values())
