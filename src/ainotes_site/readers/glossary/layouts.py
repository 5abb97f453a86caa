"""Whether a text is a glossary, and in which layouts it writes its terms."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from ainotes_site.lazy_regex import any_of, pattern
from ainotes_site.readers.detect.headings.heading_heuristics import is_section_name
from ainotes_site.readers.detect.headings.headings import Heading
from ainotes_site.readers.detect.headings.numbering import numbered
from ainotes_site.readers.detect.phrases import alternatives, sections
from ainotes_site.readers.detect.simplify import simplified
from ainotes_site.readers.detect.titles.note_title import page_title
from ainotes_site.readers.detect.titles.titles import plain
from ainotes_site.readers.glossary.blocks import LOOSE_STYLES, UNTOLD_ROWS, UNTOLD_SHARE, beginnings, blocks
from ainotes_site.readers.glossary.name_pairs import is_pair, is_translated
from ainotes_site.readers.glossary.term_lines import TermLine, is_attribute, nested_name, term_at
from ainotes_site.readers.glossary.term_names import is_bilingual, split_names
from ainotes_site.readers.glossary.term_tables import TermTable, is_table_rule
from ainotes_site.readers.source import Source

_WORDS = "glossary/glossary_words"

_SAYS = any_of(*sections(_WORDS)["says-glossary"])
_LISTS_THEM = pattern(rf"(?:{alternatives(_WORDS, 'lists-terms')})", re.IGNORECASE)
_OF_IT = pattern(rf"(?:{alternatives(_WORDS, 'of')})")
_BEGINS = pattern(rf"\W*(?:{alternatives(_WORDS, 'begins-glossary')})", re.IGNORECASE)
_TELLS_OF = pattern(rf"(?:{alternatives(_WORDS, 'tells-of')})", re.IGNORECASE)
_MORE = pattern(r"(?<=[a-z])[\s_-]*[a-z]", re.IGNORECASE)
"""Another Latin word right behind a Latin one."""
_KINDS_OF_THINGS = alternatives(_WORDS, "kinds-of-things")
_DEFINES = pattern(
    r"[^，,。；;：:、]{0,16}?(?:(?:是|指)(?:的?是|一[种类个项]|在|用|由|对|将|把)|(?<![的不])就是|被?称为)|"
    r"(?:是|指(?![定出导标])|即|一[种类个项]|用于|用来|由|表示|代表|旨在|属于|又称|也称)|"
    rf"[^，,。；;：:]{{2,60}}的(?:{_KINDS_OF_THINGS})(?=[，,。；;（(]|$)|"
    r"(?:an?|the)\b|[^,.;:]{0,24}?\b(?:is|are|refers? to|means|stands for)\b",
    re.IGNORECASE,
)
"""How a definition begins: in the first clause, for what comes later may tell of anything."""
_LETTERS = pattern(r"[A-Z](?:\s?[-–—~/]\s?[A-Z])?$")
_TAG = pattern(r"#[^\s#]{2,60}\s*$")
_ITEM = pattern(r"(?:[-*+•]|\d{1,3}[.、)])[ \t]")
_OTHER_THINGS = any_of(*sections(_WORDS)["other-things"])
"""Things that are listed with a name and a remark each, as terms are."""

TOLD_TERMS, TOLD_SHARE = 2, 0.3
"""Terms, and their share of the blocks, that suffice where a title or file name says that it is a glossary."""
UNTOLD_TERMS, UNTOLD_EVIDENCE = 5, 0.5
"""Without such a title: more terms, hardly anything else, and half of them with a translation or a defining phrase;
a note that makes its points in a list with bold words has no such phrases."""
FEW_TERMS, FEW_SHARE, FEW_EVIDENCE = 3, 0.9, 0.75
"""How few may do where a file is nothing but terms, and how many need translations if it has headings."""
MIXED_TERMS = 6
"""Terms from which layouts beside each other make a glossary where nothing else says so."""
TITLES = 2
"""Up to how many headings of the highest level the first may name what all of the file is."""
LETTERS = 4
"""How many headings that are a letter sort names."""
SHORTEST = 2
"""Fewest letters of a term: A, B and C head lists, or spell a word."""
TITLE_LENGTH = 30
"""Longest line that names a glossary, in characters."""
_COUNTING = " 0123456789"
"""What tells headings apart that name one thing again and again: 回复 1, 回复 2."""
SAMPLE = 500
"""How many headings are looked at before all are taken for terms or none."""
HEADING_TERMS, HEADING_EVIDENCE, HEADING_LENGTH = 3, 0.6, 600
"""For headings as terms: how many, the share with a translation, and how long their texts may be on average."""


@dataclass(frozen=True, slots=True)
class Style:
    """The layouts of a glossary."""

    lines: frozenset[str] = frozenset()
    """Styles of `TermLine` that begin a term."""
    levels: frozenset[int] = frozenset()
    """Levels of headings that are terms."""
    tables: bool = False
    told: bool = False
    """Whether title, file name or front matter say that it is a glossary."""
    declared: bool = False
    """Whether its owner declared the format, so that any small table is one of terms."""


def says_glossary(source: Source) -> bool:
    """Whether the front matter, the first heading, or the file's name names a glossary."""
    tag = next(filter(str.strip, source.lines[source.start :]), "")
    said = (
        source.front.title,
        page_title(source, source.start),
        _title(source),
        _words_of_name(source),
        *source.front.tags,
    )
    if source.stem.lower() == "readme" and any(is_section_name(plain(heading.text)) for heading in source.headings):
        said = source.front.tags  # the title names the project that the page is about
    return (
        source.declared == "glossary"
        or any(map(says_terms, said))
        or (_TAG.match(tag) is not None and says_terms(tag))
        or _is_alphabetical(source)
    )


def _words_of_name(source: Source) -> str:
    return source.stem.replace("-", " ").replace("_", " ")


def _is_alphabetical(source: Source) -> bool:
    """Whether headings are the letters of the alphabet, in order, as names are sorted under."""
    letters = [text for heading in source.headings if _LETTERS.match(text := plain(heading.text).upper())]
    return len(letters) >= LETTERS and letters == sorted(letters)


@lru_cache(maxsize=256)
def says_terms(title: str) -> bool:
    """Whether a title names a glossary: by a word for one as its head, and not before another noun or in a sentence."""
    text = simplified(title)
    begun = _BEGINS.match(text)
    ends = [found.end() for found in (*filter(None, [begun]), *_SAYS.finditer(text))]
    return any(_is_head(text, end) for end in ends) and _TELLS_OF.match(text) is None


def _is_head(title: str, end: int) -> bool:
    """Whether a title is about the word that ends at `end`, rather than about what that word is a part or a tool of."""
    rest = title[end:].lstrip(" _-")
    if not rest or _LISTS_THEM.match(rest):
        return True
    return _MORE.match(title, end) is None and _OF_IT.match(rest) is None and _OTHER_THINGS.search(rest) is None


def _title(source: Source) -> str:
    """What names all of a file: the first heading, unless it is one of several parts; without headings a short first line."""
    if not source.headings:
        return _first_line(source)
    first = source.headings[0]
    beside = [heading for heading in source.headings if heading.level <= first.level]
    return plain(first.text) if first.level == 1 or len(beside) <= TITLES else ""


def _first_line(source: Source) -> str:
    """The first line of a text without headings, when it is short enough for a title."""
    line = next((line.strip() for line in source.lines[source.start :] if line.strip()), "")
    if line.startswith("**") and names_glossary(line):
        return plain(line)
    return line if len(line) <= TITLE_LENGTH and term_at(line, "") is None else ""


def names_glossary(line: str) -> bool:
    """Whether a short line says that terms follow: **面包术语**, 以下是一些名词：."""
    text = plain(line).strip(" :：")
    return len(text) <= TITLE_LENGTH and says_terms(text)


_LAYOUTS = tuple(map(frozenset[str], (
    ("asked",), ("bold", "bold-line"), ("plain",), ("bare",), ("cornered",), ("deflist",), ("named",),
    ("slanted",), ("linked",), ("run-in",), ("loose",), ("alone",), ("loose", "alone"),
)))  # fmt: skip
"""Styles of `TermLine` that are one layout, the surest first; one alone of these is looked for, with those that may stand
beside it."""
_BESIDE = frozenset(("bold", "bold-line", "cornered", "deflist", "named", "slanted", "run-in"))
"""Styles of terms that may stand in a file beside those of another layout, since nothing else looks so in a glossary."""


def style_of(source: Source) -> Style | None:
    """The layouts in which `source` writes terms; None when it is no glossary."""
    told, declared = says_glossary(source), source.declared == "glossary"
    if _is_of_other_things(source, told, declared) and not _is_definition_list(source):
        return None
    found = _style_of_blocks(source, told)
    if found is not None:
        return replace(found, told=told, declared=declared)
    return None


def _style_of_blocks(source: Source, told: bool) -> Style | None:
    """The layouts of the terms, lines before headings before tables."""
    starts, others, rows = blocks(source, told)
    if starts and sum(map(_is_flag, starts)) * 2 >= len(starts):
        return None  # options of a program
    tabled = rows >= TOLD_TERMS if told else rows >= max(UNTOLD_ROWS, UNTOLD_ROWS * others)
    found = _told_style(source, starts, others, tabled) if told else _untold_style(source, starts, others, rows, tabled)
    return found or (Style(frozenset(("bold",)), tables=True) if tabled else None)


def _told_style(source: Source, starts: list[TermLine], others: int, tabled: bool) -> Style | None:
    """The layouts of a file that is told to be a glossary: headings where nothing below them begins as a term does."""
    levels = _repeated_level(source, True)
    if levels and _stand_alone(source, levels):
        return Style(levels=levels, tables=tabled)
    if kinds := _layout_of_lines(source, starts, others, True):
        return Style(kinds, _levels_among(source), tables=True)
    if _is_nested(source):
        return Style(frozenset(("nested",)))
    levels = levels or _levels_among(source)
    return Style(levels=levels, tables=tabled) if levels else None


def _untold_style(source: Source, starts: list[TermLine], others: int, rows: int, tabled: bool) -> Style | None:
    if kinds := _layout_of_lines(source, starts, others, False):
        return Style(kinds, tables=tabled)
    if _are_mixed(source, starts, others, rows):
        return Style(frozenset(("bold", "bold-line")), _levels_among(source), tables=True)
    levels = _repeated_level(source, False)
    return Style(levels=levels, tables=tabled) if levels else None


def _are_mixed(source: Source, starts: list[TermLine], others: int, rows: int) -> bool:
    """Whether names with translations in bold, rows of a table of terms and headings with translations are together nearly all
    that a file has, each of two kinds at least."""
    pairs = sum(is_bilingual(term.name) for term in _of(frozenset(("bold", "bold-line")), starts))
    if max(pairs, rows) < TOLD_TERMS or pairs + rows + len(source.headings) < MIXED_TERMS:
        return False
    levels = _levels_among(source)
    chosen = [heading for heading in source.headings if heading.level in levels]
    headed = sum(is_pair(heading.text) for heading in chosen)
    below = sum(_blocks_of(source, *section) for section in _sections_of(source, chosen))
    kinds = sum(count >= TOLD_TERMS for count in (pairs, rows, headed))
    left = others - below + len(starts) - pairs + len(chosen) - headed
    return kinds > 1 and pairs + rows + headed >= max(MIXED_TERMS, UNTOLD_ROWS * left)


def _blocks_of(source: Source, first: int, stop: int) -> int:
    """How many paragraphs and lists a section has."""
    return sum(bool(source.lines[n].strip()) and not source.lines[n - 1].strip() for n in range(first, stop))


def _is_flag(term: TermLine) -> bool:
    return term.name.startswith(("-", "`-"))


def _is_definition_list(source: Source) -> bool:
    """Whether a file is a list of definitions in the main, so that it is a glossary whatever its front matter says."""
    if "\n:" not in source.lowered:
        return False
    starts, others, _ = blocks(source, told=False)
    listed = _of(frozenset(("deflist",)), starts)
    return len(listed) >= max(UNTOLD_TERMS, UNTOLD_SHARE * (len(starts) + others))


def _is_of_other_things(source: Source, told: bool, declared: bool) -> bool:
    """Whether a file is no glossary by its front matter or its title."""
    front = source.front
    if not told and (front.tags or front.title or front.date):
        return True  # whoever gives a file a title, tags or a date of its own writes a note
    if front.aliases and not declared and not says_terms(_words_of_name(source)):
        return True  # a page about one term
    return not told and _OTHER_THINGS.search(simplified(_title(source))) is not None


def _layout_of_lines(source: Source, starts: list[TermLine], others: int, told: bool) -> frozenset[str]:
    """The styles of the lines that begin the terms; empty where lines begin none."""
    for kinds in _LAYOUTS:
        chosen = _of(kinds, starts)
        if _is_enough(chosen, others + len(starts) - len(chosen), told, kinds):
            return kinds | _beside(kinds, starts) if told else kinds
    return frozenset()


def _beside(kinds: frozenset[str], starts: list[TermLine]) -> frozenset[str]:
    """Styles in which a glossary has terms beside those in `kinds`."""
    counts = Counter(term.style for term in starts)
    return frozenset(
        style
        for style in (*_BESIDE, *(("alone",) if "loose" in kinds else ()))
        if counts[style] >= TOLD_TERMS or (style == "bold" and "plain" in kinds)
    )


def _of(kinds: frozenset[str], starts: list[TermLine]) -> list[TermLine]:
    """The beginnings of terms in some styles; those without bold only where they are not indented."""
    return [term for term in starts if term.style in kinds and (term.style != "plain" or term.indent <= 3)]


def _is_nested(source: Source) -> bool:
    """Whether nearly all items at the left margin are names, with their definitions in the items below them."""
    items = [n for n in range(source.start, len(source.lines)) if n not in source.code and _ITEM.match(source.lines[n])]
    after = (source.lines[n + 1] if n + 1 < len(source.lines) else "" for n in items)
    named = sum(nested_name(source.lines[n], below) is not None for n, below in zip(items, after, strict=True))
    return named >= FEW_TERMS and named >= UNTOLD_SHARE * len(items)


def _is_enough(terms: list[TermLine], others: int, told: bool, kinds: frozenset[str]) -> bool:
    share = len(terms) / (len(terms) + others) if terms else 0.0
    if told or kinds == {"deflist"}:
        enough = TOLD_SHARE if told and kinds.isdisjoint(LOOSE_STYLES) else UNTOLD_SHARE
        return len(terms) >= TOLD_TERMS and share >= enough
    return _are_evident(terms, share, kinds)


def _are_evident(terms: list[TermLine], share: float, kinds: frozenset[str]) -> bool:
    """Whether translations and defining phrases show that these are terms: a few where there is nothing else, or many."""
    if len(terms) < FEW_TERMS or share < UNTOLD_SHARE:
        return False
    bilingual = sum(is_bilingual(term.name) for term in terms)
    if share >= FEW_SHARE and bilingual >= FEW_EVIDENCE * len(terms):
        return True
    if len(terms) < UNTOLD_TERMS:
        return False
    defining = sum(_defines(term) and not is_bilingual(term.name) for term in terms) if "bold" in kinds else 0
    return bilingual + defining >= UNTOLD_EVIDENCE * len(terms)


def _defines(term: TermLine) -> bool:
    return _DEFINES.match(simplified(term.text[:200])) is not None


def section_style(source: Source, style: Style, first: int, stop: int) -> Style:
    """The style of a section: one in which nearly all that begins is a term, in another layout than elsewhere, has this too."""
    if not style.told or "nested" in style.lines:
        return style
    begun = [each for _, each in beginnings(source, True, first, stop) if not isinstance(each, TermTable)]
    starts = Counter(term.style for term in filter(None, begun))
    more = frozenset(kind for kind, count in starts.items() if count >= max(TOLD_TERMS, UNTOLD_SHARE * len(begun)))
    return replace(style, lines=style.lines | more)


def _repeated_level(source: Source, told: bool) -> frozenset[int]:
    """The level whose headings are terms: the deepest that repeats, with a translation in most and short texts."""
    named = [heading for heading in source.headings if not names_part(heading)]
    counts = Counter(heading.level for heading in named)
    level = max((level for level, count in counts.items() if count >= HEADING_TERMS), default=0)
    chosen = [heading for heading in named if heading.level == level]
    return frozenset({level}) if chosen and _are_terms(source, chosen, told) else frozenset()


def names_part(heading: Heading) -> bool:
    """Whether a heading among terms names a part of one, or what stands beside them: 例子, Sources."""
    name = plain(heading.text)
    return is_attribute(name) or is_section_name(name)


def _stand_alone(source: Source, levels: frozenset[int]) -> bool:
    """Whether terms are headings rather than lines: below most of them nothing begins that is a term."""
    chosen = [heading for heading in source.headings if heading.level in levels]
    return sum(_groups(source, *section) for section in _sections_of(source, chosen)) * 2 <= len(chosen)


def _groups(source: Source, first: int, stop: int) -> bool:
    """Whether a section begins with a term or a table of terms, or has no text but what stands under deeper headings."""
    first, stop = source.trimmed(first, stop)
    if first == stop:
        return True
    line, after = source.lines[first], "".join(source.lines[first + 1 : first + 2])
    return term_at(line, after, True) is not None


def _are_terms(source: Source, chosen: list[Heading], told: bool) -> bool:
    """Whether most of the headings are names, with short texts below them that may define something."""
    sample = chosen[:SAMPLE]
    bilingual = sum(is_translated(plain(heading.text)) for heading in sample)
    length = sum(_length(source, *section) for section in _sections_of(source, chosen))
    evident = told or bilingual >= HEADING_EVIDENCE * len(sample)
    return evident and length <= HEADING_LENGTH * len(chosen) and _may_be_terms(source, sample)


def _may_be_terms(source: Source, chosen: list[Heading]) -> bool:
    """Whether headings are no labels, chapters, letters or one name again and again, and most stand above no code and no
    table.
    """
    if any(is_attribute(plain(heading.text)) for heading in chosen) or _are_chapters(source, chosen):
        return False
    if sum(_defines_nothing(source, *section) for section in _sections_of(source, chosen)) * 2 >= len(chosen):
        return False
    bare = [split_names(heading.text).name.strip(_COUNTING) for heading in chosen]
    return (
        sum(len(name) < SHORTEST and name.isascii() for name in bare) * 2 < len(bare)
        and len(set(bare)) * 2 > len(bare) + 1
    )


def _are_chapters(source: Source, chosen: list[Heading]) -> bool:
    """Whether headings have numbers as the parts of an article have (一、排版), and a table stands below one of them."""
    are_numbered = all(numbered(plain(heading.text)) for heading in chosen)
    tabled = (is_table_rule(line) for section in _sections_of(source, chosen) for line in source.lines[slice(*section)])
    return are_numbered and any(tabled)


def _levels_among(source: Source) -> frozenset[int]:
    """Levels of headings that are terms in a file that is told to be a glossary, few as they are: all of the level have a
    short text below them, in which no term begins."""
    found = []
    for level in {heading.level for heading in source.headings}:
        chosen = [heading for heading in source.headings if heading.level == level and not names_part(heading)]
        short = (
            0 < _length(source, *section) <= HEADING_LENGTH and not _groups(source, *section)
            for section in _sections_of(source, chosen)
        )
        if len(chosen) >= TOLD_TERMS and all(short) and _may_be_terms(source, chosen):
            found.append(level)
    return frozenset(found)


def _length(source: Source, first: int, stop: int) -> int:
    return sum(len(line.strip()) for line in source.lines[first:stop])


def _sections_of(source: Source, chosen: list[Heading]) -> list[tuple[int, int]]:
    """First index and stop of the text right under each of the headings, up to the next of any level."""
    stops = {a.line: b.line for a, b in pairwise(source.headings)}
    return [(heading.stop, stops.get(heading.line, len(source.lines))) for heading in chosen]


def _defines_nothing(source: Source, first: int, stop: int) -> bool:
    """Whether a section is no definition: a table, or code in the main."""
    texts = [n for n in range(first, stop) if source.lines[n].strip()]
    code = sum(n in source.code for n in texts)
    return bool(texts) and (code * 3 >= len(texts) or any(is_table_rule(source.lines[n]) for n in texts))
