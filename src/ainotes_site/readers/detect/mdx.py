"""MDX: Markdown whose imports, exports and expressions a site generator runs. Nothing is run here.

What only a program reads is left out; a picture or a note that is imported stands where its name is used.
https://mdxjs.com/docs/what-is-mdx/
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.headings.headings import fenced

SUFFIX = ".mdx"

_MODULE = pattern(
    r"import\s*(?:['\"{*]|[\w$]{1,80}(?:\s*,|\s+from\b))"
    r"|export\s+(?:default|const|let|var|function|async|class|type|interface|enum)\b|export\s*[{*]"
)
_IMPORT = pattern(r"import\s+(\w{1,80})\b[^'\"]{0,200}?from\s+['\"]([^'\"\n]{1,300})['\"]")
_QUOTED = pattern(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`")
_PIECE = pattern(
    r"(?P<code>`+)[^`\n]+(?P=code)|\{/\*(?P<comment>[^*]{0,2000}(?:\*(?!/\})[^*]{0,2000}){0,200})\*/\}"
    r"|\{\s?(?P<space>' +'|\" +\")\s?\}|(?P<fragment></?>)|(?P<member></?[A-Z]\w{0,60}(?:\.\w{1,60})+)"
    r"|=\{(?P<value>\w{1,80})(?:\.default|\.src)?\}|<(?P<note>[A-Z]\w{0,80})\s*/>"
)
_IS_NOTE = pattern(r"\.mdx?$", re.IGNORECASE)
_LONGEST_MODULE = 400
"""Lines of an export; what never closes its brackets is text."""


class MdxLines(NamedTuple):
    """Lines of a file as Markdown; each keeps its place."""

    lines: tuple[str, ...]
    left_out: frozenset[int]
    """Indices of the lines that only a program reads."""


def is_mdx(path: str, lines: Sequence[str], start: int) -> bool:
    """Whether a file is MDX: by its suffix, or as its text begins with an import, for some generators read all Markdown so."""
    first = next((line for line in islice(lines, start, None) if line.strip()), "")
    return path.lower().endswith(SUFFIX) or _IMPORT.match(first) is not None


def mdx_lines(lines: Sequence[str], start: int) -> MdxLines:
    """The lines from `start` on without imports, exports and comments, with what is imported in place of its name."""
    code, _ = fenced(lines)
    modules = frozenset(_modules(lines, start, code))
    imports = dict(_IMPORT.findall("\n".join(lines[at] for at in sorted(modules))))
    found = [*lines[:start], *_shown(lines, start, code | modules, imports)]
    lost = (at for at in range(start, len(lines)) if lines[at].strip() and not found[at].strip())
    return MdxLines(tuple(found), modules.union(lost))


def _modules(lines: Sequence[str], start: int, code: Collection[int]) -> Iterator[int]:
    """Lines of imports and exports: a block that begins as one, up to the blank line behind which its brackets are closed."""
    at = start
    while at < len(lines):
        begins = at == start or not lines[at - 1].strip()
        stop = _end(lines, at) if begins and at not in code and _MODULE.match(lines[at]) else at
        yield from range(at, stop)
        at = max(stop, at + 1)


def _end(lines: Sequence[str], first: int) -> int:
    depth = 0
    for at in range(first, min(len(lines), first + _LONGEST_MODULE)):
        if not lines[at].strip() and depth <= 0:
            return at
        bare = _QUOTED.sub("", lines[at])
        depth += sum(map(bare.count, "([{")) - sum(map(bare.count, ")]}"))
    return len(lines) if depth <= 0 and len(lines) <= first + _LONGEST_MODULE else first


def _shown(lines: Sequence[str], start: int, kept: Collection[int], imports: Mapping[str, str]) -> Iterator[str]:
    """The lines from `start` on as they are to be read; those `kept` are code, or no text at all."""

    def replaced(found: re.Match[str]) -> str:
        if found["comment"] is not None:
            return "\n" * found["comment"].count("\n")
        if found["space"]:
            return " "
        if found["fragment"]:
            return ""
        if found["member"]:
            return found["member"].replace(".", "")
        path = imports.get(found["value"] or found["note"] or "", "").replace("@site/", "/", 1)
        if found["value"] and path:
            return f'="{path}"'
        return f"![](<{path}>)" if found["note"] and _IS_NOTE.search(path) else found[0]

    at = start
    while at < len(lines):
        stop = at
        while stop < len(lines) and stop not in kept:
            stop += 1
        if stop > at:
            yield from _PIECE.sub(replaced, "\n".join(lines[at:stop])).split("\n")
        yield from lines[stop : stop + 1]
        at = stop + 1
