"""The pages of the documentation that list the commands are what the program says."""

from __future__ import annotations

from pathlib import Path

import pytest

from ainotes_site.cli.arguments import parser
from ainotes_site.cli.reference import reference
from ainotes_site.model import Lang

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("lang", "page"), [("en", "docs/commands.md"), ("zh", "docs/zh/commands.md")])
def test_the_page_is_up_to_date(lang: Lang, page: str) -> None:
    made = f"python -m ainotes_site.cli.reference {lang} > {page}"
    assert (ROOT / page).read_text(encoding="utf-8") == reference(lang), f"make it anew: {made}"


def test_every_command_and_option_is_on_it() -> None:
    page = reference("en")
    for action in parser("en")._actions:
        for name, command in (action.choices or {}).items() if isinstance(action.choices, dict) else ():
            section = page.partition(f"\n## ainotes {name}\n")[2].partition("\n## ")[0]
            for option in command._actions:
                assert all(f"`{word}" in section for word in option.option_strings if option.dest != "help")
