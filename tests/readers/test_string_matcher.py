"""Patterns in a text, against the plain way of looking for each of them at each place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ainotes_site.readers.detect.string_matcher import StringMatcher

LETTERS = st.text("ab注意\ud800\U00020000", min_size=1)


@given(st.lists(LETTERS, unique=True), st.lists(LETTERS, max_size=30).map("".join), st.sampled_from([0, 40, 300]))
def test_every_place_of_every_pattern_is_found_the_longest_first(patterns: list[str], text: str, more: int) -> None:
    text += text[::-1] + "b意" * more  # longer than what is looked through without an array, and shorter
    expected = [
        (number, at, at + len(pattern))
        for number, pattern in enumerate(patterns)
        for at in range(len(text))
        if text.startswith(pattern, at)
    ]
    expected.sort(key=lambda match: (match[1], -match[2]))
    assert StringMatcher(patterns).matches(text) == expected
