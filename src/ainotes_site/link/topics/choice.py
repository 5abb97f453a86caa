"""Which of the topics that words speak for an entry is given: a logistic model of nine features, with its numbers.

How likely a topic is follows from what its words are worth beside those of the other topics (`near`, `share`), from where they stand (`title`, `place`, `opening`), how many they are (`words`) and over how much of the
text they are spread (`spread`), from how much hangs on one of them (`one`), and from how often readers give it together
with the topic that is spoken of most (`together`, see `pairs.txt`).

`WEIGHTS` and `pairs.txt` are made by `python tests/benchmarks/fit_topics.py`, which says what each feature is worth
with the owners left out on whom it is measured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import combinations
from math import exp, log, log1p

from ainotes_site.model import TopicId

MOST = 3
"""Topics of an entry."""
ENOUGH = 2.5
"""Worth of words without which a topic is none."""
LIKELY = (0.12, 0.32, 0.5)
"""How likely the first, second and third topic must be."""
CANDIDATES = 12
"""Topics that are looked at, those with the words of most worth."""
TENTHS = 10
"""Parts of a text that are told apart."""
SPEAKS = 0.4
"""Weight from which on a word counts as one that speaks for its topic."""
KINDS = ("title", "place", "opening")
"""Kinds of places: the title; names of file and folders, tags, headings; the first characters."""
PRIOR = 12.0
"""Entries with a topic of which it is taken for granted that their other topics are as frequent as anywhere."""

WEIGHTS: Mapping[str, float] = {
    "prior": -3.63,
    "near": 2.83,
    "share": 5.52,
    "title": 1.87,
    "place": 1.33,
    "opening": 0.95,
    "words": -0.50,
    "spread": 1.68,
    "one": -1.07,
    "together": 0.87,
}


@dataclass(slots=True)
class Spoken:
    """What the words of an entry say for a topic."""

    worth: dict[int, float] = field(default_factory=dict)
    """Per word, by its number: its weight, times what its best place is worth and how often it is said."""
    standing: list[float] = field(default_factory=lambda: [0.0, 0.0, 0.0])
    """Weights of the words that stand in places of each kind (`KINDS`)."""
    words: int = 0
    """How many of them speak for the topic (`SPEAKS`)."""
    parts: set[int] = field(default_factory=set)
    """In which tenths of the text these stand."""


def most_spoken(spoken: Mapping[int, Spoken]) -> list[tuple[int, float]]:
    """The candidates, by their numbers, with what their words are worth, most first."""
    worths = ((topic, sum(own.worth.values())) for topic, own in spoken.items())
    return sorted(worths, key=lambda pair: (-pair[1], pair[0]))[:CANDIDATES]


def features(
    spoken: Mapping[int, Spoken], candidates: Sequence[tuple[int, float]], ids: Sequence[TopicId], pairs: TopicPairs
) -> list[dict[str, float]]:
    """The features of each candidate (`most_spoken`); `ids` are all topics by number."""
    total = sum(sum(own.worth.values()) for own in spoken.values())
    first, most = candidates[0]
    second = candidates[1][0] if len(candidates) > 1 else first
    rows = []
    for topic, worth in candidates:
        own = spoken[topic]
        beside = second if topic == first else first
        rows.append(
            {
                "near": worth / most,
                "share": worth / total,
                **{kind: log1p(weight) for kind, weight in zip(KINDS, own.standing, strict=True)},
                "words": log1p(own.words),
                "spread": len(own.parts) / TENTHS,
                "one": max(own.worth.values()) / worth,
                "together": 0.0 if beside == topic else together(pairs, ids[beside], ids[topic]),
            }
        )
    return rows


def chosen(spoken: Mapping[int, Spoken], ids: Sequence[TopicId]) -> list[tuple[int, float]]:
    """The topics that an entry is given, by number, each with how likely it is, the likeliest first."""
    candidates = [each for each in most_spoken(spoken) if each[1] >= ENOUGH]
    if not candidates:
        return []
    rows = features(spoken, candidates, ids, shipped_pairs())
    likely = [(topic, likelihood(row)) for (topic, _), row in zip(candidates, rows, strict=True)]
    likely.sort(key=lambda pair: (-pair[1], pair[0]))
    return [pair for pair, least in zip(likely, LIKELY, strict=False) if pair[1] >= least]


def likelihood(row: Mapping[str, float]) -> float:
    """How likely a topic with these features is one that a reader would give."""
    return 1 / (1 + exp(-WEIGHTS["prior"] - sum(WEIGHTS[name] * value for name, value in row.items())))


@dataclass(frozen=True, slots=True)
class TopicPairs:
    """How often readers gave topics, and two of them together."""

    entries: int
    topics: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    """In both orders."""


def pairs_of(labels: Sequence[Sequence[str]]) -> TopicPairs:
    """The counts of labelled entries."""
    topics: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    for own in labels:
        for topic in own:
            topics[topic] = topics.get(topic, 0) + 1
        for one, other in combinations(own, 2):
            for pair in ((one, other), (other, one)):
                pairs[pair] = pairs.get(pair, 0) + 1
    return TopicPairs(len(labels), topics, pairs)


def together(pairs: TopicPairs, given: str, topic: str) -> float:
    """By how much, as a logarithm, `topic` is more frequent among entries on `given` than among all; 0 for unknown ones."""
    if given not in pairs.topics or topic not in pairs.topics:
        return 0.0
    usual = (pairs.topics[topic] + 1) / (pairs.entries + len(pairs.topics))
    return log((pairs.pairs.get((given, topic), 0) + PRIOR * usual) / (pairs.topics[given] + PRIOR) / usual)


@cache
def shipped_pairs() -> TopicPairs:
    """Those of `pairs.txt`: a line is the number of entries, a topic and its count, or two topics and theirs."""
    entries, topics, pairs = 0, {}, {}
    text = files("ainotes_site.link.topics").joinpath("pairs.txt").read_text("utf-8")
    for line in text.splitlines():
        *names, count = line.partition("#")[0].split() or [""]
        if len(names) == 2:
            pairs[names[0], names[1]] = pairs[names[1], names[0]] = int(count)
        elif names:
            topics[names[0]] = int(count)
        elif count:
            entries = int(count)
    return TopicPairs(entries, topics, pairs)
