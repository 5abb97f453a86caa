"""What the owner's tags teach of topics: learned from all notes, and looked at again after an edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ainotes_site.link.taxonomy import Taxonomy
from ainotes_site.link.topics.learned import (
    Counts,
    Example,
    Learned,
    counted,
    example,
    learned,
    recounted,
    said_of,
    taught,
)
from ainotes_site.model import Entry, Reading
from ainotes_site.pipeline.cache.serialise import Packed, pack, unpack
from ainotes_site.search.text.segment import Segmenter


class Lessons(NamedTuple):
    """What the tags of all notes teach. Plain data."""

    learned: tuple[Learned, ...]
    counts: Packed
    """The `Counts` that it was learned from: an edit that is no example need not load them."""
    words: tuple[str, ...]
    """User dictionary of the segmenter that cut the texts of the examples."""


def taught_by_tags(
    readings: Iterable[Reading], taxonomy: Taxonomy, segmenter: Segmenter, tags_teach: bool
) -> tuple[Taxonomy, Lessons | None]:
    """The taxonomy with the words that the tags of all notes teach, and what is to be remembered of them; None where they
    are not to teach.
    """
    if not tags_teach:
        return taxonomy.without_tags(), None
    entries = (entry for reading in readings for entry in reading.entries)
    counts = counted(_examples(entries, taxonomy, segmenter))
    words = learned(counts)
    return taught(taxonomy, words), Lessons(words, Packed(pack(counts)), segmenter.extra_words)


def taught_after_edit(
    lessons: Lessons | None, gone: Iterable[Entry], new: Iterable[Entry], taxonomy: Taxonomy
) -> Taxonomy | None:
    """The same after some entries went and others came, all as read; None where something else is to be learned now, so
    that the topics of any entry may change.
    """
    if lessons is None:
        return taxonomy.without_tags()
    gone, new = list(gone), list(new)
    if Counter(map(said_of, gone)) == Counter(map(said_of, new)):
        return taught(taxonomy, lessons.learned)
    segmenter = Segmenter(lessons.words, partial_dictionary=True)
    before, after = (_examples(entries, taxonomy, segmenter) for entries in (gone, new))
    if Counter(before) != Counter(after):
        counts = recounted(unpack(Counts, lessons.counts), before, after)
        if learned(counts) != lessons.learned:
            return None
    return taught(taxonomy, lessons.learned)


def _examples(entries: Iterable[Entry], taxonomy: Taxonomy, segmenter: Segmenter) -> list[Example]:
    found = (example(entry, taxonomy, segmenter.cut) for entry in entries)
    return [one for one in found if one is not None]
