"""Which topics an entry has, and why: words of the taxonomy, weighed by where they stand.

A word is worth its class (`taxonomy.CLASSES`) times the best place where it stands (`PLACES`), and more, by the logarithm of
its count, where it is said often. What the words of a topic are worth, and how they stand, says how likely the topic is
(`choice`): an entry gets up to three. What the owner declared in the front matter is taken as it is. The names of the source
and of the folders above it speak too: a stub in `7.强化学习/` has no other words. So does the text in fences of an entry that
has hardly any other: a collection of prompts keeps them there.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from math import log2

from ainotes_site.lazy_regex import pattern
from ainotes_site.link.library import TopicEvidence, TopicScore
from ainotes_site.link.taxonomy import Taxonomy
from ainotes_site.link.topics.choice import MOST, SPEAKS, TENTHS, Spoken, chosen
from ainotes_site.model import Entry, TopicId

GROWTH = 0.3
"""Share of its worth that each doubling of its count adds to a word."""

PLACES = {
    "title": 4.0,
    "lead": 2.5,
    "file": 2.0,
    "tag": 2.0,
    "folder": 1.5,
    "opening": 2.0,
    "beginning": 1.3,
    "section": 1.0,
    "body": 1.0,
}
"""What a place is worth. The lead is a title that only repeats how the body begins, as those of posts do; file and folder
are their names; the opening and the beginning are the first characters of the body."""
TITLES = ("title", "lead", "file")
"""Places that say what an entry is about: here a name is the subject."""
FOLDERS = 2
"""Folders above a source whose names say something, from the innermost."""
LEAD = 16
"""Letters and digits by which a title is known again at the beginning of the body."""
LEAD_WITHIN = 160
"""Characters of the body among which it is looked for: a heading or a label may stand above the first sentence."""
SHOWN = 5
"""Words of evidence that are kept."""
OPENING = 120
"""Characters of the body that say most about its subject."""
BEGINNING = 1000
"""Characters of the body that still say more about it than the rest."""
USUAL = 1000
"""Characters of a text that a word is said once in, as it should be to keep its worth: that of a word which stands in no
better place than the body shrinks with how seldom it is said,"""
THINNED = 0.3
"""to this power."""
SCANT = 80
"""Characters of prose below which the text in fences is read too, if it has sentences."""

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


_FENCE = pattern(r"^(?P<marks>```+|~~~+)[^\n]*\n(?P<text>.*?)(?:^(?P=marks)|\Z)", re.MULTILINE | re.DOTALL)
_SENTENCE = pattern(r"[。！？；，]|[a-z][.!?]\s")
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
    counts, places, spoken = said(entry, taxonomy, text)

    def place_of(number: int) -> str:
        return "learned" if number >= taxonomy.first_learned else _SHOWN.get(places[number], places[number])

    def evidence(topic: int) -> tuple[TopicEvidence, ...]:
        words = sorted((-own, taxonomy.words[number], number) for number, own in spoken[topic].worth.items())
        return tuple(TopicEvidence(word, place_of(number), counts[number]) for _, word, number in words[:SHOWN])

    ids = [topic.id for topic in taxonomy.topics]
    return [TopicScore(ids[topic], round(likely, 3), evidence(topic)) for topic, likely in chosen(spoken, ids)]


def said(entry: Entry, taxonomy: Taxonomy, text: str) -> tuple[dict[int, int], dict[int, str], dict[int, Spoken]]:
    """How often each word stands in an entry, the best place where it stands, and what all say for each topic."""
    counts: dict[int, int] = {}
    places: dict[int, str] = {}
    spoken: dict[int, Spoken] = defaultdict(Spoken)
    parts: dict[int, set[int]] = {}
    fields = _fields(entry, text)
    found = taxonomy.lexicon.find(_BETWEEN.join(part for _, part in fields))
    begin = done = 0
    for place, part in fields[:-1]:
        past = bisect(found, (begin + len(part),), done)
        numbers = [number for _, _, number in found[done:past]]
        if numbers:
            _count(numbers, place, counts, places)
            _stand(dict.fromkeys(numbers), place, taxonomy, spoken)
        begin, done = begin + len(part) + len(_BETWEEN), past
    length = len(fields[-1][1])
    early = bisect(found, (begin + BEGINNING - OPENING,), done)
    _count([number for _, _, number in found[done:early]], "beginning", counts, places)
    _count([number for _, _, number in found[early:]], "body", counts, places)
    for at, _, number in found[done:]:
        parts.setdefault(number, set()).add(TENTHS * (at - begin) // length)
    for number, count in counts.items():
        worth = _worth(places[number], count, length)
        _speak(number, worth, places[number] in TITLES, parts.get(number, set()), taxonomy, spoken)
    return counts, places, spoken


def _count(numbers: list[int], place: str, counts: dict[int, int], places: dict[int, str]) -> None:
    """Count the words of a place; each is remembered with the best place where it stands."""
    worth = PLACES[place]
    for number, count in Counter(numbers).items():
        counts[number] = counts.get(number, 0) + count
        if worth > PLACES[places.setdefault(number, place)]:
            places[number] = place


def _worth(place: str, count: int, length: int) -> float:
    """What the best place and the count of a word are worth in a text of some length."""
    worth = PLACES[place] * (1.0 + GROWTH * log2(count))
    if place in _SPACIOUS and count * USUAL < length:
        worth *= (count * USUAL / length) ** THINNED
    return worth


def _stand(numbers: Iterable[int], place: str, taxonomy: Taxonomy, spoken: dict[int, Spoken]) -> None:
    """Add the weights of the words of a place that is not the body."""
    kind, in_title = _KINDS[place], place in TITLES
    for number in numbers:
        for topic, usual, titled in taxonomy.weights[number]:
            spoken[topic].standing[kind] += titled if in_title else usual


def _speak(
    number: int, worth: float, in_title: bool, parts: set[int], taxonomy: Taxonomy, spoken: dict[int, Spoken]
) -> None:
    """Add a word to what is said for its topics."""
    for topic, usual, titled in taxonomy.weights[number]:
        own, weight = spoken[topic], titled if in_title else usual
        own.worth[number] = worth * weight
        if weight >= SPEAKS:
            own.words += 1
            own.parts |= parts


_KINDS = {
    "title": 0,
    "lead": 0,
    "file": 1,
    "folder": 1,
    "tag": 1,
    "section": 1,
    "opening": 2,
}
"""Of which kind a place is (`choice.KINDS`)."""
_BETWEEN = "\n\0\n"
"""What no word has, between the texts of two places: they are looked through in one go."""
_SPACIOUS = ("beginning", "body")
"""Places where a word may stand by accident, the more easily the longer the text is."""
_SHOWN = {"lead": "title", "opening": "body", "beginning": "body"}
"""Places that evidence names by a wider one."""


def _fields(entry: Entry, spoken: str) -> tuple[tuple[str, str], ...]:
    text = spoken.strip()
    if len(text) < SCANT:
        text = f"{text}\n{_fenced(entry.body)}".strip() or _addresses(entry)
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
    lead, beginning = _letters(words)[:LEAD], _letters(text[:LEAD_WITHIN])
    if lead and beginning.startswith(_letters(title)[:LEAD]):
        place = "lead"
    elif words != title and len(lead) == LEAD and lead in beginning:
        place = "opening"
    else:
        return "title", text
    at = max(text.find(words[:LEAD], 0, LEAD_WITHIN), 0)
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


def _fenced(body: str) -> str:
    """The text in the fences of a body; none where it has no sentences, as code has not."""
    text = "\n".join(fence["text"] for fence in _FENCE.finditer(body))
    return text if _SENTENCE.search(text) else ""


def _addresses(entry: Entry) -> str:
    """What the addresses of a bookmark say: `github.com/roboflow/supervision` names two things."""
    return " ".join(part for link in entry.links for part in re.split(r"[/?&=.#]+", link.url) if not part.isdigit())


def assigned(scores: tuple[TopicScore, ...]) -> tuple[TopicId, ...]:
    """The ids alone."""
    return tuple(score.topic for score in scores)
