"""A mapping as it is read from the cache: its values stay packed until they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from ainotes_site.build.packing import pack, unpack

Key = TypeVar("Key")
Value = TypeVar("Value")

_TOGETHER = 8
"""Values that are packed together: alone they would take twice the space, all together there would be no choice."""


class Blocks(Mapping[Key, Value], Generic[Key, Value]):
    """A mapping in packed blocks."""

    def __init__(self, blocks: Sequence[bytes], places: Mapping[Key, int]) -> None:
        """`places` numbers the values through all blocks; see `packed`."""
        self._blocks = blocks
        self._places = places
        self._opened: dict[int, Sequence[Value]] = {}

    @classmethod
    def packed(cls, values: Mapping[Key, Value]) -> Blocks[Key, Value]:
        """`values`, packed."""
        listed = list(values.values())
        blocks = [pack(listed[start : start + _TOGETHER]) for start in range(0, len(listed), _TOGETHER)]
        return cls(blocks, {key: place for place, key in enumerate(values)})

    def __getitem__(self, key: Key) -> Value:
        block, place = divmod(self._places[key], _TOGETHER)
        values = self._opened.get(block)
        if values is None:
            values = self._opened[block] = unpack(self._blocks[block])
        return values[place]

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[Key]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __reduce__(self) -> tuple[Any, ...]:
        return Blocks, (self._blocks, self._places)
