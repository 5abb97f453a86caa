"""What every export is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from ainotes_site.link.merge import Links
from ainotes_site.markup.portable_markdown import portable_markdown
from ainotes_site.markup.result import Context
from ainotes_site.model import Entry, Term, TopicId
from ainotes_site.render.data_files.markdown_copies import contexts, entry_body
from ainotes_site.render.site import Site

Address = Callable[[str], str]
"""From a path in the site, or of a file beside the notes, to what a link is to say."""


@dataclass(frozen=True, slots=True)
class PublishedNotes:
    """The published notes, linked."""

    site: Site
    links: Links
    files: Mapping[str, Path]
    """Files beside the notes, by their place in the site."""
    topic: TopicId | None = None
    """What a book is to be about; everything without it."""

    def file(self, address: str) -> Path | None:
        """The file that a percent-encoded place in the site names; None where there is none to take along."""
        path = self.files.get(unquote(address))
        return path if path is not None and path.is_file() else None

    def text_of(self, entry: Entry, address: Address) -> str:
        """An entry as Markdown, without what its page does not show."""
        return entry_body(self.site, entry, contexts(self.links), address)

    def definitions_of(self, term: Term, address: Address) -> list[str]:
        """Likewise the definitions of a term."""
        return [
            portable_markdown(one.text, Context(path=one.span.path), address).strip("\n") for one in term.definitions
        ]
