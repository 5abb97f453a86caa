"""From mkdocs.yml to settings, as owners write it."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config

from ainotes_mkdocs.settings import settings_from
from ainotes_site.settings import Settings


def settings(folder: Path, plugins: str, more: str = "", theme: str = "{name: material}") -> Settings:
    (folder / "notes").mkdir(exist_ok=True)
    text = f"site_name: 笔记\ndocs_dir: notes\nuse_directory_urls: false\ntheme: {theme}\nplugins: [{plugins}]\n{more}"
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return settings_from(load_config(str(folder / "mkdocs.yml")))


def test_a_part_whose_plugin_is_not_listed_is_off(tmp_path: Path) -> None:
    found = settings(tmp_path, "ainotes/entries, ainotes/search")
    assert (found.topics, found.glossary, found.search) == (False, False, True)


@pytest.mark.parametrize(
    ("theme", "option", "expected"),
    [
        ("{name: material}", "", "zh"),
        ("{name: material, language: en}", "", "zh"),
        ("{name: material, language: zh}", "", "zh"),
        ("{name: material, language: zh}", ": {lang: en}", "en"),
        ("{name: material, language: en}", ": {lang: zh}", "zh"),
    ],
)
def test_the_interface_is_chinese_unless_the_plugin_is_told_otherwise(
    tmp_path: Path, theme: str, option: str, expected: str
) -> None:
    plugins = f"{{ainotes/entries{option}}}" if option else "ainotes/entries"
    assert settings(tmp_path, plugins, theme=theme).lang == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", ""),
        (
            "repo_url: https://git.example.org/me/kb\nedit_uri: edit/main/notes/\n",
            "https://git.example.org/me/kb/edit/main/notes/",
        ),
        (
            "edit_uri: https://git.example.org/me/kb/edit/main/notes/\n",
            "https://git.example.org/me/kb/edit/main/notes/",
        ),
        ("repo_url: https://git.example.org/me/kb\n", ""),
    ],
)
def test_edit_links_lead_to_the_notes(tmp_path: Path, more: str, expected: str) -> None:
    assert settings(tmp_path, "ainotes/entries", more).edit_base == expected


def test_the_address_of_the_site_ends_in_a_slash(tmp_path: Path) -> None:
    assert (
        settings(tmp_path, "ainotes/entries", "site_url: https://kb.example.org/x\n").site_url
        == "https://kb.example.org/x/"
    )
