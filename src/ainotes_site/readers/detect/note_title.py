"""The title of a file that is one note: its heading, its front matter, the name of its file or folder, its first words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from urllib.parse import unquote

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import made_of
from ainotes_site.readers.detect.dates import leading_date, named_date
from ainotes_site.readers.detect.heading_heuristics import is_section_name
from ainotes_site.readers.detect.headings import Heading
from ainotes_site.readers.detect.phrases import words
from ainotes_site.readers.detect.titles import Title, bare, first_line_title, plain, read_title
from ainotes_site.readers.source import Source

ABOVE = 4
"""How many lines of quotes, links and pictures may stand above the title."""

SHORTEST = 4
"""Letters that a title must have without the day beside it; with fewer the day is a part of it: 白板 2023-03-11."""

_COMMENT = pattern(r"<!--.*?-->", re.DOTALL)
_STAMP = pattern(r"[\d\s:._-]{10,}$")
_BRACKETED = pattern(r"\A\s*[\[【][^\[\]【】]{1,16}[\]】]\s*(?=\S)")
_DAY = r"(?:19|20)\d\d(?P<mark>[-_.]?)(?:0?[1-9]|1[0-2])(?P=mark)(?:[0-2]?\d|3[01])"
_DAY_FIRST = pattern(rf"\A{_DAY}(?:\d{{4}}|\d{{6}}|[T ]\d{{4,6}})?[\s_.,，、-]+(?=\S)")
_DAY_LAST = pattern(rf"(?<=\S)[\s_.(（-]+{_DAY}[)）]?$")
_COLON = pattern(r"(?<=\w)_ (?=\S)")
_SLUG = pattern(r"[a-z0-9]+(?:-[a-z0-9]+){2,}$")
_FILED = pattern(r"^[»§•●▪◆★☆\s]+")
_WORD = pattern(r"[^\W\d_]{3,}")
_HAN = pattern(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]")
_DAY_PARTS = pattern(r"^((?:19|20)\d\d)_(\d\d?)_(\d\d?)(?!\d)")


def note_title(source: Source, first: int) -> tuple[Title, Heading | None]:
    """The title of a note whose text begins at index `first`, and the heading that it stands in; None where the title is
    from elsewhere and all headings belong to the text."""
    declared = "" if is_generic(source.front.title) else source.front.title
    heading = _title_heading(source, first)
    if heading is None:
        title = declared or _property(source, first) or file_title(source)
        return Title(title if not is_generic(title) else _first_words(source, first) or title), None
    read = read_title(heading.text)
    if declared and declared != read.text:
        return Title(declared, read.date, read.updated, read.links), None
    if is_generic(read.text):
        named = "" if is_generic(source.stem) else file_title(source)
        title = named or _first_words(source, heading.stop) or read.text
        return Title(title, read.date, read.updated, read.links), heading
    return read, heading


def is_generic(title: str) -> bool:
    """Whether a title names nothing: 微博正文, Untitled, the moment at which a program made the file."""
    text = title.strip().lower()
    if text.rstrip("0123456789 ()-_") in words("detect/title_words", "generic"):
        return True
    return _STAMP.match(text) is not None and named_date(f"{text}.md") is None


def _title_heading(source: Source, first: int) -> Heading | None:
    """The heading that names the note: nothing but ornaments stands above it, and no other is its equal."""
    heading = next(iter(source.headings), None)
    if heading is None or not _near_top(source, first, heading):
        return None
    level = min(each.level for each in source.headings)
    equals = [each for each in source.headings if each.level == heading.level]
    if heading.level > level:
        return None
    if len(equals) == 1 and heading.level == 1:
        return heading
    if is_section_name(plain(heading.text)) or (heading.level > 1 and _is_day(source)):
        return None
    if len(equals) > 1:
        return heading if heading.level == 1 and _agrees(source, heading) else None
    return heading if len(source.headings) > 1 or _agrees(source, heading) else None


def _is_day(source: Source) -> bool:
    """Whether the file is named after a day and nothing else."""
    return named_date(source.path) is not None and not any(map(str.isalpha, source.stem))


def _near_top(source: Source, first: int, heading: Heading) -> bool:
    """Whether no text stands above a heading: only a date, pictures, comments, links, and a quotation of a line or two."""
    above = [line for line in _uncommented(source.lines[first : heading.line]) if line.strip()]
    if above and leading_date(above, 0):
        above = above[1:]
    quoted = sum(line.lstrip().startswith(">") for line in above)
    rest = [line for line in above if not line.lstrip().startswith(">")]
    linked = sum(made_of((line,)) == "link" for line in rest)
    return all(made_of((line,)) != "text" for line in rest) and quoted + linked <= (ABOVE if heading.level == 1 else 0)


def _uncommented(lines: Sequence[str]) -> list[str]:
    """`lines` without comments of HTML."""
    return _COMMENT.sub("", "\n".join(lines)).split("\n")


def _agrees(source: Source, heading: Heading) -> bool:
    """Whether the file's name says the same as a heading, or nothing."""
    name, text = bare(file_title(source)), bare(heading.text)
    return name in text or (text in name and len(text) * 3 > len(name)) or not _names(source.stem, text)


def _names(stem: str, text: str) -> bool:
    """Whether the name of a file says what is in it, to a reader of `text`: in its script, in words."""
    if stem.lower().lstrip("_") in words("detect/title_words", "folder-file") or is_generic(stem):
        return False
    if _HAN.search(text):
        return _HAN.search(stem) is not None
    return _WORD.search(stem) is not None or _HAN.search(stem) is not None


def _property(source: Source, first: int) -> str:
    """The title among the properties of a page of Logseq (`title:: …`) at the top; empty without one."""
    for line in source.lines[first : first + 8]:
        name, mark, value = line.partition(":: ")
        if not mark or " " in name.strip():
            return ""
        if name.strip().lower() == "title":
            return plain(value)
    return ""


def _first_words(source: Source, first: int) -> str:
    """The first words of the text from index `first`, links alone on a line passed over."""
    lines = (line for line in source.lines[first:] if made_of((line,)) == "text")
    return first_line_title("\n".join(islice(lines, 40)))


def file_name(source: Source) -> str:
    """The name of a file, that of its folder for a README or an index: several folders have one."""
    *folders, _ = source.path.split("/")
    stands_for_folder = source.stem.lower().lstrip("_") in words("detect/title_words", "folder-file")
    return folders[-1] if stands_for_folder and folders else source.stem


def file_title(source: Source) -> str:
    """The file's name as a title: decoded, without the day that it begins or ends with; for a README the folder's."""
    stem = file_name(source)
    text = _readable(unquote(stem) if "%" in stem else stem)
    return text if any(map(str.isalpha, text)) else named_date(source.path) or text


def _readable(stem: str) -> str:
    """A name of a file as words."""
    text = _FILED.sub("", _DAY_PARTS.sub(r"\1-\2-\3", stem)).replace("___", "/")
    for ornament in (_BRACKETED, _DAY_FIRST, _DAY_LAST):
        shorter = ornament.sub("", text, count=1)
        text = shorter if sum(map(str.isalpha, shorter)) >= SHORTEST else text
    text = _COLON.sub(": ", text.replace(" _ ", " | "))
    text = " ".join(text.replace("_", " ").split())
    if _SLUG.match(text) and any(map(str.isalpha, text)):
        text = text.replace("-", " ")
    return text
