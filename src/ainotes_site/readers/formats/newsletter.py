"""Newsletters: numbered items under section headings; one entry an item, its section as a tag."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from textwrap import dedent

from ainotes_site.lazy_regex import any_of, pattern
from ainotes_site.model import Entry, Skipped
from ainotes_site.readers.boilerplate.blocks import SENTENCE_ENDS, made_of
from ainotes_site.readers.detect.dates import date_line, find_date
from ainotes_site.readers.detect.headings.headings import is_rule
from ainotes_site.readers.detect.headings.numbering import numbered
from ainotes_site.readers.detect.links import only_url
from ainotes_site.readers.detect.simplify import simplified
from ainotes_site.readers.detect.titles.titles import Title, first_line_title, plain, read_title
from ainotes_site.readers.formats.numbered_article import outline_heads
from ainotes_site.readers.framing import is_by_the_way, is_introduction
from ainotes_site.readers.frontmatter.inline_fields import stated
from ainotes_site.readers.make_entry import body_text, compose
from ainotes_site.readers.proposal import Piece, Proposal
from ainotes_site.readers.source import Parts, Source

ITEMS, SEQUENCE = 3, 0.6
"""How many items make a newsletter, and the share of them that must count on from the one before, repeat its number, or begin anew at 1."""

LONGEST_TITLE = 1500
"""Characters from which a line is text, whatever it begins with."""

BOLD = 7
"""Level of a line in bold, below all headings."""

LONGEST_HEADLINE = 40
"""Characters from which what stands behind a link is said of it, and no part of the title."""

LINKED_NEWS = 0.5
"""Share of the numbered lines of an issue that must hold a link."""

LINKED = 0.75
"""Share of the paragraphs that must begin with a link where links begin the items."""

_DIGIT = pattern(r"\d")
_MAY_BEGIN = pattern(r"\n(?:[^\w\n]*\d|\*\*|\[|<a )")
_NUMBER = r"(?P<number>\d{1,3})\s?(?:[、.．)）:：｜|]|\s(?=\S))\s*"
_LEAD = r"\s{0,3}(?:<a [^<>\n]{1,80}></a>\s*)?(?:#{2,6}\s+)?(?:[-*+]\s+)?"
_AFTER = r"\s*(?:[—–-]{1,2}\s*)?(?P<after>\(?\[[^\[\]\n]{0,80}\]\([^\s()]{1,500}\)\)?)?\s*$"
_BOLD_ITEMS = (
    pattern(rf"{_LEAD}\*\*\s*{_NUMBER}(?P<title>[^*\n]{{2,200}}?)\s*\*\*{_AFTER}"),
    pattern(rf"{_LEAD}{_NUMBER}\*\*(?P<title>[^*\n]{{2,200}}?)\*\*{_AFTER}"),
)
_LINK_ITEM = pattern(
    rf"{_LEAD}(?:\*\*)?{_NUMBER}(?P<title>\[[^\[\]\n]{{2,200}}\]\([^\s()]{{1,1000}}\)[^\n]{{0,200}}?)(?:\*\*)?\s*$"
)
_LOOSE_ITEM = pattern(r"(?P<number>\d{1,3})[、.．)）](?!\d)[ \t]*(?P<title>\S[^\n]{0,400})?$")
_NEWS = pattern(r"(?P<number>\d{1,3})[、.．)）](?!\d)[ \t]*(?P<text>\S[^\n]{0,4000})$")
_BOLD_LEAD = pattern(r"\*\*\s*(?P<title>[^*\n]{2,120}?)[\s。.:：]*\*\*[\s:：。.!！—–-]*(?P<rest>\S.*)$")
_BOLD_TITLE = pattern(r"\*\*[^*\n]{2,120}\*\*[ \t]*$")
_REMARK = pattern(r"(?<=\))\s*([(（][^()（）\n]{1,80}[)）])$")
"""What stands in brackets behind a title that is a link, and says something about what it leads to: (312 points), （英文）."""
_SAID_OF_LINK = pattern(
    r"(?P<title>\[[^\[\]\n]{2,200}\]\([^\s()]{1,1000}\))\s*(?:[:：.。,，;；|]|\s[—–-]{1,2}\s|——)\s*(?P<rest>\S.*)$"
)
_LINK_PARAGRAPH = pattern(
    r"(?P<title>(?:\*\*)?\[(?!\d{1,2}(?::\d\d){1,2}\])[^\[\]\n]{2,200}\]\(https?://[^\s()]{1,1000}\)(?:\*\*)?)"
    r"[ \t]*(?:[—–:：-]{1,2}[ \t]*|\\?$|(?=[（(]))(?P<rest>.*)$"
)
"""No moment of a video, as transcripts link them."""
_HEADING_ITEM = pattern(rf" {{0,3}}#{{2,6}}\s+{_NUMBER}(?P<text>\S[^\n]{{1,300}}?)[ #]*$")
_MARKDOWN_HEADING = pattern(r" {0,3}(#{1,6})\s+(\S.*?)[\s#]*$")
_BOLD_LINE = pattern(r"\s{0,3}\*\*([^*\n]{1,40})\*\*\s*[:：]?\s*$")
_TRAILING_LINK = pattern(r"\s+(?:[—–-]{1,2}\s*)?\(?\[[^\[\]\n]{0,12}\]\([^\s()]{1,500}\)\)?\s*$")
_SAYS = any_of(
    *(
        "日报",
        "周报",
        "周刊",
        "早报",
        "晚报",
        "月报",
        "简报",
        "快讯",
        "速递",
        "资讯",
        "新闻",
        "要闻",
        r"第\s?\d+\s?期",
    ),
    *("newsletter", "weekly", "daily", "digest", "roundup", "briefing", "week of", r"issue\s?#?\d+", r"#\d{1,4}\b"),
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that begins an item, or heads a section."""

    line: int
    number: int
    """0 for the heading of a section."""
    title: str
    """Markdown."""
    rest: str = ""
    """What stands behind the title on its line and is the beginning of the text."""
    level: int = 0
    """Of a heading: 1 to 6; `BOLD` for a section's line in bold."""


def _are_items(marks: Sequence[_Mark]) -> bool:
    """Whether there are enough items, and their numbers count on."""
    items = [mark for mark in marks if mark.number]
    if len(items) < ITEMS:
        return False
    ordered = sum(b.number in (a.number, a.number + 1, 1) for a, b in pairwise(items))
    return ordered >= SEQUENCE * (len(items) - 1)


def propose(source: Source) -> list[Proposal]:
    """The items, where there are enough."""
    marks = _marks(source) if _may_have_items(source) else []
    if not _are_items(marks):
        return []
    edges = [*(mark.line for mark in marks), len(source.lines)]
    pieces = tuple(
        Piece(mark.line, mark.line + (not mark.rest), stop, mark.title)
        for mark, stop in zip(marks, edges[1:], strict=True)
        if mark.number
    )
    said = float(says_newsletter(source))
    return [Proposal("newsletter", pieces, read, marks={"items": 1.0, "says newsletter": said})]


def _may_have_items(source: Source) -> bool:
    """A glance that tells most texts."""
    return len(list(islice(_MAY_BEGIN.finditer(source.text), ITEMS))) >= ITEMS


def says_issue(words: str) -> bool:
    """Whether words name a daily, a weekly, an issue."""
    return _SAYS.search(simplified(words)) is not None


def says_newsletter(source: Source) -> bool:
    """Whether the title or the file's name speak of a daily, a weekly, an issue."""
    first = (
        source.headings[0].text if source.headings else next((x for x in source.lines[source.start :] if x.strip()), "")
    )
    return any(map(says_issue, (source.front.title, plain(first[:200]), source.stem)))


def _marks(source: Source) -> list[_Mark]:
    """Items and the headings of sections, in order."""
    lines = source.lines
    counted = says_newsletter(source)
    others = {
        mark.line: mark
        for mark in (
            *(_news(source) if counted else ()),
            *_plain_heads(source, counted),
            *_loose_items(source),
            *_linked_items(source),
            *_linked_paragraphs(source),
        )
    }
    found: list[_Mark] = []
    for at in sorted({*others, *_with_marks(source)} - source.code):
        line = lines[at]
        item = _item(line, at, counted) if len(line) <= LONGEST_TITLE else None
        if item is not None and (heading := _MARKDOWN_HEADING.match(line)):
            item = replace(item, level=len(heading[1]))
        mark = item or others.get(at) or _section(lines, at)
        if mark is not None:
            found.append(mark)
    return _without_parts(found)


def _with_marks(source: Source) -> Iterator[int]:
    """Indices of the lines with a mark of Markdown that items and sections have: a glance, for most have none."""
    for at, line in enumerate(source.lines[source.start :], source.start):
        if "**" in line or "](" in line or "#" in line:
            yield at


def _without_parts(marks: Sequence[_Mark]) -> list[_Mark]:
    """`marks` without headings and lines in bold below the level of the items, where those are headings: they are parts of an item."""
    levels = [mark.level for mark in marks if mark.number]
    return [mark for mark in marks if mark.level <= max(levels)] if levels and all(levels) else list(marks)


def _section(lines: Sequence[str], at: int) -> _Mark | None:
    """The heading of a section: one of Markdown, or a line in bold below a blank one."""
    heading = _MARKDOWN_HEADING.match(lines[at]) if "#" in lines[at] else None
    if heading is not None:
        return _Mark(at, 0, heading[2], level=len(heading[1]))
    bold = _BOLD_LINE.match(lines[at]) if "**" in lines[at] else None
    if bold is not None and (at == 0 or not lines[at - 1].strip()):
        return _Mark(at, 0, bold[1], level=BOLD)
    return None


def _loose_items(source: Source) -> list[_Mark]:
    """Numbered lines with text in the paragraphs below, where most of them hold a link, wherever it stands."""
    lines = source.lines
    found = [
        _Mark(at, int(match["number"]), (match["title"] or "").strip())
        for at in range(source.start, len(lines))
        if lines[at][:1].isdecimal()
        and at not in source.code
        and (match := _LOOSE_ITEM.match(lines[at])) is not None
        and (at == source.start or not lines[at - 1].strip())
        and _paragraph_follows(lines, at)
    ]
    linked = sum("](" in mark.title for mark in found)
    return found if len(found) >= ITEMS and linked * 2 >= len(found) else []


def _news(source: Source) -> list[_Mark]:
    """Numbered lines of an issue that are a piece of news each, where most hold a link, wherever it stands: 1. **Title.** Text."""
    matches = (
        (at, _NEWS.match(source.lines[at])) for at in range(source.start, len(source.lines)) if at not in source.code
    )
    found = [(at, match) for at, match in matches if match is not None]
    linked = sum("](http" in match["text"] for _, match in found)
    if linked < max(ITEMS, LINKED_NEWS * len(found)):
        return []
    leads = ((at, match, _BOLD_LEAD.match(match["text"])) for at, match in found)
    return [
        _Mark(at, int(match["number"]), *((lead["title"], lead["rest"]) if lead else ("", match["text"])))
        for at, match, lead in leads
    ]


def _paragraph_follows(lines: Sequence[str], at: int) -> bool:
    """Whether a paragraph follows below a blank line, and no item of the same list."""
    if at + 2 >= len(lines) or lines[at + 1].strip():
        return False
    after = next((lines[n] for n in range(at + 2, min(at + 5, len(lines))) if lines[n].strip()), "")
    return bool(after) and after[:1] not in " \t#" and not _LOOSE_ITEM.match(after)


def _linked_items(source: Source) -> list[_Mark]:
    """Lines in bold, each right above a line that is no more than its address."""
    lines = source.lines
    found = [
        at
        for at in range(source.start, len(lines) - 1)
        if lines[at].startswith("**") and at not in source.code and _BOLD_TITLE.match(lines[at])
        and _address_below(lines, at)
    ]  # fmt: skip
    return [_Mark(at, number, lines[at].strip().strip("*").strip()) for number, at in enumerate(found, 1)]


def _linked_paragraphs(source: Source) -> list[_Mark]:
    """Paragraphs that begin with a link and go on about it, where nearly all do."""
    if source.lowered.count("](http") < ITEMS:
        return []
    firsts = list(_paragraph_starts(source))
    matches = ((at, _LINK_PARAGRAPH.match(source.lines[at])) for at in firsts)
    found = [(at, match) for at, match in matches if match is not None]
    if len(found) < max(ITEMS, LINKED * len(firsts)):
        return []
    return [_Mark(at, number, match["title"], rest=match["rest"]) for number, (at, match) in enumerate(found, 1)]


def _paragraph_starts(source: Source) -> Iterator[int]:
    """Indices of the lines that begin paragraphs; headings, rules and code begin none."""
    headings = {heading.line for heading in source.headings}
    fresh = True
    for at in range(source.start, len(source.lines)):
        line = source.lines[at]
        says = bool(line.strip()) and at not in headings
        if says and fresh and at not in source.code and not is_rule(line):
            yield at
        fresh = not says


def _address_below(lines: Sequence[str], at: int) -> bool:
    below = next((lines[n] for n in range(at + 1, min(at + 3, len(lines))) if lines[n].strip()), "")
    return only_url(below.strip()) is not None


def _plain_heads(source: Source, counted: bool) -> list[_Mark]:
    """Outline numbers of a text without Markdown, which count where it calls itself a newsletter."""
    if not counted or (source.headings and source.headings[-1].level > 1):
        return []
    heads = outline_heads(source, source.start, len(source.lines))
    if sum(head.number.style == "digit" for head in heads) < ITEMS:
        return []
    items = ("digit", "dotted-2")
    return [
        _Mark(head.line, head.number.number, head.number.text)
        if head.number.style in items
        else _Mark(head.line, 0, head.number.text, level=head.depth)
        for head in heads
    ]


def _item(line: str, at: int, headings_count: bool) -> _Mark | None:
    """An item with a number; None for any other line."""
    if ("**" in line or "](" in line) and _DIGIT.search(line, 0, 16):
        bold = _BOLD_ITEMS[0].match(line) or _BOLD_ITEMS[1].match(line)
        if bold is not None:
            after = bold["after"] or ""
            said = bold["title"].rstrip()
            return None if said.endswith((":", "：")) else _Mark(at, int(bold["number"]), f"{said} {after}".strip())
        link = _LINK_ITEM.match(line)
        if link is not None:
            return _Mark(at, int(link["number"]), *_without_remark(link["title"]))
    heading = _HEADING_ITEM.match(line) if headings_count else None
    return _Mark(at, int(heading["number"]), heading["text"]) if heading else None


def _without_remark(title: str) -> tuple[str, str]:
    """A title that is a link, and the sentence behind it, or what stands there in brackets, unless that is its day."""
    said = _SAID_OF_LINK.match(title)
    if said is not None and (len(said["rest"]) >= LONGEST_HEADLINE or said["rest"].endswith(SENTENCE_ENDS[:6])):
        return said["title"], said["rest"]
    remark = _REMARK.search(title)
    if remark is None or date_line(remark[1]) is not None:
        return title, ""
    return title[: remark.start()], remark[1]


def read(source: Source) -> Parts:
    """One entry an item. Text before the first item is a note when it is more than a line or two."""
    first, stop = source.trimmed(source.start, len(source.lines))
    if stop == first:
        return Parts()
    title, date, marks, start = _masthead(source, first, _marks(source), stop)
    issue = _Issue(source, title, date, [], [])
    if start > first:
        _read_intro(issue, first, start - 1)
        issue.skipped += source.skip("source-title", start - 1, start)
    edges = [*(mark.line for mark in marks), stop]
    _read_intro(issue, start, edges[0])
    sections: list[_Mark] = []
    for number, (mark, after) in enumerate(zip(marks, edges[1:], strict=True)):
        if mark.number:
            issue.entries.append(_entry(source, mark, after, date, _names(sections)))
        else:
            sections = [section for section in sections if section.level < mark.level] + [mark]
            _read_section(issue, marks, number, after, _names(sections[:-1]))
    return Parts(tuple(issue.entries), skipped=_joined(source, issue.skipped), title=title)


@dataclass(slots=True)
class _Issue:
    """An issue while it is read."""

    source: Source
    title: str
    date: str | None
    entries: list[Entry]
    skipped: list[Skipped]


def _read_intro(issue: _Issue, start: int, stop: int) -> None:
    """Text above the first item: a line or two describe the issue, or its cover; more is a note of its own."""
    lines = issue.source.lines
    intro = [n for n in range(start, stop) if lines[n].strip()]
    if is_introduction([lines[n] for n in intro if made_of((lines[n],)) not in ("image", "tag")]):
        for n in intro:
            issue.skipped += issue.source.skip("rule" if is_rule(lines[n]) else "introduction", n, n + 1)
    else:
        issue.entries += _prose(issue, start, stop, Title(issue.title), ())


def _holds(marks: Sequence[_Mark], number: int) -> bool:
    """Whether items or other sections stand in the section `number`."""
    after = marks[number + 1] if number + 1 < len(marks) else None
    return after is not None and (after.number > 0 or after.level > marks[number].level)


def _stands_beside(texts: Sequence[str], marks: Sequence[_Mark], number: int) -> bool:
    """Whether the text of the section `number` stands beside the items: an introduction to them, or a word or two in a section
    without items, though others have some. One of the level of items in a section is one without a number itself.
    """
    own, numbers = marks[number].level, [mark.number for mark in marks]
    if _holds(marks, number):
        return is_introduction(texts)
    if any(mark.number and mark.level == own for mark in marks) and any(0 < mark.level < own for mark in marks):
        return False
    return any(numbers) and (is_by_the_way(texts) if any(numbers[:number]) else is_introduction(texts))


def _read_section(issue: _Issue, marks: Sequence[_Mark], number: int, stop: int, above: tuple[str, ...]) -> None:
    """The heading of a section; with text of its own it is a note, unless that stands beside the items."""
    source, lines, at = issue.source, issue.source.lines, marks[number].line
    texts = [lines[n] for n in range(at + 1, stop) if lines[n].strip()]
    title = plain(marks[number].title)
    if all(map(is_rule, texts)):
        issue.skipped += source.skip("section-heading", at, at + 1)
        for n in range(at + 1, stop):
            issue.skipped += source.skip("rule", n, n + 1)
    elif not (title and _stands_beside(texts, marks, number)):
        issue.entries += _prose(issue, at, stop, read_title(marks[number].title), above, 1)
    elif _holds(marks, number):
        issue.skipped += (
            *source.skip("section-heading", at, at + 1),
            *source.skip("introduction", at + 1, stop),
        )
    else:
        issue.skipped += source.named_introduction(title, at, at + 1, stop)


def _masthead(source: Source, first: int, marks: list[_Mark], end: int) -> tuple[str, str | None, list[_Mark], int]:
    """Title and date of the issue, the marks without its own heading, and the index after it."""
    lines, front = source.lines, source.front
    title, rest, start = _issue_title(source, first, marks, end)
    stop = rest[0].line if rest else end
    after, _ = source.trimmed(start, stop)
    words = lines[after] if after < stop else ""
    date = find_date(title) or (find_date(words) if len(words) <= 60 else None) or front.date
    date = date or next(filter(None, (stated(line).date for line in lines[after:stop])), None) or find_date(source.stem)
    return front.title or title, date, rest, start


def _issue_title(source: Source, first: int, marks: list[_Mark], end: int) -> tuple[str, list[_Mark], int]:
    """The title in the text, an H1 or a short line that is alone, else that of the file; the other marks, the index after it."""
    lines, own = source.lines, source.front.title
    head = marks[0] if marks else _Mark(end, 0, "")
    if head.level == 1 and not head.number and _is_frame(lines[first : head.line]):
        return plain(head.title), marks[1:], head.line + 1
    title = _lone_line(lines[first:end]) if head.line > first else ""
    if title and (title == own or not (own or title.endswith("。"))):
        return title, marks, first + 1
    return own or source.stem, marks, first


def _lone_line(lines: Sequence[str]) -> str:
    """The first of some lines, where it is short and a blank one follows."""
    is_alone = len(lines[0]) <= 80 and not "".join(lines[1:2]).strip()
    return plain(lines[0]) if is_alone else ""


def _is_frame(lines: Sequence[str]) -> bool:
    """Whether lines above a title are a head that frames of HTML and pictures make."""
    return all(
        line.lstrip().startswith("<") or made_of((line,)) in ("image", "badge") for line in lines if line.strip()
    )


def _names(sections: Sequence[_Mark]) -> tuple[str, ...]:
    titles = (read_title(section.title).text for section in sections)
    return tuple(number.text if (number := numbered(title)) else title for title in titles)


def _prose(
    issue: _Issue, first: int, stop: int, title: Title, section: tuple[str, ...], heading: int = 0
) -> list[Entry]:
    """Text that is no item: an entry; a rule or two are named as such."""
    source, lines = issue.source, issue.source.lines
    kept = range(first + heading, stop)
    texts = [n for n in kept if lines[n].strip() and not is_rule(lines[n])]
    inside = range(texts[0], texts[-1] + 1) if texts else range(0)
    for n in kept:
        if n not in inside:
            issue.skipped += source.skip("rule", n, n + 1)
    if not texts:
        return []
    body = body_text(lines[first + heading : stop])
    span = source.span(first if heading else texts[0], texts[-1])
    return [compose(source, title, body, span, date=issue.date, section=section)]


def _title(markdown: str) -> Title:
    """An item's title; a link after it in bold (原文) is a link and no part of it."""
    title = read_title(markdown)
    match = _TRAILING_LINK.search(markdown)
    if match is None or title.only_link:
        return title
    return replace(title, text=read_title(markdown[: match.start()]).text)


def _entry(source: Source, mark: _Mark, stop: int, date: str | None, section: tuple[str, ...]) -> Entry:
    title = _title(mark.title)
    text = dedent("\n".join(source.lines[mark.line + 1 : stop])).split("\n")
    body = body_text([mark.rest, *text] if mark.rest else text)
    title = title if title.text else replace(title, text=first_line_title(body))
    if not body.strip() and not title.links:
        body = mark.title  # a headline alone is the news
    return compose(
        source, title, body, source.span(mark.line, source.trimmed(mark.line, stop)[1] - 1), date=title.date or stated(body).date or date,
        tags=section[-1:], section=section,
    )  # fmt: skip


def _joined(source: Source, skipped: Sequence[Skipped]) -> tuple[Skipped, ...]:
    """Neighbouring runs of one reason as one; blank lines do not part them."""
    joined: list[Skipped] = []
    for skip in sorted(skipped, key=lambda each: each.span):
        before = joined[-1] if joined and joined[-1].reason == skip.reason else None
        if before and not any(map(str.strip, source.lines[before.span.end_line : skip.span.start_line - 1])):
            between = "\n" * min(2, skip.span.start_line - before.span.end_line)
            text = between.join(filter(None, (before.text, skip.text)))
            joined[-1] = Skipped(skip.reason, source.span(before.span.start_line - 1, skip.span.end_line - 1), text)
        else:
            joined.append(skip)
    return tuple(joined)
