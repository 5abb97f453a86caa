"""One table of options: the classes that MkDocs reads them with. Schema and documentation say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from ainotes_mkdocs.options_schema import INTERNAL, PLUGINS, schema, written
from ainotes_site.cli.config import plain_values

ROOT = Path(__file__).resolve().parents[2]
STARTERS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "src").rglob("mkdocs*.yml"))
DOCS = {page: (ROOT / "docs" / page).read_text(encoding="utf-8") for page in ("mkdocs.md", "zh/mkdocs.md")}


def _errors(config: object) -> list[str]:
    return [error.message for error in Draft202012Validator(json.loads(written())).iter_errors(config)]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", ["mkdocs.yml", *STARTERS])
def test_our_own_configurations_are_valid(path: str) -> None:
    assert _errors(plain_values(ROOT / path)) == []


@pytest.mark.parametrize(
    "plugins",
    [
        "[search, {ainotes/entries: {notes: [a], csp: {img-src: ['https://a']}, sources: {'a/**': note}}}]",
        "{ainotes/search: null, ainotes/glossary: {files: [words.md]}, tags: {x: 1}}",
        "[ainotes/topics: {folder: subjects}]",
    ],
)
def test_what_mkdocs_takes_is_valid(plugins: str) -> None:
    assert _errors(yaml.safe_load(f"site_name: x\nplugins: {plugins}\n")) == []


@pytest.mark.parametrize(
    "plugins",
    [
        "[ainotes/entries: {note: [a]}]",
        "[ainotes/entries: {lang: fr}]",
        "[ainotes/entries: {fetch_images: often}]",
        "[ainotes/entries: {host_only: true}]",
        "[ainotes/glossary: {files: words.md}]",
    ],
)
def test_mistakes_are_found(plugins: str) -> None:
    assert _errors(yaml.safe_load(f"site_name: x\nplugins: {plugins}\n")) != []


@pytest.mark.parametrize("page", DOCS)
@pytest.mark.parametrize("plugin", sorted(PLUGINS))
def test_the_documentation_names_every_option_with_its_default(plugin: str, page: str) -> None:
    for name, option in PLUGINS[plugin]._schema:
        if name in INTERNAL:
            continue
        if plugin != "ainotes/entries":
            assert f"{name}:" in DOCS[page], name
            continue
        row = re.search(rf"^\| `{name}` \| ([^|]*) \|", DOCS[page], re.MULTILINE)
        assert row, name
        default = option.default
        every = "all" if page == "mkdocs.md" else "全部"
        shown = "`zh`" if name == "lang" else every if name == "notes" else "–"
        if default not in (None, []):
            shown = "`" + json.dumps(default).strip('"') + "`"
        assert row[1] == shown, name
