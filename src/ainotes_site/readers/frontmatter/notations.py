"""Fields at the top of a file that stand between no marks of their own: in JSON as Hugo has them, as keywords of Org, fields of
reStructuredText, the title block of Pandoc, a comment of Nikola or Wiki.js, lines `Title: …` of MultiMarkdown, Pelican and readers
of web pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.field_names import fields_of

Block = tuple[Mapping[object, object], int]
"""Fields, and the number of lines that they take."""

MOST_LINES = 80
"""Lines that such fields take at most."""

_ORG = pattern(r"#\+(\w{1,30}):[ \t]*(.*)$")
_RST = pattern(r":([\w -]{1,30}):[ \t]+(\S.*)$")
_COMMENTED = pattern(r"\s*(?:<!--)?\s*(?:\.\.\s+)?([\w -]{1,30}):(?:[ \t]+(.*?)|\s*)\s*(?:-->)?\s*$")
_HEADER = pattern(r"([A-Za-z_][\w -]{0,40}?)\s*(?::(?!:)|=)\s*(\S.*)$")
_CAPTION = pattern(r"[A-Z][\w ]{0,30}:\s*$")
_PANDOC = ("title", "author", "date")


def unmarked_fields(lines: Sequence[str]) -> Block | None:
    """The fields that `lines` begin with in one of these notations; None where they begin with a text."""
    read = next((read for sign, read in _NOTATIONS if lines and lines[0].startswith(sign)), _header)
    return read(lines[:MOST_LINES])


def _run(lines: Sequence[str], field: re.Pattern[str]) -> Block | None:
    """The fields on the first lines, one each, where one of them is a title."""
    found = [field.match(line) for line in lines]
    stop = next((n for n, match in enumerate(found) if match is None), len(found))
    fields: dict[object, object] = {match[1].lower(): match[2] or "" for match in found[:stop] if match}
    return (fields, stop) if "title" in fields else None


def _json(lines: Sequence[str]) -> Block | None:
    stop = next((n for n, line in enumerate(lines, 1) if line.rstrip() == "}"), 0)
    try:
        fields = json.loads("\n".join(lines[:stop]))
    except (ValueError, RecursionError):
        return None
    return (fields, stop) if "title" in fields or "date" in fields else None


def _comment(lines: Sequence[str]) -> Block | None:
    """Comments of HTML that hold fields and nothing else."""
    first = 1 if lines[0].strip() == "<!--" else 0
    block = _run([line for line in lines[first:] if line.strip() != "-->"], _COMMENTED)
    if block is None:
        return None
    fields, count = block
    stop = first + count
    closed = first and stop < len(lines) and lines[stop].strip() == "-->"
    return (fields, stop + 1) if closed else (fields, stop) if lines[stop - 1].rstrip().endswith("-->") else None


def _pandoc(lines: Sequence[str]) -> Block | None:
    stop = next((n for n, line in enumerate(lines[:3]) if not line.startswith("% ")), len(lines[:3]))
    if stop < 2 or (stop < len(lines) and lines[stop].strip()):
        return None
    return dict(zip(_PANDOC, (line[2:].strip() for line in lines[:stop]), strict=False)), stop


def _header(lines: Sequence[str]) -> Block | None:
    """Lines up to a blank one; over blank lines as long as each is one of the usual fields, with the caption of the text below."""
    fields: dict[object, object] = {}
    stop, after = 0, len(lines)
    for at, line in enumerate(lines):
        match = _HEADER.match(line)
        if match is not None and (stop == at or fields_of(match[1])):
            fields[match[1].lower()] = match[2].strip().strip("\"'")
            stop = at + 1
        elif line.strip():
            after = at
            break
    if after == stop < len(lines) or "title" not in fields or len(fields) < 2:
        return None
    is_spaced = len(fields) < stop < after < len(lines)
    return fields, after + 1 if is_spaced and _CAPTION.match(lines[after]) else stop


_NOTATIONS: tuple[tuple[str, Callable[[Sequence[str]], Block | None]], ...] = (
    ("{", _json),
    ("#+", partial(_run, field=_ORG)),
    (":", partial(_run, field=_RST)),
    ("<!--", _comment),
    ("% ", _pandoc),
)
"""By how the first line begins."""
