"""Queries of the plugin Dataview that are simple: a list or a table of the entries with a tag or in a folder.

Understood: `LIST` and `TABLE` with fields that every entry has, `FROM` with `#tag` and `"folder"` joined by `and`, `or` and `-`,
`SORT` by such a field, `LIMIT`. Any other query stays code, under the name of its language.
https://blacksmithgu.github.io/obsidian-dataview/queries/structure/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry
from ainotes_site.render.tag_index import tag_path
from ainotes_site.urls import entry_url, tag_slug

FENCE = "```dataview"
"""How a query begins in a note."""
MOST = 500
"""Entries that one query lists."""
_BLOCK = pattern(r'<div class="highlight" data-lang="dataview"><pre><code>([^<>]*)</code></pre></div>\n?')
_QUERY = pattern(
    r"\s*(?P<kind>LIST|TABLE)(?P<bare>\s+WITHOUT\s+ID)?(?P<fields>[^\n]*?)"
    r"(?:\s+FROM\s+(?P<source>[^\n]+?))?(?:\s+SORT\s+(?P<sort>[\w.]+)(?:\s+(?P<order>ASC|DESC|ascending|descending))?)?"
    r"(?:\s+LIMIT\s+(?P<limit>\d{1,4}))?\s*$",
    re.IGNORECASE,
)
_SOURCE = pattern(
    r"\s*(?:(?P<word>and|or)\b)?\s*(?P<not>[-!])?\s*(?:#(?P<tag>[^\s#\"()]+)|\"(?P<folder>[^\"\n]*)\")\s*", re.I
)
_FIELD = pattern(r"([\w.]+)(?:\s+as\s+(?:\"([^\"\n]*)\"|([\w.]+)))?", re.IGNORECASE)

Field = Callable[[Entry], str]


def _stem(entry: Entry) -> str:
    return entry.span.path.rpartition("/")[2].rpartition(".")[0]


_FIELDS: Mapping[str, Field] = {
    "title": lambda entry: entry.title,
    "date": lambda entry: entry.date or "",
    "created": lambda entry: entry.date or "",
    "updated": lambda entry: entry.updated or "",
    "tags": lambda entry: " ".join(f"#{tag}" for tag in entry.tags),
    "author": lambda entry: ", ".join(person.name or f"@{person.handle}" for person in entry.authors),
    "aliases": lambda entry: ", ".join(entry.aliases),
    "description": lambda entry: entry.description,
    "file.name": _stem,
    "file.link": lambda entry: entry.title,
    "file.path": lambda entry: entry.span.path,
    "file.folder": lambda entry: entry.span.path.rpartition("/")[0],
    "file.tags": lambda entry: " ".join(f"#{tag}" for tag in entry.tags),
    "file.day": lambda entry: entry.date or "",
    "file.cday": lambda entry: entry.date or "",
    "file.ctime": lambda entry: entry.date or "",
    "file.mday": lambda entry: entry.updated or entry.date or "",
    "file.mtime": lambda entry: entry.updated or entry.date or "",
}


@dataclass(frozen=True, slots=True)
class Query:
    """What a block asks."""

    columns: tuple[tuple[str, Field], ...] | None
    """Name and field of each column of a table; None for a list."""
    alternatives: tuple[tuple[tuple[bool, str, str], ...], ...]
    """Of each the conditions that must all hold: whether one is wanted, the slug of a tag, a folder. None: all entries."""
    sort: Field
    is_descending: bool = False
    limit: int = MOST


def parsed(text: str) -> Query | None:
    """A query; None for one that is not understood as a whole."""
    found = _QUERY.match(text)
    if found is None:
        return None
    fields, sort = found["fields"].strip(), (found["sort"] or "title").lower()
    is_table = found["kind"].upper() == "TABLE"
    columns = _columns(fields) if is_table or not fields else None  # a list shows no fields here
    alternatives = _alternatives(found["source"] or "")
    if columns is None or alternatives is None or sort not in _FIELDS:
        return None
    limit = min(MOST, int(found["limit"] or MOST))
    is_descending = (found["order"] or "").lower().startswith("desc")
    return Query(columns if is_table else None, alternatives, _FIELDS[sort], is_descending, limit)


def _columns(written: str) -> tuple[tuple[str, Field], ...] | None:
    columns = []
    for part in written.split(",") if written else ():
        found = _FIELD.fullmatch(part.strip())
        if found is None or found[1].lower() not in _FIELDS:
            return None
        columns.append((found[2] or found[3] or found[1], _FIELDS[found[1].lower()]))
    return tuple(columns)


def _alternatives(written: str) -> tuple[tuple[tuple[bool, str, str], ...], ...] | None:
    """`and` binds closer than `or`."""
    groups: list[list[tuple[bool, str, str]]] = []
    at = 0
    while at < len(written):
        found = _SOURCE.match(written, at)
        if found is None or (found["word"] is None) != (at == 0):
            return None
        condition = (
            not found["not"],
            tag_slug(found["tag"]) if found["tag"] else "",
            (found["folder"] or "").strip("/"),
        )
        if (found["word"] or "or").lower() == "or":
            groups.append([])
        groups[-1].append(condition)
        at = found.end()
    return tuple(map(tuple, groups))


def matching(query: Query, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that a query asks for, in its order; else by title."""
    found = [
        entry for entry in entries if not query.alternatives or any(_holds(all_, entry) for all_ in query.alternatives)
    ]
    found.sort(key=lambda entry: (entry.title, entry.id))
    found.sort(key=query.sort, reverse=query.is_descending)
    return found[: query.limit]


def _holds(conditions: Sequence[tuple[bool, str, str]], entry: Entry) -> bool:
    return all(_has(entry, tag, folder) is wanted for wanted, tag, folder in conditions)


def _has(entry: Entry, tag: str, folder: str) -> bool:
    if tag:
        return any(slug == tag for own in entry.tags for slug, _ in tag_path(own))
    path = entry.span.path
    return not folder or path.startswith(f"{folder}/") or path.rpartition(".")[0] == folder


def asks(entry: Entry) -> bool:
    """Whether an entry has a query."""
    return FENCE in entry.body


def with_answers(html: str, entries: Sequence[Entry], root: str) -> str:
    """The HTML of a body with the answers to its queries in their place; `root` leads to the root of the site."""

    def answered(found: re.Match[str]) -> str:
        query = parsed(unescape(found[1]))
        return found[0] if query is None else _shown(query, matching(query, entries), root)

    return _BLOCK.sub(answered, html) if 'data-lang="dataview"' in html else html


def _shown(query: Query, entries: Sequence[Entry], root: str) -> str:
    links = [
        f'<a class="an-entry-link" href="{root}{entry_url(entry.id)}">{escape(entry.title)}</a>' for entry in entries
    ]
    if query.columns is None:
        return f"<ul>\n{''.join(f'<li>{link}</li>' for link in links)}\n</ul>\n"
    names = ("File", *(name for name, _ in query.columns))
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    rows = "".join(
        f"<tr><td>{link}</td>{''.join(f'<td>{escape(field(entry))}</td>' for _, field in query.columns)}</tr>\n"
        for link, entry in zip(links, entries, strict=True)
    )
    return f'<div class="an-table" tabindex="0"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n'
