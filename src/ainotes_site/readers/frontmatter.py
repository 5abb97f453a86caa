"""Front matter as people write it for MkDocs, Obsidian (YAML between `---`) and Hugo (TOML between `+++`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import yaml

from ainotes_site.model import Kind, Person
from ainotes_site.patterns import pattern
from ainotes_site.readers.dates import find_date
from ainotes_site.readers.fields import plain_fields
from ainotes_site.readers.people import person

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

MAX_DEPTH = 16
"""Deepest nesting that is read; front matter of notes has two levels."""

_KEY = pattern(r"[\w\u3400-\u9fff][\w\u3400-\u9fff .-]{0,40}:(\s|$)")
_SIMPLE = pattern(r"([A-Za-z_]\w{0,40})\s*[:=]\s*(\S.*)$")
_TITLED = pattern(r"[Tt]itle:\s+\S")
_TRUE, _FALSE = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}

Value = str | list[str] | dict[str, str]


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something wrong in the front matter, before it is known which file it is in."""

    line: int
    """Counted from 1."""
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the owner of a file declared about it."""

    lines: int
    """Lines that it takes, marks included; 0 when there is none."""
    title: str = ""
    date: str | None = None
    updated: str | None = None
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    authors: tuple[Person, ...] = ()
    description: str = ""
    draft: bool = False
    slug: str = ""
    id: str = ""
    kind: Kind | None = None
    format: str = ""
    topics: tuple[str, ...] = ()
    nolink: tuple[str, ...] = ()
    complaints: tuple[Complaint, ...] = ()


NONE = FrontMatter(0)


def front_matter(lines: Sequence[str]) -> FrontMatter:
    """The front matter that `lines` begin with; `NONE` when they begin with anything else, a rule for example."""
    mark = lines[0].rstrip() if lines else ""
    if mark not in ("---", "+++"):
        return _unmarked(lines)
    ends = ("+++",) if mark == "+++" else ("---", "...")
    stop = next((n for n in range(1, len(lines)) if lines[n].rstrip() in ends), 0)
    if not stop or not _looks_like_fields(lines[1:stop]):
        return _unclosed(lines) if not stop else NONE
    inside = lines[1:stop]
    fields, complaint = _toml(inside) if mark == "+++" else _yaml(inside)
    if complaint is not None:
        fields = _by_line(inside)
    return _from_fields(fields, stop + 1, (complaint,) if complaint else ())


def _unmarked(lines: Sequence[str]) -> FrontMatter:
    """Fields without marks around them, as MkDocs and Pelican read them: `Title: …` first, up to a blank line."""
    if not lines or not _TITLED.match(lines[0]):
        return NONE
    stop = next((n for n, line in enumerate(lines) if not line.strip()), len(lines))
    if stop < 2 or not all(map(_SIMPLE.match, lines[:stop])):
        return NONE
    return _from_fields(_by_line(lines[:stop]), stop)


def _looks_like_fields(inside: Sequence[str]) -> bool:
    first = next((line for line in inside if line.strip() and not line.lstrip().startswith("#")), None)
    if first is None:
        return not any(line.strip() for line in inside)
    return _KEY.match(first) is not None or _SIMPLE.match(first) is not None or first.startswith(("[", "{", '"', "? "))


def _unclosed(lines: Sequence[str]) -> FrontMatter:
    if len(lines) < 2 or not re.match(r"(title|date|tags?|id|format|aliases)\s*[:=]", lines[1]):
        return NONE
    fact = "前置信息没有结束行 (front matter is never closed)"
    return replace(NONE, complaints=(Complaint(1, fact, f"add a line {lines[0].rstrip()} after its last field"),))


def _yaml(inside: Sequence[str]) -> tuple[Mapping[object, object], Complaint | None]:
    """Scalars stay strings, so no date, number or yes/no can be misread or be out of range."""
    plain = plain_fields(inside)
    if plain is not None:
        return plain, None
    text = "\n".join(inside)
    try:
        if (complaint := _refused(text)) is not None:
            return {}, complaint
        value = yaml.load(text, Loader=_Loader)  # a base loader makes strings, lists and dicts only
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return {}, _broken(mark.line if mark else 0, str(error.problem or error.context))
    except yaml.YAMLError as error:
        return {}, _broken(0, " ".join(str(error).split()))
    if value in (None, ""):
        return {}, None
    return (value, None) if isinstance(value, dict) else ({}, _broken(0, "no fields"))


def _refused(text: str) -> Complaint | None:
    """A complaint about what is not even loaded: it could take more memory, or more of the stack, than there is."""
    if "*" not in text and len(_OPENERS.findall(text)) <= MAX_DEPTH:
        return None  # nothing in it can be one of the two
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            return _broken(_line(event), "an alias (*name)")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return _broken(_line(event), "too many levels")
    return None


_OPENERS = pattern(r"[\[{?:-]")
"""What a level begins with."""


def _line(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


def _toml(inside: Sequence[str]) -> tuple[Mapping[object, object], Complaint | None]:
    import tomllib  # few notes have it

    try:
        fields: dict[object, object] = {}
        fields.update(tomllib.loads("\n".join(inside)).items())
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        place = re.search(r"line (\d+)", str(error))
        return {}, _broken(int(place[1]) - 1 if place else 0, str(error).split("\n")[0])
    return fields, None


def _broken(line: int, why: str) -> Complaint:
    fact = f"前置信息读不懂 (front matter cannot be parsed: {why})"
    return Complaint(line + 2, fact, 'put values that contain ":" or "#" in quotes')


def _by_line(inside: Sequence[str]) -> Mapping[object, object]:
    """The fields of a broken block that stand on one line each: `title: 注意力: 入门` is meant as it looks."""
    matches = (_SIMPLE.match(line) for line in inside)
    return {match[1]: _unquoted(match[2]) for match in matches if match}


def _unquoted(text: str) -> object:
    text = text.strip()
    if text.startswith("["):
        return [item.strip().strip("\"'") for item in text.strip("[]").split(",")]
    return text.strip("\"'")


def _from_fields(fields: Mapping[object, object], lines: int, complaints: tuple[Complaint, ...] = ()) -> FrontMatter:
    named = {str(key).strip().lower(): value for key, value in fields.items()}
    known = {name: value for name, value in named.items() if value not in (None, "", [])}

    def first(*keys: str) -> object:
        for key in keys:
            if key in known:
                return known[key]
        return None

    when = first("date", "created", "日期")
    created, updated = when, first("updated", "lastmod", "modified", "last_modified_at")
    if isinstance(when, dict):
        created, updated = when.get("created"), when.get("updated", updated)
    kind, complaint = _kind(_text(first("kind")))
    return FrontMatter(
        lines=lines,
        title=_text(first("title", "标题")),
        date=find_date(_text(created)),
        updated=find_date(_text(updated)),
        tags=tuple(dict.fromkeys(tag.lstrip("#") for tag in _list(first("tags", "tag", "标签")) if tag.strip("#"))),
        aliases=_list(first("aliases", "alias", "别名")),
        authors=_people(first("authors", "author", "作者")),
        description=_text(first("description", "summary", "摘要")),
        draft=_flag(first("draft")) is True or _flag(first("publish", "published")) is False,
        slug=_text(first("slug")),
        id=_text(first("id")),
        kind=kind,
        format=_text(first("format")).lower(),
        topics=_list(first("topics", "topic")),
        nolink=("*",) if _flag(first("nolink")) is True else _list(first("nolink")),
        complaints=(*complaints, complaint) if complaint else complaints,
    )


def _kind(text: str) -> tuple[Kind | None, Complaint | None]:
    if not text:
        return None, None
    try:
        return Kind(text.lower()), None
    except ValueError:
        fact = f"不认识的种类 (unknown kind): {text}"
        return None, Complaint(1, fact, f"use one of {', '.join(Kind)}")


def _text(value: object) -> str:
    """One line of text; empty for what is none."""
    if value is None or isinstance(value, (list, dict)):
        return ""
    text = " ".join(str(value).split())
    return "" if text in ("null", "~") else text


def _flag(value: object) -> bool | None:
    if value is None:
        return None
    word = _text(value).lower()
    return True if word in _TRUE else False if word in _FALSE else None


def _list(value: object) -> tuple[str, ...]:
    """A list, or one line with commas: `a, b`, `a，b`, `#a #b`."""
    if value is None:
        return ()
    if isinstance(value, list):
        items = [_text(item) for item in value]
    else:
        text = _text(value)
        items = re.split(r"[,，、;；]" if not re.match(r"#\S+\s+#", text) else r"\s+", text)
    return tuple(dict.fromkeys(item.strip() for item in items if item.strip()))


def _people(value: object) -> tuple[Person, ...]:
    """Names, `名字 @handle`, or Hugo's and Material's mappings with a name."""
    if value is None:
        return ()
    items = value if isinstance(value, list) else [value]
    people: list[Person] = []
    for item in items:
        if isinstance(item, dict):
            name, handle = _text(item.get("name")), _text(item.get("handle") or item.get("twitter"))
            people.append(Person(name, handle.lstrip("@") or None))
        else:
            people.extend(person(name) for name in _list(_text(item)))
    return tuple(dict.fromkeys(p for p in people if p.name or p.handle))
