"""Glossaries: terms with definitions, in lists, after bold names, under headings or in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Definition, Entry, Skipped, Term
from ainotes_site.readers.detect.headings.heading_heuristics import is_section_name
from ainotes_site.readers.detect.headings.headings import Heading, is_rule
from ainotes_site.readers.detect.headings.numbering import numbered
from ainotes_site.readers.detect.titles.titles import Title, plain, read_title
from ainotes_site.readers.framing import is_introduction
from ainotes_site.readers.glossary.blocks import begins_at
from ainotes_site.readers.glossary.html_terms import untagged, wrappers
from ainotes_site.readers.glossary.layouts import (
    TITLE_LENGTH,
    Style,
    names_glossary,
    names_part,
    says_terms,
    section_style,
    style_of,
)
from ainotes_site.readers.glossary.name_pairs import is_pair, paired
from ainotes_site.readers.glossary.term_lines import (
    TURNS,
    TermLine,
    answered,
    nested_name,
    term_line,
    undefined,
)
from ainotes_site.readers.glossary.term_names import Names, distinct_names, labelled_names, split_names
from ainotes_site.readers.glossary.term_tables import TermTable, term_table
from ainotes_site.readers.make_entry import body_text, compose
from ainotes_site.readers.proposal import Proposal
from ainotes_site.readers.source import Parts, Source

INDENT = 3
"""Deepest indentation of a term without bold; what is deeper belongs to a definition."""
CARD_LENGTH = 1200
"""Characters of the longest text that defines one term; a longer one is a note about it."""

_KIND_FIELDS = ("type", "category", "类型", "类别")
"""Fields of front matter that say what a file is."""
_GROUP = pattern(r"(?P<indent>[ \t]*)(?:[-*+•]|\d{1,3}[.、)])[ \t]+(?P<name>[^。；;：:，,\n]{1,30})[:：]?[ \t]*$")

_MARK = pattern(r"\s*(?:[-*+•]|\d{1,3}[.、)])\s*")
_WRAP = pattern(r"[ \t]*<br\s*/?>[ \t]*\n[ \t]*", re.IGNORECASE)
_NO_SPACE = pattern(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’…—]")


def propose(source: Source) -> list[Proposal]:
    """The terms, where the text is terms in the main."""
    if style_of(untagged(source)) is not None:
        return [Proposal("glossary", (), read, marks={"terms": 1.0})]
    return [Proposal("glossary", (), _read_card, marks={"terms": 1.0})] if _is_card(source) else []


def _is_card(source: Source) -> bool:
    """Whether a file is the card of one term: it has the tag or the type of one, is short, and has no headings but its title and parts."""
    kinds = (f"{value}s" for name, value in source.front.properties if name in _KIND_FIELDS and isinstance(value, str))
    if not any(map(says_terms, (*source.front.tags, *kinds))):
        return False
    first, stop = source.trimmed(source.start, len(source.lines))
    headings = [heading for heading in source.headings if heading.line > first]
    return sum(map(len, source.lines[first:stop])) <= CARD_LENGTH and all(map(names_part, headings)) and first < stop


def _read_card(source: Source) -> Parts:
    """The term that a card is about: called as the file, with the other names in the front matter."""
    first, stop = source.trimmed(source.start, len(source.lines))
    title = _leading_title(source)
    names = split_names(source.front.title or (title.text if title else source.stem))
    names = replace(names, aliases=tuple(dict.fromkeys((*names.aliases, *source.front.aliases))))
    text = body_text(source.lines[title.stop if title else first : stop])
    return Parts((), (_term(names, text, source, first, stop, ""),), (), names.name)


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines that are one thing: a term, a table, or prose."""

    first: int
    stop: int
    term: TermLine | None = None
    table: TermTable | None = None
    group: str = ""
    """Name of a list item that only groups the terms below it."""


@dataclass(slots=True)
class _Found:
    """What the sections read so far gave."""

    source: Source
    written: Source
    """As it is in the file, with tags of HTML."""
    style: Style
    leading: Heading | None
    """The heading that names the file."""
    above: frozenset[int]
    """Lines of headings right above deeper ones."""
    terms: list[Term] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    title: str = ""


def read(source: Source) -> Parts:
    """One term a definition; prose that defines nothing becomes notes; headings become categories."""
    written, source = source, untagged(source)
    style = style_of(source) or Style(frozenset(("bold", "bold-line", "plain")), tables=True, declared=True)
    above = frozenset(a.line for a, b in pairwise(source.headings) if b.level > a.level)
    found = _Found(source, written, style, _leading_title(source), above)
    found.skipped += wrappers(written, source.lines)
    path: list[Heading] = []
    for heading, first, stop in _sections(source):
        path = [*(above for above in path if heading and above.level < heading.level), *([heading] if heading else [])]
        _take_section(found, path, first, stop)
    entries = _one_note(found)
    return Parts(entries, tuple(paired(found.terms)), tuple(found.skipped), found.title)


def _one_note(found: _Found) -> tuple[Entry, ...]:
    """The prose beside the terms: all of it is about the glossary and one note, unless there is more of it than of terms."""
    said = sum(len(definition.text) for term in found.terms for definition in term.definitions)
    if len(found.entries) < 2 or sum(len(entry.body) for entry in found.entries) > said:
        return tuple(found.entries)
    source, first = found.source, found.entries[0]
    title = source.front.title or found.title or first.title
    texts = [entry.body if entry.title == title else f"## {entry.title}\n\n{entry.body}" for entry in found.entries]
    found.skipped += [Skipped("introduction", entry.span) for entry in found.entries[1:]]
    return (compose(source, Title(title), "\n\n".join(texts), first.span),)


def _take_section(found: _Found, path: Sequence[Heading], first: int, stop: int) -> None:
    """The section below the last heading of `path`, or the text above all headings where there is none."""
    source, heading = found.source, path[-1] if path else None
    start = heading.stop if heading else first
    if heading is not None and _is_term(found, heading, start, stop):
        found.terms.append(_heading_term(source, heading, stop, _category(path[:-1], found.leading)))
    else:
        runs = [run for part in _captioned(source, start, stop) for run in _runs_of(found, *part)]
        lead = runs[0] if runs and _is_prose(runs[0]) else None
        left = _without_title(found, heading, runs, lead) if heading else _without_introduction(found, runs, lead)
        _take_runs(found, left, heading, lead, _category(path, found.leading))


def _captioned(source: Source, first: int, stop: int) -> Iterator[tuple[int, int]]:
    """A section parted at the lines that name what is listed below them: each part may have a layout of its own."""
    starts = [n for n in range(first + 1, stop) if _caption(source.lines, n, stop)]
    return pairwise([first, *starts, stop])


def _runs_of(found: _Found, first: int, stop: int) -> Iterator[_Run]:
    below = first + (first < stop and bool(_caption(found.source.lines, first, stop)))
    return _runs(found.source, first, stop, section_style(found.source, found.style, below, stop))


def _is_term(found: _Found, heading: Heading, start: int, stop: int) -> bool:
    is_named = heading.level in found.style.levels and not names_part(heading)
    return is_named and _defines(found.source, start, stop)


def _is_prose(run: _Run) -> bool:
    return run.term is None and run.table is None and not run.group


def _without_introduction(found: _Found, runs: list[_Run], lead: _Run | None) -> list[_Run]:
    """The runs above all headings, without a short text that introduces the file."""
    source = found.source
    if runs and runs[0].group:
        found.title = runs[0].group
        found.skipped += source.skip("source-title", runs[0].first, runs[0].stop)
        return runs[1:]
    if lead is None or len(runs) < 2 or not is_introduction(source.lines[lead.first : lead.stop]):
        return runs
    first = plain(source.lines[lead.first])
    found.title = first if len(first) <= TITLE_LENGTH and not first.endswith(("。", "！", "？", ".")) else ""
    body = lead.first + 1 if found.title else lead.first
    found.skipped += source.title_and_introduction(lead.first, body, lead.stop)
    return runs[1:]


def _without_title(found: _Found, heading: Heading, runs: list[_Run], lead: _Run | None) -> list[_Run]:
    """The runs under a heading, without what introduces the file where the heading is its title; a title, and a heading that
    has no text of its own, are named as left out."""
    source = found.source
    is_title = heading is found.leading
    if is_title:
        found.title = plain(heading.text)
    if is_title and (lead is None or is_introduction(source.lines[lead.first : lead.stop])):
        stop = lead.stop if lead else heading.stop
        found.skipped += source.title_and_introduction(heading.line, heading.stop, stop)
        return runs[1:] if lead else runs
    if lead is None:
        reason = "section-heading" if runs or heading.line in found.above else "empty-heading"
        found.skipped += source.skip(reason, heading.line, heading.stop)
    return runs


def _take_runs(found: _Found, runs: Sequence[_Run], heading: Heading | None, lead: _Run | None, section: str) -> None:
    category = section
    for run in runs:
        if run.group:
            category = f"{section} / {run.group}" if section else run.group
            found.skipped += found.source.skip("section-heading", run.first, run.stop)
        elif run.table is not None:
            _take_table(found, run.table, category)
        elif run.term is not None:
            _take_term(found, run, run.term, category)
        else:
            _take_prose(found, run, heading if run is lead else None, category)


def _take_prose(found: _Found, run: _Run, heading: Heading | None, category: str) -> None:
    """Prose as a note, with the `heading` that it stands first under; rules alone are left out."""
    source = found.source
    if not all(map(_says_nothing, source.lines[run.first : run.stop])):
        found.entries.append(_note(source, run, heading, category or found.title))
        return
    tag = "<" in found.written.lines[run.first]
    found.skipped += source.skip("wrapper" if tag else "rule", run.first, run.stop)
    if heading is not None:
        found.skipped += source.skip("section-heading", heading.line, heading.stop)


def _sections(source: Source) -> Iterator[tuple[Heading | None, int, int]]:
    """(heading, first index, stop) of the text before the first heading and under each."""
    edges = [heading.line for heading in source.headings] + [len(source.lines)]
    if source.trimmed(source.start, edges[0])[0] < edges[0]:
        yield None, source.start, edges[0]
    for heading, (first, stop) in zip(source.headings, pairwise(edges), strict=True):
        yield heading, first, stop


def _leading_title(source: Source) -> Heading | None:
    """The first heading, when it is an H1: it names the file."""
    return next((heading for heading in source.headings[:1] if heading.level == 1), None)


def _category(path: Sequence[Heading], leading: Heading | None) -> str:
    """Name of the innermost heading; none for the title of the file."""
    return plain(path[-1].text) if path and path[-1] is not leading else ""


def _defines(source: Source, first: int, stop: int) -> bool:
    return any(line.strip() and not is_rule(line) for line in source.lines[first:stop])


def _runs(source: Source, first: int, stop: int, style: Style) -> Iterator[_Run]:
    """The lines of a section as terms, tables and prose. What follows a term belongs to it until the next begins."""
    lines = source.lines
    start, current = first, None
    at = first
    while at < stop:
        begun = None if at in source.code else _begun(lines, at, stop, style, current)
        if begun is None and current is not None and (is_rule(lines[at]) or _names_part(lines[at], current)):
            begun = _Run(at, at + 1)  # these end a term
        if begun is None:
            at += 1
            continue
        yield from _closed(source, start, at, current)
        start, at, current = at, begun.stop, begun.term
        if begun.table is not None or begun.group:  # these are whole
            yield begun
            start = at
    yield from _closed(source, start, stop, current)


def _begun(lines: Sequence[str], at: int, stop: int, style: Style, current: TermLine | None) -> _Run | None:
    """What begins at `at`: a table, the first line of a term, the name of a group, or nothing."""
    table = term_table(lines, at, stop) if style.tables else None
    if table is not None and _holds_terms(table, style, current):
        return _Run(at, table.stop, table=table)
    group = _caption(lines, at, stop)
    term = None if table or group else _begins(lines, at, stop, style, current)
    if term is not None:
        return _Run(at, at + 1, term)
    group = group or _group(lines, at, stop, style, current)
    return _Run(at, at + 1, group=group) if group else None


def _holds_terms(table: TermTable, style: Style, current: TermLine | None) -> bool:
    """Whether the rows of a table are terms, and it is no part of the definition of the `current` one."""
    is_beside = current is None or (table.strict and bool(current.text))
    return is_beside and (table.strict or (style.told and table.named) or style.declared)


def _caption(lines: Sequence[str], at: int, stop: int) -> str:
    """What a line alone names: a glossary in bold, or by its number what a table or a list of terms right below it holds."""
    line = lines[at].strip()
    if len(line) > TITLE_LENGTH or (at and lines[at - 1].strip()):
        return ""
    if line.startswith("**"):
        return plain(line).strip(":： ") if names_glossary(line) else ""
    number = numbered(line)
    return number.text if number and _lists_terms(lines, at + 1, stop) else ""


def _lists_terms(lines: Sequence[str], first: int, stop: int) -> bool:
    """Whether a table or a list of terms begins below a blank line at `first`."""
    below = next((n for n in range(first, stop) if lines[n].strip()), stop)
    if below in (first, stop):
        return False
    term = begins_at(lines, below, stop, told=False)
    return term_table(lines, below, stop) is not None or (term is not None and term.listed)


def _group(lines: Sequence[str], at: int, stop: int, style: Style, current: TermLine | None) -> str:
    """The name of a list item without a definition, right above terms that are indented below it."""
    match = _GROUP.match(lines[at])
    depth = len(match["indent"].expandtabs(4)) if match else 0
    below = next((n for n in range(at + 1, stop) if lines[n].strip()), stop)
    if match is None or below == stop or (current is not None and (not current.listed or depth >= current.indent)):
        return ""
    term = _begins(lines, below, stop, style, None)
    return match["name"].strip("*_ ") if term is not None and term.listed and term.indent > depth else ""


def _closed(source: Source, start: int, stop: int, term: TermLine | None) -> Iterator[_Run]:
    first, end = source.trimmed(start, stop)
    rules = end
    while term is not None and rules > first + 1 and _says_nothing(source.lines[rules - 1]):
        rules -= 1
    if first < end:
        yield _Run(first, rules, term)
    if rules < end:
        yield _Run(rules, end)


def _names_part(line: str, current: TermLine) -> bool:
    """Whether a line in bold as the `current` term is names what stands beside the terms: **总结**."""
    return current.style == "bold-line" and line.startswith("**") and is_section_name(plain(line))


def _says_nothing(line: str) -> bool:
    """Whether a line is blank, a rule, or the mark of a list without an item."""
    return not line.strip() or is_rule(line) or _MARK.fullmatch(line) is not None


def _begins(lines: Sequence[str], at: int, stop: int, style: Style, current: TermLine | None) -> TermLine | None:
    if "nested" in style.lines:
        return None if lines[at][:1] in " \t" else nested_name(lines[at], "".join(lines[at + 1 : min(at + 2, stop)]))
    term = begins_at(lines, at, stop, style.told)
    if term is None or (style.told and _is_forgotten(term, style, current)):
        return term
    return term if _is_in_style(lines, at, stop, style, term) else None


def _is_in_style(lines: Sequence[str], at: int, stop: int, style: Style, term: TermLine) -> bool:
    """Whether the term that begins at `at` is in a layout of the glossary."""
    if term.style == "bold-line" and is_section_name(term.name):
        return False
    if term.style not in style.lines or (term.style in ("plain", "bare") and term.indent > INDENT):
        return False
    return term.style != "bold-line" or term.listed or _is_defined_below(lines, at, stop, term)


def _is_defined_below(lines: Sequence[str], at: int, stop: int, term: TermLine) -> bool:
    """Whether text follows a name on a line of its own, rather than the next term."""
    follows = next((lines[n] for n in range(at + 1, min(stop, at + 3)) if lines[n].strip()), "")
    after = term_line(follows)
    is_next = after is not None and after.style in ("bold", "bold-line") and after.indent <= term.indent
    return bool(follows) and not is_next


def _is_forgotten(term: TermLine, style: Style, current: TermLine | None) -> bool:
    """Whether a term among others in bold is one that its writer did not make bold: in the same list, or with a translation."""
    if "bold" not in style.lines or term.style not in ("plain", "bare"):
        return False
    is_beside = term.style == "plain" and current is not None and current.listed and term.indent <= current.indent
    return is_beside or (term.indent == 0 and is_pair(term.name))


def _take_term(found: _Found, run: _Run, term: TermLine, category: str) -> None:
    source = found.source
    rest = source.lines[run.first + 1 : run.stop]
    if rest and rest[0].strip() in TURNS:
        rest = rest[1:]
    if term.style == "asked":
        rest = tuple(map(answered, rest))
    if term.style == "deflist":
        rest = tuple(line for other in rest for line in ("", undefined(other)))
    text = definition_text([term.text, *rest])
    names = split_names(term.name)
    text = text or " / ".join(names.aliases)
    if not text and not source.lines[run.first].rstrip(" \t*_").endswith((":", "：")):
        found.skipped += source.skip("empty-term", run.first, run.stop)
        return  # with a colon it is a term that its writer has not come to yet
    text = _with_links([term.name], text)
    found.terms.append(_term(names, text, source, run.first, run.stop, category))


def _term(names: Names, text: str, source: Source, first: int, stop: int, category: str) -> Term:
    aliases = distinct_names((names.name, *names.aliases, *labelled_names(text)))[1:]
    text = f"（{names.remark}）{text}" if names.remark else text
    definition = Definition(text, source.span(first, stop - 1), category)
    return Term(names.name, tuple(aliases), (definition,))


def _heading_term(source: Source, heading: Heading, stop: int, category: str) -> Term:
    _, end = source.trimmed(heading.line, stop)
    text = definition_text(body_text(source.lines[heading.stop : end]).split("\n"))
    text = _with_links([heading.text], text)
    return _term(split_names(read_title(heading.text).text), text, source, heading.line, end, category)


def _with_links(names: Sequence[str], text: str) -> str:
    """`text` with the links that stood in names under it, since a name is plain text."""
    links = [f"[{link.text}]({link.url})" for name in names if "](" in name for link in read_title(name).links]
    return "\n\n".join([text, *links])


def _take_table(found: _Found, table: TermTable, category: str) -> None:
    source = found.source
    found.skipped += source.skip("table-header", table.first, table.body)
    for row in table.rows:
        text = row.text or " / ".join(map(plain, row.names[1:]))  # a translation alone says what a name means
        if not row.names or not text:
            found.skipped += source.skip("empty-term", row.first, row.stop)
            continue
        first, *others = (split_names(name) for name in row.names)
        aliases = dict.fromkeys((*first.aliases, *(name for other in others for name in (other.name, *other.aliases))))
        aliases.pop(first.name, None)
        names = Names(first.name, tuple(aliases), first.remark)
        found.terms.append(
            _term(names, _with_links(row.names, text), source, row.first, row.stop, row.category or category)
        )


def _note(source: Source, run: _Run, heading: Heading | None, category: str) -> Entry:
    """Prose in a glossary is a note, under its heading where it stands first there."""
    title = read_title(heading.text) if heading else Title(category or source.front.title or source.stem)
    first = heading.line if heading else run.first
    body = body_text(source.lines[run.first : run.stop])
    return compose(source, title, body, source.span(first, run.stop - 1))


def definition_text(lines: Sequence[str]) -> str:
    """A definition as Markdown: wrapped lines joined, indentation of the list that it stood in taken away."""
    rest = [line.expandtabs(4) for line in lines[1:]]
    depth = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
    text = "\n".join([lines[0].strip(), *(line[depth:].rstrip() for line in rest)]) if lines else ""
    text = _WRAP.sub(_joint, text)
    return re.sub(r"(?:<br\s*/?>\s*)+$", "", text.strip(), flags=re.IGNORECASE).strip()


def _joint(match: re.Match[str]) -> str:
    """Nothing between Han characters, a space elsewhere."""
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    return "" if _NO_SPACE.match(before) or _NO_SPACE.match(after) else " "
