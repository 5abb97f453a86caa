"""What a format proposes for a source: a partition of its lines, and how it would read it. A proposal never decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ainotes_site.readers.source import Parts, Source


@dataclass(frozen=True, slots=True)
class Piece:
    """The lines of one would-be entry."""

    first: int
    """Index of its first line."""
    body: int
    """Index of the first line below its heading."""
    stop: int
    """Index after its last line."""
    title: str = ""
    """Markdown of its heading; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way to cut a source into entries."""

    format: str
    pieces: tuple[Piece, ...]
    read: Callable[[Source], Parts]
    """Reads the source in this way."""
    level: int = 0
    """Level of the headings that begin the pieces; 0 where headings do not."""
    marks: Mapping[str, float] = field(default_factory=dict)
    """Evidence that only the format itself can see, by the names of the table of weights."""
