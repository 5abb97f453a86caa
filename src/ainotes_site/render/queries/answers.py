"""The answers to the queries within notes, as HTML in the place of their code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape

from ainotes_site.i18n import text as word
from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.plain_text import plain
from ainotes_site.markup.rules.foreign.logseq_query import LANGUAGE
from ainotes_site.model import Entry, Lang
from ainotes_site.render.queries.bases import views
from ainotes_site.render.queries.dataview import Query, matching, parsed
from ainotes_site.render.queries.expressions import Lookup, display, is_true
from ainotes_site.render.queries.fields import lookup, tasks
from ainotes_site.render.queries.logseq import LogseqQuery, matching_blocks, matching_pages, parsed_logseq
from ainotes_site.render.queries.outline import OutlineItem
from ainotes_site.urls import entry_url

_BLOCK = pattern(
    r'<div class="highlight" data-lang="(dataview|base|logseq-query)"><pre><code>([^<>]*)</code></pre></div>\n?'
)


def answered(html: str, entries: Sequence[Entry], root: str, lang: Lang) -> str:
    """See `with_answers`."""

    def in_its_place(found: re.Match[str]) -> str:
        text = unescape(found[2])
        if found[1] == LANGUAGE:
            outlined = parsed_logseq(text)
            return found[0] if outlined is None else _blocks(outlined, entries, root, lang)
        if found[1] == "base":
            named = views(text)
            return found[0] if named is None else "".join(_view(name, one) for name, one in named)
        query = parsed(text)
        return found[0] if query is None else answer(query)

    def answer(query: Query) -> str:
        found = matching(query, entries)
        return _tasks(query, found, root, lang) if query.kind == "task" else _shown(query, found, root)

    def _view(name: str, query: Query) -> str:
        return (f"<p><strong>{escape(name)}</strong></p>\n" if name else "") + answer(query)

    return _BLOCK.sub(in_its_place, html)


def _blocks(query: LogseqQuery, entries: Sequence[Entry], root: str, lang: Lang) -> str:
    title = f"<p><strong>{escape(query.title)}</strong></p>\n" if query.title else ""
    if query.of_pages:
        pages = "".join(f"<li>{_link(entry, root)}</li>\n" for entry in matching_pages(query, entries))
        return f"{title}<ul>\n{pages}</ul>\n"
    parts = []
    for entry, found in matching_blocks(query, entries):
        items = "".join(_block(one, lang) for one in found)
        parts.append(f"<p>{_link(entry, root)}</p>\n<ul>\n{items}</ul>\n")
    return title + ("".join(parts) or "<ul>\n</ul>\n")


def _block(block: OutlineItem, lang: Lang) -> str:
    text = plain(block.text)
    if not block.marker:
        return f"<li>{escape(text)}</li>\n"
    return _task_item(text, block.marker in ("DONE", "CANCELED", "CANCELLED"), lang)


def _link(entry: Entry, root: str) -> str:
    return f'<a class="an-entry-link" href="{root}{entry_url(entry.id)}">{escape(entry.title)}</a>'


def _shown(query: Query, entries: Sequence[Entry], root: str) -> str:
    rows = [
        ([_link(entry, root)] if query.has_names else [])
        + [escape(display(column.value(lookup(entry)))) for column in query.columns]
        for entry in entries
    ]
    if query.kind == "list":
        items = "".join(f"<li>{': '.join(filter(None, row))}</li>" for row in rows)
        return f"<ul>\n{items}\n</ul>\n"
    names = [*(["File"] if query.has_names else []), *(column.name for column in query.columns)]
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    return f'<div class="an-table" tabindex="0"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table></div>\n'


def _tasks(query: Query, entries: Sequence[Entry], root: str, lang: Lang) -> str:
    parts = []
    left = query.limit
    for entry in entries:
        found = [one for one in tasks(entry) if all(is_true(condition(one)) for condition in query.conditions)][:left]
        left -= len(found)
        if found:
            items = "".join(_task(one, lang) for one in found)
            parts.append(f'<p>{_link(entry, root)}</p>\n<ul class="contains-task-list">\n{items}</ul>\n')
    return "".join(parts) or "<ul>\n</ul>\n"


def _task(task: Lookup, lang: Lang) -> str:
    return _task_item(display(task("text")), is_true(task("completed")), lang)


def _task_item(text: str, is_done: bool, lang: Lang) -> str:
    label = escape(word("markup.task.done" if is_done else "markup.task.open", lang))
    checked = ' checked=""' if is_done else ""
    box = f'<input type="checkbox" disabled=""{checked} aria-label="{label}">'
    return (
        f'<li class="task-list-item"><label class="task-list-control">{box}<span class="task-list-indicator"></span></label> '
        f"{escape(text)}</li>\n"
    )
