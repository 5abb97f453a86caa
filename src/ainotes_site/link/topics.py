"""Which topics an entry has, and why: words of the taxonomy, weighed by where they stand.

A word's points are its class (`taxonomy.CLASSES`) times the best place where it stands (`PLACES`), and grow with the
logarithm of its count. An entry gets the topic with most points, if they pass `ENOUGH`, and up to two more that pass
`ENOUGH_BESIDE` and come near the first: what is named in passing is no topic. What the owner declared in the front
matter is taken as it is. The names of the source and of the folders above it speak too: a stub in `7.强化学习/` has no
other words.

The numbers were set by hand on the labelled entries of ten owners, and looked at again on those of eleven others and on
two older sets, 642 in all (`tests/benchmarks/topics.py` measures them). On the 170 of the ten they gave F1 .747 (precision
.776), and .743 (.767) set anew by coordinate search on all owners but the one that is measured; how notes are cut, which
changes, makes a difference of .02. Nearly all of them lie on a plateau: within .005 are 3.0 to 4.0 for a title, 1.75 to 2.0
for the opening, GROWTH .3 to .5, ENOUGH 2.0 to 3.0, NEAR .4 to .5 for the second topic and .65 to .9 for the third. What did
not help when these stood at .724: a logistic model of 26 features of each candidate (.72 with owners left out), the same
with a prior for each topic (.70), less for each further word of a topic (.71), nearer or farther shares for long texts, more
or less for parents and for broad topics, 935 more words from the pairs that the search knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import log2

from ainotes_site.lazy_regex import pattern
from ainotes_site.link.library import TopicEvidence, TopicScore
from ainotes_site.link.taxonomy import Taxonomy
from ainotes_site.model import Entry, TopicId

MOST = 3
"""Topics of an entry."""
ENOUGH = 2.5
"""Points that make a topic when nothing else is spoken of more."""
ENOUGH_BESIDE = 5.0
"""Points that make a further topic."""
NEAR = (1.0, 0.45, 0.65)
"""Share of the first topic's points that the first, second and third topic must have."""
HALF = 6.0
"""Points at which the score is one half."""
GROWTH = 0.3
"""Share of a word's points that each doubling of its count adds."""

PLACES = {
    "title": 4.0,
    "lead": 2.5,
    "file": 2.0,
    "tag": 2.0,
    "folder": 1.5,
    "opening": 2.0,
    "section": 1.0,
    "body": 1.0,
}
"""What a place is worth. The lead is a title that only repeats how the body begins, as those of posts do; file and folder
are their names."""
TITLES = ("title", "lead", "file")
"""Places that say what an entry is about: here a name is the subject."""
FOLDERS = 2
"""Folders above a source whose names say something, from the innermost."""
LEAD = 16
"""Letters and digits by which a title is known again at the beginning of the body."""
BEGINNING = 160
"""Characters of the body among which it is looked for: a heading or a label may stand above the first sentence."""
SHOWN = 5
"""Words of evidence that are kept."""
OPENING = 120
"""Characters of the body that say most about its subject."""

# What a bracket holds never has another one in it, so that a megabyte of open brackets is passed over in one go. Each
# alternative begins with a character of its own, and what must stand before it is asked for behind it: so the places
# where one may begin are looked for as those characters, which takes a fifth of the time.
_NOT_PROSE = pattern(
    r"`(?<=^`)(?P<ticks>``+).*?(?:^`(?P=ticks)|\Z)"
    r"|~(?<=^~)(?P<waves>~~+).*?(?:^~(?P=waves)|\Z)"
    r"|!\[[^\[\]\n]{0,300}\]\([^()\n]{0,500}\)"
    r"|\]\([^()\n]{0,500}\)"
    r"|https?://[^\s<>）)\u3000-\u9fff]+"
    r"|<[^<>\n]{1,300}>"
    r"|@(?<![A-Za-z0-9]@)\w+"
    r"|^[ \t]+id::[ \t][\w-]{36}$",
    re.MULTILINE | re.DOTALL,
)


_NUMBER = pattern(r"^[\d.\-_ ]+(?=\D)")
_NAME_JOINT = pattern(r"[_\-.]+|(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")


def prose(body: str) -> str:
    """A body without code blocks, addresses, images, tags and handles, for counting words."""
    return _NOT_PROSE.sub(" ", body)


def assign(entry: Entry, taxonomy: Taxonomy, text: str | None = None) -> tuple[TopicScore, ...]:
    """The topics of `entry`, strongest first, at most three; none when nothing speaks for any.

    A pure function of the two, linear in the length of the entry. `text` is the prose of its body, where that is known.
    """
    declared = _stated(entry.topics, taxonomy.named)
    if declared:
        return declared[:MOST]
    tagged = _stated(entry.tags, taxonomy.tagged)
    known = {score.topic for score in tagged}
    scores = _scores(entry, taxonomy, prose(entry.body) if text is None else text)
    found = [score for score in scores if score.topic not in known]
    return (*tagged, *found)[:MOST]


def stated_topics(entry: Entry, taxonomy: Taxonomy) -> tuple[TopicId, ...]:
    """What the owner of an entry says it is about, by `topics:` or by tags; `entry` as read."""
    stated = _stated(entry.topics, taxonomy.named) or _stated(entry.tags, taxonomy.tagged)
    return tuple(score.topic for score in stated)


def _stated(names: tuple[str, ...], meant: Callable[[str], TopicId | None]) -> tuple[TopicScore, ...]:
    """The topics that are meant by what an owner wrote, each with the first word for it."""
    words: dict[TopicId, str] = {}
    for name in names:
        topic = meant(name)
        if topic:
            words.setdefault(topic, name)
    return tuple(TopicScore(topic, 1.0, (TopicEvidence(word, "declared", 1),)) for topic, word in words.items())


def _scores(entry: Entry, taxonomy: Taxonomy, text: str) -> list[TopicScore]:
    counts, places = _counted(entry, taxonomy, text)
    points: dict[int, dict[int, float]] = {}
    for number, count in counts.items():
        worth = PLACES[places[number]] * (1.0 + GROWTH * log2(count))
        in_title = places[number] in TITLES
        for topic, usual, titled in taxonomy.weights[number]:
            points.setdefault(topic, {})[number] = worth * (titled if in_title else usual)
    ranked = sorted((-sum(own.values()), topic) for topic, own in points.items())[:MOST]
    if not ranked or -ranked[0][0] < ENOUGH:
        return []

    def place_of(number: int) -> str:
        return "learned" if number >= taxonomy.first_learned else _SHOWN.get(places[number], places[number])

    def evidence(topic: int) -> tuple[TopicEvidence, ...]:
        words = sorted((-own, taxonomy.words[number], number) for number, own in points[topic].items())
        return tuple(TopicEvidence(word, place_of(number), counts[number]) for _, word, number in words[:SHOWN])

    return [
        TopicScore(taxonomy.topics[topic].id, round(-lost / (-lost + HALF), 3), evidence(topic))
        for near, (lost, topic) in zip(NEAR, ranked, strict=False)
        if topic == ranked[0][1] or -lost >= max(ENOUGH_BESIDE, -ranked[0][0] * near)
    ]


def _counted(entry: Entry, taxonomy: Taxonomy, text: str) -> tuple[dict[int, int], dict[int, str]]:
    """How often each word stands in an entry, and the best place where it stands."""
    counts: dict[int, int] = {}
    places: dict[int, str] = {}
    for place, part in _fields(entry, text):
        worth = PLACES[place]
        for _, _, number in taxonomy.lexicon.find(part) if part else ():
            counts[number] = counts.get(number, 0) + 1
            if worth > PLACES[places.setdefault(number, place)]:
                places[number] = place
    return counts, places


_SHOWN = {"lead": "title", "opening": "body"}
"""Places that evidence names by a wider one."""


def _fields(entry: Entry, spoken: str) -> tuple[tuple[str, str], ...]:
    text = spoken.strip() or _addresses(entry)
    named, rest = _named(entry.title, text)
    *folders, file = entry.span.path.split("/")
    stem = file.rpartition(".")[0]
    return (
        (named, entry.title),
        ("file", "" if _same(stem, entry.title) else _spaced(stem)),
        ("folder", _spaced("\n".join(folders[-FOLDERS:]))),
        ("tag", "\n".join(entry.tags)),
        ("section", "\n".join(entry.section)),
        ("opening", f"{entry.description}\n{rest[:OPENING]}"),
        ("body", rest[OPENING:]),
    )


def _named(title: str, text: str) -> tuple[str, str]:
    """What place a title is, and the text without it.

    The first words of the text say what a post is about. Behind a number, or cut short of a sentence that stands below a
    heading, they are but a sentence of the text.
    """
    words = _NUMBER.sub("", title.rstrip("…"))
    lead, beginning = _letters(words)[:LEAD], _letters(text[:BEGINNING])
    if lead and beginning.startswith(_letters(title)[:LEAD]):
        place = "lead"
    elif words != title and len(lead) == LEAD and lead in beginning:
        place = "opening"
    else:
        return "title", text
    at = max(text.find(words[:LEAD], 0, BEGINNING), 0)
    return place, text[:at] + text[at + len(words) :]


def _letters(text: str) -> str:
    """Letters and digits only, in lower case: marks of Markdown hide no words."""
    return "".join(filter(str.isalnum, text.lower()))


def _same(stem: str, title: str) -> bool:
    """Does the name of a file say what the title says?"""
    one, other = _letters(stem), _letters(title)
    return one in other or other in one


def _spaced(name: str) -> str:
    """The words of a name: `05_audio-and_speech` is made of four."""
    return _NAME_JOINT.sub(" ", name)


def _addresses(entry: Entry) -> str:
    """What the addresses of a bookmark say: `github.com/roboflow/supervision` names two things."""
    return " ".join(part for link in entry.links for part in re.split(r"[/?&=.#]+", link.url) if not part.isdigit())


def assigned(scores: tuple[TopicScore, ...]) -> tuple[TopicId, ...]:
    """The ids alone."""
    return tuple(score.topic for score in scores)
