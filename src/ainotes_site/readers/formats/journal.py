"""Headed notes: one file, many notes, each under a heading of the level that repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice, pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry, Kind, Person, Skipped, Span
from ainotes_site.readers.boilerplate.blocks import made_of
from ainotes_site.readers.detect.authors import headed_person, named_handle
from ainotes_site.readers.detect.dates import date_line, day_of_week, diary_day, leading_date
from ainotes_site.readers.detect.entry_kind import lists_links
from ainotes_site.readers.detect.headings.day_headings import Calendar, begin_with_days
from ainotes_site.readers.detect.headings.heading_heuristics import (
    heads_prompts,
    is_conversation,
    is_period,
    is_turn,
    repeats_headings,
    says_collection,
)
from ainotes_site.readers.detect.headings.headings import Heading, is_rule
from ainotes_site.readers.detect.headings.numbering import numbered
from ainotes_site.readers.detect.titles.note_title import file_title
from ainotes_site.readers.detect.titles.titles import Title, first_line_title, plain, read_title, without_order
from ainotes_site.readers.entry_ids import titled_id
from ainotes_site.readers.formats.note_levels import count_on, note_level, proposed_levels, says_day
from ainotes_site.readers.framing import LENGTH, is_introduction
from ainotes_site.readers.make_entry import body_text, compose
from ainotes_site.readers.proposal import Piece, Proposal
from ainotes_site.readers.source import Parts, Source

_HEADING = pattern(r" {0,3}#{1,6}(?:\s|$)")

_LINK = pattern(r"\[[^\[\]\n]{0,40}\]\(https?://[^\s()]{1,500}\)|https?://\S{1,500}")

_LABEL = pattern(r"[^\w\n]{0,6}([^\W\d_][^\s:：*|]{0,11})\s?(?:\*\*)?[:：](?!//)")
"""A label before what it says of a note, in bold or not."""

_CLAUSES = pattern(r"\w[，；。！]\s?\w|\w[,;.!] \w")

_REMARK = pattern(r"(?<=\S)\s*[(（][^()（）]{1,40}[)）]$")
"""What a title says in brackets of the file."""

TOOL_LINES = 12
"""Lines of the longest fence that is a tool above the notes, and none of them."""

TOLD = 4
"""Letters beside a day that tell what was on it."""

SHORT_LINES = 3
"""Up to how many lines, a rule among them, introduce a file whose notes are parted by rules too."""

ABOUT = 1200
"""How many characters above the heading of what a file collects introduce it, and are no note on it."""

CAPTION_LENGTH = 40
"""Longest line above the first note that can be the title of the file, in characters."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading and what stands under it up to the next one of its level or above."""

    heading: Heading | None
    first: int
    body: int
    stop: int

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 0

    @property
    def title(self) -> str:
        return plain(self.heading.text) if self.heading else ""


def propose(source: Source) -> list[Proposal]:
    """A proposal for each level of headings that repeats, the first ones only, but for one that only groups the next."""
    found: list[Proposal] = []
    whole, source = source, _above_turns(source)
    for level in proposed_levels(source):
        plan = tuple(_plan(source, level))
        pieces = tuple(
            Piece(step.part.first, step.part.body, step.part.stop, step.part.heading.text)
            for step in plan
            if step.role == "entry" and step.part.heading
        )
        if len(pieces) > 1 and not is_conversation([piece.title for piece in pieces]):
            marks = {"of a folder": 0.0} if plan[0].is_about else {}
            found.append(Proposal("journal", pieces, partial(_read_again, whole, source, plan, level), level, marks))
    return found


def read(source: Source, level: int | None = None) -> Parts:
    """One entry a note heading of `level`. Shallower headings become sections; what is left out is named."""
    source = _above_turns(source)
    level = level or note_level(source) or min((h.level for h in source.marks), default=1)
    return _read(source, level, tuple(_plan(source, level)))


def _above_turns(source: Source) -> Source:
    """A file of conversations with the headings alone that stand right above who speaks, with no more than a quotation or fields
    between, and those below them: others are in what was said."""
    turns = [heading for heading in source.headings if is_turn(plain(heading.text))]
    level = min((heading.level for heading in turns), default=1)
    if level == 1 or not is_conversation(
        [plain(heading.text) for heading in source.headings if heading.level == level]
    ):
        return source
    pairs = pairwise([*source.headings, turns[-1]])
    kept = (a for a, b in pairs if a.level >= level or (b in turns and _only_describe(source, a.stop, b.line)))
    return replace(source, outline=tuple(kept))


def _only_describe(source: Source, first: int, stop: int) -> bool:
    return all(line[:1] in ("", ">") or _LABEL.match(line) for line in source.lines[first:stop])


def _read_again(planned: Source, own: Source, plan: Sequence[_Step], level: int, source: Source) -> Parts:
    """The entries of a source whose proposal was chosen: its `plan`, made of its `own` headings, counts where nothing was taken
    out of it meanwhile."""
    return _read(own, level, plan) if source is planned else read(source, level)


def _read(source: Source, level: int, plan: Sequence[_Step]) -> Parts:
    signed, posts, ordered = _is_signed(source, level), _are_posts(source, level), _are_ordered(plan, level)
    filled_in = _are_filled_in(source, plan)
    entries: list[Entry] = []
    skipped: list[Skipped] = []
    title = ""
    for step, name, sections in _named(source, level, plan):
        part = step.part
        if step.role != "entry":
            title = (name.text if part.heading else step.caption) if step.role == "source-title" else title
            skipped += _left_out(source, step)
        elif part.heading:
            entry = _entry(source, part, name, sections, step.stray, signed, posts)
            if filled_in and date_line(name.text) is not None:
                form = _REMARK.sub("", title or file_title(source))
                entry = replace(entry, title=f"{form} {name.text}")
            is_ordered = ordered and part.heading.level == level
            entries.append(replace(entry, title=_unordered(entry.title)) if is_ordered else entry)
        else:
            entries.append(_preamble(source, part))
    return Parts(tuple(entries), skipped=tuple(skipped), title=title)


_Section = tuple[int, str, str | None]
"""Level, text and date of a heading that others stand under."""


def _named(source: Source, level: int, plan: Sequence[_Step]) -> Iterator[tuple[_Step, Title, list[_Section]]]:
    """Each step with its heading taken apart, and the sections that it stands in."""
    calendar = Calendar.of(source, level)
    again = _said_again(plan)
    sections: list[_Section] = []
    name, last = Title(""), None
    for step in plan:
        heading = step.part.heading
        if heading is not None:
            sections = [section for section in sections if section[0] < heading.level]
            above = (date or text for _, text, date in reversed(sections))
            name = calendar.dated(read_title(heading.text), heading.level, above, last)
            last = name.date or last
            if name.date and name.text == again:
                name = replace(name, text=plain(heading.text))
            if heading.level < level and step.role != "source-title":
                sections.append((heading.level, name.text, name.date))
        yield step, name, sections


def _said_again(plan: Sequence[_Step]) -> str:
    """What most notes are called but for their days, so that these tell them apart: 添加, 日报; empty where they differ."""
    headings = [step.part.heading for step in plan if step.role == "entry" and step.part.heading]
    names = Counter(read_title(heading.text).text for heading in headings)
    name, count = names.most_common(1)[0] if names else ("", 0)
    return name if count > 1 and count * 2 > len(headings) and date_line(name) is None else ""


def _are_filled_in(source: Source, plan: Sequence[_Step]) -> bool:
    """Whether the texts of most notes begin with the same label (到会：…, Weather: …), as a form does that is filled in each
    time: their first words tell nothing of them."""
    parts = [step.part for step in plan if step.role == "entry" and step.part.heading]
    firsts = (next(filter(str.strip, source.lines[part.body : part.stop]), "") for part in parts)
    labels = Counter(match[1] for match in map(_LABEL.match, firsts) if match)
    return max(labels.values(), default=0) > max(1, len(parts) // 2)


def _are_ordered(plan: Sequence[_Step], level: int) -> bool:
    """Whether each note has a number, which says no more than that it comes after the one above: 1. …, 2. … in a newsletter."""
    headings = [step.part.heading for step in plan if step.role == "entry" and step.part.heading]
    texts = [plain(heading.text) for heading in headings if heading.level == level]
    return len(texts) > 1 and (count_on(texts) or all(without_order(text) != text for text in texts))


def _unordered(title: str) -> str:
    """The title of a note without the number that orders it."""
    shorter, number = without_order(title), numbered(title)
    return shorter if shorter != title or number is None else number.text


def _left_out(source: Source, step: _Step) -> Iterable[Skipped]:
    part = step.part
    if step.role == "source-title":
        return source.title_and_introduction(part.first, part.body if part.heading else part.stop, part.stop)
    if step.role == "aside" and part.heading:
        return source.named_introduction(plain(part.heading.text), part.first, part.body, part.stop)
    if step.role == "introduction" and part.heading:
        if read_title(part.heading.text).links:  # which the name of a group loses
            return source.named_introduction(part.heading.text, part.first, part.body, part.stop)
        return (*source.skip("section-heading", part.first, part.body), *source.skip(step.role, part.body, part.stop))
    return source.skip(step.role, part.first, part.stop)


@dataclass(frozen=True, slots=True)
class _Step:
    """A part and what becomes of it."""

    part: _Part
    role: str
    """`entry`, `aside` (a short section beside the notes), or the reason for which it is no entry."""
    caption: str = ""
    """The title that a part without a heading gives the file."""
    stray: str | None = None
    """The date that stands above its heading."""
    is_about: bool = False
    """Whether it is all that stands above the heading of what the file collects."""


def _plan(source: Source, level: int) -> Iterator[_Step]:
    """What becomes of each part of the text cut at headings down to `level`."""
    parts = list(_parts(source, level, _is_signed(source, level)))
    first, stop = _collected(source, parts, level)
    if first > 0:
        about = replace(parts[0], stop=parts[first].first)
        frames = "source-title" if about.heading else "introduction"
        yield _Step(about, frames if _length(source, about) <= ABOUT else "entry", is_about=True)
    yield from _steps(source, parts[first:stop], level, may_be_titled=first == 0)
    for part in parts[stop:]:
        yield _Step(part, "aside" if _length(source, part) <= LENGTH else "entry")


def _length(source: Source, part: _Part) -> int:
    return sum(map(len, map(str.strip, source.lines[part.body : part.stop])))


def _collected(source: Source, parts: Sequence[_Part], level: int) -> tuple[int, int]:
    """Which parts stand below the heading that says that there is what the file collects, from its own on; all of them where none
    does, several do, or many notes or most of the text stand elsewhere."""
    heads = [n for n, part in enumerate(parts) if 0 < part.level < level]
    named = [n for n in heads if heads_prompts(parts[n].title)]
    if len(named) != 1:
        return 0, len(parts)
    first = named[0]
    stop = next((n for n in heads if n > first and parts[n].level <= parts[first].level), len(parts))
    return (first, stop) if _is_most(source, parts, slice(first, stop), level) else (0, len(parts))


def _is_most(source: Source, parts: Sequence[_Part], inside: slice, level: int) -> bool:
    """Whether most of the notes, none below them, and most of the text stand in some of the parts."""
    own, above, below = (_notes(group, level) for group in (parts[inside], parts[: inside.start], parts[inside.stop :]))
    length = sum(_length(source, part) for part in parts[inside])
    return own > max(2 * above, 2) and not below and length * 2 >= sum(_length(source, part) for part in parts)


def _notes(parts: Sequence[_Part], level: int) -> int:
    return sum(part.level == level for part in parts)


def _steps(source: Source, parts: list[_Part], level: int, *, may_be_titled: bool) -> Iterator[_Step]:
    """What becomes of each of some parts, of which the first heading may be the title of the file."""
    stray = _stray_dates(source, parts)
    leading = _first_heading(parts) if may_be_titled else -1
    for number, part in enumerate(parts):
        after = parts[number + 1].heading if number + 1 < len(parts) else None
        if part.heading is None:
            yield _without_heading(source, part)
        elif number == leading and _is_source_title(source, part, parts, level):
            yield _Step(part, "source-title")
        elif _is_index(source, part):
            yield _Step(part, "index")
        elif _says_something(source, part, level):
            yield _Step(part, _role(source, parts, number, level), stray=stray.get(number))
        else:
            yield _Step(part, "section-heading" if after and after.level > part.heading.level else "empty-heading")


def _role(source: Source, parts: Sequence[_Part], number: int, level: int) -> str:
    """What becomes of a part with text under a heading: above the notes it may frame them."""
    part = parts[number]
    if part.heading is None or part.heading.level >= level:
        return "entry"
    if not _holds(parts, number, level) and _holds_nothing(source, parts, number, level):
        return "aside"
    return "introduction" if _is_aside(source, part) else "entry"


def _is_aside(source: Source, part: _Part) -> bool:
    """Whether the text right under a heading above the notes is a line or two: words about those below, or beside them.

    A day's is that day's note.
    """
    if part.heading is None or says_day(part.heading):
        return False
    return is_introduction(source.lines[part.body : part.stop])


def _is_day(heading: Heading) -> bool:
    """Whether a heading begins with a day, and is no month."""
    return says_day(heading) and not is_period(plain(heading.text))


def _holds_nothing(source: Source, parts: Sequence[_Part], number: int, level: int) -> bool:
    """Whether a part is short, has no number, and is the only one of its level in which no notes stand: Errors, below the feeds."""
    own = parts[number].heading
    if own is None or not plain(own.text) or numbered(own.text) or _is_day(own):
        return False
    if _length(source, parts[number]) > LENGTH:
        return False
    alike = (n for n, part in enumerate(parts) if part.heading is not None and part.heading.level == own.level)
    others_hold = (_holds(parts, n, level) for n in alike if n != number)
    return next(others_hold, False) and all(others_hold)


def _holds(parts: Sequence[_Part], number: int, level: int) -> bool:
    """Whether a note of `level` follows a part, as those do that it groups."""
    after = parts[number + 1].heading if number + 1 < len(parts) else None
    return after is not None and after.level == level


def _without_heading(source: Source, part: _Part) -> _Step:
    """What becomes of the text above the first heading: a line or two, pictures apart, are no note."""
    if _is_index(source, part):
        return _Step(part, "index")
    if name := _caption(source, part):
        return _Step(part, "source-title", name)
    texts = [line for line in source.lines[part.first : part.stop] if line.strip() and not is_rule(line)]
    words = [line for line in texts if made_of((line,)) != "image"]
    if texts and (is_introduction(words) or _is_tool(texts)):
        return _Step(part, "introduction")
    return _Step(part, "entry" if texts else "rule")


def _is_tool(texts: Sequence[str]) -> bool:
    """Whether lines are one short fence, as a plugin's button or query stands above the notes, with its id at most."""
    if not texts[0].startswith("```") or len(texts) > TOOL_LINES:
        return False
    closed = next((n for n, line in enumerate(texts[1:], 1) if line.strip() == "```"), 0)
    return closed > 0 and all(line.startswith("^") for line in texts[closed + 1 :])


def _says_something(source: Source, part: _Part, level: int) -> bool:
    """Whether there is text under a heading, or a link in it, or that of a note tells by itself what one would write there."""
    assert part.heading is not None
    texts = filter(str.strip, source.lines[part.body : part.stop])
    says = list(islice((line for line in texts if not is_rule(line) and not _HEADING.match(line)), 2))
    if len(says) > 1 or (says and date_line(says[0]) is None):
        return True
    if "](" in part.heading.text and read_title(part.heading.text).links:
        return True
    return part.level == level and _tells(read_title(part.title))


def _tells(title: Title) -> bool:
    """Whether a title has several clauses, or says what was on its day."""
    is_more = title.date is not None and len(title.text) >= TOLD and not diary_day(title.text)
    return is_more or _CLAUSES.search(title.text) is not None


def _is_signed(source: Source, level: int) -> bool:
    """Whether notes end with their dates: the last one does, another one too, and none stands above the first."""
    marks = [heading for heading in source.marks if heading.level <= level]
    if len(marks) < 2 or _with_stray_date(source, marks[0]) < marks[0].line:
        return False
    _, stop = source.trimmed(source.start, len(source.lines))
    ends = stop - 1 > marks[-1].stop and date_line(source.lines[stop - 1]) is not None
    return ends and any(_with_stray_date(source, heading) < heading.line for heading in marks[1:])


def _parts(source: Source, level: int, signed: bool) -> Iterator[_Part]:
    """The text cut at all headings down to `level`. A stray date line above a heading belongs to the part it dates,
    unless notes are `signed` with their dates."""
    marks = [heading for heading in source.marks if heading.level <= level]
    starts = [heading.line if signed else _with_stray_date(source, heading) for heading in marks]
    first = starts[0] if starts else len(source.lines)
    if source.trimmed(source.start, first)[0] < first:
        yield _Part(None, source.start, source.start, first)
    for heading, (start, stop) in zip(marks, pairwise([*starts, len(source.lines)]), strict=True):
        yield _Part(heading, start, heading.stop, stop)


def _with_stray_date(source: Source, heading: Heading) -> int:
    """Index of a date line right above `heading`, else of the heading itself."""
    above = heading.line - 1
    while above >= source.start and not source.lines[above].strip():
        above -= 1
    return above if above >= source.start and date_line(source.lines[above]) else heading.line


def _stray_dates(source: Source, parts: list[_Part]) -> dict[int, str]:
    """Part number to the date that stands above its heading."""
    lines = source.lines
    return {n: date for n, part in enumerate(parts) if part.heading and part.first < part.heading.line
            and (date := date_line(lines[part.first]))}  # fmt: skip


def _first_heading(parts: list[_Part]) -> int:
    return next((number for number, part in enumerate(parts) if part.heading), -1)


def _is_source_title(source: Source, part: _Part, parts: list[_Part], level: int) -> bool:
    """Whether the first heading names the file: a line or two under it, then a rule, or it stands above all notes."""
    assert part.heading is not None
    if part.heading.text.lstrip().startswith("[") or len(parts) < 2:
        return False
    lines = list(filter(None, map(str.strip, source.lines[part.body : part.stop])))
    words = [line for line in lines if not is_rule(line)]
    if not is_introduction(words):
        return False
    headings = [each.heading for each in parts if each.heading]
    if _is_above_all(part.heading, headings, level) or _is_ruled_off(source, parts, lines, level):
        return True
    return len(words) <= 1 and says_collection(plain(part.heading.text), "")


def _is_above_all(first: Heading, headings: Sequence[Heading], level: int) -> bool:
    """Whether the first heading stands above the notes, which have this level, and no other does."""
    return first.level < level and sum(heading.level <= first.level for heading in headings) == 1


def _is_ruled_off(source: Source, parts: Sequence[_Part], lines: Sequence[str], level: int) -> bool:
    """Whether `lines` end with a rule that parts no notes from each other, as it does days; below a line or two it may."""
    if not lines or not is_rule(lines[-1]):
        return False
    heads = [part.heading.text for part in parts if part.heading and part.heading.level == level]
    return not begin_with_days(heads) and (len(lines) <= SHORT_LINES or not _are_ruled_off(source, parts))


def _are_ruled_off(source: Source, parts: Sequence[_Part]) -> bool:
    """Whether rules part all notes from each other."""
    ends = [source.trimmed(part.body, part.stop)[1] for part in parts[:-1] if part.heading]
    return len(ends) > 1 and all(is_rule(source.lines[end - 1]) for end in ends)


def _is_index(source: Source, part: _Part) -> bool:
    lines = source.lines[part.body : part.stop]
    return repeats_headings(lines, source.heading_names, plain(part.heading.text) if part.heading else "")


def _caption(source: Source, part: _Part) -> str:
    """One short line above all notes that is no sentence: the title of a file without a heading for it."""
    lines = [line.strip() for line in source.lines[part.first : part.stop] if line.strip() and not is_rule(line)]
    short = len(lines) == 1 and len(lines[0]) <= CAPTION_LENGTH and lines[0][0] not in "-*+>|`![<#"
    return (
        plain(lines[0])
        if short and not lines[0].endswith(("。", "！", "？", ".", "!", "?", "，", ",", "：", ":"))
        else ""
    )


def _preamble(source: Source, part: _Part) -> Entry:
    """Text before the first heading is a note without a title of its own."""
    first, stop = source.trimmed(part.first, part.stop)
    body = body_text(source.lines[first:stop])
    name = Title(source.front.title or file_title(source))
    return compose(source, name, body, source.span(first, stop - 1))


def _entry(
    source: Source,
    part: _Part,
    name: Title,
    sections: list[tuple[int, str, str | None]],
    stray: str | None,
    signed: bool,
    posts: bool,
) -> Entry:
    assert part.heading is not None
    _, stop = source.trimmed(part.first, part.stop)
    body, own = _dated_body(source, part, stop, signed)
    above = tuple(text for depth, text, _ in sections if depth < part.heading.level)
    date = name.date or own or stray or _inherited(sections, name)
    span = source.span(part.first, stop - 1)
    if posts and (post := _post(source, part.heading, name, body, span)) is not None:
        return replace(post, date=date or post.date, section=above)
    return _or_links(source, compose(source, name, body, span, date=date, section=above))


def _or_links(source: Source, entry: Entry) -> Entry:
    """A note that is a list of links is a bookmark, where the front matter does not say what it is."""
    is_list = entry.kind is Kind.NOTE and source.front.kind is None and lists_links(entry.body)
    return replace(entry, kind=Kind.BOOKMARK) if is_list else entry


def _author(heading: str, name: str) -> Person | None:
    """Whom a heading consists of, with a handle, as written or without its day."""
    if not any(sign in heading for sign in "@＠]"):
        return None
    found = (headed_person(text) or named_handle(text) for text in (heading, name))
    return next((who for who in found if who is not None and who.handle), None)


def _post(source: Source, heading: Heading, name: Title, body: str, span: Span) -> Entry | None:
    """What stands under somebody's name and handle, under its first words; None where no such name or no words are there."""
    who, words = _author(heading.text, name.text), first_line_title(body)
    if who is None or not words:
        return None
    id = titled_id(source.stem, name.text)
    title = replace(name, text=words)
    return compose(source, title, body, span, id=id, kind=Kind.POST, date=_day_below(body), authors=(who,))


def _are_posts(source: Source, level: int) -> bool:
    """Whether most notes stand under who wrote them: what stands there is a post, and its title the first words."""
    heads = [heading.text for heading in source.marks if heading.level == level]
    return sum(_author(text, read_title(text).text) is not None for text in heads) * 2 > len(heads)


def _day_below(body: str) -> str | None:
    """The day beside the link that a post ends with: 2024-05-06 [原文](https://…)."""
    return date_line(_LINK.sub("", body.rstrip().rpartition("\n")[2]).strip(" ·|-—"))


def _dated_body(source: Source, part: _Part, stop: int, signed: bool) -> tuple[str, str | None]:
    """The text of a part, and the date on a line of its own above it, or below it where notes are `signed` with theirs."""
    start = part.body
    while start < stop and not source.lines[start].strip():
        start += 1
    date = leading_date(source.lines, start) if start < stop else None
    start += date is not None
    signature = date_line(source.lines[stop - 1]) if signed and stop - 1 > start else None
    return body_text(source.lines[start : stop - 1 if signature else stop]), date or signature


def _inherited(sections: Sequence[tuple[int, str, str | None]], name: Title) -> str | None:
    """The date of the innermost section above that has one; of a week, the day that the note is named after."""
    date = next((when for _, _, when in reversed(sections) if when), None)
    return (day_of_week(date, name.text) or date) if date else None
