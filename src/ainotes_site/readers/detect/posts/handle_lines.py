"""Mentions that copying has torn out of their sentences: a line of its own that is a handle, put back."""

from __future__ import annotations

from collections.abc import Sequence

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.authors import lone_handle

_CONTINUES = pattern(r"\s+\S|[,.;:!?)\]}'’”，。；：！？、）】》」]")
_NO_SPACE_BEFORE = "([{（【「《“/@，。；：！？、"
_NO_SPACE_AFTER = ",.;:!?)]}'’”，。；：！？、）】》」"
_BLOCK = pattern(r"\s*(?:[-*+>#|]|\d+[.)、]|```|https?://|\[)")


def continues(lines: Sequence[str], at: int, stop: int) -> bool:
    """Whether the line after the handle at `at` goes on in mid-sentence, so that the handle is a mention."""
    if at + 1 >= stop:
        return False
    after = lines[at + 1]
    return bool(after) and (not after.strip() or _CONTINUES.match(after) is not None)


def rejoin(lines: Sequence[str]) -> list[str]:
    """`lines` with torn-out mentions back in their sentences; each lone handle between blank lines stays."""
    if not any(line.lstrip()[:1] in "@＠(（" and lone_handle(line) for line in lines if line.strip()):
        return list(lines)
    joined: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if not lone_handle(line):
            joined.append(line)
            at += 1
            continue
        mention = line.strip()
        before = joined[-1] if joined else ""
        if before.strip() and not lone_handle(before):
            joined[-1] = _glued(before, mention)
        else:
            if before and not before.strip():
                joined.pop()
            joined.append(mention)
        at = _take_rest(lines, at + 1, joined)
    return joined


def _take_rest(lines: Sequence[str], at: int, joined: list[str]) -> int:
    """Glue what follows a mention to it: a line in mid-sentence, a further mention after white space. Next index."""
    while at < len(lines):
        line = lines[at]
        if line and not line.strip():
            if at + 1 < len(lines) and lone_handle(lines[at + 1]):
                joined[-1] = _glued(joined[-1], lines[at + 1].strip())
                at += 2
                continue
            return at
        if not line or lone_handle(line) or _BLOCK.match(line):
            return at
        joined[-1] = _glued(joined[-1], line.strip() if not line.endswith((" ", "\t")) else line.strip() + " ")
        at += 1
        if at < len(lines) and lone_handle(lines[at]):
            joined[-1] = _glued(joined[-1], lines[at].strip())
            at += 1
            continue
        return at
    return at


def _glued(left: str, right: str) -> str:
    bare = left.rstrip()
    if not bare or bare[-1] in _NO_SPACE_BEFORE or right[:1] in _NO_SPACE_AFTER:
        return bare + right
    return f"{bare} {right}"
