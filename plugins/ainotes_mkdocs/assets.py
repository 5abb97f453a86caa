"""The theme's style sheets and scripts, joined into one file each: a page asks for two files instead of forty.

What only some visits need comes later, in files of its own: the query engine when somebody begins to search, the map on its
page. That is half of what a first visit would load. The files are written without comments and indentation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from ainotes_site.model import Lang
from ainotes_site.render.ui_strings import WORDS, words_of
from ainotes_site.search.js import bundle
from ainotes_site.settings import Settings

THEME = Path(__file__).parent / "theme"

STYLE = "assets/ainotes/site.css"
SCRIPT = "assets/ainotes/site.js"
ENGINE = "assets/ainotes/engine.js"
GRAPH = "assets/ainotes/graph.js"
"""Loaded on demand, see js/search/load.js."""

_FOLDER = THEME / "assets" / "ainotes"
GUEST = Path(__file__).parent / "guest"
"""What there is for sites whose theme is not ours."""
ENTRIES_STYLE = "assets/ainotes/entries.css"
ENTRIES_SCRIPT = "assets/ainotes/entries.js"
LAST = -200
"""Priority of the events in which files are added: after plugins that translate or download files, which must have a source
on the disk for each."""
NO_CARD = "social: {cards: false}\n"
"""Front matter of a page whose card for messengers Material is not to draw: its address is none that it expects, or it stands
for many pages."""
UNLISTED = f"search: {{exclude: true}}\ndraft: true\n{NO_CARD}"
"""Front matter of a page that only lists others: in no search, and in no feed of another plugin, which are of pages with a
source."""
GLOSSARY_STYLE = "assets/ainotes/glossary.css"
_OFFLINE = ("js/offline.js", "js/offline-panel.js")
_FRAME = ("css/material.css", "css/frame.css", "css/type.css", "css/print.css", *_OFFLINE)
"""What shapes whole pages, or the whole site."""
_FIRST = ("css/tokens.css", "css/material.css", "js/search/config.js", "js/search/dom.js", "js/search/load.js")
"""What the others use comes first."""
_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_INDENTATION = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)
_LAST = ("css/print.css", "js/search/start.js")
"""What uses the others while it is loaded, or overrides them, comes last."""


def add_assets(config: MkDocsConfig) -> None:
    """Have every page ask for the joined files, before what the owner adds."""
    config.extra_css.insert(0, STYLE)
    config.extra_javascript[:0] = [WORDS, SCRIPT]


def join_assets(files: Files, config: MkDocsConfig, search: bool) -> None:
    """Replace the single files by the joined ones."""
    for name in (*_parts(".css"), *_parts(".js")):
        single = files.get_file_from_path(f"assets/ainotes/{name}")
        if single is not None:
            files.remove(single)
    has_engine = f"(window.ainotes=window.ainotes||{{}}).hasEngine={json.dumps(search)};\n"
    made = {
        STYLE: _joined(".css"),
        SCRIPT: has_engine + _joined(".js", lambda name: not _is_graph(name)),
        GRAPH: _joined(".js", _is_graph),
        **({ENGINE: _lean(bundle())} if search else {}),
    }
    for name, content in made.items():
        taken = files.get_file_from_path(name)
        if taken is not None:
            files.remove(taken)
        files.append(File.generated(config, name, content=content))


def add_guest_search(files: Files, config: MkDocsConfig) -> None:
    """Add what the search takes on a site whose theme is not ours, and nothing else."""
    script = _guest("guest.js") + _lean(bundle()) + _joined(".js", _is_search)
    style = _joined(".css", _is_names) + _guest("guest.css") + _joined(".css", _is_search)
    for name, content in ((STYLE, style), (SCRIPT, script)):
        files.append(File.generated(config, name, content=content))


def add_guest_entries(files: Files, config: MkDocsConfig, settings: Settings) -> None:
    """Add what generated pages take there; pages of the site do not load it."""
    script = _joined(".js", _is_entries)
    style = _joined(".css", _is_entries)
    if settings.offline:
        script += _joined(".js", _OFFLINE.__contains__)
    if not settings.search:
        script = _guest("guest.js") + _joined(".js", lambda name: name in _FIRST) + script
        style = _joined(".css", _is_names) + _guest("guest.css") + style
    for name, content in ((ENTRIES_STYLE, style), (ENTRIES_SCRIPT, script)):
        files.append(File.generated(config, name, content=content))


def add_glossary_style(files: Files, config: MkDocsConfig) -> None:
    """Add what a linked term looks like."""
    files.append(File.generated(config, GLOSSARY_STYLE, content=_guest("glossary.css")))


def add_words(files: Files, config: MkDocsConfig, lang: Lang) -> None:
    """Add the words of the interface."""
    files.append(File.generated(config, WORDS, content=words_of(lang, {}).decode()))


def _guest(name: str) -> str:
    return (GUEST / name).read_text(encoding="utf-8") + "\n"


def _is_names(name: str) -> bool:
    return name == "css/tokens.css"


def _is_search(name: str) -> bool:
    return "/search/" in name


def _is_graph(name: str) -> bool:
    return name in ("js/graph-labels.js", "js/graph-view.js", "js/graph.js")


def _is_entries(name: str) -> bool:
    return "/search/" not in name and name not in _FRAME and not _is_names(name)


def _joined(ending: str, wanted: Callable[[str], bool] = lambda _: True) -> str:
    return "\n".join(_lean((_FOLDER / name).read_text(encoding="utf-8")) for name in _parts(ending) if wanted(name))


def _lean(code: str) -> str:
    """A style sheet or script of ours without comments that begin a line, and without indentation."""
    return _INDENTATION.sub("", _COMMENT.sub("", code))


def _parts(ending: str) -> list[str]:
    def place(name: str) -> tuple[int, str]:
        if name in _FIRST:
            return _FIRST.index(name) - len(_FIRST), name
        return int(name in _LAST), name

    return sorted((path.relative_to(_FOLDER).as_posix() for path in _FOLDER.rglob(f"*{ending}")), key=place)
