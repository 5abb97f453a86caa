"""Values as MessagePack (https://msgpack.org), for the cache: plain data, checked against the expected type.

Dataclasses are maps by the names of their fields, named tuples are arrays, and arrays of numbers are `[type, shape, bytes]`.
Nothing that is read can be anything else than what its type says, and nothing is run.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Generic, TypeVar, cast, get_args

import msgspec

Value = TypeVar("Value")
Key = TypeVar("Key")

DecodeError = msgspec.DecodeError
"""Raised for bytes that are no value of the expected type."""


def pack(value: object) -> bytes:
    """`value` as bytes. Half characters (lone surrogates), which no encoding has, become question marks."""
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        return _ENCODER.encode(_without_surrogates(msgspec.to_builtins(value, builtin_types=(bytes,))))


def unpack(kind: type[Value], blob: bytes | memoryview) -> Value:
    """The value of type `kind` that `pack` wrote. Raises DecodeError where the bytes are none."""
    value: Value = _decoder(cast(Hashable, kind)).decode(blob)
    return value


def unpacked(kind: type[Value], blob: bytes | memoryview | None) -> Value | None:
    """The same; None where there are no bytes, or they are none of that type."""
    try:
        return None if blob is None else unpack(kind, blob)
    except (DecodeError, ValueError, RecursionError):
        return None


@lru_cache(maxsize=64)
def _decoder(kind: Hashable) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind, dec_hook=_array)


def _numbers(array: Any) -> Any:
    if type(array).__module__ != "numpy":
        raise TypeError(type(array))
    return array.dtype.str, array.shape, array.tobytes()


def _array(kind: Any, value: Any) -> Any:
    """An array of the type `kind`, an `NDArray[…]`, read-only."""
    import numpy as np  # few values have arrays

    _, dtype = get_args(kind)
    wanted = np.dtype(get_args(dtype)[0]).newbyteorder("<")
    written, shape, data = msgspec.convert(value, tuple[str, tuple[int, ...], bytes])
    if written != wanted.str:
        raise ValueError(written)
    return np.frombuffer(data, dtype=wanted).reshape(shape)


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_numbers)


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_without_surrogates(item) for item in value]
    return value


Packed = msgspec.Raw
"""One value that is read later, or never."""


class PackedValues(Mapping[Key, Value], Generic[Key, Value]):
    """A mapping whose values are unpacked at their first access."""

    def __init__(self, kind: type[Value], packed: Mapping[Key, Packed]) -> None:
        """`kind` is the type of the values."""
        self._kind = kind
        self._packed = packed
        self._values: dict[Key, Value] = {}

    def __getitem__(self, key: Key) -> Value:
        if key not in self._values:
            self._values[key] = unpack(self._kind, memoryview(self._packed[key]))
        return self._values[key]

    def __contains__(self, key: object) -> bool:
        return key in self._packed

    def __iter__(self) -> Iterator[Key]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def packed_values(values: Mapping[Key, object]) -> dict[Key, Packed]:
    """`values`, each packed for itself."""
    return {key: Packed(pack(value)) for key, value in values.items()}
