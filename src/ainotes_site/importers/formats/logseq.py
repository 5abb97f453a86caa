"""A graph of Logseq that is kept as files: `pages/`, `journals/`, `assets/` and `logseq/config.edn`
(https://docs.logseq.com/#/page/filename%20format). Our readers know its Markdown, so it is taken as it is.
"""

from __future__ import annotations

from ainotes_site.importers.export_files import Export
from ainotes_site.importers.items import CopiedFile, Imported, Left

_CONFIG = "logseq/config.edn"
_FOLDERS = ("pages", "journals", "assets")


def recognise(export: Export) -> bool:
    """Whether there is Logseq's configuration, or its two folders of notes."""
    folders = {name.split("/")[-2] for name in export.names if name.endswith(".md") and "/" in name}
    return _root(export) is not None or {"pages", "journals"} <= folders


def _root(export: Export) -> str | None:
    return next((name.removesuffix(_CONFIG) for name in export.names if name.endswith(_CONFIG)), None)


def _prefix(export: Export) -> str:
    """The folder of the graph within the export, with its slash."""
    root = _root(export)
    if root is not None:
        return root
    journals = next((name for name in export.names if name.rpartition("/")[0].endswith("journals")), "")
    return journals.rpartition("/")[0].removesuffix("journals")


def read(export: Export) -> Imported:
    """All notes and what they show, each at its place."""
    prefix = _prefix(export)
    copies: list[CopiedFile] = []
    left: list[Left] = [Left("symlink", name) for name in export.links]
    for name in export.names:
        place = name.removeprefix(prefix)
        is_note = name.lower().endswith((".md", ".markdown"))
        folder = place.split("/")[0]
        if not name.startswith(prefix) or (place != _CONFIG and folder not in _FOLDERS):
            left.append(Left("file", name))
        elif place == _CONFIG or is_note:
            copies.append(CopiedFile(name, place))
        elif folder != "assets":
            left.append(Left("format", name))
        else:
            copies.append(CopiedFile(name, place))
    return Imported(copies=tuple(copies), left=tuple(left))
