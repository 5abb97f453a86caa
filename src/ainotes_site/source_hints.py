"""What the files beside a file say about it: a heading that comes again in several of them is a section, and no title.

Outlines are taken from bytes, without decoding or parsing, because those of a whole folder are needed to read one file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import chain

from ainotes_site.lazy_regex import pattern
from ainotes_site.source_rules import SourceRule, rule_for

RECURRING = 3
"""In how many files a heading must stand to be one that recurs."""

MOST_HEADINGS = 200
"""How many headings of a file are looked at."""

_HEADING = re.compile(rb"^ {0,3}(?:[-*+] )?#{1,6}[ \t]+([^\r\n]{1,120})", re.MULTILINE)
_DIGITS = pattern(r"\d+")

Outline = tuple[int, ...]
"""The headings of a file, as `heading_key` gives them, sorted, each once."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a source besides its path and bytes; part of the key under which its reading is cached."""

    recurring: Outline = ()
    """Its headings that recur in files beside it."""
    format: str = ""
    """Format that the configuration declares for it; empty where it declares none."""
    level: int = 0
    """Level of the headings that begin entries, where the configuration says so; else 0."""
    keep_boilerplate: bool = False
    """Whether the configuration says that what looks like boilerplate is to be shown."""


NO_HINTS = Hints()


def heading_key(heading: str) -> int:
    """A number of 48 bits for the Markdown of a heading, equal for headings that say the same."""
    said = "".join(filter(str.isalnum, heading.lower())).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=6).digest(), "big")


def outline(data: bytes) -> Outline:
    """The headings in the bytes of a source, those in code too: they do no harm, since they are only compared."""
    found = _HEADING.findall(data)[:MOST_HEADINGS] if b"#" in data else ()
    names = {heading.decode("utf-8", "replace").rstrip(" #") for heading in found}
    return tuple(sorted({heading_key(name) for name in names if any(map(str.isalpha, name))}))


def group_of(path: str) -> str:
    """The folder of a source, numbers in it left out: `2024/06/` and `2024/07/` hold files of one kind."""
    return _group(path.rpartition("/")[0])


@cache
def _group(folder: str) -> str:
    return _DIGITS.sub("0", folder)


def recurring_headings(outlines: Iterable[tuple[str, Outline]]) -> dict[str, Outline]:
    """By path, the headings of a source that recur in its group; without sources of which none does."""
    groups: dict[str, list[tuple[str, Outline]]] = {}
    for path, names in outlines:
        if names:
            groups.setdefault(group_of(path), []).append((path, names))
    found: dict[str, Outline] = {}
    for files in groups.values():
        if len(files) >= RECURRING:
            found.update(_recurring_in_group(files))
    return found


def _recurring_in_group(files: Sequence[tuple[str, Outline]]) -> dict[str, Outline]:
    """By path, the headings of a file that enough files of its group have."""
    counts = Counter(chain.from_iterable(names for _, names in files))
    recurring = {name for name, count in counts.items() if count >= RECURRING}
    if not recurring:
        return {}
    found = {path: tuple(name for name in names if name in recurring) for path, names in files}
    return {path: names for path, names in found.items() if names}


def hints_by_path(outlines: Iterable[tuple[str, Outline]], rules: Collection[SourceRule]) -> dict[str, Hints]:
    """The hints of each source that has any."""
    outlines = tuple(outlines)
    recurring = recurring_headings(outlines)
    found = {path: Hints(recurring=names) for path, names in recurring.items()}
    for path, _ in outlines if rules else ():
        rule = rule_for(path, rules)
        if rule is not None:
            found[path] = Hints(recurring.get(path, ()), rule.format, rule.level, rule.keep_boilerplate)
    return found
