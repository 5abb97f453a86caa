"""Headings are looked for without the lines that cannot matter to them: the result is that of the whole text."""

from __future__ import annotations

import random

import pytest

from ainotes_site.readers.detect import headings as module

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
