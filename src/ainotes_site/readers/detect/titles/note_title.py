"""The title of a file that is one note: its heading, its front matter, the name of its file or folder, its first words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from urllib.parse import unquote

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import made_of, with_addresses
from ainotes_site.readers.detect.dates import circumstances, date_line, leading_date, named_date
from ainotes_site.readers.detect.headings.heading_heuristics import is_period, is_section_name
from ainotes_site.readers.detect.headings.headings import Heading
from ainotes_site.readers.detect.phrases import words
from ainotes_site.readers.detect.titles.titles import (
    Title,
    bare,
    bare_name,
    first_line_title,
    plain,
    read_title,
    unmarked,
    without_order,
    without_site,
)
from ainotes_site.readers.frontmatter.inline_fields import LINES as FIELDS
from ainotes_site.readers.frontmatter.inline_fields import may_state_title, stated
from ainotes_site.readers.frontmatter.stamp_line import stamp_line
from ainotes_site.readers.source import Source

ABOVE = 4
"""How many lines of quotes, links and pictures may stand above the title."""

TEXT_ABOVE, TEXT_LENGTH = 2, 240
"""How much text may stand above a title that is the only H1: lines, and characters in all."""

SHORTEST = 4
"""Letters that a title must have without the day beside it; with fewer the day is a part of it: 白板 2023-03-11."""

HTML_ABOVE = 30
"""Lines among which a title in HTML is looked for."""

LONGEST_TAG = 8
"""Characters from which what follows a `#` is no tag but words."""

LOOKED_THROUGH = 60
"""Lines among which the first words are looked for."""

_COMMENT = pattern(r"<!--.*?-->", re.DOTALL)
_CALLOUT = pattern(r"^ {0,3}> ?\[!\w+\].*(?:\n {0,3}>.*)*", re.MULTILINE)
_LONG_TAG = pattern(r"<[a-z][^<>\n]{0,1000}\n[^<>]{0,1000}>", re.IGNORECASE)
_OPAQUE = pattern(r"(?=[a-f-]*\d)[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$")
"""The name that a program gives what has none: 32 digits, parted or not."""
_UNFILLED = pattern(r"\s*(?:\{\{[^{}]{0,60}\}\}|<%[^%]{0,80}%>)\s*$")
"""What a template has in place of a title."""
_STAMP = pattern(r"[\d\s:._-]{10,}$")
_CITATION_KEY = pattern(r"@[^\W\d_][\w:+-]*(?:19|20)\d\d\w*$")
"""What a manager of references calls a work: @ash2023 Attention."""
_BRACKETED = pattern(r"\A\s*[\[【][^\[\]【】]{1,16}[\]】]\s*(?=\S)")
_DAY = r"(?:19|20)\d\d(?P<mark>[-_.]?)(?:0?[1-9]|1[0-2])(?P=mark)(?:[0-2]?\d|3[01])"
_DAY_FIRST = pattern(rf"\A{_DAY}(?:\d{{4}}|\d{{6}}|[T ]\d{{4,6}})?[\s_.,，、-]+(?=\S)")
_SLIP = pattern(r"\A20\d{10}(?:\d\d)?[\s_-]+(?=\S)|(?<=\S)[\s_-]+20\d{10}(?:\d\d)?\Z")
"""The moment by which a box of slips numbers a slip, beside its name: 202403051011 Residuals."""
_IN_LANGUAGE = pattern(
    r"[._-](?:zh|cn|en|ja|jp|ko|kr|fr|de|es|ru|pt)(?:[_-](?:cn|tw|hk|hans|hant|us|gb|br))?\Z", re.IGNORECASE
)
"""How a README ends that is in one of several languages."""
_COPY = pattern(r"(?<=\S)[\s_-]+(?:副本|拷贝|copy)\Z", re.IGNORECASE)
"""What a program adds to the name of a copy."""
_ORDER = pattern(r"\A\d{1,2}_(?=[\u3400-\u9fffA-Z])")
"""A number that orders files: 1_注意力. Those with other signs behind them are `without_order`'s."""
_DAY_LAST = pattern(rf"(?<=\S)[\s_.(（-]+{_DAY}[)）]?$")
_COLON = pattern(r"(?<=\w)_ (?=\S)")
_SLUG = pattern(r"[a-z0-9]+(?:-[a-z0-9]+){2,}$")
_FILED = pattern(r"^[»§•●▪◆★☆\s]+")
_WORD = pattern(r"[^\W\d_]{3,}")
_HAN = pattern(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]")
_SHORTCODES = pattern(r"^(?:[^\w(（【\[「《“]*:[a-z][a-z0-9_+-]{1,40}:)+\s*(?=\w)|(?:\s*:[a-z][a-z0-9_+-]{1,40}:)+\s*$")
_PAPER = pattern(r"\d{4}\.\d{4,5}(?:v\d{1,2})?$")
"""The number of a paper on arXiv, as a file of notes on it is called."""
_HTML_HEADING = pattern(r"\s{0,3}<h[12]\b", re.IGNORECASE)
_HTML_TITLE = pattern(r"\s{0,3}<(h[12])\b[^<>]{0,300}>(.{1,2000}?)</\1>\s*$", re.IGNORECASE | re.DOTALL)
_UNSPACED = pattern(r"(#{1,3})([^\s#!][^#\n]{2,80}?)\s*$")
_UNSPACED_PART = pattern(r"#{2,6}[^\s#!]")
"""A heading but for the space after its marks, and no tag: who writes these writes titles so."""
_HEADING = pattern(r"\s{0,3}#{1,6}\s")
_TASK = pattern(r"^\s*[-*+]\s+\[[ xX/-]\]\s+")
_SITE = pattern(r"(?:\s+[-–—|·»_]|\s*[|｜_])\s+\S.{0,40}$")
_TASK_DAY = pattern(r"\s*[✅❌📅⏳🛫➕]\ufe0f?\s*(?:19|20)\d\d-\d\d-\d\d")
"""When a task was done, is due or was made, as the plugin Tasks of Obsidian writes it: ✅ 2024-03-12."""
_ASIDE = pattern(r"\s*(?:>\s*\[!|\||<|%%|\{\{|[\w-]{1,30}::(?:\s|$)|#\w\S*(?:\s+#\w\S*)*\s*$)")
"""Lines that are no words of the text: callouts, tables, HTML, templates, properties, tags."""
_PROPERTY = pattern(r"\s*(?:>\s*)?(?:[-*+]\s+)?\**[\w-]{1,30}\**::(?:\s|$)")
_DAY_PARTS = pattern(r"^((?:19|20)\d\d)_(\d\d?)_(\d\d?)(?!\d)")


def note_title(source: Source, first: int) -> tuple[Title, Heading | None]:
    """The title of a note whose text begins at index `first`, and the heading that it stands in; None where the title is
    from elsewhere and all headings belong to the text."""
    heading = _heading(source, first)
    body = heading.stop if heading else first
    read = _said_by(source, heading) if heading else Title("")
    declared = _declared(source)
    if declared and bare(declared) != bare(read.text) and not _adds_site(declared, read.text):
        said = read_title(declared)
        title = Title(said.text, read.date or said.date, read.updated or said.updated, read.links)
        return _spoken(source, body, title), None
    if heading is None or names_nothing(read.text):
        text = _name_elsewhere(source, body, declared) or read.text or file_title(source)
        read = replace(read, text=text)
    return _spoken(source, body, read), heading


def _said_by(source: Source, heading: Heading) -> Title:
    """What a heading says, with its day where other files have the same name but for that."""
    read = read_title(_without_shortcodes(heading.text))
    return replace(read, text=plain(heading.text)) if read.date and source.is_one_of_series else read


def _adds_site(declared: str, heading: str) -> bool:
    """Whether a declared title is that of a heading and the name of the site behind it."""
    return bool(heading) and declared.startswith(heading) and _SITE.match(declared, len(heading)) is not None


def _heading(source: Source, first: int) -> Heading | None:
    found = _title_heading(source, first) or html_title(source, first) or _unspaced_title(source, first)
    return found or _named_line(source, first)


def _declared(source: Source) -> str:
    """The title in the front matter, where it says anything."""
    title = source.front.title
    return "" if names_nothing(without_site(title)) else plain(_without_shortcodes(title))


def _name_elsewhere(source: Source, body: int, declared: str) -> str:
    """The name of a note without a heading that names it: declared, of the file or its folder, its first words."""
    named = declared or page_title(source, body) or ("" if is_generic(source.stem) else file_title(source))
    return named if named and not names_nothing(named) else _first_words(source, body)


def _spoken(source: Source, body: int, title: Title) -> Title:
    """`title` without a number that only orders files; with the first words of the text from index
    `body` where it is no more than a day or the number of a paper."""
    text = without_order(title.text)
    if is_period(text) and bare(file_title(source)).startswith(bare(text)):
        text = file_title(source)  # 2023, in the file 2023 年终
    if _PAPER.match(text) or date_line(text) is not None:
        text = " ".join(filter(None, (title.day or text, _first_words(source, body, headings=False))))
    if source.is_one_of_series and bare(text) == bare(file_title(source)):
        text = " ".join(
            filter(None, (named_date(source.path), text))
        )  # by its name alone it is not told from the others
    return title if text == title.text else replace(title, text=text)


def _without_shortcodes(heading: str) -> str:
    """`heading` without the names of emoji at its ends (`:rocket:`), where words are left."""
    shorter = _SHORTCODES.sub("", heading) if heading.count(":") > 1 else heading
    return shorter if any(map(str.isalnum, shorter)) else heading


def names_nothing(title: str) -> bool:
    """Whether a title says no more than that there is a file: Untitled, README, index."""
    return (
        is_generic(title)
        or _UNFILLED.match(title) is not None
        or title.strip().lower() in words("detect/titles/title_words", "folder-file")
    )


def says_title(title: Title) -> bool:
    """Whether a file without a text is a note by its title: somebody gave it one, and it is more than a day."""
    return not names_nothing(title.text) and date_line(title.text) is None and any(map(str.isalpha, title.text))


def html_title(source: Source, first: int) -> Heading | None:
    """A heading in HTML (`<h1 align="center">…</h1>`) above which no text stands."""
    for at in range(first, min(first + HTML_ABOVE, len(source.lines))):
        line = source.lines[at]
        if _HTML_HEADING.match(line):
            stop = next(
                (n + 1 for n in range(at, min(at + 8, len(source.lines))) if "</h" in source.lines[n].lower()), 0
            )
            match = _HTML_TITLE.match("\n".join(source.lines[at:stop])) if stop else None
            text = plain(" ".join(match[2].split())) if match else ""
            return Heading(1, text, at, stop) if any(map(str.isalnum, text)) else None
        if line.strip() and made_of((line,)) == "text":
            return None
    return None


def _unspaced_title(source: Source, first: int) -> Heading | None:
    """A first line that is a heading but for the space after its marks (`#注意力是什么`), and no tag."""
    at = next((n for n in range(first, len(source.lines)) if source.lines[n].strip()), None)
    match = _UNSPACED.match(source.lines[at]) if at is not None and not source.headings else None
    if match is None or at is None:
        return None
    word = match[2].split()[0]
    tag = (
        len(match[1]) == 1
        and not any(map(_UNSPACED_PART.match, source.lines[at + 1 :]))
        and (word != match[2] or (len(word) < LONGEST_TAG and word.replace("/", "").replace("-", "").isalnum()))
    )
    return None if tag else Heading(1, match[2], at, at + 1)


def _named_line(source: Source, first: int) -> Heading | None:
    """A first line that says no more than the name of the file does, with a blank line or a day below it: transcripts have one."""
    line = source.lines[first]
    below = source.lines[first + 1] if first + 1 < len(source.lines) else ""
    name = bare(file_title(source)) if line[:1].isalnum() else ""
    is_named = bool(name) and name.startswith(line[0].lower()) and bare(line) == name
    return (
        Heading(1, line.strip(), first, first + 1)
        if is_named and (not below.strip() or (leading_date(source.lines, first + 1) or stamp_line(below)))
        else None
    )


def is_generic(title: str) -> bool:
    """Whether a title names nothing: 微博正文, Untitled, the moment at which a program made the file."""
    text = title.strip().lower()
    if text.rstrip("0123456789 ()-_") in words("detect/titles/title_words", "generic"):
        return True
    if _OPAQUE.match(text) or _CITATION_KEY.match(text):
        return True
    return _STAMP.match(text) is not None and _PAPER.match(text) is None and named_date(f"{text}.md") is None


def _title_heading(source: Source, first: int) -> Heading | None:
    """The heading that names the note: nothing but ornaments stands above it, and no other is its equal."""
    heading = next(iter(source.headings), None)
    if heading is None or heading.level > min(each.level for each in source.headings):
        return None
    return heading if _near_top(source, first, heading) and _names_note(source, heading) else None


def _names_note(source: Source, heading: Heading) -> bool:
    """Whether the first heading, of the highest level, is a title: of equals, and of headings below H1, not all are."""
    alone = sum(each.level == heading.level for each in source.headings) == 1
    if alone and heading.level == 1:
        return True
    if is_section_name(plain(heading.text)):
        return False
    if heading.level == 1:
        return _agrees(source, heading)
    return alone and not _is_day(source) and (len(source.headings) > 1 or _agrees(source, heading))


def _is_day(source: Source) -> bool:
    """Whether the file is named after a day and nothing else."""
    return named_date(source.path) is not None and not any(map(str.isalpha, source.stem))


def _near_top(source: Source, first: int, heading: Heading) -> bool:
    """Whether no text stands above a heading: only a date, pictures, comments, code, links, a quotation of a line or two; above
    the only H1, which names no section, a line or two of text as well."""
    said: list[str] = []
    beside = 0
    for line in _lines_above(source, first, heading.line):
        made = "quote" if line.lstrip().startswith(">") else made_of((line,))
        beside += made in ("quote", "link") and _PROPERTY.match(line) is None
        if made == "text" and any(map(str.isalnum, line)):
            said.append(line)
            if not (_is_only_title(source, heading) and _is_little(said)):
                return False
    return beside <= (ABOVE if heading.level == 1 else 0)


def _lines_above(source: Source, first: int, stop: int) -> list[str]:
    """The lines between two indices that say something, without code, comments, callouts, and the day that they begin with."""
    lines = [source.lines[n] for n in range(first, stop) if n not in source.code]
    above = list(filter(str.strip, _uncommented(with_addresses(lines))))
    return above[1:] if above and leading_date(above, 0) else above


def _is_little(lines: Sequence[str]) -> bool:
    """Whether lines of text are as few as may stand above a title; properties of the note are none of them."""
    short = len(lines) <= TEXT_ABOVE and sum(map(len, lines)) <= TEXT_LENGTH
    return short and not any(map(_PROPERTY.match, lines))


def _is_only_title(source: Source, heading: Heading) -> bool:
    """Whether a heading is the only H1, and names no section."""
    levels = [each.level for each in source.headings]
    return heading.level == 1 and levels.count(1) == 1 and not is_section_name(plain(heading.text))


def _uncommented(lines: Sequence[str]) -> list[str]:
    """`lines` without comments of HTML and callouts, each tag on one line."""
    text = _CALLOUT.sub("", _COMMENT.sub("", "\n".join(lines)))
    return _LONG_TAG.sub(lambda tag: " ".join(tag[0].split()), text).split("\n")


def _agrees(source: Source, heading: Heading) -> bool:
    """Whether the file's name says the same as a heading, shares a word with it, or says nothing."""
    name, text = (bare_name(each) for each in (file_title(source), heading.text))
    if any(word.lower() in text for word in _LONG_WORD.findall(source.stem)) or counts_alike(source.stem, heading.text):
        return True
    return name in text or (text in name and len(text) * 3 > len(name)) or not _names(source.stem, text)


_LONG_WORD = pattern(r"[A-Za-z]{5,}|[\u3400-\u9fff]{2,}")


_COUNTED = pattern(r"([A-Za-z]{2,})[-_ ]?0*(\d{1,3})")


def counts_alike(stem: str, title: str) -> bool:
    """Whether a file's name is short for the word and the number that a title begins with: lec1, Lecture 1."""
    count = _COUNTED.fullmatch(stem)
    said = _COUNTED.match(title.strip()) if count else None
    return (
        count is not None and said is not None and said[2] == count[2] and said[1].lower().startswith(count[1].lower())
    )


def _names(stem: str, text: str) -> bool:
    """Whether the name of a file says what is in it, to a reader of `text`: in its script, in words."""
    if stem.lower().lstrip("_") in words("detect/titles/title_words", "folder-file") or is_generic(stem):
        return False
    if _HAN.search(text):
        return _HAN.search(stem) is not None
    return _WORD.search(stem) is not None or _HAN.search(stem) is not None


def page_title(source: Source, first: int) -> str:
    """The title in a field at the top of the text: `title:: …`, 标题：…; empty without one."""
    text = "\n".join(source.lines[first : first + FIELDS])
    return stated(text).title if may_state_title(text) else ""


def _first_words(source: Source, first: int, *, headings: bool = True) -> str:
    """The first words of the text from index `first`; lines that are a link, the name of a section, a day with its weather,
    code or a table are passed over, and all `headings` where they are not wanted."""
    headed = {n for each in source.headings for n in range(each.line, each.stop)}
    numbers = [n for n in range(first, min(first + LOOKED_THROUGH, len(source.lines))) if n not in source.code]
    return _words_of(source.lines[n] for n in numbers if headings or n not in headed)


def day_with_words(title: str, day: str, body: str) -> str:
    """`title`, with the first words of `body` where it is no more than a day, as its owner writes the `day`."""
    if date_line(title) is None:
        return title
    lines = body.split("\n", LOOKED_THROUGH)[:LOOKED_THROUGH]
    fence = next((n for n, line in enumerate(lines) if line.lstrip().startswith(("```", "~~~"))), len(lines))
    return " ".join(filter(None, (day or title, _words_of(line for line in lines[:fence] if not _HEADING.match(line)))))


def _words_of(lines: Iterable[str]) -> str:
    """The first words of some lines of text."""
    return first_line_title("\n".join(islice(filter(_says, map(_without_task, lines)), 3)))


def _without_task(line: str) -> str:
    """`line` without the box of a task and the days behind it."""
    return _TASK_DAY.sub("", _TASK.sub("", line)) if _TASK.match(line) else line


def _says(line: str) -> bool:
    """Whether a line has words of its own."""
    text = unmarked(line)
    if made_of((line,)) != "text" or _ASIDE.match(line) or is_section_name(text) or names_nothing(text):
        return False
    return date_line(text) is None and not circumstances(text)


def file_name(source: Source) -> str:
    """The name of a file, that of its folder for a README or an index: several folders have one."""
    return _folder_or(source.path, source.stem, source.stem)


def _folder_or(path: str, stem: str, name: str) -> str:
    """The name of the folder where a file called `stem` stands for it, else `name`."""
    *folders, _ = path.split("/")
    return folders[-1] if folders and names_folder(stem) else name


def names_folder(stem: str) -> bool:
    """Whether a file of this name is about its folder, as a README or an index is."""
    return stem.lower().lstrip("_") in words("detect/titles/title_words", "folder-file")


def file_title(source: Source) -> str:
    """The file's name as a title: decoded, without the day that it begins or ends with; for a README the folder's, whatever
    its language."""
    stem = _folder_or(source.path, _IN_LANGUAGE.sub("", source.stem), source.stem)
    text = _readable(unquote(stem) if "%" in stem else stem)
    return text if any(map(str.isalpha, text)) else named_date(source.path) or text


def _readable(stem: str) -> str:
    """A name of a file as words."""
    stem = stem.removesuffix(".excalidraw")
    for mark in (_ORDER, _SLIP, _COPY):
        stem = mark.sub("", stem)
    stem = without_site(stem)
    text = _FILED.sub("", _DAY_PARTS.sub(r"\1-\2-\3", stem) if "_" in stem else stem).replace("___", "/")
    for ornament in (_BRACKETED, _DAY_FIRST, _DAY_LAST):
        shorter = ornament.sub("", text, count=1)
        text = shorter if sum(map(str.isalpha, shorter)) >= SHORTEST else text
    if "_" in text:
        text = _COLON.sub(": ", text.replace(" _ ", " | ")).replace("_", " ")
    text = " ".join(text.split())
    if _SLUG.match(text) and any(map(str.isalpha, text)):
        text = text.replace("-", " ")
    return text
