"""A new note where notes of its kind lie: a file of its own, a heading in the day's file, a line in the glossary."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of, text
from ainotes_site.model import Kind, Lang, Reading
from ainotes_site.pipeline.stages.scan import SourceFile
from ainotes_site.portable_names import file_name, folded
from ainotes_site.readers import read

_DAY = re.compile(r"(?P<year>\d{4})(?P<gap>[-_.]?)(?P<month>\d{2})(?P=gap)(?P<day>\d{2})")


@dataclass(frozen=True, slots=True)
class NewNote:
    """What is to be written."""

    path: str
    """Of the file, in the notes folder."""
    content: bytes
    """The whole file."""
    line: int
    """Where the owner goes on writing, from 1."""
    is_new: bool
    """Whether there is no such file yet; else the end of it is new."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The notes that there are."""

    sources: Sequence[SourceFile]
    readings: Sequence[Reading]
    lang: Lang
    is_outline: bool
    """Whether they are kept as lists, as Logseq does."""

    @property
    def source(self) -> Mapping[str, SourceFile]:
        """By path."""
        return {source.path: source for source in self.sources}


def new_note(shelf: Shelf, kind: str, title: str, today: str, said: str = "") -> NewNote:
    """The note with this `title`, and `said` as its text. `today` is an ISO 8601 date.

    Raises BuildError where there is such a note, or nothing can be added to the file that it belongs into.
    """
    flat = " ".join(title.split())
    if not flat:
        raise error_of(BuildError, kind, "new.untitled")
    return _MAKERS[kind](shelf, flat, today, said.strip())


def _note(shelf: Shelf, title: str, today: str, said: str) -> NewNote:
    folder = _usual_folder(shelf, lambda reading: _is_single(reading, (Kind.NOTE, Kind.ARTICLE)))
    return _file(shelf, folder or "", title, {"title": title, "date": today}, said)


def _video(shelf: Shelf, title: str, today: str, said: str) -> NewNote:
    folder = _usual_folder(shelf, lambda reading: _is_single(reading, (Kind.VIDEO,)))
    return _file(
        shelf, "videos/" if folder is None else folder, title, {"title": title, "kind": "video", "date": today}, said
    )


def _is_single(reading: Reading, kinds: Sequence[Kind]) -> bool:
    """Whether a source is one undated-named note of one of these kinds."""
    name = reading.path.rpartition("/")[2]
    return (
        len(reading.entries) == 1 and reading.entries[0].kind in kinds and not _DAY.search(name) and name != "README.md"
    )


def _usual_folder(shelf: Shelf, is_such: Callable[[Reading], bool]) -> str | None:
    """The folder, with its slash, in which most of such notes are; None where there are none."""
    counted = Counter(_folder(reading.path) for reading in shelf.readings if is_such(reading))
    return min(counted, key=lambda folder: (-counted[folder], folder)) if counted else None


def _folder(path: str) -> str:
    return path[: path.rfind("/") + 1]


def _file(shelf: Shelf, folder: str, title: str, front: Mapping[str, str], said: str) -> NewNote:
    """A file of its own. Raises BuildError where one of that name is there, whatever its case."""
    path = f"{folder}{file_name(title)}.md"
    there = next((source.path for source in shelf.sources if folded(source.path) == folded(path)), None)
    if there is not None:
        raise error_of(BuildError, there, "new.exists")
    fields = [f"{name}: {_yaml(value)}" for name, value in front.items()]
    lines = ["---", *fields, "---", "", said, ""]
    return NewNote(path, "\n".join(lines).encode(), len(lines) - 1, is_new=True)


def _yaml(value: str) -> str:
    plain = re.fullmatch(r"[\w\u4e00-\u9fff][\w \u4e00-\u9fff（），。、-]*", value) and not value.isdigit()
    is_word = value.lower() in ("yes", "no", "true", "false", "null", "on", "off", "y", "n")
    return value if plain and not is_word and not value.endswith(" ") else json.dumps(value, ensure_ascii=False)


def _daily(shelf: Shelf, title: str, today: str, said: str) -> NewNote:
    """A heading, or in an outline an item, in the file of the day."""
    path = _path_of_day(shelf, today)
    item = (
        [f"- {title}", *(f"  {line}" for line in said.splitlines())] if shelf.is_outline else [f"## {title}", "", said]
    )
    there = next((source for source in shelf.sources if folded(source.path) == folded(path)), None)
    if there is not None:
        return _appended(there, item if shelf.is_outline else ["", *item])
    head = [] if shelf.is_outline else [f"# {today}", ""]
    lines = [*head, *item, ""]
    return NewNote(path, "\n".join(lines).encode(), len(lines) - 1, is_new=True)


def _path_of_day(shelf: Shelf, today: str) -> str:
    """Where the file of a day is, as those of other days are named: by folder, and how the parts of the date are joined."""
    counted: Counter[tuple[str, str, str, str]] = Counter()
    for source in shelf.sources:
        folder = _folder(source.path)
        stem = source.path[len(folder) :].rpartition(".")[0]
        found = _DAY.fullmatch(stem)
        if found:
            counted[
                (
                    _DAY.sub("\0", re.sub(r"\d{4}/\d{2}/$", "\0", folder)),
                    found["gap"],
                    source.path.rpartition(".")[2],
                    folder,
                )
            ] += 1
    if not counted:
        return f"journals/{today.replace('-', '_')}.md" if shelf.is_outline else f"daily/{today}.md"
    pattern, gap, ending, folder = min(counted, key=lambda one: (-counted[one], one))
    if "\0" in pattern:  # a folder for each month
        folder = pattern.replace("\0", f"{today[:4]}/{today[5:7]}/")
    return f"{folder}{today.replace('-', gap)}.{ending}"


def _appended(source: SourceFile, lines: Sequence[str]) -> NewNote:
    """The source with `lines` at its end, which end as its own lines do. Raises BuildError for one that is not UTF-8."""
    old = source.data
    try:
        old.decode("utf-8")
    except UnicodeDecodeError as error:
        raise error_of(BuildError, source.path, "new.encoding") from error
    end = b"\r\n" if b"\r\n" in old else b"\n"
    kept = old if not old or old.endswith(b"\n") else old + end
    content = kept + end.join(line.encode() for line in lines) + end
    return NewNote(source.path, content, content.count(b"\n"), is_new=False)


def _term(shelf: Shelf, title: str, today: str, said: str) -> NewNote:
    """A line in the glossary that is the largest of those that read it as a term; else a glossary of its own."""
    for reading in shelf.readings:
        for term in reading.terms:
            if title.casefold() in (name.casefold() for name in term.names):
                span = term.definitions[0].span
                raise error_of(BuildError, f"{span.path}:{span.start_line}", "new.term_exists")
    definition = said or text("new.undefined", shelf.lang)
    line = f"- **{title}**：{definition}" if shelf.lang == "zh" else f"- **{title}**: {definition}"
    for reading in sorted(shelf.readings, key=lambda reading: (-len(reading.terms), reading.path)):
        if reading.format != "glossary":
            continue
        longer = _appended(shelf.source[reading.path], [line])
        if _reads_as_term(longer, reading, shelf.source[reading.path], title):
            return longer
    heading = text("new.glossary", shelf.lang)
    content = f"---\nformat: glossary\n---\n# {heading}\n\n{line}\n"
    path = next(path for path in _numbered("glossary") if path not in shelf.source)
    return NewNote(path, content.encode(), content.count("\n"), is_new=True)


def _numbered(stem: str) -> Iterable[str]:
    yield f"{stem}.md"
    number = 2
    while True:
        yield f"{stem}-{number}.md"
        number += 1


def _reads_as_term(longer: NewNote, before: Reading, source: SourceFile, title: str) -> bool:
    """Whether a glossary with a line more says what it said, and defines the term in that line."""
    after = read(longer.path, longer.content, source.hints, is_page=source.is_page)
    others = [term for term in after.terms if title not in term.names]
    is_there = any(title in term.names and term.definitions[0].span.start_line == longer.line for term in after.terms)
    return is_there and others == list(before.terms)


_MAKERS: Mapping[str, Callable[[Shelf, str, str, str], NewNote]] = {
    "note": _note,
    "daily": _daily,
    "video": _video,
    "term": _term,
}
