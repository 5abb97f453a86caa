"""From bytes to a Reading: which format a source is in, and all that it says, each non-blank line accounted for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from ainotes_site.i18n import problem_of
from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.tex_text import tex_text
from ainotes_site.model import Entry, Problem, Reading, Skipped, Span
from ainotes_site.readers.boilerplate.detector import boilerplate
from ainotes_site.readers.boilerplate.page_furniture import REASON as PAGE_FURNITURE
from ainotes_site.readers.boilerplate.page_furniture import page_author, page_day
from ainotes_site.readers.boilerplate.properties import REASON as PROPERTIES
from ainotes_site.readers.boilerplate.standing_lines import REASON as STANDING
from ainotes_site.readers.bounds import bounded, readable
from ainotes_site.readers.choose import choose
from ainotes_site.readers.decode import Undecodable, decode
from ainotes_site.readers.detect import mdx
from ainotes_site.readers.detect.bylines import account, has_account
from ainotes_site.readers.detect.dates import with_whole_years
from ainotes_site.readers.detect.headings.headings import with_marks
from ainotes_site.readers.detect.item_credits import credited
from ainotes_site.readers.detect.logseq import (
    OWN,
    block_names,
    is_block_id,
    logseq_lines,
    may_refer,
    without_logseq_lines,
)
from ainotes_site.readers.detect.titles.titles import plain
from ainotes_site.readers.entry_ids import distinct, valid_id
from ainotes_site.readers.formats import (
    base,
    chat,
    dated_list,
    details,
    digest,
    journal,
    newsletter,
    note,
    numbered_article,
    numbered_notes,
    page,
    posts,
    table_rows,
)
from ainotes_site.readers.framing import framed
from ainotes_site.readers.frontmatter.front_matter import FrontMatter, front_matter, with_documents
from ainotes_site.readers.frontmatter.inline_fields import inline_properties, stated, with_exported
from ainotes_site.readers.frontmatter.privacy import stated_visibility
from ainotes_site.readers.frontmatter.private_passages import PublicLines, without_private_passages
from ainotes_site.readers.frontmatter.stamp_line import stamped
from ainotes_site.readers.glossary import glossary
from ainotes_site.readers.skip_reasons import PRIVATE_PASSAGE
from ainotes_site.readers.source import Parts, Source
from ainotes_site.source_hints import NO_HINTS, Hints

_FORMULA = pattern(r"\$([^$]{1,200})\$")

READERS: Mapping[str, Callable[[Source], Parts]] = {
    "page": page.read,
    "base": base.read,
    "chat": chat.read,
    "digest": digest.read,
    "glossary": glossary.read,
    "newsletter": newsletter.read,
    "outline": numbered_article.read,
    "posts": posts.read,
    "details": details.read,
    "items": dated_list.read,
    "rows": table_rows.read,
    "numbered": numbered_notes.read,
    "journal": journal.read,
    "note": note.read,
}
"""Formats and how each is read where its owner declares it."""

_OUTLINED = ("journal", "note")
"""Formats that pages of an outliner are read in: their bodies close up where a line is left out."""

_PAGE = "page"
_BASE = "base"
_DECLARABLE = tuple(name for name in READERS if name not in (_PAGE, _BASE))
"""Formats that a source may say it is in."""


def read(path: str, data: bytes, hints: Hints = NO_HINTS, *, is_page: bool = False) -> Reading:
    """Read one source. Any bytes are read or named in a Problem; nothing raises.

    `path` is POSIX and relative to the notes folder. `is_page` when the configuration says that MkDocs is to render it.
    """
    text = decode(data)
    if isinstance(text, Undecodable):
        return _unreadable(path, text)
    public = without_private_passages(text.lines[: readable(text.lines)])
    lines = public.lines
    source, raw, left_out = _opened(path, lines, hints, is_page=is_page)
    front = raw.front
    format, read_as, problems = (_PAGE, page.read, ()) if is_page else _format(source, hints)
    problems += tuple(problem_of(path, c.line, c.key, remark=False, **c.values) for c in front.complaints) + _unclosed(
        path, public
    )
    span = Span(path, 1, front.lines) if front.lines else None
    published = front.published if front.published is not None else stated_visibility(text.lines[front.lines :])
    if published is False and format != _PAGE:
        parts = Parts(skipped=tuple(source.skip("draft", source.start, len(source.lines))))
    else:
        parts = _read_as(read_as, source, raw, left_out, is_outlined=format in _OUTLINED)
    reading = Reading(
        path,
        format,
        text.encoding,
        len(lines),
        title=plain(front.title) or parts.title or source.stem,
        entries=_entries(parts.entries, front),
        terms=parts.terms,
        skipped=tuple(sorted((*parts.skipped, *_private(raw, public)), key=lambda skip: skip.span)),
        front_matter=span,
        problems=(*problems, *parts.problems),
        published=published,
        private_names=_private_names(raw, published),
        stated_id=valid_id(front.id) or "",
        redirect_from=front.redirect_from,
    )
    return bounded(reading, len(text.lines))


def _read_as(
    reader: Callable[[Source], Parts], source: Source, raw: Source, left_out: dict[int, str], *, is_outlined: bool
) -> Parts:
    """What a reader makes of the source. Where it may be an outline, the ids of blocks stay in it: others refer to them."""
    if is_outlined:
        gone = {at: reason for at, reason in left_out.items() if not is_block_id(raw.lines[at])}
        source = _without(raw, gone, OWN, source)
    parts = framed(_with_author(reader(source), source), source)
    return replace(parts, skipped=(*parts.skipped, *raw.skip_runs(left_out))) if left_out else parts


def _with_author(parts: Parts, source: Source) -> Parts:
    """`parts`, whose entries are by whom the lines above them name as who wrote all, where they name nobody themselves."""
    if len(parts.entries) < 2 or all(entry.authors for entry in parts.entries):
        return parts
    first = min(entry.span.start_line for entry in parts.entries) - 1
    above = [line for line in source.lines[source.start : first] if not line.startswith("#")]
    authors = stated("\n".join(above)).authors
    signed = (entry if entry.authors else replace(entry, authors=authors) for entry in parts.entries)
    return replace(parts, entries=tuple(signed)) if authors else parts


def _entries(found: Sequence[Entry], front: FrontMatter) -> tuple[Entry, ...]:
    """The entries with titles that can be shown as text; where it is one, with the addresses and properties that it states."""
    entries = credited(tuple(map(_titled, distinct(found))))
    if len(entries) != 1:
        return entries
    said = {**dict(inline_properties(entries[0].body)), **dict(front.properties)}
    if not said and not front.addresses:
        return entries
    return (replace(entries[0], addresses=front.addresses, properties=tuple(said.items())),)


def _titled(entry: Entry) -> Entry:
    """The entry with signs in place of the TeX in its title, which is shown as text wherever it is named."""
    title = entry.title
    if "\\" not in title or "$" not in title:
        return entry
    return replace(entry, title=_FORMULA.sub(lambda found: tex_text(found[1]), title))


def source_of(path: str, lines: tuple[str, ...], hints: Hints = NO_HINTS) -> Source:
    """A source as its format is chosen: without boilerplate, and without what an outliner wrote for itself."""
    return _opened(path, without_private_passages(lines).lines, hints)[0]


def _opened(
    path: str, lines: tuple[str, ...], hints: Hints, *, is_page: bool = False
) -> tuple[Source, Source, dict[int, str]]:
    """A source as its format is chosen, as written, and the lines that are left out of all formats, with the reasons."""
    lines = with_documents(lines)
    front = front_matter(lines)
    modules: frozenset[int] = frozenset()
    if mdx.is_mdx(path, lines, front.lines):
        lines, modules = mdx.mdx_lines(lines, front.lines)
    lines = with_whole_years(with_marks(lines, front.lines), front.lines)
    raw = Source(path, lines, front, front.lines, front.format or hints.format, is_one_of_series=hints.is_one_of_series)
    left_out = dict.fromkeys(modules, "module") | dict.fromkeys(logseq_lines(raw.lines, raw.start), "outliner")
    source = _without(raw, left_out, "")
    if not (front.keep_boilerplate or hints.keep_boilerplate or is_page):
        found = boilerplate(source, hints)
        left_out |= found
        raw = _with_properties(raw, found)
        source = _without(raw, left_out, "") if found else source  # whose headings are known
    return _as_page(source, raw, left_out), raw, left_out


def _with_properties(raw: Source, found: Mapping[int, str]) -> Source:
    """`raw` with what the properties above its text say, as if it were in its front matter."""
    if PROPERTIES not in found.values():
        return raw
    text = "\n".join(raw.lines[at] for at in sorted(found) if found[at] == PROPERTIES)
    return replace(raw, front=with_exported(raw.front, text), exported_day=stated(text).date)


def _as_page(source: Source, raw: Source, left_out: Mapping[int, str]) -> Source:
    """`source`, without boilerplate, with who published the page that it is a copy of, and when, as what was left out says."""
    furniture = [at for at in sorted(left_out) if left_out[at] in (PAGE_FURNITURE, STANDING)]
    if not furniture and not (left_out and has_account(raw.lines)):
        return source
    standing = _around_text(raw, left_out, [at for at in furniture if left_out[at] == STANDING])
    above, below = _around_text(raw, left_out, [at for at in furniture if left_out[at] == PAGE_FURNITURE])
    who = account(raw, left_out, page_author(above, below))
    return replace(source, account=who, page_day=page_day(above, below), stamps=stamped(*standing))


def _around_text(raw: Source, left_out: Mapping[int, str], furniture: Sequence[int]) -> tuple[list[str], list[str]]:
    """The lines with indices `furniture` that stand above the middle of the text, and those below it."""
    text = [at for at in range(raw.start, len(raw.lines)) if at not in left_out and raw.lines[at].strip()]
    middle = text[len(text) // 2] if text else len(raw.lines)
    return [raw.lines[at] for at in furniture if at < middle], [raw.lines[at] for at in furniture if at > middle]


def _format(source: Source, hints: Hints) -> tuple[str, Callable[[Source], Parts], tuple[Problem, ...]]:
    """Declared in the file, else in the configuration, else chosen."""
    if source.path.lower().endswith(base.SUFFIX):
        return _BASE, base.read, ()
    declared = source.declared
    problems: tuple[Problem, ...] = ()
    if declared in _DECLARABLE:
        by_level = declared == "journal" and hints.level and not source.front.format
        return declared, partial(journal.read, level=hints.level) if by_level else READERS[declared], problems
    if declared == _PAGE:
        problems = (problem_of(source.path, 1, "reading.page"),)
    elif declared:
        problems = (problem_of(source.path, 1, "reading.format", remark=True, formats=", ".join(_DECLARABLE)),)
    if source.front.id and not valid_id(source.front.id):
        problems += (problem_of(source.path, 1, "reading.id", remark=True),)
    return *_chosen(source, hints), problems


def _chosen(source: Source, hints: Hints) -> tuple[str, Callable[[Source], Parts]]:
    """The format that the evidence speaks for."""
    chosen = choose(source, hints.recurring)
    if chosen is not None:
        return chosen.format, chosen.read
    is_outline = not source.front.id and numbered_article.recognise(source)
    one = "outline" if is_outline else "note"
    return one, READERS[one]


def _without(source: Source, left_out: Mapping[int, str], mark: str, page: Source | None = None) -> Source:
    """`source` with a `mark` for each line that is left out, and with what is known of the page that it is a copy of."""
    if not left_out and not may_refer(source.lines):
        return source
    lines = without_logseq_lines(source.lines, left_out.keys(), source.start, mark)
    known = page or source
    return replace(source, lines=lines, account=known.account, page_day=known.page_day, stamps=known.stamps)


def _private_names(source: Source, published: bool | None) -> tuple[str, ...]:
    """What a source is called that is not published."""
    if published is not False:
        return ()
    heading = next((line for line in source.lines[source.start :] if line.startswith("# ")), "")
    title = source.front.title or heading[2:].strip()
    return (*filter(None, (title, *source.front.aliases)), *(f"(({name}))" for name in block_names(source.lines)))


def _private(source: Source, public: PublicLines) -> tuple[Skipped, ...]:
    """The lines of private passages, run by run."""
    return tuple(source.skip_runs(dict.fromkeys(public.hidden, PRIVATE_PASSAGE)))


def _unclosed(path: str, public: PublicLines) -> tuple[Problem, ...]:
    if public.unclosed is None:
        return ()
    return (problem_of(path, public.unclosed + 1, "private.unclosed"),)


def _unreadable(path: str, failure: Undecodable) -> Reading:
    key = "reading.binary" if failure.binary else "reading.encoding"
    problem = problem_of(path, 0, key, byte=failure.offset)
    skipped = (Skipped("unreadable", Span(path, 1, failure.lines)),) if failure.lines else ()
    return Reading(path, "unreadable", "unknown", failure.lines, skipped=skipped, problems=(problem,))
