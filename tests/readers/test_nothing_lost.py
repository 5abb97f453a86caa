"""No words are lost: every run of ten letters of a source is in what is shown, or in lines that are left out for a reason of
the closed list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.golden import Case, cases
from tests.readers.test_properties import PIECES

from ainotes_site.model import Entry, Reading, Term
from ainotes_site.readers import read
from ainotes_site.readers.decode import Undecodable, decode
from ainotes_site.readers.detect.dates import date_line
from ainotes_site.readers.detect.titles.titles import plain
from ainotes_site.readers.skip_reasons import REASONS, SHOWN
from ainotes_site.source_hints import Hints

RUN = 10
"""Letters without a sign or a digit between them that may not vanish together."""

MAY_BE_LEFT_OUT = frozenset(
    (
        "empty-template", "index", "wrapper", "rule", "advertising", "sponsor", "site-caption", "teaser", "follow", "author-card",
        "save-service", "read-original", "rights", "navigation", "site-footer", "badges", "standing-line", "end-mark", "assistant-talk",
        "placeholder", "comment", "plugin-data", "page-furniture", "properties", "outliner", "module", "page", "draft", "private-passage", "title-only", "too-long", "unreadable",
    )
)  # fmt: skip
"""Reasons for which words are on no page. The title of a file is none of them: it must be that of the page."""

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "files"

_ADDRESS = re.compile(r"https?://\S+|<!--.*?-->|<[^<>\n]*>|\{[#.:][^{}\n]*\}|&\w+;|\]\([^()\s]*")
_LETTERS = re.compile(rf"[^\W\d_]{{{RUN},}}")


def lost(text: str, reading: Reading) -> list[str]:
    """Runs of letters of a source that its reading does not show, days written out in full aside: those are its dates."""
    lines = text.split("\n")
    left_out = {
        n
        for skip in reading.skipped
        if skip.reason in MAY_BE_LEFT_OUT
        for n in range(skip.span.start_line, skip.span.end_line + 1)
    }
    if reading.front_matter:
        left_out.update(range(reading.front_matter.start_line, reading.front_matter.end_line + 1))
    shown = [reading.title, *map(_of_entry, reading.entries), *map(_of_term, reading.terms)]
    shown += [skip.text for skip in reading.skipped]
    there = "\n".join(f"{part}\n{plain(part)}" for part in shown)
    return [
        run
        for number, line in enumerate(lines, 1)
        if number not in left_out and date_line(line) is None
        for run in _runs(line)
        if run not in there
    ]


def _runs(line: str) -> Iterator[str]:
    for match in _LETTERS.finditer(_ADDRESS.sub(" ", line)):
        yield from (match[0][at : at + RUN] for at in range(0, len(match[0]) - RUN + 1, RUN // 2))
        yield match[0][-RUN:]


def _of_entry(entry: Entry) -> str:
    links = (f"{link.text} {link.url}" for link in entry.links)
    people = (f"{who.name} {who.handle}" for who in entry.authors)
    return "\n".join((entry.title, entry.body, *entry.section, *entry.tags, *entry.aliases, *links, *people))


def _of_term(term: Term) -> str:
    return "\n".join((term.name, *term.aliases, json.dumps(term, default=vars_of, ensure_ascii=False)))


def vars_of(value: object) -> object:
    """A value of the model as JSON can show it."""
    slots = getattr(type(value), "__slots__", None)
    return {name: getattr(value, name) for name in slots} if slots else str(value)


def test_the_reasons_are_the_closed_list() -> None:
    assert MAY_BE_LEFT_OUT | SHOWN | {"source-title"} == set(REASONS)


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: f"{case.file}: {case.title}")
def test_no_case_loses_words(case: Case) -> None:
    text = decode(case.source())
    assert isinstance(text, Undecodable) or lost("\n".join(text.lines), case.reading()) == []


_WORDS = st.text("观察陶土釉料窑火湿度炭灰拉坯修坯烧成冷却记录温", min_size=RUN, max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | _WORDS | _WORDS.map("- {}".format) | _WORDS.map("## {}".format), max_size=30))
def test_no_random_text_loses_words(lines: list[str]) -> None:
    text = decode("\n".join(lines).encode("utf-8", "surrogatepass"))
    assert (
        isinstance(text, Undecodable)
        or lost("\n".join(text.lines), read("notes/a.md", "\n".join(lines).encode())) == []
    )


@settings(max_examples=40, deadline=None)
@given(
    st.lists(_WORDS | _WORDS.map("> {}".format), min_size=1, max_size=4),
    st.sampled_from(
        ("{}", "## 2024-03-{:02} 窑", "- **胚{}**：一种胚。", "{}. [出窑](https://example.com/{})", "#### {}. 拉坯")
    ),
    st.sampled_from(("journal", "digest", "glossary", "newsletter", "note", "posts", "outline", "numbered", "")),
    _WORDS,
)
def test_what_introduces_a_file_is_found_in_a_note(intro: list[str], item: str, format: str, said: str) -> None:
    """Introductions and the summary in the front matter are no less text than notes: a search must find them."""
    items = [line for n in range(1, 6) for line in (item.format(n, n), "", "土要先阴干。", "")]
    text = "\n".join(("---", f"desc: {said}", "---", "# 手札", "", *intro, "", *items))
    reading = read("a.md", text.encode(), Hints(format=format))
    there = "\n".join([*map(_of_entry, reading.entries), *map(_of_term, reading.terms)])
    assert [line for line in (*intro, said) if line.removeprefix("> ") not in there] == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the checkout")
def test_no_file_of_the_corpus_loses_words() -> None:
    found = {}
    for file in sorted(CORPUS.rglob("*.md")):
        data, path = file.read_bytes(), file.relative_to(CORPUS).as_posix()
        text = decode(data)
        if not isinstance(text, Undecodable) and (runs := lost("\n".join(text.lines), read(path, data))):
            found[path] = runs[:3]
    assert found == {}
