"""What callouts are called by GitHub, Obsidian and site generators, and the look that each gets."""

from __future__ import annotations

# The looks are those of Material's admonitions.
_LOOKS = {
    "note": ("note",),
    "abstract": ("abstract", "summary", "tldr"),
    "info": ("info", "important", "todo"),
    "tip": ("tip", "hint"),
    "success": ("success", "check", "done"),
    "question": ("question", "help", "faq"),
    "warning": ("warning", "caution", "attention"),
    "failure": ("failure", "fail", "missing"),
    "danger": ("danger", "error"),
    "bug": ("bug",),
    "example": ("example",),
    "quote": ("quote", "cite"),
}
LOOK_OF = {name: look for look, names in _LOOKS.items() for name in names}
LOOKS = frozenset(_LOOKS)
"""Classes that a callout may have, one each."""

FOLDED = frozenset(
    ("details", "expand", "collapse", "spoiler", "folding", "fold", "accordion", "dropdown", "hidetoggle")
)
"""What is folded until a reader opens it."""


def mark_of(name: str, fold: str = "") -> str:
    """The mark of a callout with a name that a site generator gives it; empty for a name that is no callout's."""
    if name in FOLDED:
        return f"[!note]{fold or '-'}"
    return f"[!{name}]{fold}" if name in LOOK_OF else ""
