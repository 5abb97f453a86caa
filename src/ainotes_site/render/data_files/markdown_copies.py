"""Every entry and term as a Markdown file beside its page: `entries/x.md`, `terms/y.md`.

Each has front matter that YAML readers agree on (strings are quoted as in JSON), the title as its only heading
of the first level, and links that lead to the other copies.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial

from ainotes_site.lazy_regex import pattern
from ainotes_site.link.merge import Links
from ainotes_site.markup.portable_markdown import portable_markdown
from ainotes_site.markup.result import EMPTY, Context
from ainotes_site.model import Entry, Term
from ainotes_site.render.site import Site
from ainotes_site.urls import Url, entry_url, relative, term_url

_BRACKET = pattern(r"[\\\[\]]")

ContextFor = Callable[[Entry], Context]
"""What the links of an entry are resolved by."""

_HAS_COPY = ("entries/", "terms/")


def copy_of(url: str) -> Url:
    """The Markdown file beside a page."""
    return Url(url.removesuffix(".html") + ".md")


def has_copy(url: str) -> bool:
    """Whether a page, given by its path in the site, is one with a Markdown file beside it."""
    return url.startswith(_HAS_COPY) and url.endswith(".html")


def copy_address(path: str, page: str) -> str:
    """The address, from `page`, of what is at `path` in the site: of its Markdown copy where there is one."""
    target, hash_mark, fragment = path.partition("#")
    return relative((copy_of(target) if has_copy(target) else target) + hash_mark + fragment, page)


def contexts(links: Links | None) -> ContextFor:
    """How links are resolved; without `links` no name leads anywhere."""
    return links.context_for if links else (lambda entry: Context(path=entry.span.path))


def entry_markdown(site: Site, entry: Entry, context_for: ContextFor) -> bytes:
    """The Markdown copy of an entry."""
    page = entry_url(entry.id)
    body = entry_body(site, entry, context_for, partial(copy_address, page=page))
    front = {
        "title": entry.title,
        "id": entry.id,
        "kind": str(entry.kind),
        "lang": entry.lang,
        "date": entry.date,
        "date_inferred": entry.date_inferred or None,
        "updated": entry.updated,
        "description": entry.description,
        "authors": author_names(site, entry),
        "topics": list(entry.topics),
        "tags": list(entry.tags),
        "url": site.settings.site_url + page if site.settings.site_url else relative(page, page),
        "source": f"{entry.span.path}#L{entry.span.start_line}-L{entry.span.end_line}",
    }
    return _document(front, entry.title, body)


def entry_body(site: Site, entry: Entry, context_for: ContextFor, address: Callable[[str], str]) -> str:
    """The text of an entry as Markdown for a place from which `address` finds pages; what it links to, if it has no text."""
    compiled = site.library.compiled.get(entry.id, EMPTY)
    html = compiled.html if "[" in entry.body else ""
    body = portable_markdown(entry.body, context_for(entry), address, html).strip("\n")
    return body or "\n".join(f"- [{one_line(link.text or entry.title)}](<{link.url}>)" for link in entry.links)


def author_names(site: Site, entry: Entry) -> list[str]:
    """The authors of an entry as its page names them."""
    return [author.name for author in site.bylines(entry)]


def term_markdown(site: Site, term: Term) -> bytes:
    """The Markdown copy of a glossary term: each definition with its source."""
    page = term_url(term.slug)
    parts = []
    for definition in term.definitions:
        context = Context(path=definition.span.path)
        text = portable_markdown(definition.text, context, partial(copy_address, page=page)).strip("\n")
        parts.append(f"{text}\n\n({definition.span.path}:{definition.span.start_line})")
    front = {
        "title": term.name,
        "id": term.slug,
        "type": "term",
        "aliases": list(term.aliases),
        "url": site.settings.site_url + page if site.settings.site_url else relative(page, page),
    }
    return _document(front, term.name, "\n\n".join(parts))


def front_matter(values: Mapping[str, object]) -> str:
    """Front matter of these values, without those that are empty."""
    lines = [f"{key}: {_yaml(value)}" for key, value in values.items() if value not in (None, "", [])]
    return "\n".join(["---", *lines, "---", ""])


def one_line(text: str) -> str:
    """Text for a heading, the text of a link or a line of a list: it makes no link by itself."""
    return _BRACKET.sub(r"\\\g<0>", " ".join(text.split()))


def _document(front: Mapping[str, object], title: str, body: str) -> bytes:
    head = f"{front_matter(front)}\n# {' '.join(title.split())}\n"
    return f"{head}\n{body}\n".encode("utf-8", "replace") if body else head.encode("utf-8", "replace")


def _yaml(value: object) -> str:
    """A value as JSON, which is YAML; what YAML takes for a line break or cannot hold is escaped as it has it."""
    written = json.dumps(value, ensure_ascii=False)
    if written.isprintable():
        return written
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in written)
