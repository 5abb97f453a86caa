"""Hand-written pages after MkDocs: what of them depends on the notes is left blank there, and filled in when these are linked.

A link to a note leads to a host that cannot be (RFC 2606) until it is known which page the note is on: other plugins leave
links to other hosts alone. The content of a page stands between two comments, so that terms are linked in it and nowhere else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ainotes_site.lazy_regex import pattern
from ainotes_site.pipeline.stages.scan import digest

if TYPE_CHECKING:
    from ainotes_site.link.merge import Links
    from ainotes_site.markup.result import Target

NOTE_FOLDER = "an-note/"
"""Where MkDocs is told that notes lie."""
_NOTE_HOST = "https://an-note.invalid/"
_TO_FOLDER = pattern(rf"""(\shref=["'])(?:\.\./|\./)*{NOTE_FOLDER}""")
_LINK = pattern(rf"""\shref=(["']?){_NOTE_HOST}([^"'\s>]*)\1""")
_BEGIN, _END = "<!--an-content ", "<!--/an-content-->"
_CONTENT = pattern(rf"{_BEGIN}(\[.*?\])-->(.*?){_END}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Blanks:
    """What of a page is filled in."""

    notes: tuple[str, ...] = ()
    """Notes that it links to: paths, each perhaps with a fragment."""
    terms: bool = False
    """Whether terms are linked in it."""


def marked(content: str, nolink: Iterable[str]) -> str:
    """Content of a page whose terms are to be linked, but for those called as in `nolink`."""
    names = json.dumps(list(nolink)).replace("-", "\\u002d")  # two hyphens would end the comment
    return f"{_BEGIN}{names}-->{content}{_END}"


def without_note_folder(content: str) -> str:
    """Content of a page, as MkDocs has rendered it, with links to notes as they are recognised later."""
    return _TO_FOLDER.sub(rf"\g<1>{_NOTE_HOST}", content)


def blanks_in(folder: Path, paths: Iterable[str]) -> dict[str, Blanks]:
    """The blanks in those of the files `paths` of `folder` that have any."""
    found = {}
    for path in paths:
        if not path.endswith(".html"):
            continue
        html = (folder / path).read_text(encoding="utf-8", errors="replace")
        notes = tuple(sorted({_note(link[2]) for link in _LINK.finditer(html)}))
        if notes or _BEGIN in html:
            found[path] = Blanks(notes, _BEGIN in html)
    return found


def _note(written: str) -> str:
    return unquote(unescape(written))


def targets(blanks: Blanks, links: Links) -> dict[str, str]:
    """Where each of the notes is: URL from the root of the site, empty for one that is not published."""
    return {note: target.url if (target := _target(note, links)) else "" for note in blanks.notes}


def _target(note: str, links: Links) -> Target | None:
    """A heading that the note has not, as MkDocs and others make other anchors, leads to its page."""
    path = note.partition("#")[0]
    return links.resolve(f"/{note}") or links.resolve(f"/{path}")


def terms_digest(links: Links) -> bytes:
    """A digest of all that decides where terms are linked, and to what."""
    return digest(repr(sorted(links.terms.rules())).encode(), repr(sorted(links.definitions.items())).encode())


def fill(html: str, path: str, urls: Mapping[str, str], links: Links) -> str:
    """The page at `path` with its blanks filled. A link to what is not published becomes text."""

    to_root = "../" * path.count("/")

    def link(found: re.Match[str]) -> str:
        url = urls.get(_note(found[2]), "")
        return f' href="{to_root}{escape(url)}"' if url else ""

    return _CONTENT.sub(partial(_linked, path, links), _LINK.sub(link, html))


def _linked(path: str, links: Links, found: re.Match[str]) -> str:
    from ainotes_site.render.handwritten.term_links import link_terms  # a build that changes nothing needs no Markdown

    to_root = "../" * path.count("/")
    terms = {slug: (to_root + url, definition) for slug, (url, definition) in links.definitions.items()}
    return link_terms(found[2], links.terms, terms, json.loads(found[1]))


Read = Callable[[], bytes]
"""Gives the bytes of a page with blanks."""


def filled(read: Read, path: str, urls: Mapping[str, str], links: Links) -> bytes:
    """The same for bytes, which are read when they are needed."""
    return fill(read().decode("utf-8", "surrogateescape"), path, urls, links).encode("utf-8", "surrogateescape")
