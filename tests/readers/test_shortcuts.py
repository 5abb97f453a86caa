"""What is passed over for speed changes no result: lines between headings, sections of a word list."""

from __future__ import annotations

import random

import pytest

from ainotes_site.readers.detect import headings as module
from ainotes_site.readers.detect.phrases import phrases, sections, sections_hinted

PIECES = (
    "# a", "## b #", "#", "  # c", "    # code", "\t# tab", "text", "more text", "", "", "- item", "  below", "1. one", "> q",
    "> # quoted", "> ```", "```", "~~~", "```py", "  ```", "    ```", "- ```", "===", "---", "  ==", "<div>", "</div>",
    "<!-- x", "-->", "<details>", "</details>", "<pre>", "</pre>", "$$", "#none", "- # listed", "a ```", "`",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_lines_that_are_passed_over_change_no_heading(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    pools = [chance.sample(PIECES, chance.randint(3, 14)) for _ in range(400)]
    texts = [tuple(chance.choice(pool) for _ in range(chance.randint(1, 16))) for pool in pools]
    found = [module.headings(text) for text in texts]
    monkeypatch.setattr(module, "_needed", list)
    module._headings.cache_clear()
    assert found == [module.headings(text) for text in texts]
    assert sum(map(len, found)) > 100


def test_prose_between_headings_is_not_parsed() -> None:
    lines = ["# One", "- a list", "  of much", "# Two", "```", "# code", "```", "# Three", "the end"]
    assert module._needed(lines) == ["# One", "", "", "# Two", "```", "# code", "```", "# Three"]


@pytest.mark.parametrize("section", sorted(sections("boilerplate/phrases")))
def test_the_sections_a_text_hints_at_are_those_whose_triggers_it_has(section: str) -> None:
    phrases_of = phrases("boilerplate/phrases", section)
    for needed, _ in phrases_of.each:
        for piece in needed:
            assert section in sections_hinted("boilerplate/phrases", f"x{piece}y")
    assert sections_hinted("boilerplate/phrases", "") == frozenset()
