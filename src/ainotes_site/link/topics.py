"""Which topics an entry has, and why: words of the taxonomy, weighed by where they stand.

A word's points are its class (strong 2, ordinary 1, weak ¼) times its place (title 3, tag 2, headings above 1,
opening of the body 1.5, the rest 1), and grow with the logarithm of its count. An entry gets the topic with most
points, if they pass `ENOUGH`, and as many more, up to three, as come near the first: what is named in passing is no
topic. What the owner declared in the front matter is taken as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import log2

from ainotes_site.link.library import Evidence, TopicScore
from ainotes_site.link.taxonomy import Taxonomy
from ainotes_site.model import Entry, TopicId

MOST = 3
"""Topics of an entry."""
ENOUGH = 3.0
"""Points that make a topic."""
NEAR = 0.55
"""Share of the first topic's points that a further topic must have."""
HALF = 6.0
"""Points at which the score is one half."""

PLACES = {"title": 3.0, "tag": 2.0, "section": 1.0, "opening": 1.5, "body": 1.0}
OPENING = 120
"""Characters of the body that say most about its subject."""
LONG = 1200
"""Characters from which on a text names so much in passing that a topic needs more points."""

_NOT_PROSE = re.compile(
    r"^(?P<fence>```+|~~~+).*?(?:^(?P=fence)|\Z)|!\[[^\]\n]*\]\([^)\n]*\)|\]\([^)\n]*\)|https?://[^\s<>）)\u3000-\u9fff]+|<[^>\n]{1,300}>"
    r"|(?<![A-Za-z0-9])@\w+",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What the words of an entry say for one topic."""

    topic: int
    points: float
    evidence: tuple[Evidence, ...]


def prose(body: str) -> str:
    """A body without code blocks, addresses, images, tags and handles, for counting words."""
    return _NOT_PROSE.sub(" ", body)


def assign(entry: Entry, taxonomy: Taxonomy) -> tuple[TopicScore, ...]:
    """The topics of `entry`, strongest first, at most three; none when nothing speaks for any.

    A pure function of the two, linear in the length of the entry.
    """
    declared = _declared(entry.topics, taxonomy, "topics")
    if declared:
        return declared[:MOST]
    tagged = _declared(entry.tags, taxonomy, "tags")
    known = {score.topic for score in tagged}
    found = [score for score in _scores(entry, taxonomy) if score.topic not in known]
    return (*tagged, *found)[:MOST]


def _declared(names: tuple[str, ...], taxonomy: Taxonomy, where: str) -> tuple[TopicScore, ...]:
    topics = dict.fromkeys(topic for name in names if (topic := taxonomy.named(name)))
    return tuple(TopicScore(topic, 1.0, (Evidence(where, "declared", 1),)) for topic in topics)


def _scores(entry: Entry, taxonomy: Taxonomy) -> list[TopicScore]:
    spoken = weigh(entry, taxonomy)
    if not spoken:
        return []
    body = len(entry.body)
    enough = ENOUGH * (1.0 + log2(body / LONG) / 2 if body > LONG else 1.0)
    bar = max(enough, spoken[0].points * NEAR)
    return [
        TopicScore(taxonomy.topics[one.topic].id, round(one.points / (one.points + HALF), 3), one.evidence)
        for one in spoken[:MOST]
        if one.points >= bar
    ]


def weigh(entry: Entry, taxonomy: Taxonomy) -> list[_Spoken]:
    """All topics that any word speaks for, strongest first."""
    points: dict[int, float] = {}
    evidence: dict[int, list[tuple[float, Evidence]]] = {}
    for place, text in _fields(entry).items():
        counts = Counter(found.number for found in taxonomy.lexicon.find(text)) if text else Counter()
        for number, count in counts.items():
            grown = PLACES[place] * (1.0 + log2(count) / 2)
            for topic, weight in taxonomy.weights[number]:
                gained = weight * grown
                points[topic] = points.get(topic, 0.0) + gained
                shown = Evidence(taxonomy.words[number], "body" if place == "opening" else place, count)
                evidence.setdefault(topic, []).append((gained, shown))
    ranked = sorted(points, key=lambda topic: (-points[topic], topic))
    return [_Spoken(topic, points[topic], _strongest(evidence[topic])) for topic in ranked]


def _fields(entry: Entry) -> dict[str, str]:
    text = prose(entry.body)
    return {
        "title": entry.title,
        "tag": "\n".join(entry.tags),
        "section": "\n".join(entry.section),
        "opening": f"{entry.description}\n{text[:OPENING]}",
        "body": text[OPENING:],
    }


def _strongest(found: list[tuple[float, Evidence]]) -> tuple[Evidence, ...]:
    ranked = sorted(found, key=lambda item: (-item[0], item[1].word, item[1].field))
    return tuple(evidence for _, evidence in ranked[:5])


def assigned(scores: tuple[TopicScore, ...]) -> tuple[TopicId, ...]:
    """The ids alone."""
    return tuple(score.topic for score in scores)
