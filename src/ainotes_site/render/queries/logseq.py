"""Simple queries of Logseq: `{{query (and [[page]] (task TODO))}}`, also as the `:query` of `#+BEGIN_QUERY`.

What asks the clock, sorts, samples or is written in Datalog is not understood, and stays code.
https://docs.logseq.com/#/page/queries
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from ainotes_site.lazy_regex import pattern
from ainotes_site.link.names.keys import day_key, name_key
from ainotes_site.model import Entry
from ainotes_site.render.queries.expressions import NotUnderstoodError
from ainotes_site.render.queries.outline import OutlineItem, blocks, outermost, page_keys, page_tags

MOST = 500
"""Blocks, or pages, that one query lists."""
_LONGEST = 2000
_DEEPEST = 10
_MACRO = pattern(r"\s*\{\{[ \t]*(query|namespace)\b(.*)\}\}\s*$")
_ADVANCED = pattern(r"\s*#\+BEGIN_QUERY\s*\{(.*)\}\s*#\+END_QUERY\s*$", 16)  # re.DOTALL
_TITLE = pattern(r":title\s+\"([^\"\n]*)\"")
_QUERY = pattern(r":query\s+(?=\()")
_OPTION = pattern(r":(?:title\s+\"[^\"\n]*\"|collapsed\?\s+(?:true|false)|breadcrumb-show\?\s+(?:true|false))\s*")
_WORD = pattern(
    r"\s*(?:(?P<sign>[()])|#?\[\[(?P<page>[^\[\]\n]+)\]\]|\#(?P<tag>[^\s()\[\]\"]+)|\"(?P<text>[^\"\n]*)\"|(?P<name>[^\s()\[\]\"]+))"
)

Condition = Callable[[OutlineItem], bool]
Chance = Callable[[Entry], bool]
"""Whether an entry may have a block that a condition holds for: told from its text as a whole, which is quick."""
Word = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LogseqQuery:
    """What a query asks for."""

    condition: Condition
    may_hold: Chance
    of_pages: bool
    """Whether it asks of pages as a whole, and lists pages."""
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """A condition, and whether it asks of pages alone."""

    holds: Condition
    may_hold: Chance
    of_pages: bool = False


def parsed_logseq(text: str) -> LogseqQuery | None:
    """A query; None for one that is not understood as a whole."""
    if len(text) > _LONGEST:
        return None
    try:
        return _parsed(text)
    except NotUnderstoodError:
        return None


def _parsed(text: str) -> LogseqQuery:
    macro, advanced = _MACRO.match(text), _ADVANCED.match(text)
    title = ""
    if macro:
        written = macro[2].strip()
        if macro[1] == "namespace":
            name = written.removeprefix("[[").removesuffix("]]").strip('" ')
            return LogseqQuery(_in_namespace(name), _always, True)
    elif advanced:
        named = _TITLE.search(advanced[1])
        title = named[1] if named else ""
        at = _QUERY.search(advanced[1])
        if at is None or _OPTION.sub("", advanced[1][: at.start()]).strip():
            raise NotUnderstoodError(text)
        written = _OPTION.sub("", advanced[1][at.end() :])
    else:
        raise NotUnderstoodError(text)
    reader = _Reader(_words(written))
    part = reader.one(0)
    if reader.at < len(reader.words):
        raise NotUnderstoodError(written)
    return LogseqQuery(part.holds, part.may_hold, part.of_pages, title)


def _words(written: str) -> list[Word]:
    found: list[Word] = []
    at, written = 0, written.rstrip()
    while at < len(written):
        word = _WORD.match(written, at)
        if word is None or word.lastgroup is None:
            raise NotUnderstoodError(written)
        found.append((word.lastgroup, word[word.lastgroup]))
        at = word.end()
    return found


class _Reader:
    """Reads conditions word by word."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.at = 0

    def one(self, depth: int) -> _Part:
        if self.at >= len(self.words) or depth > _DEEPEST:
            raise NotUnderstoodError("nothing")
        kind, text = self.words[self.at]
        self.at += 1
        if kind in ("page", "tag"):
            return _Part(_names(text), partial(_may_name, name_key(text)))
        if kind == "text":
            return _Part(_says(text), lambda entry: text.casefold() in entry.body.casefold())
        if (kind, text) != ("sign", "("):
            raise NotUnderstoodError(text)
        name = self.words[self.at][1].lower() if self.at < len(self.words) else ""
        self.at += 1
        if name in ("and", "or", "not"):
            return self.joined(name, depth)
        given = self.arguments()
        return _Part(_condition(name, given), _chance(name, given), name in _OF_PAGES)

    def joined(self, how: str, depth: int) -> _Part:
        parts: list[_Part] = []
        while not self.closes():
            parts.append(self.one(depth + 1))
        if not parts:
            raise NotUnderstoodError(how)
        of_pages = all(part.of_pages for part in parts)
        if how == "not":
            return _Part(lambda block: not any(part.holds(block) for part in parts), _always, of_pages)
        joined = all if how == "and" else any
        return _Part(
            lambda block: joined(part.holds(block) for part in parts),
            lambda entry: joined(part.may_hold(entry) for part in parts),
            of_pages,
        )

    def arguments(self) -> list[str]:
        found: list[str] = []
        while not self.closes():
            kind, text = self.words[self.at] if self.at < len(self.words) else ("sign", "(")
            if kind == "sign":
                raise NotUnderstoodError(text)
            found.append(text)
            self.at += 1
        return found

    def closes(self) -> bool:
        if self.at < len(self.words) and self.words[self.at] == ("sign", ")"):
            self.at += 1
            return True
        return False


def _always(_: Entry) -> bool:
    return True


def _may_name(page: str, entry: Entry) -> bool:
    return page in page_keys(entry) or page in page_tags(entry) or page in _folded(entry.body)


@lru_cache(maxsize=16384)
def _folded(body: str) -> str:
    return name_key(body)


def _chance(name: str, given: Sequence[str]) -> Chance:
    """What a text must have of which `(name …)` may hold."""
    if name in ("task", "todo"):
        marks = [word.upper() for word in given]
        marks += ["[ ]"] if "TODO" in marks else []
        marks += ["[x]", "[X]"] if "DONE" in marks else []
        return lambda entry: any(mark in entry.body for mark in marks)
    if name == "priority":
        return lambda entry: "[#" in entry.body
    return (lambda entry: "::" in entry.body) if name == "property" else _always


def _names(page: str) -> Condition:
    key = name_key(page)
    return lambda block: key in block.references


def _says(text: str) -> Condition:
    wanted = text.casefold()
    return lambda block: wanted in "\n".join(block.lines).casefold()


def _in_namespace(name: str) -> Condition:
    above = f"{name_key(name)}/"
    return lambda block: any(key.startswith(above) for key in page_keys(block.entry))


def _condition(name: str, given: Sequence[str]) -> Condition:
    """What `(name …)` asks. Raises `NotUnderstoodError`."""
    make = _CONDITIONS.get(name)
    if make is None or not given:
        raise NotUnderstoodError(name)
    return make(given)


def _task(given: Sequence[str]) -> Condition:
    markers = frozenset(word.upper() for word in given)
    return lambda block: block.marker in markers


def _priority(given: Sequence[str]) -> Condition:
    wanted = frozenset(word.upper() for word in given)
    return lambda block: block.priority in wanted


def _property(given: Sequence[str]) -> Condition:
    name, wanted = name_key(given[0].lstrip(":")), [name_key(word) for word in given[1:]]
    return lambda block: _has(block.properties.get(name), wanted)


def _page_property(given: Sequence[str]) -> Condition:
    name, wanted = name_key(given[0].lstrip(":")), [name_key(word) for word in given[1:]]

    def holds(block: OutlineItem) -> bool:
        found = next((value for key, value in block.entry.properties if name_key(key) == name), None)
        return _has(", ".join(found) if isinstance(found, tuple) else found, wanted)

    return holds


def _has(value: str | None, wanted: Sequence[str]) -> bool:
    """Whether a property is there, and is, or lists, what is wanted."""
    if value is None:
        return False
    listed = [name_key(one.strip().lstrip("#").removeprefix("[[").removesuffix("]]")) for one in value.split(",")]
    return all(one in listed or one == name_key(value) for one in wanted)


def _page_tags(given: Sequence[str]) -> Condition:
    wanted = frozenset(map(name_key, given))
    return lambda block: not wanted.isdisjoint(page_tags(block.entry))


def _page(given: Sequence[str]) -> Condition:
    wanted = name_key(given[0])
    return lambda block: wanted in page_keys(block.entry)


def _between(given: Sequence[str]) -> Condition:
    days = [day_key(name_key(word)) for word in given]
    if len(days) != 2 or not all(days):
        raise NotUnderstoodError("between")
    return lambda block: min(days) <= (block.entry.date or "")[:10] <= max(days)


_CONDITIONS: dict[str, Callable[[Sequence[str]], Condition]] = {
    "task": _task,
    "todo": _task,
    "priority": _priority,
    "property": _property,
    "page-property": _page_property,
    "page-tags": _page_tags,
    "tags": _page_tags,
    "page": _page,
    "namespace": lambda given: _in_namespace(given[0]),
    "between": _between,
}
_OF_PAGES = frozenset(("page-property", "page-tags", "tags", "namespace"))


def matching_pages(query: LogseqQuery, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that a query of pages asks for, by title."""
    found = [
        entry
        for entry in entries
        if query.condition(OutlineItem(entry, "", references=page_keys(entry) | page_tags(entry)))
    ]
    return sorted(found, key=lambda entry: (entry.title, entry.id))[:MOST]


def matching_blocks(query: LogseqQuery, entries: Sequence[Entry]) -> list[tuple[Entry, list[OutlineItem]]]:
    """The blocks that a query asks for, by entry, the newest entry first; without those that hold a query themselves."""
    found: list[tuple[Entry, list[OutlineItem]]] = []
    left = MOST
    ordered = sorted(entries, key=lambda entry: (entry.title, entry.id))
    for entry in sorted(ordered, key=lambda entry: entry.date or "", reverse=True):
        if not query.may_hold(entry):
            continue
        listed = blocks(entry)
        chosen = {id(block): block for block in listed if _is_text(block) and query.condition(block)}
        own = list(outermost(chosen, listed))[:left]
        if own:
            found.append((entry, own))
            left -= len(own)
    return found


def _is_text(block: OutlineItem) -> bool:
    return bool(block.text.strip()) and "{{query" not in block.text and "#+BEGIN_QUERY" not in block.text
