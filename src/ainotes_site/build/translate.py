"""Stage two: every entry compiled, or taken from the cache when nothing it asked about has changed.

An entry's HTML depends on its body and on what the rest of the notes answers to it: what its wikilinks lead to, which
terms its text matches and what they mean. The questions and answers are kept with the result; it stands for as long as
the answers are the same. So a new note or a new term costs the compiling of those entries only that speak of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ainotes_site.build.code import code_key
from ainotes_site.build.packing import pack, unpack
from ainotes_site.build.scan import digest
from ainotes_site.build.store import Store
from ainotes_site.build.workers import map_all
from ainotes_site.markup import compile_entry
from ainotes_site.markup.result import Compiled, Context, Target, TermMatch
from ainotes_site.model import Entry, EntryId, TermSlug


@dataclass(frozen=True, slots=True)
class Translated:
    """All compiled entries."""

    compiled: Mapping[EntryId, Compiled]
    fresh: int


@dataclass(frozen=True, slots=True)
class _Record:
    compiled: Compiled
    targets: tuple[tuple[str, Target | None], ...]
    texts: tuple[tuple[str, tuple[TermMatch, ...]], ...]
    meanings: tuple[tuple[TermSlug, tuple[str, str] | None], ...]
    glossary: bytes
    """Digest of the glossary that `texts` was matched with: while it is the same nothing need be matched again."""


@dataclass(frozen=True, slots=True)
class _Shared:
    context_for: Callable[[Entry], Context]
    glossary: bytes


def translate(
    entries: Sequence[Entry],
    context_for: Callable[[Entry], Context],
    glossary: bytes,
    store: Store,
    workers: int | None = None,
) -> Translated:
    """Compile the entries whose record in `store` does not stand, and save theirs."""
    shared = _Shared(context_for, glossary)
    keys = [_key(entry) for entry in entries]
    known = [_standing(store.get(key), entry, shared) for key, entry in zip(keys, entries, strict=True)]
    missing = [at for at, record in enumerate(known) if record is None]
    made = map_all(_compile, shared, [entries[at] for at in missing], workers)
    fresh = {keys[at]: blob for at, blob in zip(missing, made, strict=True)}
    for at, record in enumerate(known):
        if record is not None and record.glossary != glossary:
            fresh[keys[at]] = pack(replace(record, glossary=glossary))
    for at, blob in zip(missing, made, strict=True):
        known[at] = unpack(blob)
    store.save(keys, fresh)
    compiled = {
        entry.id: _placed(record.compiled, context_for, entry)
        for entry, record in zip(entries, known, strict=True)
        if record
    }
    return Translated(compiled, len(missing))


def _key(entry: Entry) -> bytes:
    told = (entry.id, entry.span.path, entry.body, entry.nolink, entry.lang, entry.title)
    return digest(code_key(), *(repr(value).encode("utf-8", "surrogatepass") for value in told))


def _standing(blob: bytes | None, entry: Entry, shared: _Shared) -> _Record | None:
    """The record, if everything it asked would be answered in the same way today."""
    if blob is None:
        return None
    record: _Record = unpack(blob)
    if record.glossary == shared.glossary and not record.targets:
        return record
    context = shared.context_for(entry)
    if any(context.resolve(name) != target for name, target in record.targets):
        return None
    if record.glossary == shared.glossary:
        return record
    if any(context.definitions.get(term) != meaning for term, meaning in record.meanings):
        return None
    return record if all(tuple(context.terms(text)) == found for text, found in record.texts) else None


def _compile(shared: _Shared, entry: Entry) -> bytes:
    context = shared.context_for(entry)
    targets: dict[str, Target | None] = {}
    texts: dict[str, tuple[TermMatch, ...]] = {}

    def resolve(name: str) -> Target | None:
        targets[name] = context.resolve(name)
        return targets[name]

    def terms(text: str) -> Sequence[TermMatch]:
        texts[text] = tuple(context.terms(text))
        return texts[text]

    compiled = compile_entry(entry.body, replace(context, resolve=resolve, terms=terms, first_line=1))
    matched = sorted({match.term for matches in texts.values() for match in matches})
    meanings = tuple((term, context.definitions.get(term)) for term in matched)
    record = _Record(compiled, tuple(sorted(targets.items())), tuple(texts.items()), meanings, shared.glossary)
    return pack(record)


def _placed(compiled: Compiled, context_for: Callable[[Entry], Context], entry: Entry) -> Compiled:
    """Problems at their lines in the source: compiled bodies count from 1, so that moving a note costs nothing."""
    if not compiled.problems:
        return compiled
    shift = context_for(entry).first_line - 1
    moved = tuple(
        replace(problem, line=problem.line + shift) if problem.line else problem for problem in compiled.problems
    )
    return replace(compiled, problems=moved)
