"""Names that only a whole glossary shows to be pairs: by definitions that translate, by a space between two scripts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Term
from ainotes_site.readers.detect.titles.titles import plain
from ainotes_site.readers.glossary.term_names import is_bilingual, translation

PAIRS, PAIRS_SHARE = 3, 0.6
"""Terms, and the share of them that are pairs, from which all such are."""

_SPACED = pattern(r"(?P<han>[\u3400-\u9fff·]{1,12})[ \u3000]+(?P<latin>[A-Za-z][A-Za-z0-9 .&/'-]{1,60})$")
"""词元 Token: Latin after Han."""
_SEVERAL_WORDS = pattern(r"(?P<han>[\u3400-\u9fff·]{2,12})[ \u3000]+(?P<latin>[A-Z][a-z]+(?: [A-Za-z]{2,}){1,4})$")
_LATIN_FIRST = pattern(r"(?P<latin>[A-Za-z][A-Za-z0-9 .&/'-]{1,60}?)[ \u3000]+(?P<han>[\u3400-\u9fff·]{2,12})$")
"""Token 词元. It is as often one name (BERT 模型): pairs are they where many stand together and hardly two say the same in Han."""


def is_translated(name: str) -> bool:
    """Whether a name comes with its translation, and is no name of something in both scripts: 词元（Token）, 连续批处理 Continuous Batching."""
    return is_bilingual(name) or _SEVERAL_WORDS.match(plain(name)) is not None


def is_pair(name: str) -> bool:
    """Whether a name comes with its translation, in brackets or after a space: 词元（Token）, 词元 Token."""
    return _SPACED.match(plain(name)) is not None or is_bilingual(name)


def paired(terms: Sequence[Term]) -> Sequence[Term]:
    """`terms` with their translations as names of their own, where most of them are written so."""
    return _spaced(_translated(terms))


def _enough(terms: Sequence[Term], pairs: int) -> bool:
    return len(terms) >= PAIRS and pairs >= PAIRS_SHARE * len(terms)


def _translated(terms: Sequence[Term]) -> Sequence[Term]:
    """With the translations that definitions consist of."""
    names = [translation((term.name, *term.aliases), term.definitions[0].text) for term in terms]
    if not _enough(terms, sum(map(bool, names))):
        return terms
    return [
        replace(term, aliases=tuple(dict.fromkeys((*term.aliases, *more))))
        for term, more in zip(terms, names, strict=True)
    ]


def _spaced(terms: Sequence[Term]) -> Sequence[Term]:
    """With names taken apart at the space between their two scripts, where most terms of the file, or of a category, are
    written so; several words behind Han are a translation anyway."""
    by: dict[str, list[Term]] = {}
    for term in terms:
        by.setdefault(term.definitions[0].category, []).append(term)
    layouts = {category: _layout(own) or _layout(terms) for category, own in by.items()}
    return [_apart(term, layouts[term.definitions[0].category] or _SEVERAL_WORDS) for term in terms]


def _layout(terms: Sequence[Term]) -> re.Pattern[str] | None:
    """How most of `terms` set their translations off; hardly two of them say the same in Han."""
    untold = [term for term in terms if not term.aliases]
    for layout in (_SPACED, _LATIN_FIRST):
        pairs = {match["han"] for term in untold if (match := layout.match(term.name))}
        if _enough(untold, len(pairs)):
            return layout
    return None


def _apart(term: Term, layout: re.Pattern[str]) -> Term:
    match = layout.match(term.name)
    if match is None:
        return term
    first, second = match.groups()
    return replace(term, name=first, aliases=tuple(dict.fromkeys((second, *term.aliases))))
