"""What is worked out again after a change is what would be worked out anew."""

from __future__ import annotations

import random

import pytest
from tests.long import seeds

from ainotes_site.link.similarity import duplicates
from ainotes_site.link.similarity.fingerprint import shingles
from ainotes_site.link.similarity.similar import WINDOW, Traits, related, related_again
from ainotes_site.model import EntryId, TermSlug, TopicId

SIZE = 8 * WINDOW
IDS = [EntryId(f"e{number:03}") for number in range(SIZE)]


def _traits(chance: random.Random) -> Traits:
    """Few features among many entries, so that their lists are longer than the window."""
    return Traits(
        tuple(TermSlug(f"t{chance.randrange(5)}") for _ in range(chance.randrange(3))),
        tuple(f"g{chance.randrange(20)}" for _ in range(chance.randrange(3))),
        tuple({TopicId(f"o{chance.randrange(4)}") for _ in range(chance.randrange(3))}),
        tuple(f"w{chance.randrange(30)}" for _ in range(chance.randrange(4))),
    )


def _pairs(chance: random.Random) -> dict[EntryId, list[EntryId]]:
    return {chance.choice(IDS): chance.sample(IDS, 2) for _ in range(3)}


@pytest.mark.parametrize("seed", seeds(20, 300))
def test_entries_related_again(seed: int) -> None:
    chance = random.Random(seed)
    before = [_traits(chance) for _ in IDS]
    links, near = _pairs(chance), _pairs(chance)
    rows, affinity = related(IDS, before, links, near)
    changed = {chance.randrange(SIZE): _traits(chance) for _ in range(chance.randint(1, 3))}
    after = [changed.get(place, own) for place, own in enumerate(before)]
    if chance.random() < 0.5:
        links, near = _pairs(chance), _pairs(chance)
    again = related_again(affinity, IDS, after.__getitem__, changed, links, near)
    merged = {entry: row for entry, row in {**rows, **again}.items() if row}
    assert merged == related(IDS, after, links, near)[0]


@pytest.mark.parametrize("seed", seeds(10, 150))
def test_near_duplicates_found_again(seed: int) -> None:
    chance = random.Random(seed)
    texts = ["".join(chance.choices("检索增强生成注意力机制权重召回切块", k=80)) for _ in range(4)]

    def written() -> bytes:
        text = chance.choice(texts)
        at = chance.randrange(len(text))
        return shingles(text[:at] + "新" * chance.randrange(4) + text[at:])

    before = [written() for _ in range(30)]
    changed = {chance.randrange(30): written() for _ in range(3)}
    after = [changed.get(place, own) for place, own in enumerate(before)]
    again, anew = duplicates.revised(duplicates.likeness(before), changed), duplicates.likeness(after)
    assert again.pairs.tolist() == anew.pairs.tolist()
    assert again.shares.tolist() == anew.shares.tolist()
