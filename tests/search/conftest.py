"""A small index, made once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.search.memory import opened

from ainotes_site.markup.result import Section
from ainotes_site.search.engine import SearchIndex
from ainotes_site.search.index.assemble import build_index
from ainotes_site.search.index.document import SearchDocument, TermCard

Build = Callable[..., SearchIndex]


def document(id_: str, title: str, body: str = "", date: str = "", **values: object) -> SearchDocument:
    """A document of one section; a line `## heading` begins another one."""
    sections: list[Section] = []
    heading, lines = "", list[str]()
    for line in [*body.split("\n"), "## "]:
        if line.startswith("## "):
            if lines:
                sections.append(Section(f"s-{len(sections)}" if heading else "", heading, "\n".join(lines)))
            heading, lines = line[3:], []
        elif line:
            lines.append(line)
    made = SearchDocument(id_, f"entries/{id_}.html", title, "note", date, sections=tuple(sections))
    return replace(made, **values)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def doc() -> Callable[..., SearchDocument]:
    return document


@pytest.fixture(scope="session")
def build() -> Build:
    """Builds an index of documents in memory and opens it."""

    def run(
        documents: Sequence[SearchDocument],
        cards: Sequence[TermCard] = (),
        equivalents: Sequence[tuple[str, ...]] = (),
    ) -> SearchIndex:
        return opened(build_index(documents, cards, equivalents))

    return run


@pytest.fixture(scope="session")
def cases_folder() -> Path:
    return Path(__file__).resolve().parents[1] / "cases" / "search"
