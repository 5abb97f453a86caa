"""A mapping with a few values changed, without a copy of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Overlay(Mapping[Key, Value], Generic[Key, Value]):
    """`base` with `changes`, where None takes a key away."""

    def __init__(self, base: Mapping[Key, Value], changes: Mapping[Key, Value | None]) -> None:
        self._base = base
        self._changes = changes

    def __getitem__(self, key: Key) -> Value:
        if key not in self._changes:
            return self._base[key]
        value = self._changes[key]
        if value is None:
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        return self._changes[key] is not None if key in self._changes else key in self._base  # type: ignore[index]

    def __iter__(self) -> Iterator[Key]:
        yield from (key for key in self._base if key in self)
        yield from (key for key, value in self._changes.items() if value is not None and key not in self._base)

    def __len__(self) -> int:
        return sum(1 for _ in self)
