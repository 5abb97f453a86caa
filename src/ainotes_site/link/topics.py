"""Which topics an entry has, and why: words of the taxonomy, weighed by where they stand.

A word's points are its class (`taxonomy.CLASSES`) times the best place where it stands (`PLACES`), and grow with the
logarithm of its count. An entry gets the topic with most points, if they pass `ENOUGH`, and up to two more that pass
`ENOUGH_BESIDE` and come near the first: what is named in passing is no topic. What the owner declared in the front
matter is taken as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import log2

from ainotes_site.link.library import Evidence, TopicScore
from ainotes_site.link.taxonomy import Taxonomy
from ainotes_site.model import Entry, TopicId
from ainotes_site.patterns import pattern

MOST = 3
"""Topics of an entry."""
ENOUGH = 2.5
"""Points that make a topic when nothing else is spoken of more."""
ENOUGH_BESIDE = 5.0
"""Points that make a further topic."""
NEAR = 0.5
"""Share of the first topic's points that a further topic must have."""
HALF = 6.0
"""Points at which the score is one half."""
GROWTH = 0.3
"""Share of a word's points that each doubling of its count adds."""

PLACES = {"title": 4.0, "tag": 2.0, "lead": 2.5, "section": 1.0, "opening": 1.5, "body": 1.0}
"""What a place is worth. The lead is a title that only repeats how the body begins, as those of posts do."""
LEAD = 16
"""Characters by which a title is known again at the beginning of the body."""
SHOWN = 5
"""Words of evidence that are kept."""
OPENING = 120
"""Characters of the body that say most about its subject."""

# What a bracket holds never has another one in it, so that a megabyte of open brackets is passed over in one go.
_NOT_PROSE = pattern(
    r"^(?P<fence>```+|~~~+).*?(?:^(?P=fence)|\Z)"
    r"|!\[[^\[\]\n]{0,300}\]\([^()\n]{0,500}\)"
    r"|\]\([^()\n]{0,500}\)"
    r"|https?://[^\s<>）)\u3000-\u9fff]+"
    r"|<[^<>\n]{1,300}>"
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
    if not spoken or spoken[0].points < ENOUGH:
        return []
    bar = max(ENOUGH_BESIDE, spoken[0].points * NEAR)
    kept = [spoken[0], *(one for one in spoken[1:] if one.points >= bar)]
    return [
        TopicScore(taxonomy.topics[one.topic].id, round(one.points / (one.points + HALF), 3), one.evidence)
        for one in kept
    ]


def weigh(entry: Entry, taxonomy: Taxonomy) -> list[_Spoken]:
    """The topics that most words speak for, strongest first, at most MOST."""
    counts: Counter[int] = Counter()
    places: dict[int, str] = {}
    for place, text in _fields(entry):
        worth = PLACES[place]
        for _, _, number in taxonomy.lexicon.find(text) if text else ():
            counts[number] += 1
            if worth > PLACES[places.setdefault(number, place)]:
                places[number] = place
    points: dict[int, float] = {}
    spoken: dict[int, list[tuple[float, int]]] = {}
    for number, count in counts.items():
        worth = PLACES[places[number]] * (1.0 + GROWTH * log2(count))
        for topic, weight in taxonomy.weights[number]:
            points[topic] = points.get(topic, 0.0) + weight * worth
            spoken.setdefault(topic, []).append((weight * worth, number))
    ranked = sorted(points, key=lambda topic: (-points[topic], topic))[:MOST]

    def evidence(topic: int) -> tuple[Evidence, ...]:
        words = sorted((-worth, taxonomy.words[number], number) for worth, number in spoken[topic])
        return tuple(
            Evidence(word, _SHOWN.get(places[number], places[number]), counts[number])
            for _, word, number in words[:SHOWN]
        )

    return [_Spoken(topic, points[topic], evidence(topic)) for topic in ranked]


_SHOWN = {"lead": "title", "opening": "body"}
"""Places that evidence names by a wider one."""


def _fields(entry: Entry) -> tuple[tuple[str, str], ...]:
    text = prose(entry.body).strip() or _addresses(entry)
    lead = "".join(entry.title.rstrip("….。").split())[:LEAD]
    repeats = bool(lead) and "".join(text[: 3 * LEAD].split()).startswith(lead)
    rest = text[len(entry.title.rstrip("…")) :] if repeats else text
    return (
        ("lead" if repeats else "title", entry.title),
        ("tag", "\n".join(entry.tags)),
        ("section", "\n".join(entry.section)),
        ("opening", f"{entry.description}\n{rest[:OPENING]}"),
        ("body", rest[OPENING:]),
    )


def _addresses(entry: Entry) -> str:
    """What the addresses of a bookmark say: `github.com/roboflow/supervision` names two things."""
    return " ".join(part for link in entry.links for part in re.split(r"[/?&=.#]+", link.url) if not part.isdigit())


def assigned(scores: tuple[TopicScore, ...]) -> tuple[TopicId, ...]:
    """The ids alone."""
    return tuple(score.topic for score in scores)
