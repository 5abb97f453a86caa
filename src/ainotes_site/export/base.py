"""What every export is made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ainotes_site.link.merge import Links
from ainotes_site.markup.portable_markdown import portable_markdown
from ainotes_site.markup.result import Context
from ainotes_site.model import Entry, Term
from ainotes_site.render.data_files.markdown_copies import contexts, entry_body
from ainotes_site.render.site import Site

Address = Callable[[str], str]
"""From a path in the site, or of a file beside the notes, to what a link is to say."""


@dataclass(frozen=True, slots=True)
class Published:
    """The published notes, linked."""

    site: Site
    links: Links
    notes: Path
    """The folder that files beside the notes are in."""

    def text_of(self, entry: Entry, address: Address) -> str:
        """An entry as Markdown, without what its page does not show."""
        return entry_body(self.site, entry, contexts(self.links), address)

    def definitions_of(self, term: Term, address: Address) -> list[str]:
        """Likewise the definitions of a term."""
        return [
            portable_markdown(one.text, Context(path=one.span.path), address).strip("\n") for one in term.definitions
        ]
