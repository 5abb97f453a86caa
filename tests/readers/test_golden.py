"""Each habit met in real notes, as a case in plain text."""

from __future__ import annotations

import pytest
from tests.readers.golden import Case, cases, shown

from ainotes_site.readers.audit import audit
from ainotes_site.readers.decode import Decoded, decode

ALL = list(cases())


@pytest.mark.parametrize("case", ALL, ids=[f"{case.file}: {case.title}" for case in ALL])
def test_habit(case: Case) -> None:
    assert shown(case.reading()) == case.expected


@pytest.mark.parametrize("case", ALL, ids=[f"{case.file}: {case.title}" for case in ALL])
def test_each_line_is_accounted_for(case: Case) -> None:
    reading = case.reading()
    if case.path.endswith("(escaped)"):
        pytest.skip("its text is not the text of its file")
    text = decode(case.text.encode("utf-8", "surrogatepass"))
    assert isinstance(text, Decoded)
    assert audit(reading, text.lines).unaccounted == ()


def test_titles_of_cases_are_stories_of_their_own() -> None:
    titles = [(case.file, case.title) for case in ALL]
    assert len(titles) == len(set(titles))
    assert all(case.title and case.expected for case in ALL)
