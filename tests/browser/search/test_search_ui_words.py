"""The words of the search: every key that a script asks for exists, and none is left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ainotes_site.i18n import catalogue
from ainotes_site.model import Kind

SCRIPTS = Path(__file__).resolve().parents[3] / "plugins/ainotes_mkdocs/theme/assets/ainotes"
FAMILIES = ("search.kind.", "search.filter.", "search.help.", "search.empty.help.", "search.remark.")
"""Keys that a script puts together."""


def asked() -> set[str]:
    """Keys that stand in the scripts as they are."""
    text = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS.rglob("*.js"))
    return set(re.findall(r'"(search\.[a-z_.-]+)"', text)) - set(FAMILIES)


def test_every_key_that_a_script_asks_for_exists() -> None:
    pages = {"search.html"}
    assert {key for key in asked() if not key.endswith(".")} - pages - catalogue("search.", "zh").keys() == set()


def test_no_key_is_left_over() -> None:
    assert {key for key in catalogue("search.", "zh") if not key.startswith(FAMILIES)} - asked() == set()


@pytest.mark.parametrize("key", [f"search.kind.{kind}" for kind in (*Kind, "term")])
def test_every_kind_has_a_name(key: str) -> None:
    assert key in catalogue("search.kind.", "zh")


@pytest.mark.parametrize("group", ["kind", "topic", "tag", "year"])
def test_every_group_of_filters_has_a_name(group: str) -> None:
    assert f"search.filter.{group}" in catalogue("search.filter.", "zh")


def test_both_languages_fill_in_the_same_values() -> None:
    zh, en = catalogue("search.", "zh"), catalogue("search.", "en")
    assert [key for key in zh if set(re.findall(r"\{\w+\}", zh[key])) != set(re.findall(r"\{\w+\}", en[key]))] == []
