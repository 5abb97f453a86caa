"""The interface for Python programs: the examples of docs/python.md run, in both languages, and mean what they say."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import ainotes_site
from ainotes_site.cli import main
from ainotes_site.schemas import schema_bytes

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = [
    re.findall(r"```python\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)
    for page in ("python.md", "zh/python.md")
]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("api") / "base"
    shutil.copytree(ROOT / "tests" / "site", root, ignore=shutil.ignore_patterns(".*", "site"))
    return root


def test_the_examples_run(base: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(base)
    assert [len(examples) for examples in EXAMPLES] == [3, 3]
    for example in itertools.chain(*EXAMPLES):
        exec(compile(example, "docs/python.md", "exec"), {})
        assert capsys.readouterr().out.strip()


def test_what_parse_and_search_print_is_as_their_schemas_say(
    base: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(base)
    files = sorted(path.relative_to(base).as_posix() for path in (base / "notes").rglob("*.md"))
    assert main(["parse", "--json", *files]) == 0
    lines = capsys.readouterr().out.splitlines()
    kinds = set()
    for line in lines:
        record = json.loads(line)
        kinds.add(record["type"])
        Draft202012Validator(json.loads(schema_bytes("parse"))).validate(record)
    assert {"entry", "term"} <= kinds
    ainotes_site.build(base)
    for query in ("模型", "没有的词组xyzzy", "RAG after:2020"):
        main(["search", query, "--json"])
        Draft202012Validator(json.loads(schema_bytes("search"))).validate(json.loads(capsys.readouterr().out))


def test_nothing_else_is_offered() -> None:
    with pytest.raises(AttributeError, match="nonesuch"):
        ainotes_site.nonesuch  # type: ignore[attr-defined]  # noqa: B018
