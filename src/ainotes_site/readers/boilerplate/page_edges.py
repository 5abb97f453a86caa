"""What a page that was copied whole has above and below its text: menus, bylines, counts, buttons, lists of other pages, footers.

No line of it is told by itself: what a line is made of speaks for and against it (`edge_line.py`), and a run of lines from the first
or the last one inwards goes where the sum is greatest. A name or a day goes along with the menu around it, and a sentence
ends the run. A run must hold a line that is sure: one that another rule has found, or that is made of words of buttons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, dropwhile, pairwise, takewhile, tee

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.boilerplate.blocks import SPEAKING, Block, is_item, made_of
from ainotes_site.readers.boilerplate.edge_line import LONGEST_SCRAP, MOMENT, PATIENCE, SAID, EdgeLine
from ainotes_site.readers.boilerplate.page_words import share_of_page_words
from ainotes_site.readers.detect.dates import dates_in
from ainotes_site.readers.source import Source

BIAS, WITH_SOURCE, ABOVE_TITLE = -1.0, 1.0, 1.0
"""What speaks against any line; for one of a file that says from which address it was saved; for one above the title."""
LEAST = 3.0
"""The sum that a run must reach."""
EDGE = 16
"""Among how many lines at either end links are looked for."""
LAST_BLOCKS = 40
"""Among how many blocks at the end captions are looked for."""
SURE_BEYOND_TEXT = 3
"""How many lines must be sure where the outermost one is a sentence."""
BUTTONS = 4
"""How many lines that are words of pages and no more tell a page."""
MOMENTS, STAMP = 5, 240
"""How many lines with a moment, and how long at most, make a log where each third of the file has some."""
_CLOCK = pattern(r"\d:\d\d")
"""Of each moment."""
OWN = ("readme", "index")
"""Names of files that owners write, whatever rows of links they have at their edges: nobody keeps a copied page there."""
OUTERMOST = 0.5
"""The least that must speak for the first line above a text: a name or a day alone may be its owner's."""


def page_edges(source: Source, parts: Sequence[Block], found: Collection[int]) -> frozenset[int]:
    """Indices of lines above and below the text of a page; `found` are those that other rules found to be a page's."""
    if source.stem.lower() in OWN or (not found and not _may_be_page(source, parts)) or _is_log(source):
        return frozenset()
    bias = BIAS + (WITH_SOURCE if source.front.links else 0.0)
    dated = sum(bool(dates_in(heading.text)) for heading in source.headings)
    lines = takewhile(
        lambda line: not (line.is_heading and line.says_day and dated > 1), _lines(source, parts[::-1], found, -1)
    )
    from_below, again = tee(lines)  # what is known of a line stays known
    below = _run(_below_title(from_below), bias)
    first = min(below, default=len(source.lines))
    upper = takewhile(lambda line: line.at < first, _lines(source, parts, found))
    above = _run(_without_title(upper, bool(source.front.title)), bias, is_above=True, is_page=bool(below))
    if above and _heads_again(source, parts, above, first):
        above = frozenset()
    last = max(above, default=-1)
    upwards = takewhile(lambda line: line.at > last, again)
    return above | below | _run(_below_title(upwards), bias, texts=1)


def _is_log(source: Source) -> bool:
    """Whether moments stand all through the file: they are those of its posts, and none at which a page was published."""
    stamped = (
        at
        for at in range(source.start, len(source.lines))
        if len(source.lines[at]) <= STAMP and ":" in source.lines[at] and _CLOCK.search(source.lines[at])
    )
    moments = [at for at in stamped if MOMENT.search(source.lines[at])]
    thirds = {3 * (at - source.start) // (len(source.lines) - source.start) for at in moments}
    return len(moments) >= MOMENTS and len(thirds) == 3


def _heads_again(source: Source, parts: Sequence[Block], above: Collection[int], first: int) -> bool:
    """Whether lines above the text with a link and a day are made as others further down: the heads of a log of links."""
    filled = [at for at in range(source.start, first) if source.lines[at].strip()]
    made = [_made_as(source.lines[at]) for at in filled]
    head = [_made_as(source.lines[at]) for at in sorted(above)]
    if not {("link", False), ("text", True)} <= set(head):
        return False
    begins = {part.first for part in parts}
    return any(
        at in begins and at > max(above) and made[number : number + len(head)] == head
        for number, at in enumerate(filled)
    )


def _made_as(line: str) -> tuple[str, bool]:
    """What a line is made of, and whether it names a day."""
    return made_of((line,)), len(line) <= LONGEST_SCRAP and bool(dates_in(line))


def _may_be_page(source: Source, parts: Sequence[Block]) -> bool:
    """Whether it is worth weighing lines: a word of the list of boilerplate is said, or a link stands near an edge."""
    edges = (*source.lines[source.start : source.start + EDGE], *source.lines[-EDGE:])
    return "](" in "\n".join(edges) or any(part.said for part in parts if part.make in SPEAKING)


def _lines(source: Source, parts: Sequence[Block], found: Collection[int], step: int = 1) -> Iterator[EdgeLine]:
    """The lines of the blocks `parts`, up to the first code."""
    is_above_title = step > 0
    teased = _teased(parts[:LAST_BLOCKS][::-1]) if step < 0 else frozenset()
    labels = Counter(line.strip() for part in parts for line in part.lines[:1] if line.rstrip().endswith((":", "：")))
    for part in parts:
        if part.make == "code":
            return
        is_above_title = is_above_title and part.make != "heading"
        for at in range(part.first, part.stop)[::step]:
            if source.lines[at].strip():
                recurs = labels[source.lines[at].strip()] > 1
                yield EdgeLine(at, source.lines[at], part, at in found, is_above_title, part.first in teased, recurs)


def _teased(parts: Sequence[Block]) -> frozenset[int]:
    """Where the blocks begin that are lists or links below a caption that pages have: related posts, the latest comments. What
    no more than the words of pages make one (Next week, 相关链接) is somebody's own above items without links.
    """
    found = set()
    above: Block | None = None
    for part in parts:
        if part.make == "link" or is_item(part.lines[0]):
            if above is not None and _heads(above, part):
                found.add(part.first)
        elif part.make not in ("image", "rule", "tag"):
            above = part
    return frozenset(found)


def _heads(caption: Block, part: Block) -> bool:
    if len(caption.lines) > 1 or len(caption.text) > LONGEST_SCRAP:
        return False
    if caption.says("teaser-head", "more-of-publisher"):
        return True
    share, count = share_of_page_words(caption.text) if part.make == "link" else (0.0, 0)
    return share == 1 and (count > 1 or " " in caption.text)


def _run(
    lines: Iterable[EdgeLine], bias: float, *, is_above: bool = False, is_page: bool = False, texts: int = 0
) -> frozenset[int]:
    """The run of lines from the first one on for which most speaks, past so many sentences. Of what is known to be a page,
    whose it is, or a link with the moment of its making, needs no other sign.
    """
    passed: list[tuple[EdgeLine, float]] = []
    total = best = 0.0
    taken = 0
    for line, score in _scored((line for line in lines if not line.stays), bias, texts):
        if total < best - PATIENCE:
            break
        passed.append((line, score))
        total += score
        if total > best:
            best, taken = total, len(passed)
    run = [line for line, _ in (_without_owners(passed[:taken]) if is_above else passed[:taken])]
    is_edge = (best >= LEAST and _is_sure(run)) or (is_page and any(map(_tells_whose, run)))
    return frozenset(_goes(run)) if is_edge else frozenset()


def _tells_whose(line: EdgeLine) -> bool:
    return line.names_account or (line.says_moment and "](" in line.raw)


def _goes(run: Sequence[EdgeLine]) -> Iterator[int]:
    """Indices of the lines of a run without a sentence that it passes, and without the heading of that."""
    for line, outer in zip(run, (None, *run), strict=False):
        if not (line.is_text or (_is_own_heading(line) and outer is not None and outer.is_text)):
            yield line.at


def _is_own_heading(line: EdgeLine) -> bool:
    """Whether a line is a heading, and none that leads elsewhere."""
    return line.is_heading and "](" not in line.raw


def _scored(lines: Iterable[EdgeLine], bias: float, texts: int) -> Iterator[tuple[EdgeLine, float]]:
    """The lines up to the sentence after so many, and what speaks for each. Sentences alone, which are most edges, are no run and
    are not weighed.
    """
    waiting: list[EdgeLine] = []
    only_texts = True
    for line in lines:
        texts -= line.is_text
        if texts < 0:
            return
        waiting.append(line)
        only_texts = only_texts and line.is_text
        if not only_texts:
            yield from ((each, bias + each.score() + ABOVE_TITLE * each.is_above_title) for each in waiting)
            waiting = []


def _below_title(lines: Iterable[EdgeLine]) -> Iterator[EdgeLine]:
    """The lines from the last one up to a heading of the first level, which is no title inside the brackets of a link, or to
    what shows something; without what heads a line that stays."""
    in_link = False
    held: Block | None = None
    for line in lines:
        if line.shows or (not in_link and _heads_section(line)):
            return
        if held is not None and not line.stays and (line.is_heading or line.block is held):
            continue
        held = line.block if line.stays else None
        in_link = line.raw.startswith("](") or (in_link and not line.is_split_link)
        yield line


def _heads_section(line: EdgeLine) -> bool:
    """Whether a line is a title, or the heading of a section that somebody wrote: no rule found it, and it says nothing that pages
    say."""
    if line.block.level == 1:
        return True
    is_own = _is_own_heading(line) and not line.is_found
    return is_own and line.dominance == 0 and not line.block.says(*SAID)


def _without_title(lines: Iterable[EdgeLine], is_titled: bool) -> Iterator[EdgeLine]:
    """The lines above a text but its title: a heading, or the first line where it is text and no title is declared."""
    for number, (line, after) in enumerate(pairwise(chain(lines, (None,)))):
        if line is None or line.is_heading:
            continue
        if (
            number
            or is_titled
            or line.is_found
            or line.make != "text"
            or line.dominance >= 0.5
            or _is_name_above(line, after)
        ):
            yield line


def _is_name_above(line: EdgeLine, after: EdgeLine | None) -> bool:
    """Whether a first line is no title but whose page it is: a scrap above a handle, a moment or a button."""
    if after is None or len(line.text) > LONGEST_SCRAP or line.ends_sentence:
        return False
    is_moment = after.says_moment and after.text[:1].isdecimal()
    return after.is_handle or is_moment or after.says_ago or after.dominance == 1


def _without_owners(scored: Sequence[tuple[EdgeLine, float]]) -> Iterator[tuple[EdgeLine, float]]:
    """A run without the lines that stand first above a text for their own sake: a large picture; a title and what is below it in
    HTML, as owners of projects write them; and where the run has but pleas and rows of links, as a project has them too, a
    name, a day or what it is about.
    """
    has_pleas_only = all(line.is_plea or line.is_row_of_links for line, _ in scored if line.is_sure)

    def is_owners(each: tuple[EdgeLine, float]) -> bool:
        line, score = each
        if line.make in ("image", "rule"):
            return not line.names_account
        return score < OUTERMOST and not line.is_sure and (has_pleas_only or line.raw.lstrip().startswith("<"))

    return dropwhile(is_owners, scored)


def _is_sure(run: Sequence[EdgeLine]) -> bool:
    """Whether a line of a run is sure, or two are that say little alone: words of buttons above the title, who did what, whose
    page it is and when it was written or how often it was read; or several are buttons. Where the outermost is a sentence, three
    must be.
    """
    least = SURE_BEYOND_TEXT if run and run[0].is_text else 1
    hints = sum(map(_hints, run))
    dated = any(line.names_account for line in run) and any(map(_tells_when, run))
    buttons = sum(line.dominance == 1 and not line.is_item for line in run)
    return sum(line.is_sure for line in run) + (hints > 1) + dated + (buttons >= BUTTONS) >= least


def _hints(line: EdgeLine) -> bool:
    return line.is_credit or line.says_moment or (line.is_above_title and (line.dominance == 1 or line.is_link))


def _tells_when(line: EdgeLine) -> bool:
    return line.says_day or line.says_ago or line.is_count
