"""What a query may ask of an entry: fields that every entry has, and the properties that its owner gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.plain_text import plain
from ainotes_site.model import Entry
from ainotes_site.readers.frontmatter.inline_fields import HIDDEN
from ainotes_site.render.queries.expressions import Lookup, NotUnderstoodError, Value
from ainotes_site.urls import tag_path

_TASK = pattern(
    r"[ \t>]*(?:[-*+]|\d+[.)])[ \t]+(?:\[(?P<mark>.)\][ \t]+|(?P<word>TODO|DOING|DONE)[ \t]+)(?P<text>\S[^\n]*)"
)
_UNKNOWN = (
    "file.inlinks",
    "file.outlinks",
    "file.size",
    "file.tasks",
    "file.lists",
    "this.",
    "formula.",
    "file.links",
    "file.backlinks",
)
"""Fields that are not known here: a query with one of them is not answered."""


def lookup(entry: Entry) -> Lookup:
    """The fields of an entry by their names."""
    return partial(_value, entry)


def field_name(name: str) -> str:
    """The name of a field, where it may be asked for.

    Raises `NotUnderstoodError`.
    """
    if name.startswith(_UNKNOWN):
        raise NotUnderstoodError(name)
    return name


def _value(entry: Entry, name: str) -> Value:
    own = _FIELDS.get(name)
    if own is not None:
        return own(entry)
    wanted = field_name(name).removeprefix("note.")
    return next((value for key, value in entry.properties if key == wanted), None)


def _tags(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"#{part}" for tag in entry.tags for part in (tag, *(_above(tag)))))


def _above(tag: str) -> Iterator[str]:
    while "/" in tag:
        tag = tag.rpartition("/")[0]
        yield tag


_FIELDS: Mapping[str, Callable[[Entry], Value]] = {
    "title": lambda entry: entry.title,
    "date": lambda entry: entry.date or "",
    "created": lambda entry: entry.date or "",
    "updated": lambda entry: entry.updated or "",
    "tags": lambda entry: entry.tags,
    "author": lambda entry: tuple(person.name or f"@{person.handle}" for person in entry.authors),
    "aliases": lambda entry: entry.aliases,
    "description": lambda entry: entry.description,
    "file.name": lambda entry: entry.span.path.rpartition("/")[2].rpartition(".")[0],
    "file.ext": lambda entry: entry.span.path.rpartition(".")[2],
    "file.link": lambda entry: entry.title,
    "file.path": lambda entry: entry.span.path,
    "file.folder": lambda entry: entry.span.path.rpartition("/")[0],
    "file.tags": _tags,
    "file.etags": lambda entry: tuple(f"#{tag}" for tag in entry.tags),
    "file.aliases": lambda entry: entry.aliases,
    "file.day": lambda entry: entry.date or "",
    "file.cday": lambda entry: entry.date or "",
    "file.ctime": lambda entry: entry.date or "",
    "file.mday": lambda entry: entry.updated or entry.date or "",
    "file.mtime": lambda entry: entry.updated or entry.date or "",
}


def has_tag(entry: Entry, slug: str) -> bool:
    """Whether an entry has a tag, or one below it."""
    return any(one == slug for own in entry.tags for one, _ in tag_path(own))


def tasks(entry: Entry) -> list[Lookup]:
    """The tasks of an entry, each with its own fields before those of the entry."""
    found: list[Lookup] = []
    for line in HIDDEN.sub("", entry.body).split("\n"):
        match = _TASK.match(line)
        if match:
            is_done = (match["word"] or "TODO") == "DONE" if match["mark"] is None else match["mark"] in "xX"
            own: dict[str, Value] = {
                "text": plain(match["text"]),
                "completed": is_done,
                "checked": is_done or (match["mark"] or " ") != " ",
                "status": match["mark"] or ("x" if is_done else " "),
            }
            found.append(partial(_of_task, own, entry))
    return found


def _of_task(own: Mapping[str, Value], entry: Entry, name: str) -> Value:
    return own[name] if name in own else _value(entry, name)
