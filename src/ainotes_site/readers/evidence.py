"""What speaks for or against cutting a source into the pieces of a proposal: named, countable features from 0 to 1."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from math import log2
from operator import attrgetter

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.dates import LEAP_YEAR, date_line, day_of_year, find_date
from ainotes_site.readers.detect.headings.day_headings import month_levels, numeric_levels
from ainotes_site.readers.detect.headings.heading_heuristics import (
    is_period,
    is_prompt_part,
    is_section_name,
    says_collection,
    says_notes,
    says_only_collection,
)
from ainotes_site.readers.detect.headings.headings import Heading
from ainotes_site.readers.detect.headings.numbering import numbered_headings
from ainotes_site.readers.detect.phrases import alternatives, words
from ainotes_site.readers.detect.simplify import simplified
from ainotes_site.readers.detect.titles.note_title import counts_alike, names_folder
from ainotes_site.readers.detect.titles.titles import bare_name, plain, read_title
from ainotes_site.readers.formats.newsletter import says_issue, says_newsletter
from ainotes_site.readers.piece_features import PieceFeatures, piece_features, says_when
from ainotes_site.readers.proposal import Piece, Proposal
from ainotes_site.readers.source import Source
from ainotes_site.source_hints import heading_key

LONG_TITLE, SHORT_TITLE = 10, 4
"""Characters of a title that says what its note is about, and of one that only labels it, in units of a Han character."""

MOST_UNEVEN = 0.34
"""Share of the pieces from which on those of an issue that are sections of it are no exception."""

MANY_PIECES = 64
"""Number of pieces from which there are as many as can count."""

SAMPLE = 400
"""How many pieces are looked at."""

TITLE = 40
"""Characters up to which a line above the pieces, with a blank one below it, can be the title."""

SERIES = 3
"""How many titles that begin alike make a series."""

_SERIES = pattern(r"[^\W\d_][^\s:：]{1,11}[:：]\s?(?=\S)")
_WORD = pattern(r"[A-Za-z]{4,}")
_WIDE = pattern(r"[\u2e80-\uffef]")
_HAN_PAIR = pattern(r"(?=([\u3400-\u9fff]{2}))")
_ASKS = pattern(
    rf"[?？]\s*$|^(?:{alternatives('detect/headings/heading_words', 'question-start')})\b|(?:{alternatives('detect/headings/heading_words', 'question-end')})[?？]?\s*$"
)
_YEARS = pattern(
    r"(?:c(?:a|irca)?\.? ?)?1\d\d\d|(?:c(?:a|irca)?\.? ?)?20\d\d(?:s|年代|年)?\s?(?:[-–—~～至到]\s?(?:\d{2,4}s?|今|present|now)\s?年?)?$",
    2,
)
"""A year before this century, or a year, a decade or a span of years of it and no more."""

_WEEK = pattern(
    r"(?:(?:19|20)\d\d\s?[-年]?\s?)?(?:(?:w|week\s?)\d{1,2}\b"
    r"|(?:\d{1,2}\s?月\s?)?第?\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[周週](?![年岁歲])"
    r"|第\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?[次期回])",
    2,
)
_FIRST_WEEK = pattern(r"(?<![\d十二三四五六七八九])(?:0?1|一)(?![\d十月])")
_VERSION = pattern(
    r"\W{0,3}(?:v|version\s?|版本\s?)\d{1,3}(?:\.\d{1,3}){1,3}|\[?(?:\d{1,3}\.\d{1,3}\.0|0\.\d{1,3}\.\d{1,3})\b|\W{0,3}unreleased",
    2,
)
"""A version of a program, as the headings of a list of changes name them."""

_QUARTER = pattern(r"Q[1-4]|季度|半年")
_WORK = pattern(r"《[^《》\n]{1,60}》[^\w]{0,12}$")
"""The name of a book, a film or a paper, as a title that is no more."""

_FIRST_ITEM = pattern(r"\s*1[.、．)]")
_EPISODE = pattern(r"(?:vol|ep|no|第(?=\s?\d{1,4}\s?[期集]))\.?\s?(\d{1,4})(?!\d)\s?[期集]?\W*\w", re.IGNORECASE)

_CHAPTER = pattern(r"第\s?[\d一二三四五六七八九十百]{1,4}\s?[章节節回卷讲講课課]|(?:chapter|part)\b", re.IGNORECASE)
"""A part of one book, of which a quotation below it is."""


def evidence(proposal: Proposal, source: Source, recurring: Collection[int] = ()) -> Mapping[str, float]:
    """The features of a proposal; `recurring` are the keys of headings that come again in sibling files."""
    pieces = proposal.pieces
    if not pieces:
        return proposal.marks
    days = bool(proposal.level) and proposal.level in (numeric_levels(source.marks) | month_levels(source))
    lines = {heading.line for heading in source.headings}
    dated = _dated_above(source, proposal) | _weeks(pieces)
    looks = _records(
        source, [piece_features(source, piece, days, piece.first in dated, lines) for piece in pieces[:SAMPLE]]
    )
    series = _series(looks, pieces)
    is_series = bool(series) and series in looks[0].title  # from the first on: parts of a reference are not
    looks = [look._replace(title=_undated(look).removeprefix(series)) for look in looks] if series else looks
    found = {
        "series": float(is_series and not any(line < pieces[0].first for line in lines)),
        **_of_pieces(looks),
        **_of_titles(looks, proposal, recurring),
        **_of_place(source, proposal, looks),
        **proposal.marks,
    }
    return {name: value for name, value in found.items() if value}


def _records(source: Source, looks: list[PieceFeatures]) -> list[PieceFeatures]:
    """`looks`, in which is known what is a record, and what is quoted is a prompt where the file says that it holds prompts."""
    says_prompts, common = _says_prompts(source), _common(looks)
    return [_known(look, says_prompts=says_prompts, common=common) for look in looks]


def _known(look: PieceFeatures, *, says_prompts: bool, common: Collection[str]) -> PieceFeatures:
    prompts = look.prompts or (says_prompts and look.quotes)
    is_quotation = look.is_quotation and not prompts and not _CHAPTER.match(look.title)
    is_record = is_quotation or len(look.labels.intersection(common)) > 1
    return look._replace(prompts=prompts, is_record=is_record) if is_record or prompts else look


def _series(looks: Sequence[PieceFeatures], pieces: Sequence[Piece]) -> str:
    """What most titles begin with before a colon, or are but for their days: whose posts they are, and nothing of them."""
    counts = Counter(match[0] for look in looks if (match := _SERIES.match(look.title)))
    if len({find_date(piece.title) or look.title for look, piece in zip(looks, pieces, strict=False)}) > 1:
        counts += Counter(_undated(look) for look in looks if look.dated)
    name, count = counts.most_common(1)[0] if counts else ("", 0)
    return name if count >= SERIES and count * 2 > len(looks) and not is_section_name(name) else ""


def _undated(look: PieceFeatures) -> str:
    """A title without the day, or the day without a year, that it begins with."""
    found = day_of_year(look.title, LEAP_YEAR) if look.dated else None
    return found[1] if found else look.title


def _says_prompts(source: Source) -> bool:
    """Whether the first heading or the name of the file says that it holds prompts."""
    title = source.headings[0].text if source.headings else ""
    said = simplified(f"{source.front.title} {title} {source.stem}").lower()
    return any(word in said for word in words("detect/prompt_words", "collection"))


def _dated_above(source: Source, proposal: Proposal) -> set[int]:
    """First lines of the pieces that stand under a heading with a day."""
    if not proposal.level:
        return set()
    found: set[int] = set()
    inside, days = False, 0
    for heading in source.marks:
        if heading.level < proposal.level:
            inside = says_when(heading.text) or _WEEK.match(plain(heading.text)) is not None
            days += inside + (is_period(plain(heading.text)) and not _QUARTER.search(heading.text))
        elif heading.level == proposal.level and inside:
            found.add(heading.line)
    return found if days > 1 else set()  # the day of the whole file dates no part of it


def _weeks(pieces: Sequence[Piece]) -> set[int]:
    """First lines of the pieces that are called after a week, as those of a log are; from the first on they are parts of a plan."""
    weeks = {
        piece.first: week for piece in pieces[:SAMPLE] if (week := _WEEK.match(plain(read_title(piece.title).text)))
    }
    return set() if any(map(_FIRST_WEEK.search, (week[0] for week in weeks.values()))) else set(weeks)


_SHARES: Mapping[str, Callable[[PieceFeatures], bool]] = {
    "link lists": attrgetter("listed"),
    "signed": attrgetter("handled"),
    "link title": attrgetter("link_title"),
    "link first": attrgetter("link_first"),
    "linked": attrgetter("linked"),
    "groups": attrgetter("groups"),
    "subheadings": attrgetter("headed"),
    "prompts": attrgetter("is_prompt"),
    "programs": attrgetter("program"),
}
"""Features that are the share of the pieces with something."""


def _of_pieces(looks: Sequence[PieceFeatures]) -> dict[str, float]:
    """How the pieces compare."""
    sizes = [look.size for look in looks]
    total = sum(sizes) or 1
    fair = 1 / len(looks)
    return {
        **{name: _share(map(seen, looks)) for name, seen in _SHARES.items()},
        "form": _most(look.is_record for look in looks),
        "pieces": _many(len(looks)),
        "dominant": max(0.0, max(sizes) / total - fair) / (1 - fair) if len(looks) > 1 else 0.0,
    }


def _many(pieces: int) -> float:
    """How many they are, on the scale of logarithms."""
    return min(log2(pieces) / log2(MANY_PIECES), 1)


def _common(looks: Sequence[PieceFeatures]) -> frozenset[str]:
    """The labels that most of the pieces have."""
    counts = Counter(label for look in looks for label in look.labels)
    return frozenset(label for label, count in counts.items() if count >= 3 and count * 2 > len(looks))


def _of_titles(looks: Sequence[PieceFeatures], proposal: Proposal, recurring: Collection[int]) -> dict[str, float]:
    """What the titles are like."""
    titles = [look.title for look in looks]
    numbers = numbered_headings(titles)
    texts = [number.text if number else title for number, title in zip(numbers, titles, strict=True)]
    widths = list(map(_width, texts))
    return {
        **_of_words(texts),
        "long titles": _share(width >= LONG_TITLE for width in widths),
        "labels": _share(
            _is_label(text, width) and not _has_text_of_its_own(look, proposal.level)
            for text, width, look in zip(texts, widths, looks, strict=True)
        ),
        "versions": _share(map(bool, map(_VERSION.match, titles))),
        "recurring": _share(heading_key(piece.title) in recurring for piece in proposal.pieces) if recurring else 0.0,
        "years": _share(map(bool, map(_YEARS.match, titles))),
    }


def _has_text_of_its_own(look: PieceFeatures, level: int) -> bool:
    """Whether what stands below a title is one thing, which the title names or leads to, however short it is."""
    return look.is_prompt or look.is_record or (level > 0 and (look.link_title or look.link_first))


def _is_label(title: str, width: float) -> bool:
    """Whether a title is so short that it names a part; one of figures alone is a day or a number, and a work is none."""
    names = any(map(str.isalpha, title)) and _WEEK.fullmatch(title) is None
    return width <= SHORT_TITLE and names and _WORK.match(title) is None


def _of_words(texts: Sequence[str]) -> dict[str, float]:
    """What the words of the titles are like, without their numbers."""
    ends = (texts[0], texts[-1]) if texts else ()
    return {
        "questions": _share(_ASKS.search(text.lower()) is not None for text in texts),
        "works": _share(_WORK.match(text) is not None for text in texts) or _episodes(texts),
        "framed": float(any(map(_names_part, ends))),
    }


def _episodes(titles: Sequence[str]) -> float:
    """The share of titles that are numbers of a series, some of which are left out, as of what one has heard: all of them are parts."""
    numbers = [int(match[1]) for match in map(_EPISODE.match, titles) if match]
    counts_on = all(abs(a - b) == 1 for a, b in pairwise(numbers))
    return 0.0 if counts_on else len(numbers) / len(titles)


def _names_part(title: str) -> bool:
    return is_section_name(title) or is_prompt_part(title)


def _of_place(source: Source, proposal: Proposal, looks: Sequence[PieceFeatures]) -> dict[str, float]:
    """What the front matter, the title above the pieces and the name of the file say."""
    front, stem = source.front, source.stem
    first = proposal.pieces[0].first
    above = [heading for heading in source.headings if heading.line < first]
    title = plain(above[0].text) if above else ""
    said = front.title or title
    is_named_first = _is_named_first(proposal, title, looks[0].title, (stem, front.title))
    named = _of_name(said, stem, plain(above[-1].text) if above else "")
    return {
        **named,
        **_of_headings(source, proposal, looks),
        "front title": float(bool(front.title)),
        "own id": float(bool(front.id)),
        "named first": float(is_named_first),
        "dated": _most(look.dated for look in (looks[1:] if is_named_first and not above else looks)),
        "months": 0.0 if named["collection title"] else _share(_is_month(look.title) for look in looks),
        "of a week": _days_of_week(stem, looks),
        "on the title": _cohesion(said or stem, looks),
        "introduction": _introduction(source, first, above, looks),
    }


def _days_of_week(stem: str, looks: Sequence[PieceFeatures]) -> float:
    """Share of the pieces that are days, where the file is named after a week."""
    return _share(date_line(look.title) is not None for look in looks) if _WEEK.fullmatch(stem) else 0.0


def _is_month(title: str) -> bool:
    """Whether a title is a month of the year that the file is about, and names none itself."""
    return is_period(title) and not any(map(str.isdecimal, title[2:]))


def _is_named_first(proposal: Proposal, above: str, first: str, names: Sequence[str]) -> bool:
    """Whether what stands above pieces at the first level, or their first title, says what the file or its front matter does."""
    title = above if proposal.level == 1 else "" if above or not proposal.level else first
    return any(_same(title or (first if proposal.level == 1 else ""), name) for name in names if name)


def _of_name(said: str, stem: str, above: str) -> dict[str, float]:
    """What the title and the name of the file, and the heading right above the pieces, say of what it holds."""
    name = said or stem
    alone = says_only_collection(name)
    return {
        "collection title": float((alone or says_collection(name, "")) and not says_notes(name, "")),
        "collection alone": float(alone),
        "says timeline": _says("timeline", said, f"{stem} {above}"),
        "says changes": _says("changes", said, stem),
        "of a folder": float(names_folder(stem)),
    }


def _says(section: str, said: str, stem: str) -> float:
    """Whether the title or the name of the file have a word of a section of the words of titles."""
    names = simplified(f"{said} {stem}").lower()
    return float(any(word in names for word in words("detect/titles/title_words", section)))


def _of_issue(
    source: Source, proposal: Proposal, looks: Sequence[PieceFeatures], sections: int, uneven: float
) -> float:
    """The share of the pieces with a link, where they stand in the sections of an issue, and are none that number their items."""
    number = _share(any(map(_FIRST_ITEM.match, look.head[:1])) for look in looks)
    in_sections = proposal.level > 2 and sections > 1 and max(uneven, number) < MOST_UNEVEN
    return _share(look.linked for look in looks) if in_sections and says_newsletter(source) else 0.0


def _of_headings(source: Source, proposal: Proposal, looks: Sequence[PieceFeatures]) -> dict[str, float]:
    """How the headings of the pieces stand among all headings."""
    levels = [heading.level for heading in source.headings]
    above = {heading.line for heading in source.headings if heading.level < proposal.level}
    uneven = _share(piece.body - 1 in above for piece in proposal.pieces)
    return {
        "says newsletter": _of_issue(source, proposal, looks, len(above), uneven),
        "uneven": uneven,
        "in sections": _in_sections(source, proposal),
        "top level": _many(len(proposal.pieces)) if proposal.level == 1 else 0.0,
        "flat": levels.count(proposal.level) / len(levels) if proposal.level and levels else 0.0,
    }


def _in_sections(source: Source, proposal: Proposal) -> float:
    """The share of the pieces under headings that are those of sections of one note: 高亮划线, Highlights; none under a single one."""
    firsts = {piece.first for piece in proposal.pieces}
    parents: list[Heading] = []
    above: Heading | None = None
    for heading in source.headings:
        if heading.level < proposal.level:
            above = heading
        elif above is not None and heading.line in firsts and is_section_name(plain(above.text)):
            parents.append(above)
    encloses = proposal.format == "numbered"  # whatever headings stand inside its notes
    return len(parents) / len(firsts) if len(set(parents)) > 1 and not encloses else 0.0


def _introduction(source: Source, first: int, above: Sequence[Heading], looks: Sequence[PieceFeatures]) -> float:
    """How much of the text stands before the first piece, headings and the line that is the title apart; 1 from half of it on."""
    headed = {n for heading in above for n in range(heading.line, heading.stop)}
    top, _ = source.trimmed(source.start, first)
    if not above and len(source.lines[top]) <= TITLE and not "".join(source.lines[top + 1 : top + 2]).strip():
        headed.add(top)
    lead = sum(len(source.lines[n].strip()) for n in range(source.start, first) if n not in headed)
    return min(1.0, lead / (lead + sum(look.size for look in looks) or 1) * 2)


def _cohesion(title: str, looks: Sequence[PieceFeatures]) -> float:
    """Share of the pieces that speak of what the title names; none where one of many does, after which an issue is called."""
    words = {word.lower() for word in _WORD.findall(title)} | set(_HAN_PAIR.findall(title))
    labels = " ".join(_common(looks)).lower()
    words = {word for word in words if not (says_collection(word, "") or says_issue(word)) and word not in labels}
    found = [any(word in look.text or word in _said(look) for word in words) for look in looks]
    return 0.0 if sum(found) == 1 and len(found) > 2 else _share(found)


def _said(look: PieceFeatures) -> str:
    """The title of a piece, unless it says no more than a week."""
    return "" if _WEEK.fullmatch(look.title) else look.title.lower()


def _same(title: str, stem: str) -> bool:
    """Whether a title and the name of its file are the same, or one begins with or holds the other: Week 3: Tides and week-03."""
    a, b = map(bare_name, (title, stem))
    if not a or not b or counts_alike(stem, title):
        return bool(a and b)
    return a == b or (len(a) > 5 and a in b) or (len(b) > 5 and b in a) or (len(b) > 3 and a.startswith(b))


def _width(text: str) -> float:
    """Length in Han characters; two letters of another script count as one."""
    letters = "".join(filter(str.isalnum, text))
    wide = len(_WIDE.findall(letters))
    return wide + (len(letters) - wide) / 2.5


def _most(flags: Iterable[bool]) -> float:
    """The share of `flags`, where it is at least half."""
    share = _share(flags)
    return share if share >= 0.5 else 0.0


def _share(flags: Iterable[bool]) -> float:
    values = list(flags)
    return sum(values) / len(values) if values else 0.0
