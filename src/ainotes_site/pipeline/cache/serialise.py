"""Values as bytes, for the cache and between processes.

Plain pickle. Only frozen dataclasses with slots are written in another way than pickle would, unless they say one
themselves: as a call of their class with the values of their fields. Their own way is a loop in Python over their
fields, four times as slow to load, and a build of ten thousand notes loads half a million of them.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from io import BytesIO
from operator import attrgetter
from typing import Any

_Reducer = Callable[[Any], tuple[type, tuple[Any, ...]]]


class _Reducers(dict[type, _Reducer]):
    """Per dataclass how its values are taken apart; KeyError for any other type, which pickle then handles itself."""

    def __missing__(self, kind: type) -> _Reducer:
        if not is_dataclass(kind) or not hasattr(kind, "__slots__") or "__reduce__" in vars(kind):
            raise KeyError(kind)
        names = [field.name for field in fields(kind)]
        get = attrgetter(*names)
        self[kind] = (lambda value: (kind, get(value))) if len(names) > 1 else (lambda value: (kind, (get(value),)))
        return self[kind]


_REDUCERS = _Reducers()


def pack(value: object, apart: Callable[[pickle.PickleBuffer], None] | None = None) -> bytes:
    """`value` as bytes, to be read with `unpack` by the same version of the code. With `apart`, that is given large
    buffers instead.
    """
    buffer = BytesIO()
    pickler = pickle.Pickler(buffer, 5, buffer_callback=apart)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(value)
    return buffer.getvalue()


def unpack(blob: bytes | memoryview) -> Any:
    """The value that `pack` wrote. The bytes must be checked: damaged ones may do anything."""
    return pickle.loads(blob)
