"""The vocabulary that the index ships."""

from __future__ import annotations

from ainotes_site.search.index.vocabulary import most_frequent


def test_of_words_as_frequent_those_that_sort_first_are_kept() -> None:
    counts = {"丁": 1, "乙": 2, "丙": 1, "甲": 1}
    assert most_frequent(counts, 3) == {"乙": 2, **dict.fromkeys(sorted("丁丙甲")[:2], 1)}
    assert most_frequent(counts, 4) == most_frequent(counts, 9) == counts
