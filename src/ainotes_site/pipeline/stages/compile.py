"""Stage two: every entry compiled, or taken from the cache when nothing it asked about has changed.

An entry's HTML depends on its body and on what the rest of the notes answers to it: what its wikilinks lead to, which
terms its text matches and what they mean. The questions and answers are kept with the result; it stands for as long as
the answers are the same. Texts are asked about again only when they have the characters of a rule that came or went
(`Matcher.rules`), so a new term costs the compiling of those entries only that speak of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from ainotes_site.lazy_regex import pattern
from ainotes_site.link.names.keys import Requests
from ainotes_site.link.phrase_matcher import fold
from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.result import Body, Compiled, Context, Passage, Target, TermMatch
from ainotes_site.model import Entry, EntryId, PictureSize, TermSlug
from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.cache.lazy_entry import Summary, restored, summary
from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.cache.serialise import pack, unpack, unpacked
from ainotes_site.pipeline.stages.scan import digest
from ainotes_site.pipeline.workers import map_all

Rules = frozenset[tuple[str, str]]
"""What the matching of terms depends on: folded characters that a text must have for a rule to matter, and the rule."""

Question = tuple[str, str]
"""The path of the note that asks, which is another one in a passage, and the name that it asks for."""

_NEVER = pattern(r"(?!)")


@dataclass(frozen=True, slots=True)
class CompiledEntries:
    """All compiled entries."""

    compiled: Mapping[EntryId, Compiled]
    records: Mapping[EntryId, RecordName]
    """Where the store has them."""
    requests: Mapping[EntryId, Requests]
    """What each entry asked the others for, where it did."""
    fresh: int
    save: Callable[[], None]
    """Keeps what was compiled: work for a moment in which other processes are busy."""


class RecordName(NamedTuple):
    """Names what was compiled of an entry."""

    key: bytes
    """Of the record in the store, which may be overwritten when the entry is compiled again."""
    content: bytes
    """Digest of the record."""


@dataclass(frozen=True, slots=True)
class _Record:
    summary: Summary
    """The body is in the store under its digest."""
    targets: tuple[tuple[Question, Target | None], ...]
    files: tuple[tuple[Question, str | None], ...]
    picture_sizes: tuple[tuple[str, PictureSize | None], ...]
    passages: tuple[tuple[Question, bytes], ...]
    """With a digest of each passage."""
    texts: tuple[tuple[str, tuple[tuple[int, int, TermSlug], ...]], ...]
    """What each text was found to name, as plain tuples."""
    meanings: tuple[tuple[TermSlug, tuple[str, str] | None], ...]
    rules: bytes
    """Digest of the rules that its texts were matched under when it was compiled."""


class _Matched:
    """Under which rules the texts of each record in the store were matched last."""

    def __init__(self, rules: Rules, store: RecordStore) -> None:
        self._store = store
        self._rules = rules
        self.now = _rules_key(rules)
        self._state = digest(code_key(), b"matched")
        self._known = store.load(dict[bytes, tuple[bytes, bytes]], self._state) or {}
        """Per record the rules that it was compiled under, and those that it was matched under last."""
        self._changes: dict[bytes, re.Pattern[str] | None] = {self.now: _NEVER}

    def since(self, key: bytes, record: _Record) -> re.Pattern[str] | None:
        """A pattern for the texts that the changed rules may affect; None when it is not known which rules changed."""
        then, before = self._known.get(key, (b"", b""))
        if then != record.rules:  # the build that compiled it was killed before it could say so
            before = record.rules
        if before not in self._changes:
            rules = self._store.load(Rules, before)
            changed = None if rules is None else {characters for characters, _ in rules ^ self._rules}
            pattern = None if changed is None else re.compile("|".join(map(re.escape, sorted(changed))))
            self._changes[before] = pattern
        return self._changes[before]

    def save(self, keys: Sequence[bytes], records: Sequence[_Record], fresh: dict[bytes, bytes]) -> None:
        """Save `fresh`, and that all `records`, which have these keys, are valid under the present rules."""
        state = {key: (record.rules, self.now) for key, record in zip(keys, records, strict=True)}
        if state != self._known:
            fresh = {**fresh, self._state: pack(state)}
        if self.now not in self._store:
            fresh = {**fresh, self.now: pack(self._rules)}
        self._store.save([*keys, *(record.summary.body for record in records), self._state, self.now], fresh)


def compile_entries(
    entries: Sequence[Entry],
    context_for: Callable[[Entry], Context],
    rules: Rules,
    store: RecordStore,
    workers: int | None = None,
) -> CompiledEntries:
    """Compile the entries that have no valid record in `store`."""
    matched = _Matched(rules, store)
    keys = [_key(entry, context_for(entry)) for entry in entries]
    fresh: dict[bytes, bytes] = {}
    found, made = _valid_records(entries, keys, context_for, matched, store, workers, fresh)

    def look_up(entry: Entry, key: bytes) -> Body:
        blob = fresh.get(key)
        body = store.load(Body, key) if blob is None else unpack(Body, blob)
        return body or unpack(Body, _compile((context_for, matched.now), entry)[1])

    compiled: dict[EntryId, Compiled] = {}
    records: dict[EntryId, RecordName] = {}
    requests: dict[EntryId, Requests] = {}
    for entry, key, (record, content) in zip(entries, keys, found, strict=True):
        load = partial(look_up, entry, record.summary.body)
        compiled[entry.id] = restored(record.summary, entry, context_for, load)
        records[entry.id] = RecordName(key, content)
        if record.targets or record.files or record.passages:
            requests[entry.id] = _requests(record)
    save = partial(matched.save, keys, [record for record, _ in found], fresh)
    return CompiledEntries(compiled, records, requests, made, save)


def _valid_records(
    entries: Sequence[Entry],
    keys: Sequence[bytes],
    context_for: Callable[[Entry], Context],
    matched: _Matched,
    store: RecordStore,
    workers: int | None,
    fresh: dict[bytes, bytes],
) -> tuple[list[tuple[_Record, bytes]], int]:
    """The record of each entry with the digest of its blob, and how many had to be compiled; these go into `fresh`, and
    so do their bodies.
    """
    records = [_valid(store, key, entry, context_for, matched) for key, entry in zip(keys, entries, strict=True)]
    missing = [at for at, record in enumerate(records) if record is None]
    made = map_all(_compile, (context_for, matched.now), [entries[at] for at in missing], workers)
    for at, (blob, body) in zip(missing, made, strict=True):
        records[at] = record, _ = unpack(_Record, blob), digest(blob)
        fresh[keys[at]], fresh[record.summary.body] = blob, body
    return [one for one in records if one is not None], len(missing)


@dataclass(frozen=True, slots=True)
class _Facts:
    """The part of a `_Record` that is needed when it is certainly valid."""

    summary: Summary


def stored(store: RecordStore, name: RecordName, entry: Entry, context_for: Callable[[Entry], Context]) -> Compiled:
    """The compiled entry of which the record is `name`; compiled again where the store has it no more."""
    blob = store.get(name.key)
    facts = unpacked(_Facts, blob)
    if blob is None or facts is None or digest(blob) != name.content:
        return compile_entry(entry.body, context_for(entry))
    summary = facts.summary

    def look_up() -> Body:
        return store.load(Body, summary.body) or compile_entry(entry.body, context_for(entry)).body.load()

    return restored(summary, entry, context_for, look_up)


def _requests(record: _Record) -> Requests:
    def names(questions: Sequence[tuple[Question, object]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for (_, name), _ in questions))

    return Requests(names(record.targets), names(record.files), names(record.passages))


def _rules_key(rules: Rules) -> bytes:
    return digest(code_key(), b"rules", repr(sorted(rules)).encode("utf-8", "surrogatepass"))


def _key(entry: Entry, context: Context) -> bytes:
    parts = (
        "breaks" if context.line_breaks else "",
        context.repository.serialised,
        entry.id,
        entry.span.path,
        entry.title,
        entry.lang,
        *entry.nolink,
        entry.body,
    )
    return digest(code_key(), *(value.encode("utf-8", "surrogatepass") for value in parts))


def _valid(
    store: RecordStore, key: bytes, entry: Entry, context_for: Callable[[Entry], Context], matched: _Matched
) -> tuple[_Record, bytes] | None:
    """The record and its digest, if everything it asked would be answered in the same way today."""
    blob = store.get(key)
    record = unpacked(_Record, blob)
    if blob is None or record is None or record.summary.body not in store:
        return None
    since = matched.since(key, record)
    if since is _NEVER and not (record.targets or record.files or record.passages or record.meanings):
        return record, digest(blob)
    return (record, digest(blob)) if _is_current(record, context_for(entry), since) else None


def _is_current(record: _Record, context: Context, since: re.Pattern[str] | None) -> bool:
    if not _answered_alike(record, context):
        return False
    if any(context.definitions.get(term) != meaning for term, meaning in record.meanings):
        return False
    texts = record.texts if since is not _NEVER else ()
    return not any(
        (since is None or since.search(fold(text))) and tuple(context.terms(text)) != found for text, found in texts
    )


def _answered_alike(record: _Record, context: Context) -> bool:
    """Whether what it asked about names, files and passages would be answered in the same way."""

    def at(path: str) -> Context:
        return context if path == context.path or context.at is None else context.at(path)

    return (
        all(at(path).resolve(name) == target for (path, name), target in record.targets)
        and all(_file(at(path), name) == file for (path, name), file in record.files)
        and all(context.picture_size(address) == size for address, size in record.picture_sizes)
        and all(_passage_digest(at(path).passage(name)) == made for (path, name), made in record.passages)
    )


def _file(context: Context, name: str) -> str | None:
    return context.file(name) if context.file else None


def _passage_digest(passage: Passage | None) -> bytes:
    return b"" if passage is None else digest(repr(tuple(passage)).encode("utf-8", "surrogatepass"))


class _Recorder:
    """Remembers what the compiling of an entry asks, and what it is answered."""

    def __init__(self) -> None:
        self.targets: dict[Question, Target | None] = {}
        self.files: dict[Question, str | None] = {}
        self.picture_sizes: dict[str, PictureSize | None] = {}
        self.passages: dict[Question, bytes] = {}

    def over(self, context: Context) -> Context:
        """`context` with its answers remembered, and those of the contexts that it leads to."""
        path, further = context.path, context.at

        def resolve(name: str) -> Target | None:
            self.targets[path, name] = found = context.resolve(name)
            return found

        def file(name: str) -> str | None:
            self.files[path, name] = found = _file(context, name)
            return found

        def picture_size(address: str) -> PictureSize | None:
            self.picture_sizes[address] = found = context.picture_size(address)
            return found

        def passage(name: str) -> Passage | None:
            found = context.passage(name)
            self.passages[path, name] = _passage_digest(found)
            return found

        at = None if further is None else lambda place: self.over(further(place))
        return replace(
            context,
            resolve=resolve,
            file=file if context.file else None,
            picture_size=picture_size,
            passage=passage,
            at=at,
        )


def _compile(shared: tuple[Callable[[Entry], Context], bytes], entry: Entry) -> tuple[bytes, bytes]:
    """The record and the body of an entry; `shared` is its context and the digest of the rules."""
    context_for, rules = shared
    context = context_for(entry)
    recorder = _Recorder()
    texts: dict[str, Sequence[TermMatch]] = {}

    def terms(text: str) -> Sequence[TermMatch]:
        texts[text] = found = context.terms(text)
        return found

    compiled = compile_entry(entry.body, replace(recorder.over(context), terms=terms, first_line=1))
    found_in = tuple((text, tuple([(at, end, term) for at, end, term in found])) for text, found in texts.items())
    matched = sorted({term for _, matches in found_in for _, _, term in matches})
    meanings = tuple((term, context.definitions.get(term)) for term in matched)
    record = _Record(
        summary(compiled),
        tuple(sorted(recorder.targets.items())),
        tuple(sorted(recorder.files.items())),
        tuple(sorted(recorder.picture_sizes.items())),
        tuple(sorted(recorder.passages.items())),
        found_in,
        meanings,
        rules,
    )
    return pack(record), pack(compiled.body.load())
