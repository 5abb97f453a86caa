"""The glossary: words that many entries use and nobody defined, and definitions that do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ainotes_site.i18n import problem_of
from ainotes_site.lazy_regex import pattern
from ainotes_site.link.checks.notes import Notes, problem
from ainotes_site.link.merge_terms import name_key, plain_text
from ainotes_site.link.similarity.special_words import KNOWN, STOP
from ainotes_site.link.topics.assign import prose
from ainotes_site.model import Definition, Entry, Problem, Term

FREQUENT = 6
"""Entries that must use a word before its definition is missed."""
SHARE = 50
"""In a large collection, one entry in so many must use it."""
MOST = 20
"""Words named at once, the most frequent first: a list to work through, not a flood."""
AGREEING = 0.05
"""Share of the shorter definition's content words below which two definitions have nothing in common."""
TELLING = (8, 16)
"""Latin words, or pairs of Han characters, that both definitions must have to be compared: of short ones, two right ones may
have no word in common."""

# Acronyms (RAG, GPT-4), joined capitals (LangChain), and `中文（English）`, the way a text introduces a term.
_CANDIDATE = pattern(
    r"(?<![A-Za-z0-9_@./#-])(?:[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)*|[A-Z][a-z]+(?:[A-Z][a-z0-9]*)+)(?![A-Za-z0-9_/-]|\.[A-Za-z])"
    r"|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,8}[（(][A-Za-z][A-Za-z -]{2,40}[)）]"
)
_LATIN = pattern(r"[A-Za-z][A-Za-z0-9-]{2,}")
_HAN = pattern(r"[\u4e00-\u9fff]+")


def undefined(notes: Notes) -> Iterator[Problem]:
    """Words that look like terms and stand in many entries, without a definition."""
    defined = {name_key(name) for term in notes.library.terms for name in term.names} | KNOWN
    users: dict[str, list[Entry]] = {}
    for entry in notes.in_order():
        found = {match.group() for match in _CANDIDATE.finditer(f"{entry.title}\n{prose(entry.body)}")}
        for word in sorted(found):
            users.setdefault(word, []).append(entry)
    enough = max(FREQUENT, len(notes.library.entries) // SHARE)
    missed = [(word, entries) for word, entries in users.items() if len(entries) >= enough]
    missed = [(word, entries) for word, entries in missed if not _names(word) & defined]
    for word, entries in sorted(missed, key=lambda item: (-len(item[1]), item[0]))[:MOST]:
        yield problem(entries[0], "term.undefined", (word,), word=word, count=len(entries))


def _names(word: str) -> set[str]:
    return {name_key(part) for part in re.split(r"[（()）]", word) if part}


def conflicting(notes: Notes) -> Iterator[Problem]:
    """Definitions of one term that have next to no content word in common: one is wrong, or there are two terms."""
    for term in notes.library.terms:
        for number, other in enumerate(term.definitions):
            one = next((one for one in term.definitions[:number] if _disagree(one, other, term)), None)
            if one is not None:
                place = f"{one.span.path}:{one.span.start_line}"
                yield problem_of(
                    other.span.path, other.span.start_line, "term.conflict", remark=True, name=term.name, place=place
                )


def _disagree(one: Definition, other: Definition, term: Term) -> bool:
    """Whether both say enough in a common script, and other things. Chinese and English have no word in common at all."""
    compared = [
        (mine, yours)
        for mine, yours, telling in zip(_content(one, term), _content(other, term), TELLING, strict=True)
        if min(len(mine), len(yours)) >= telling
    ]
    return bool(compared) and all(len(mine & yours) < AGREEING * min(len(mine), len(yours)) for mine, yours in compared)


def _content(definition: Definition, term: Term) -> tuple[set[str], set[str]]:
    """Latin words, and pairs of Han characters: enough to tell whether two texts speak of the same thing."""
    text = plain_text(definition.text)
    for name in term.names:
        text = text.replace(name, " ")
    words = {word.lower() for word in _LATIN.findall(text)} - STOP
    return words, {run[at : at + 2] for run in _HAN.findall(text) for at in range(len(run) - 1)}
