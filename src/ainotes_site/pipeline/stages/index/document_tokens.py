"""Documents cut into units: taken from the cache where neither they nor the words that cut them have changed.

A document's cut depends on its own text and on those words of the user dictionary that occur in it, so a new glossary
term costs the cutting of those documents only that have its characters in a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ainotes_site.pipeline.cache.code_version import code_key
from ainotes_site.pipeline.cache.record_store import RecordStore
from ainotes_site.pipeline.cache.serialise import pack, unpack
from ainotes_site.pipeline.stages.scan import digest
from ainotes_site.pipeline.workers import map_all
from ainotes_site.search.index.document import SearchDocument, TermCard
from ainotes_site.search.index.tokenise import TokenisedDocument, tokenise, tokenise_card
from ainotes_site.search.text.segment import Segmenter


@dataclass(frozen=True, slots=True)
class PendingDocument:
    """A document that is made only when it has to be cut."""

    key: bytes
    """Digest of all that it is made from."""
    make: Callable[[], SearchDocument | TermCard]


@dataclass(frozen=True, slots=True)
class Cuts:
    """The tokens of each document, as the last build left them."""

    words: tuple[str, ...] = ()
    """The user dictionary for which all of `keys` are valid."""
    keys: Mapping[bytes, bytes] = field(default_factory=dict)
    """Digest of a document to the key of its cut in the store."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """All documents, cut."""

    keys: tuple[bytes, ...]
    """In the order in which the documents were given."""
    cuts: Cuts
    store: RecordStore
    fresh: Mapping[bytes, bytes]
    """Those that were cut anew."""
    items: Mapping[bytes, PendingDocument]
    """What was given, by the keys."""
    segmenter: Segmenter

    def fetch(self, key: bytes) -> TokenisedDocument:
        """The document of one of `keys`; cut again where the store's copy is damaged."""
        document = self.find(key)
        if document is None:
            document = unpack(TokenisedDocument, _tokenise(self.segmenter, self.items[key]))
        return document

    def find(self, key: bytes) -> TokenisedDocument | None:
        """Any document that the store has, also one that is no longer among `keys`; None when it has it not."""
        blob = self.fresh.get(key)
        return self.store.load(TokenisedDocument, key) if blob is None else unpack(TokenisedDocument, blob)

    def save(self) -> None:
        """Keep what was cut anew, and let go of what no document needs."""
        self.store.save(self.keys, dict(self.fresh))


_FEW = 30
"""Documents for which it does not pay to load the whole dictionary of words."""


def tokens(
    items: Sequence[PendingDocument], segmenter: Segmenter, old: Cuts, store: RecordStore, workers: int | None = None
) -> Tokens:
    """Tokenise the documents that have no valid tokens in `store`."""
    digests = [digest(code_key(), item.key) for item in items]
    changed = _pattern(set(segmenter.extra_words) ^ set(old.words))
    words = _words(segmenter)
    keys: list[bytes] = []
    missing: list[int] = []
    for at, own in enumerate(digests):
        key = old.keys.get(own)
        if key is None or not _is_valid(store, key, changed):
            key = digest(own, words)
            if key not in store or store.get(key) is None:
                missing.append(at)
        keys.append(key)
    cutter = segmenter.with_partial_dictionary() if len(missing) <= _FEW else segmenter
    made = map_all(_tokenise, cutter, [items[at] for at in missing], workers)
    fresh = {keys[at]: blob for at, blob in zip(missing, made, strict=True)}
    cuts = Cuts(segmenter.extra_words, dict(zip(digests, keys, strict=True)))
    return Tokens(tuple(keys), cuts, store, fresh, dict(zip(keys, items, strict=True)), segmenter)


def cut_anew(item: PendingDocument, segmenter: Segmenter) -> tuple[bytes, bytes]:
    """An item cut, as bytes for `Tokens.fresh`, and its key."""
    return _tokenise(segmenter, item), digest(digest(code_key(), item.key), _words(segmenter))


def _words(segmenter: Segmenter) -> bytes:
    """Digest of the words that a cut is made under: with the document's it is the key of the cut."""
    return digest(*(word.encode() for word in segmenter.extra_words))


def _pattern(words: set[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(re.escape, sorted(words)))) if words else None


def _is_valid(store: RecordStore, key: bytes, changed: re.Pattern[str] | None) -> bool:
    """Whether the cut is there, and has none of the words that came or went."""
    if changed is None:
        return key in store
    document = store.load(_Han, key)
    return document is not None and changed.search(document.han) is None


@dataclass(frozen=True, slots=True)
class _Han:
    """What is wanted of a `TokenisedDocument` here."""

    han: str


def _tokenise(segmenter: Segmenter, item: PendingDocument) -> bytes:
    made, cut = item.make(), segmenter.cut
    return pack(tokenise_card(made, cut) if isinstance(made, TermCard) else tokenise(made, cut))
