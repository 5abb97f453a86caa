"""What the lints look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ainotes_site.i18n import problem_of
from ainotes_site.link.library import Library
from ainotes_site.link.source_lines import line_of
from ainotes_site.model import Entry, Problem


@dataclass(frozen=True, slots=True)
class Notes:
    """The linked notes and their surroundings."""

    library: Library
    today: str
    """ISO 8601 date on which the notes are looked at."""

    def in_order(self) -> list[Entry]:
        """The entries as they stand in the files."""
        return sorted(self.library.entries, key=lambda entry: (entry.span, entry.id))


def problem(entry: Entry, key: str, words: Iterable[str] = (), **values: object) -> Problem:
    """A Problem of `entry`, on the first line of its body that has one of `words`, else where the entry begins."""
    line = line_of(entry, words)
    return problem_of(entry.span.path, line or entry.span.start_line, key, remark=True, **values)
