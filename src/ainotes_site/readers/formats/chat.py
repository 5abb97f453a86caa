"""Conversations copied out of a messenger: who, when, then what they said; one entry a day.

Where one alone speaks and says something each time, it is a channel: one entry a message.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry, Kind, Person
from ainotes_site.readers.detect.authors import clean_name, looks_like_name
from ainotes_site.readers.detect.dates import TIME_OF_DAY, date_line
from ainotes_site.readers.detect.titles.titles import Title, first_line_title, plain
from ainotes_site.readers.entry_ids import titled_id
from ainotes_site.readers.formats import note
from ainotes_site.readers.make_entry import body_text, compose
from ainotes_site.readers.proposal import Proposal
from ainotes_site.readers.source import Parts, Source

MESSAGES, SPEAKING = 3, 2
"""How many messages make a conversation, and how many of them somebody on average has to say of it."""

POST_LENGTH = 30
"""Characters that a message of a channel has on average: less is a word in passing."""

INTRO_LINES, INTRO_LENGTH = 2, 100
"""How much text above the first message still describes the conversation: lines, and characters of each."""

_DATE = r"(?P<date>(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)"
_TIME = (
    r"(?:[ \t,，]*(?:星期|周)[一二三四五六日天])?[ \t,，]*"
    rf"(?P<time>{TIME_OF_DAY}?[ \t]?\d{{1,2}}:[0-5]\d(?::[0-5]\d)?(?:[ \t]?[AP]M)?)"
)
_NAME = r"(?P<name>[^\s:：\[\]#>|][^:：\[\]\n]{0,49}?)"
_LAYOUTS = (
    pattern(rf"{_NAME}[ \t]+{_DATE}{_TIME}[ \t]*(?P<text>)$"),
    pattern(rf"(?:\*\*)?{_NAME}(?:\*\*)?[,，:：]?[ \t]+\[{_DATE}{_TIME}\][ \t]*[:：]?[ \t]*(?P<text>.*)$"),
    pattern(rf"{_DATE}{_TIME}(?<=:\d\d:\d\d)[ \t]+{_NAME}[ \t]*(?P<text>)$"),
    pattern(rf"\[{_DATE}{_TIME}\][ \t]+{_NAME}[:：][ \t]*(?P<text>.*)$"),
    pattern(rf"{_DATE}{_TIME}[ \t]+[-–—][ \t]+{_NAME}[:：][ \t]+(?P<text>.*)$"),
)
"""How messengers head a message; a file keeps to one. A diary may have its times and labels in other ways."""
_CLOCK = pattern(r":[0-5]\d")
_STAMP = pattern(
    r"\d(?:\d(?<=19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}|\d?\.\d{1,2}\.(?:19|20)\d\d)[^\n]{0,16}?\d:[0-5]\d"
)
_NUMBER = pattern(r"[(（<]\d{5,12}[)）>]$")
"""The number of an account behind a name."""


@dataclass(frozen=True, slots=True)
class _Message:
    line: int
    date: str
    time: str
    name: str
    text: str


def recognise(source: Source) -> bool:
    """Whether all of a text is what several people wrote in turn, in the order of time, below a title at most."""
    text = source.text
    if any(len(sign.findall(text)) < MESSAGES for sign in (_CLOCK, _STAMP)):
        return False  # asked of every source: all else takes long
    messages = _messages(source)
    names = {message.name for message in messages}
    if len(messages) < MESSAGES or len(messages) < SPEAKING * len(names) - 1:
        return False
    if len(names) < 2 and not _is_channel(source, messages):
        return False
    if any(b.date < a.date for a, b in pairwise(messages)):
        return False
    headings = [heading.line for heading in source.headings]
    above = _above(source, messages[0].line)
    return headings in ([], above[:1]) and _describes(source, above)


def propose(source: Source) -> list[Proposal]:
    """The conversation, where all of the text is one."""
    return [Proposal("chat", (), read)] if recognise(source) else []


def read(source: Source) -> Parts:
    """One entry a day, everybody who spoke on it its author."""
    messages = _messages(source)
    above = _above(source, messages[0].line) if messages else []
    if not messages or not _describes(source, above):
        return note.read(source)
    title = source.front.title or (plain(source.lines[above[0]].lstrip("# ")) if above else "")
    first, stop = source.trimmed(source.start, messages[0].line)
    skipped = tuple(source.title_and_introduction(first, min(first + 1, stop), stop))
    edges = [*(message.line for message in messages), len(source.lines)]
    if _is_channel(source, messages):
        posts = [_post(source, message, stop) for message, stop in zip(messages, edges[1:], strict=True)]
        return Parts(tuple(posts), skipped=tuple(skipped), title=title)
    days = [list(day) for _, day in groupby(messages, key=lambda message: message.date)]
    edges = [*(day[0].line for day in days), len(source.lines)]
    entries = [_entry(source, day, stop, title, len(days) > 1) for day, stop in zip(days, edges[1:], strict=True)]
    return Parts(tuple(entries), skipped=tuple(skipped), title=title)


def _is_channel(source: Source, messages: Sequence[_Message]) -> bool:
    """Whether one alone speaks, and says something each time."""
    if len({message.name for message in messages}) != 1:
        return False
    edges = [*(message.line for message in messages[1:]), len(source.lines)]
    said = [len(_text(source, message, stop)) for message, stop in zip(messages, edges, strict=True)]
    return all(said) and sum(said) >= POST_LENGTH * len(said)


def _messages(source: Source) -> list[_Message]:
    """The messages in the layout that heads the most."""
    return max((list(_in_layout(source, number)) for number in range(len(_LAYOUTS))), key=len)


def _in_layout(source: Source, number: int) -> Iterator[_Message]:
    for at in range(source.start, len(source.lines)):
        line = source.lines[at]
        match = _LAYOUTS[number].match(line) if at not in source.code and len(line) < 5000 else None
        if match is None or not looks_like_name(match["name"]):
            continue
        date = date_line(match["date"])
        if date is not None:
            yield _Message(
                at, date, match["time"].strip(), clean_name(_NUMBER.sub("", match["name"])), match["text"].strip()
            )


def _above(source: Source, stop: int) -> list[int]:
    return [n for n in range(source.start, stop) if source.lines[n].strip()]


def _describes(source: Source, above: Sequence[int]) -> bool:
    """Whether the lines above the first message are no more than a title and a line or two about it."""
    return len(above) <= INTRO_LINES + 1 and all(len(source.lines[n]) <= INTRO_LENGTH for n in above)


def _entry(source: Source, day: Sequence[_Message], stop: int, title: str, several: bool) -> Entry:
    """A day's messages, each a paragraph below who said it and when."""
    date = day[0].date
    name = title or source.stem.replace("_", " ").strip()
    name = f"{name} {date}" if several and date not in name else name
    edges = [*(message.line for message in day), stop]
    said = [
        f"**{message.name}** {message.time}\n\n{_text(source, message, end)}".rstrip()
        for message, end in zip(day, edges[1:], strict=True)
    ]
    _, end = source.trimmed(day[0].line, stop)
    people = tuple(Person(who) for who in dict.fromkeys(message.name for message in day))
    return compose(
        source, Title(name), "\n\n".join(said), source.span(day[0].line, end - 1),
        id=titled_id(source.stem, date), date=date, authors=people,
    )  # fmt: skip


def _post(source: Source, message: _Message, stop: int) -> Entry:
    """A message of a channel."""
    _, end = source.trimmed(message.line, stop)
    body = _text(source, message, end)
    name = first_line_title(body) or f"{message.name} {message.date}"
    return compose(
        source, Title(name), body, source.span(message.line, max(message.line, end - 1)),
        kind=Kind.POST, date=message.date, authors=(Person(message.name),),
    )  # fmt: skip


def _text(source: Source, message: _Message, stop: int) -> str:
    """What was said, its lines parted as they were."""
    lines = [message.text, *source.lines[message.line + 1 : stop]]
    coded = any(line.lstrip().startswith(("```", "~~~")) for line in lines)
    body = body_text(lines)
    return body if coded else body.replace("\n", "  \n").replace("\n  \n", "\n\n")
