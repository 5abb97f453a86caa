"""What an examination finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["good", "advice", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    key: str
    """Names its words in `i18n`: `doctor.<key>`."""
    level: Level = "good"
    values: Mapping[str, object] = field(default_factory=dict)
    """What the words are filled with."""
