"""Front matter as people write it for MkDocs, Obsidian (YAML between `---`) and Hugo (TOML between `+++`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

import yaml

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Kind, Person
from ainotes_site.readers.detect.dates import find_date
from ainotes_site.readers.detect.field_names import fields_of, is_listed, names, normal
from ainotes_site.readers.detect.links import only_url
from ainotes_site.readers.detect.simplify import simplified
from ainotes_site.readers.frontmatter.lenient_yaml import are_fields, by_line, is_wide_field, mended
from ainotes_site.readers.frontmatter.notations import unmarked_fields
from ainotes_site.readers.frontmatter.plain_yaml import plain_fields
from ainotes_site.readers.frontmatter.privacy import visibility
from ainotes_site.readers.frontmatter.values import flag_of, list_of, people_of, text_of, unlinked

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

DOCUMENTS = 2
"""How many notes with front matter of their own make a file one of several."""

QUOTES = " \"'"
_NO_BRACKETS = str.maketrans("", "", "[]")

MAX_DEPTH = 16
"""Deepest nesting that is read; front matter of notes has two levels."""

_KEY = pattern(r"\w[\w .-]{0,40}:(\s|$)")
_SIMPLE = pattern(r"([A-Za-z_]\w{0,40})\s*[:=]\s*(\S.*)$")
_TITLED = pattern(r"[Tt]itle:\s+\S")
_CLOCK = pattern(r"(1\d{9})(?:\d{3})?$")
_STAMP = pattern(r"((?:19|20)\d{6})\d{6,9}$")
_PLACEHOLDER = pattern(r"\{\{|<%|\$\{")
_ENDS = {"---": ("---", "..."), "+++": ("+++",)}
"""By the line above front matter, the lines that may end it."""
_KINDS = {kind.value: kind for kind in Kind}
_YEARS = ("year", "年份")
_AUTHORS = tuple(name for name in names("author") if name != "up")  # which in a vault is the note above

_ADDRESSES = ("permalink", "url", "slug", "abbrlink", "id")
"""Fields that say where a note is published."""
_READ = frozenset((
    "title", "date", "updated", "tags", "author", "authors", "aliases", "description", "topics", "nolink", "boilerplate",
))  # fmt: skip
"""Fields that an entry has under these very names."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something wrong in the front matter, before it is known which file it is in."""

    line: int
    """Counted from 1."""
    key: str
    """In the table of problems."""
    values: Mapping[str, str]
    """What its words are filled with."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the owner of a file declared about it."""

    lines: int
    """Lines that it takes, marks included; 0 when there is none."""
    title: str = ""
    date: str | None = None
    is_created: bool = False
    """Whether `date` is only the day on which the file was made, which counts for less than a day in its name."""
    updated: str | None = None
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    redirect_from: tuple[str, ...] = ()
    """Paths of an older site that are to lead here: `redirect_from`, or aliases that are paths, as Hugo has them."""
    addresses: tuple[str, ...] = ()
    """Paths, or the ends of paths, of another site at which it is published, without `.html` and slashes around them."""
    properties: tuple[tuple[str, str | tuple[str, ...]], ...] = ()
    """All fields that are none of those here, in order, with a text or the texts of a list."""
    authors: tuple[Person, ...] = ()
    description: str = ""
    published: bool | None = None
    """Whether it is to be published; None where nothing is said of it."""
    slug: str = ""
    id: str = ""
    kind: Kind | None = None
    format: str = ""
    topics: tuple[str, ...] = ()
    nolink: tuple[str, ...] = ()
    keep_boilerplate: bool = False
    """Whether what looks like boilerplate is to be shown (`boilerplate: keep`)."""
    verified: str = ""
    """When its owner last saw to it that it is right, as written."""
    review: str = ""
    """When it is to be looked at again: a day, or a time after that, as written."""
    links: tuple[str, ...] = ()
    """URLs that the note is about: where it was clipped from."""
    complaints: tuple[Complaint, ...] = ()


NONE = FrontMatter(0)


def with_documents(lines: tuple[str, ...]) -> tuple[str, ...]:
    """`lines` of a file of several notes, each below front matter of its own, with a heading for each title, and fields below it."""
    if lines.count("---") < 2 * DOCUMENTS:
        return lines
    marks = [n for n, line in enumerate(lines) if line == "---"]
    heads = [(a, b) for a, b in pairwise(marks) if _names_document(lines[a + 1 : b])]
    if len(heads) < DOCUMENTS or heads[0][0] != marks[0] or any(map(str.strip, lines[: marks[0]])):
        return lines
    made = list(lines)
    for first, stop in heads:
        made[first : stop + 1] = _headed(lines[first + 1 : stop])
    return tuple(made)


def _headed(inside: Sequence[str]) -> list[str]:
    """As many lines as fields and the two marks around them: a heading in place of the title, the other fields as they stand in a text."""
    title = next(line for line in inside if _TITLED.match(line))
    fields = ("" if line == title else line.translate(_NO_BRACKETS) for line in inside)
    return [f"# {title.partition(':')[2].strip(QUOTES)}", *fields, ""]


def _names_document(inside: Sequence[str]) -> bool:
    """Whether lines are fields alone, with a title among them."""
    are_fields = all(_KEY.match(line) or line[:1] in " -" for line in inside)
    return are_fields and any(map(_TITLED.match, inside))


def front_matter(lines: Sequence[str]) -> FrontMatter:
    """The front matter that `lines` begin with; `NONE` when they begin with anything else, a rule for example.

    Blank lines may stand above it.
    """
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    mark = lines[start].rstrip() if lines else ""
    if mark not in _ENDS:
        return _unmarked(lines)
    stop = next((n for n in range(start + 1, len(lines)) if lines[n].rstrip() in _ENDS[mark]), 0)
    if not stop:
        return _unclosed(lines)
    inside = lines[start + 1 : stop]
    if not _looks_like_fields(inside):
        return NONE
    fields, complaint = _parsed(mark, inside)
    if complaint is None or any(map(_PLACEHOLDER.search, inside)):  # a template, which is to be filled in
        return _from_fields(fields, lines[: stop + 1])
    return _from_fields(fields, lines[: stop + 1], (replace(complaint, line=complaint.line + start),))


def _parsed(mark: str, inside: Sequence[str]) -> tuple[Mapping[object, object], Complaint | None]:
    """The fields between two marks, as many of them as can be read, and what is wrong there."""
    fields, complaint = _toml(inside) if mark == "+++" else _yaml(inside)
    if complaint is None:
        return fields, None
    better = mended(inside) if mark == "---" else list(inside)
    if better == list(inside):
        return by_line(inside), complaint
    again, still = _yaml(better)
    return (again, None) if still is None else (by_line(better), complaint)


def _unmarked(lines: Sequence[str]) -> FrontMatter:
    """Fields without a mark above them: up to a rule, as Hexo reads them, or in a notation that has no such marks."""
    found = unmarked_fields(lines)
    if found is not None:
        return _from_fields(found[0], lines[: found[1]])
    stop = next((n for n, line in enumerate(lines) if not line.strip() or line.rstrip() == "---"), 0) if lines else 0
    if not stop or not lines[stop].strip() or not _TITLED.match(lines[0]):
        return NONE
    fields, complaint = _yaml(lines[:stop])
    return _from_fields(fields, lines[: stop + 1]) if complaint is None and len(fields) > 1 else NONE


def _looks_like_fields(inside: Sequence[str]) -> bool:
    first = next((line for line in inside if line.strip() and not line.lstrip().startswith("#")), None)
    if first is None:
        return not any(line.strip() for line in inside)
    if is_wide_field(first):
        return are_fields(inside)
    return _KEY.match(first) is not None or _SIMPLE.match(first) is not None or first.startswith(("[", "{", '"', "? "))


def _unclosed(lines: Sequence[str]) -> FrontMatter:
    if len(lines) < 2 or not re.match(r"(title|date|tags?|id|format|aliases)\s*[:=]", lines[1]):
        return NONE
    return replace(NONE, complaints=(Complaint(1, "front_matter.unclosed", {"mark": lines[0].rstrip()}),))


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
    return Complaint(line + 2, "front_matter.broken", {"why": why})


class _Fields:
    """The fields that say something, by their names in lower case and simplified characters."""

    def __init__(self, fields: Mapping[object, object]) -> None:
        said = ((simplified(str(key)).strip(), value) for key, value in fields.items())
        named = {name: value for name, value in said if value not in (None, "", [])}
        self.known = {name.lower(): value for name, value in named.items()}
        self.meant = {name: (fields_of(name), value) for name, value in (*named.items(), *_within(named))}
        """All names, those inside a mapping after its own, with what they mean."""
        self.when = {name: (meant, _whens(value)) for name, (meant, value) in self.meant.items() if meant & _DAYS}

    def first(self, *keys: str) -> object:
        """The value of the first of these fields that there is."""
        for key in keys:
            if key in self.known:
                return self.known[key]
        return None

    def text(self, *keys: str) -> str:
        return text_of(self.first(*keys))

    def list(self, *keys: str) -> tuple[str, ...]:
        return list_of(self.first(*keys))

    def authors(self) -> tuple[Person, ...]:
        """Those that a field of the usual names has, else one whose name says the same."""
        meant = (
            value
            for name, (fields, value) in self.meant.items()
            if "author" in fields and not _is_note_above(name, value)
        )
        return people_of(self.first("authors", *_AUTHORS)) or next(filter(None, map(people_of, meant)), ())

    def links(self) -> tuple[str, ...]:
        """The addresses of what the note is about."""
        values = {normal(name): value for name, (_, value) in self.meant.items()}
        urls = (only_url(text_of(values[name])) for name in names("origin") if name in values)
        return tuple(dict.fromkeys(filter(None, urls)))

    def date(self, meaning: str, unless: str = "") -> str | None:
        """The first day in the fields that mean `meaning`, and not `unless`, those of the plainest names first."""
        said = [(name, days) for name, (meant, days) in self.when.items() if meaning in meant and unless not in meant]
        said.sort(key=lambda field: _rank(meaning, normal(field[0])))
        return next((date for _, days in said for _, date in days if date), None)


def _is_note_above(name: str, value: object) -> bool:
    """Whether a field `up` is the note above, as in a vault, where it is a link, and not who uploaded a video."""
    return name.lower() == "up" and "[[" in str(value)


def _rank(meaning: str, name: str) -> int:
    known = names(meaning)
    return known.index(name) if name in known else len(known)


_DAYS = frozenset(("date", "created", "updated", "published"))
"""What fields mean that are days."""


def _within(fields: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The fields of mappings among `fields`, each with the name of what it is in before its own: date created, extra author."""
    for name, value in fields.items():
        if isinstance(value, dict):
            yield from ((f"{name} {inner}", each) for inner, each in value.items())


def _from_fields(
    fields: Mapping[object, object], lines: Sequence[str], complaints: tuple[Complaint, ...] = ()
) -> FrontMatter:
    said = _Fields(fields)
    date, is_created = _date(said)
    aliases = said.list("aliases", "alias", "别名")
    paths = tuple(name for name in aliases if name.startswith("/"))
    tags = (tag.lstrip("#") for tag in said.list("tags", "tag", "标签") if tag.strip("#"))
    return FrontMatter(
        lines=len(lines),
        title=said.text("title", "标题", "herotext") or _of_home(fields.get("hero")),
        date=date,
        is_created=is_created,
        updated=said.date("updated"),
        tags=tuple(dict.fromkeys(tags)),
        aliases=tuple(name for name in aliases if not name.startswith("/")),
        redirect_from=(*said.list("redirect_from"), *paths),
        addresses=_addresses(said.known, paths),
        properties=_properties(said.known),
        authors=said.authors(),
        description=said.text(*names("description")),
        published=visibility(fields),
        slug=said.text("slug"),
        id=said.text("id"),
        kind=_KINDS.get(said.text("kind").lower()) or _kind_of_type(said.text("type", "类型").lower()),
        format=said.text("format").lower(),
        topics=said.list("topics", "topic"),
        nolink=("*",) if flag_of(said.first("nolink")) is True else said.list("nolink"),
        keep_boilerplate=said.text("boilerplate").lower() == "keep",
        verified=said.text("verified"),
        review=said.text("review"),
        links=said.links(),
        complaints=(*complaints, *_undated(said, lines)),
    )


def _of_home(hero: object) -> str:
    """What VitePress calls a site on its home page; VuePress 1 has `heroText`. https://vitepress.dev/reference/default-theme-home-page"""
    return text_of(hero.get("name")) if isinstance(hero, dict) else ""


def _kind_of_type(type: str) -> Kind | None:
    """The kind that another program's word for the type of a note means; most of them mean none of ours."""
    return Kind.VIDEO if type in names("video") else None


def _date(said: _Fields) -> tuple[str | None, bool]:
    """The day of a note, and whether it is only the day on which its file was made."""
    date, created, published = said.date("date"), said.date("created"), said.date("published")
    kinds = frozenset[str]().union(*(fields for fields, _ in said.meant.values()))
    if "of-work" in kinds:
        date, published = said.date("date", unless="published"), None  # when a book came out is no day of a note on it
    elif date is None and "origin" in kinds:
        date = published  # a copy is made long after what it is a copy of
    created = created or (None if date or published else find_date(said.text(*_YEARS)))
    return date or created or published, date is None and created is not None


def _properties(known: Mapping[str, object]) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    return tuple(
        ("-".join(name.split()), list_of(value) if isinstance(value, list) else unlinked(text_of(value)))
        for name, value in known.items()
        if name not in _READ and not isinstance(value, dict)
    )


def _addresses(known: Mapping[str, object], paths: Sequence[str]) -> tuple[str, ...]:
    """What Hugo, Jekyll, Hexo and Docusaurus make the address of a note from. A pattern (`/:year/:title/`) is none."""
    written = [text_of(known[name]) for name in _ADDRESSES if name in known]
    written += [*list_of(known.get("redirect_from")), *paths]
    plain = (text.partition("#")[0].strip().strip("/") for text in written if ":" not in text)
    return tuple(dict.fromkeys(text.removesuffix(".html").removesuffix("/index") for text in plain if text))


def _whens(value: object) -> list[tuple[str, str | None]]:
    """The texts of a field that may be dates, one or those of a list, each with the date that it is."""
    texts = map(text_of, value) if isinstance(value, list) else (text_of(value),)
    return [(text, _of_clock(text) or find_date(text)) for text in texts if text]


def _of_clock(text: str) -> str | None:
    """The day in Greenwich of a time in seconds or milliseconds since 1970, as Dendron writes it, or of a day and a time written
    together, as TiddlyWiki does."""
    stamp = _STAMP.match(text)
    if stamp is not None:
        return find_date(stamp[1])
    found = _CLOCK.match(text)
    return datetime.fromtimestamp(int(found[1]), UTC).date().isoformat() if found else None


def _undated(said: _Fields, lines: Sequence[str]) -> tuple[Complaint, ...]:
    """Complaints about dates that are none. A template's place for one is no mistake."""
    wrong = {
        name: texts[0][0]
        for name, (meant, texts) in said.when.items()
        if texts and not texts[0][1] and "published" not in meant
    }
    return tuple(
        Complaint(
            next((n for n, line in enumerate(lines, 1) if line.partition(":")[0].strip() == name), 1),
            "front_matter.date",
            {"name": name, "value": text[:40]},
        )
        for name, text in wrong.items()
        if is_listed(name) and not _PLACEHOLDER.search(text)
    )
