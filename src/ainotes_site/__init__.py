"""ainotes: messy notes in, a browsable and searchable static knowledge base out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ainotes_site.api import Index, build, read

__version__ = "0.1.0"
__all__ = ["Index", "__version__", "build", "read"]


def __getattr__(name: str) -> object:
    """The interface for programs is loaded when it is used: the command line does not need it to start."""
    if name in ("Index", "build", "read"):
        return getattr(import_module("ainotes_site.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
