"""Glossaries in HTML: `<details><summary>term</summary>definition</details>`, or `<dl>` with `<dt>` and `<dd>`.

Their lines are rewritten one by one as a list with names in bold, so that the glossary reader reads them like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Skipped
from ainotes_site.readers.detect.titles.titles import plain
from ainotes_site.readers.glossary.term_lines import term_line
from ainotes_site.readers.source import Source

_NAME = pattern(
    r"[ \t]*(?:<details[^<>\n]{0,80}>[ \t]*)?(?:<dl[^<>\n]{0,80}>[ \t]*)?"
    r"<(?P<tag>summary|dt)\b[^<>\n]{0,80}>(?P<name>[^\n]{1,200}?)(?:</(?P=tag)>|(?=<dd\b)|$)(?P<rest>[^\n]*)$"
)
_WRAPPER = pattern(r"[ \t]*(?:</?(?:details|dl|dd|dt|summary|p|div)\b[^<>\n]{0,80}>[ \t]*){1,4}$")
_ENDS = pattern(r"[ \t]*(?:</?(?:details|dl|dd)\b[^<>\n]{0,80}>[ \t]*){1,4}")


def untagged(source: Source) -> Source:
    """`source` with terms in HTML as a list, line for line; itself where there are none, or where a whole list is folded
    under a name."""
    if not _may_name("\n".join(source.lines)):
        return source
    lines, inside = list(source.lines), False
    for at in range(source.start, len(lines)):
        if at in source.code:
            continue
        line = source.lines[at]
        term = _term(line)
        if term is not None:
            word, rest = term
            if not rest and _folds_a_list(source.lines, at + 1):
                return source
            lines[at] = _item(word, rest)
            inside = True
        elif inside or "<dd" in line or _WRAPPER.match(line):
            lines[at] = _continued(line)
    return replace(source, lines=tuple(lines))


def _may_name(line: str) -> bool:
    return "<summary" in line or "<dt" in line


def _term(line: str) -> tuple[str, str] | None:
    """A term in HTML that `line` begins with, and what follows it there."""
    name = _NAME.match(line) if _may_name(line) else None
    word = plain(name["name"]).replace("*", "").strip() if name else ""
    return (word, _ENDS.sub("", name["rest"]).strip()) if name and word else None


def _continued(line: str) -> str:
    if _WRAPPER.match(line):
        return "---" if "</dl" in line else ""  # where the list ends, its last definition does
    return f"  {_ENDS.sub('', line)}" if line.strip() else ""


def _item(word: str, rest: str) -> str:
    return f"- **{word}**：{rest}" if rest else f"- **{word}**"


def _folds_a_list(lines: Sequence[str], at: int) -> bool:
    """Whether terms in a list follow from `at`: the name above them is that of a group."""
    after = next((line for line in lines[at:] if line.strip() and not _WRAPPER.match(line)), "")
    term = term_line(after)
    return term is not None and term.listed


def wrappers(source: Source, lines: Sequence[str]) -> list[Skipped]:
    """The lines of `source` that are blank in its rewritten `lines`: tags that only wrap."""
    tags = (at for at, line in enumerate(lines) if not line.strip() and source.lines[at].strip())
    return [skip for at in tags for skip in source.skip("wrapper", at, at + 1)]
