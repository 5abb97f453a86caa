"""Regular expressions that are compiled when they are first used.

The readers, the markup and the linking know some two hundred; compiling all of them takes many times as long as reading a
note, for which a part of them is used.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer", "pattern", "flags", "groups")
_waiting: list[_Pattern] = []


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, as far as its methods go."""
    made = _Pattern(source, flags)
    _waiting.append(made)
    return cast("re.Pattern[str]", made)


def compile_all() -> None:
    """Compile those that have not been used yet: for many processes once, before they are forked."""
    while _waiting:
        _waiting.pop().compile()


class _Pattern:
    def __init__(self, source: str, flags: int) -> None:
        self._told = (source, flags)

    def compile(self) -> None:
        """Take the methods of the compiled expression for one's own."""
        compiled = re.compile(*self._told)
        vars(self).update((name, getattr(compiled, name)) for name in _METHODS)

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        self.compile()
        return vars(self)[name]
