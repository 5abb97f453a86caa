"""What the files beside a file say about it: a heading that comes again in several of them is a section, and no title; a line at
the edge of several of them is a standing line, which greets, signs or leads through a site.

Outlines are taken from bytes, without decoding or parsing, because those of a whole folder are needed to read one file.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from itertools import chain, islice
from math import ceil

from ainotes_site.lazy_regex import pattern
from ainotes_site.source_rules import SourceRule, rule_for

RECURRING = 3
"""In how many files a heading or a line must stand to be one that recurs."""

MOST_HEADINGS = 200
"""How many headings of a file are looked at."""

FIRST, LAST = 12, 20
"""How many lines at the beginning of a file, and at its end, are looked at."""
SMALL = 10
"""How many files a folder has at most in which a line of two files comes again."""
LEAST_SHARE, LEAST_SHARE_ABOVE = 0.02, 0.05
"""In what share of the files of a larger folder, and of those in a folder above it, it does."""
SHORTEST = 4
"""Bytes of the shortest line that is compared."""
LONG = 1000
"""Bytes of the longest line of which more is compared than whether it is equal."""
LEAST_AROUND = 12
"""How many bytes at least tell the form of a line."""
SHARE = 0.5
"""In what share of the files of a folder a standing line is."""

_HEADING = re.compile(rb"^ {0,3}(?:[-*+] )?#{1,6}[ \t]+([^\r\n]{1,120})", re.MULTILINE)
_DIGITS = pattern(r"\d+")
_NUMBER = re.compile(rb"[0-9]+")
_ADDRESS = re.compile(rb"(\]\(https?://[^/\s)]+)[^\s)]*")
_FRONT_MATTER = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:---[ \t]*\r?\n.*?\n(?:---|\.\.\.)|\+\+\+[ \t]*\r?\n.*?\n\+\+\+)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_LINKING = (b"](", b"[[", b"<", b"{%")
_BARE_ADDRESS = re.compile(rb"(?:[-*+>] )?<?https?://")
_LINK = re.compile(rb"\[([^\[\]]{0,200})\]\([^()]{0,600}\)|\[\[([^\[\]]{0,200})\]\]")
_TAG = re.compile(rb"<(/?[A-Za-z]+)[^<>]{0,600}>")
_LABEL = re.compile(rb"\[[^\[\]]{0,200}\]|{%.{1,300}?%}|\*\*[^*]{1,200}\*\*")
_SEPARATOR = re.compile("。|；|｜|·|»|›|•|–|—|[|]|[.] |; |> |/ | - | -- ".encode())
_ARGUMENT = re.compile(rb"""=\s?(?:"[^"]{0,300}"|'[^']{0,300}'|\{[^{}]{0,300}\})""")
_CALL = re.compile(rb"(?:\{%-? ?|\{\{[<%] ?)([/A-Za-z][^{}<>]{0,600}?)(?:-?%\}|[%>]\}\})\Z")
"""A call of a template, alone on a line."""
_PARTING = re.compile("｜|·|»|›|•|[|]| > | / | - | -- ".encode())
"""What parts a line into fields: stamps of programs, ways down from the home of a site."""
_NAMED_DAY = pattern(r"(?<!\d)(?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d(?!\d)")
_HEADING_MARKS = re.compile(rb"(?:[-*+] )?#{1,6} ")
_BOM = b"\xef\xbb\xbf"
_UNCOUNTED = (b"|", b"```", b"~~~", b"---", b"===", b"***")
"""How lines begin that are never standing ones: tables, code, rules."""

Outline = tuple[int, ...]
"""The headings of a file, as `heading_key` gives them, sorted, each once."""


EdgeKeys = bytes
"""The lines at the edges of a file, as `line_key` gives them, each in eight bytes, each once."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a source besides its path and bytes; part of the key under which its reading is cached."""

    recurring: Outline = ()
    """Its headings that recur in files beside it."""
    standing: Outline = ()
    """Lines at its edges that stand at those of three files and half of its folder, as `line_key` gives them, sorted."""
    repeated: Outline = ()
    """Other lines at its edges that come again: in three files below a folder above it, or in two of a small folder."""
    is_one_of_series: bool = False
    """Whether another file has the same name but for the day in it."""
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


def line_key(line: bytes) -> int:
    """A number of 64 bits for a line, equal for lines that differ only in numbers and in where on a site a link
    leads; of an address alone, a line with a picture, whose address tells it from others, and of a long one, for equal ones. Headings may be of different levels.
    """
    if len(line) > LONG or _BARE_ADDRESS.match(line):
        return _key(line.strip())
    folded = b" ".join(line.split())
    if folded.find(b"# ", 0, LEAST_AROUND) >= 0:
        folded = _HEADING_MARKS.sub(b"# ", folded, count=1)
    if not _has_picture(folded):
        folded = _NUMBER.sub(b"0", _ADDRESS.sub(rb"\1", folded) if b"://" in folded else folded)
    return _key(folded)


def form_keys(line: bytes) -> tuple[int, ...]:
    """Numbers for the form of a line: for what stands around its links and tags, for a way through a site differs in titles alone;
    for its first part, up to a separator; and for each part of one that is parted into fields. None for a line with a picture or a bare address.
    """
    if len(line) > LONG or _has_picture(line) or _BARE_ADDRESS.match(line):
        return ()
    folded = b" ".join(line.split())
    keys = []
    if any(sign in folded for sign in _LINKING):
        folded = _ARGUMENT.sub(b"=", _NUMBER.sub(b"0", folded))
        if call := _CALL.match(folded):
            keys.append(_key(b"\3" + call[1].strip()))
        folded = _LINK.sub(rb"[\1\2]", _TAG.sub(rb"<\1>", folded))
        around, links = _LABEL.subn(b"[]", folded)
        if links > 1 or len(around) > LEAST_AROUND:
            keys.append(_key(b"\0" + around))
    if first := first_part(folded):
        keys.append(_key(b"\1" + _NUMBER.sub(b"0", first)))
    return (*keys, *(key for _, key in part_keys(folded)))


def part_keys(line: bytes) -> tuple[tuple[bytes, int], ...]:
    """The parts of a line that is made of several, each with a number for it, equal for parts that differ only in numbers; none
    where it is not.
    """
    if not _PARTING.search(line):
        return ()
    parts = [part.strip(b" `*_>") for part in _PARTING.split(line)]
    return tuple((part, _key(b"\2" + _NUMBER.sub(b"0", part))) for part in parts if part) if len(parts) > 1 else ()


def first_part(line: bytes) -> bytes:
    """What stands in a line up to its first separator; empty where there is none, or too little before it."""
    found = _SEPARATOR.search(line)
    first = line[: found.start()].rstrip() if found else b""
    return first if len(first) >= LEAST_AROUND or first.startswith(b"[") else b""


def _key(said: bytes) -> int:
    return int.from_bytes(blake2b(said, digest_size=8).digest(), sys.byteorder)


def _has_picture(line: bytes) -> bool:
    return b"![" in line or b"<img" in line


def edges(data: bytes) -> EdgeKeys:
    """The lines at the beginning and the end of the bytes of a source."""
    front = _FRONT_MATTER.match(data)
    lines = data[front.end() if front else len(_BOM) if data.startswith(_BOM) else 0 :].splitlines()
    first = list(islice(filter(_is_compared, map(bytes.strip, lines)), FIRST))
    last = list(islice(filter(_is_compared, map(bytes.strip, reversed(lines))), LAST))
    keys = {key for line in dict.fromkeys((*first, *last)) for key in (line_key(line), *form_keys(line))}
    return array("Q", keys).tobytes()


def _is_compared(line: bytes) -> bool:
    return len(line) >= SHORTEST and not line.startswith(_UNCOUNTED)


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


def recurring_lines(edges: Sequence[tuple[str, EdgeKeys]]) -> dict[str, tuple[Outline, Outline]]:
    """By path, the lines at the edges of a source that are standing ones in its group, and those that else come again there or in
    a folder above it; without sources that have neither.
    """
    groups: dict[str, list[tuple[str, memoryview]]] = {}
    for path, keys in edges:
        groups.setdefault(group_of(path), []).append((path, memoryview(keys).cast("Q")))
    counts = {group: Counter(chain.from_iterable(own for _, own in files)) for group, files in groups.items()}
    above = _above(groups, counts)
    found: dict[str, tuple[Outline, Outline]] = {}
    for group, files in groups.items():
        standing, repeated = _of_group(counts[group], len(files))
        repeated = repeated.union(*(above[folder] for folder in _folders_above(group)))
        common = {path: repeated.intersection(keys) for path, keys in files} if repeated else {}
        found.update(
            (path, (_sorted(keys & standing), _sorted(keys - standing))) for path, keys in common.items() if keys
        )
    return found


def _of_group(counts: Counter[int], size: int) -> tuple[set[int], set[int]]:
    """The lines that half of so many files of a folder have, and those that come again in it."""
    least = max(RECURRING, ceil(size * LEAST_SHARE)) if size > SMALL else 2
    return _of_many(counts, max(RECURRING, ceil(size * SHARE))), _of_many(counts, least)


def _sorted(keys: set[int]) -> Outline:
    return tuple(sorted(keys))


def _above(groups: Mapping[str, Sequence[object]], counts: Mapping[str, Counter[int]]) -> dict[str, set[int]]:
    """By folder that has groups below it, the lines that come again in enough of the files there."""
    sizes: Counter[str] = Counter()
    sums: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for group, files in groups.items():
        for folder in _folders_above(group):
            sizes[folder] += len(files)
            sums[folder].update(counts[group])
    return {folder: _of_many(sums[folder], _least_above(size)) for folder, size in sizes.items()}


def _least_above(size: int) -> int:
    return max(RECURRING, ceil(size * LEAST_SHARE_ABOVE)) if size > SMALL else 2


def _folders_above(group: str) -> Iterator[str]:
    while group:
        group = group.rpartition("/")[0]
        yield group


def _of_many(counts: Counter[int], least: int) -> set[int]:
    """The lines of at least so many files."""
    return {key for key, count in counts.items() if count >= least}


def named_alike(paths: Sequence[str]) -> set[str]:
    """The files whose names are those of others but for a day that both have: 2024-05-06 drip.md, 2024-05-07 drip.md."""
    series: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        name, days = _NAMED_DAY.subn("", path.rpartition("/")[2])
        if days == 1 and any(map(str.isalpha, name.rpartition(".")[0])):
            series[name].append(path)
    return {path for alike in series.values() if len(alike) > 1 for path in alike}


def hints_by_path(files: Sequence[tuple[str, Outline, EdgeKeys]], rules: Collection[SourceRule]) -> dict[str, Hints]:
    """The hints of each source that has any."""
    recurring = recurring_headings((path, names) for path, names, _ in files)
    lines = recurring_lines([(path, edges) for path, _, edges in files])
    series = named_alike([path for path, _, _ in files])
    found = {
        path: Hints(recurring.get(path, ()), *lines.get(path, ((), ())), path in series)
        for path in recurring.keys() | lines.keys() | series
    }
    for path, _, _ in files if rules else ():
        rule = rule_for(path, rules)
        if rule is not None:
            found[path] = replace(
                found.get(path, NO_HINTS), format=rule.format, level=rule.level, keep_boilerplate=rule.keep_boilerplate
            )
    return found
