"""Names that the notes' brackets say to be of one thing: counted over all notes, and looked at again after an edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ainotes_site.link.names_in_text import Bracketed, Pair, believed, bracketed
from ainotes_site.link.similarity.fingerprint import EntryFingerprint, name_pairs
from ainotes_site.model import Entry, EntryId
from ainotes_site.pipeline.cache.serialise import Packed, pack, unpack


def pairs_of_notes(
    entries: Iterable[Entry], fingerprints: Mapping[EntryId, EntryFingerprint]
) -> tuple[tuple[tuple[str, str], ...], Packed]:
    """The pairs that are believed, and all that the notes have, to be remembered."""
    found = [one for entry in entries for one in bracketed(entry.span.path, fingerprints[entry.id].pairs)]
    return believed(found), Packed(pack(sorted(found)))


def are_same_after_edit(
    known: Packed,
    before: tuple[tuple[str, str], ...],
    gone: Iterable[Entry],
    new: Iterable[tuple[Entry, tuple[Pair, ...]]],
) -> bool:
    """Whether the same pairs are believed as before, after some entries went and others came, these with their pairs."""
    lost = Counter(one for entry in gone for one in bracketed(entry.span.path, name_pairs(entry)))
    come = Counter(one for entry, pairs in new for one in bracketed(entry.span.path, pairs))
    if lost == come:
        return True
    found = Counter(unpack(list[Bracketed], known))
    found.subtract(lost)
    found.update(come)
    return believed(found.elements()) == before
