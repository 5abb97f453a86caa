"""Names that brackets say to be of one thing."""

from __future__ import annotations

import pytest
from tests.link.builders import entry

from ainotes_site.link.equivalents import equivalents
from ainotes_site.link.library import Library
from ainotes_site.link.names_in_text import Bracketed, Pair, believed, pairs_in
from ainotes_site.link.similarity.fingerprint import name_pairs
from ainotes_site.pipeline.cache.serialise import Packed, pack
from ainotes_site.pipeline.stages.name_pairs import are_same_after_edit


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("We use low-rank prompt folding (LRPF) here.", Pair("low-rank prompt folding", "LRPF")),
        ("Mixture of small experts (MSE) is", Pair("Mixture of small experts", "MSE")),
        ("the LRPF (low-rank prompt folding) trick", Pair("low-rank prompt folding", "LRPF")),
        ("- **提示折叠**（Prompt Folding）：把长的折短", Pair("提示折叠", "Prompt Folding")),
        ("先看「提示折叠」(Prompt Folding)。", Pair("提示折叠", "Prompt Folding")),
        ("Prompt Folding（提示折叠）", Pair("提示折叠", "Prompt Folding")),
    ],
)
def test_a_bracket_gives_the_other_name(text: str, pair: Pair) -> None:
    assert pairs_in(text) == (pair,)


@pytest.mark.parametrize(
    "text",
    [
        "we fold prompts (NASA)",
        "我们后来用上了提示折叠的办法（Prompt Folding）",
        "[提示折叠](Prompt)",
        "提示折叠（2024 年）",
        "call(x) and 好（不错）",
    ],
)
def test_a_bracket_that_says_something_else_gives_none(text: str) -> None:
    assert pairs_in(text) == ()


def said(*found: tuple[str, str, str]) -> list[Bracketed]:
    return [Bracketed(path, Pair(name, other)) for path, name, other in found]


def test_names_of_two_scripts_are_believed_of_two_sources_and_a_short_form_of_one() -> None:
    short = ("a", "prompt folding", "PF")
    once = ("a", "提示折叠", "Prompt Folding")
    assert believed(said(short, once, once)) == (("prompt folding", "PF"),)
    assert ("提示折叠", "Prompt Folding") in believed(said(once, ("b", "提示折叠", "prompt folding"), once))


def test_a_word_that_is_bracketed_with_many_is_no_name_of_any() -> None:
    firms = [(path, "公司", name) for name in ("Qilbo", "Vantor") for path in ("a", "b")]
    assert believed(said(*firms)) == ()


def test_search_has_them_and_an_edit_that_changes_them_is_noticed() -> None:
    pair = ("提示折叠", "Prompt Folding")
    assert pair in equivalents(Library((), {}, (), (), name_pairs=(pair,)))
    one = entry("a", "折叠", "**提示折叠**（Prompt Folding）")
    plain = entry("a", "折叠", "没有括号")
    known = Packed(pack([Bracketed(one.span.path, Pair(*pair)), Bracketed("b.md", Pair(*pair))]))
    assert are_same_after_edit(known, (pair,), [one], [(one, name_pairs(one))])
    assert not are_same_after_edit(known, (pair,), [one], [(plain, name_pairs(plain))])
