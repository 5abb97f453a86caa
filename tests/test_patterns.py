"""Expressions that are compiled late give what they would give early."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import ainotes_site
from ainotes_site import lazy_regex
from ainotes_site.lazy_regex import any_of, compile_all, pattern


def test_a_late_pattern_gives_what_a_compiled_one_gives() -> None:
    source = r"(?P<letter>[a-c])(\d)?"
    late, early = pattern(source, re.IGNORECASE), re.compile(source, re.IGNORECASE)
    text = "xA1 b"
    assert late.findall(text) == early.findall(text)
    assert late.sub("-", text) == early.sub("-", text) == "x- -"
    assert [match.span() for match in late.finditer(text)] == [(1, 3), (4, 5)]
    assert late.match(text, 1)["letter"] == "A"  # type: ignore[index]
    assert (late.search("-"), late.fullmatch(text), late.split("-a-")) == (None, None, early.split("-a-"))
    assert (late.pattern, late.flags, late.groups) == (early.pattern, early.flags, early.groups)
    with pytest.raises(AttributeError):
        late.nothing  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize("letter", "abcdefghijklmnopqrstuvwxyz")
def test_any_of_some_words_takes_each_letter_as_an_expression_without_capitals_does(letter: str) -> None:
    found, plain = any_of(rf"\b{letter}", "检索"), re.compile(letter, re.IGNORECASE)
    others = (0x130, 0x131, 0x17F, 0x212A, 0xFB05, *range(0x300))
    assert [code for code in others if found.match(chr(code))] == [code for code in others if plain.match(chr(code))]


def test_any_of_some_words_is_found_where_the_plain_expression_finds_it() -> None:
    words = ("日报", r"第\s?\d+", "newsletter", "news", r"\bterms\b", "terminology")
    text = "新日报 第 3 期 NewsLetter, NEWS; Terms, interms TERMINOLOGY 第期 new"
    plain = re.compile("|".join(words), re.IGNORECASE)
    assert [m.span() for m in any_of(*words).finditer(text)] == [m.span() for m in plain.finditer(text)]


def test_nothing_is_compiled_before_it_is_used() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error):
        compile_all()
    with pytest.raises(re.error):
        wrong.match("")


def test_all_patterns_of_the_program_can_be_compiled() -> None:
    for module in pkgutil.walk_packages(ainotes_site.__path__, "ainotes_site."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    compile_all()
    assert lazy_regex._waiting == []
