"""Regular expressions that are compiled when they are first used.

The readers, the markup and the linking know some two hundred; compiling all of them takes many times as long as reading a
note, for which a part of them is used.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer", "pattern", "flags", "groups")
_waiting: list[_Pattern] = []
_OTHER_CASES = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}
"""Letters beyond `lower` and `upper` that expressions take for the same."""


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, as far as its methods go."""
    made = _Pattern(source, flags)
    _waiting.append(made)
    return cast("re.Pattern[str]", made)


def any_of(*alternatives: str) -> re.Pattern[str]:
    """Any of `alternatives`, whatever their capitals. Each begins with a letter, or with `\\b` and one.

    They are looked for by their first letters; an expression that disregards capitals tries each of them at each place.
    """
    letters = {alternative.removeprefix(r"\b")[0] for alternative in alternatives}
    forms = sorted(
        {form for letter in letters for form in letter.lower() + letter.upper() + _OTHER_CASES.get(letter, "")}
    )
    return pattern(f"[{''.join(forms)}](?i:{'|'.join(map(_after_its_first, alternatives))})")


def _after_its_first(alternative: str) -> str:
    rest = alternative.removeprefix(r"\b")
    edge = alternative[: len(alternative) - len(rest)]
    return f"(?<={edge}{rest[0]}){rest[1:]}"


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
