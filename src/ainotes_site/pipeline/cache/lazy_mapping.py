"""Values as they are read from the cache: packed until they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from pickle import PickleBuffer
from typing import Any, Generic, TypeVar

from ainotes_site.pipeline.cache.serialise import pack, unpack

Key = TypeVar("Key")
Value = TypeVar("Value")


class Packed(Generic[Value]):
    """One value."""

    def __init__(self, data: bytes | PickleBuffer) -> None:
        """The value as `pack` wrote it."""
        self._data = memoryview(data)

    @cached_property
    def value(self) -> Value:
        """The value, unpacked."""
        return unpack(self._data)  # type: ignore[no-any-return]

    def __reduce__(self) -> tuple[Any, ...]:
        return Packed, (PickleBuffer(self._data),)


TOGETHER = 8
"""Small values that are packed together: alone they would take twice the space, all together there would be no choice."""


class Blocks(Mapping[Key, Value], Generic[Key, Value]):
    """A mapping in packed blocks."""

    def __init__(
        self, data: bytes | PickleBuffer, ends: Sequence[int], places: Mapping[Key, int], together: int
    ) -> None:
        """Blocks of so many values `together`, one after the other, and where each ends; `places` numbers the values
        through all of them. See `packed`.
        """
        self._together = together
        self._data = memoryview(data)
        self._ends = ends
        self._places = places
        self._opened: dict[int, Any] = {}
        """What has been unpacked: values where each is packed for itself, else lists of them."""

    @classmethod
    def packed(cls, values: Mapping[Key, Value], together: int = TOGETHER) -> Blocks[Key, Value]:
        """`values`, packed; large ones rather each for itself."""
        listed = list(values.values())
        if together == 1:
            return cls.joined(dict(zip(values, map(pack, listed), strict=True)))
        blocks = [pack(listed[start : start + together]) for start in range(0, len(listed), together)]
        return cls._of(blocks, values, together)

    @classmethod
    def joined(cls, packed: Mapping[Key, bytes]) -> Blocks[Key, Value]:
        """Values that are packed already, each for itself."""
        return cls._of(list(packed.values()), packed, 1)

    @classmethod
    def _of(cls, blocks: Sequence[bytes], keys: Iterable[Key], together: int) -> Blocks[Key, Value]:
        ends = tuple(accumulate(map(len, blocks)))
        return cls(b"".join(blocks), ends, {key: place for place, key in enumerate(keys)}, together)

    def __getitem__(self, key: Key) -> Value:
        block, place = divmod(self._places[key], self._together)
        values = self._opened.get(block)
        if values is None:
            start = self._ends[block - 1] if block else 0
            values = self._opened[block] = unpack(self._data[start : self._ends[block]])
        value: Value = values if self._together == 1 else values[place]
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[Key]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __reduce__(self) -> tuple[Any, ...]:
        return Blocks, (PickleBuffer(self._data), self._ends, self._places, self._together)
