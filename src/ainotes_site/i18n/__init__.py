"""Every word of the interface, in both languages, side by side so that neither can lack one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from ainotes_site.errors import AinotesError
from ainotes_site.i18n.command import COMMAND
from ainotes_site.i18n.doctor import DOCTOR
from ainotes_site.i18n.exchange import EXCHANGE
from ainotes_site.i18n.importing import IMPORTING
from ainotes_site.i18n.markup import MARKUP
from ainotes_site.i18n.pages import PAGES
from ainotes_site.i18n.problems import PROBLEMS
from ainotes_site.i18n.search import SEARCH
from ainotes_site.i18n.starting import STARTING
from ainotes_site.model import Lang, Problem

Error = TypeVar("Error", bound=AinotesError)

Messages = Mapping[str, tuple[str, str]]
"""Key to (Chinese, English); `{name}` marks what is filled in. English may have two forms with a bar between them: for one,
and for other numbers."""


def text(key: str, lang: Lang, **values: object) -> str:
    """The words for `key`. Raises KeyError for a key that no table has: a programmer's mistake."""
    words = _ALL[key][0 if lang == "zh" else 1]
    if "|" in words:
        one, _, many = words.partition("|")
        words = one if 1 in values.values() else many
    return words.format(**values) if "{" in words else words


def problem_of(path: str, line: int, key: str, /, *, remark: bool = False, **values: object) -> Problem:
    """A Problem in both languages. Raises KeyError for a key that no table has."""
    (fact, hint), english = _filled(key, values)
    return Problem(path, line, fact, hint, remark, english, key)


def error_of(kind: type[Error], place: str, key: str, /, **values: object) -> Error:
    """An error of ours in both languages, likewise."""
    (fact, hint), english = _filled(key, values)
    return kind(place, fact, hint, english)


def _filled(key: str, values: Mapping[str, object]) -> tuple[tuple[str, str], tuple[str, str]]:
    chinese, english = PROBLEMS[key]
    fact, hint = (words.format_map(values) for words in chinese)
    fact_en, hint_en = (words.format_map(values) for words in english)
    return (fact, hint), (fact_en, hint_en)


def catalogue(prefix: str, lang: Lang) -> dict[str, str]:
    """All words whose key begins with `prefix`, unfilled, for the scripts in the page."""
    side = 0 if lang == "zh" else 1
    return {key: words[side] for key, words in sorted(_ALL.items()) if key.startswith(prefix)}


_ALL: Messages = {**PAGES, **SEARCH, **COMMAND, **MARKUP, **EXCHANGE, **STARTING, **DOCTOR, **IMPORTING}
