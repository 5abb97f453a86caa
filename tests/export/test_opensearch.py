"""What OpenSearch is given, by the types of its own API specification; its analysis is followed on paper, for no server runs here."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import jsonschema
import pytest

from ainotes_site.cli import main
from ainotes_site.export import opensearch

SCHEMA = json.loads(Path(__file__).with_name("opensearch.schema.json").read_text(encoding="utf-8"))


def _is_valid(part: str, value: object) -> bool:
    """Whether a value is a `template` (the body of PUT _index_template) or an `action` of a bulk request."""
    schema = {**SCHEMA, "$ref": f"#/definitions/OpenSearch/properties/{part}"}
    return bool(jsonschema.Draft7Validator(schema).is_valid(value))


def _lines(folder: Path) -> list[object]:
    files = sorted(folder.glob("bulk-*.ndjson"))
    assert all(file.read_bytes().endswith(b"\n") for file in files), "a request ends with an end of line"
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def _template(folder: Path) -> dict[str, object]:
    read: dict[str, object] = json.loads((folder / "index-template.json").read_text(encoding="utf-8"))
    return read


def test_the_template_and_the_actions_are_what_the_api_takes(base: Path) -> None:
    assert main(["export", "--opensearch", "out"]) == 0
    template = _template(Path("out"))
    assert _is_valid("template", template)
    assert all(_is_valid("action", action) for action in _lines(Path("out"))[::2])
    assert _is_valid("template", opensearch.template([]))
    template["template"]["mappings"]["properties"]["title"]["analyser"] = "english"  # type: ignore[index]
    assert not _is_valid("template", template)
    assert not _is_valid("action", {"index": {"_id": 1}})


def test_the_documents_have_the_fields_of_the_mapping(base: Path) -> None:
    assert main(["export", "--opensearch", "out"]) == 0
    lines = _lines(Path("out"))
    documents = {action["index"]["_id"]: document for action, document in zip(lines[::2], lines[1::2], strict=True)}  # type: ignore[index]
    mapping = _template(Path("out"))["template"]["mappings"]["properties"]  # type: ignore[index]
    for document in documents.values():
        assert document.keys() <= mapping.keys()
        for name in {"date", "updated"} & document.keys():
            assert any(_is_date(document[name], form) for form in ("%Y-%m-%d", "%Y-%m", "%Y"))
    assert "检索" in documents["entry:rag"]["text"] and documents["entry:rag"]["terms"]
    assert documents["entry:q"]["source"] == "q.md" and documents["entry:q"]["line"] == 5
    assert documents["term:huan-jue"]["names"] == ["Hallucination"] and documents["term:huan-jue"]["text"]


def _is_date(written: str, form: str) -> bool:
    try:
        return datetime.strptime(written, form).strftime(form) == written
    except ValueError:
        return False


def test_han_is_searched_by_the_words_of_the_notes(base: Path) -> None:
    """Lucene's DictionaryCompoundWordTokenFilter gives each listed word that a token contains."""
    assert main(["export", "--opensearch", "out"]) == 0
    analysis = _template(Path("out"))["template"]["settings"]["analysis"]  # type: ignore[index]
    words = set(analysis["filter"]["dictionary"]["word_list"])
    assert {"检索", "幻觉"} <= words and all(re.fullmatch(r"[\u3400-\u9fff]{2,15}", word) for word in words)
    assert analysis["analyzer"]["han_words"]["filter"] == ["cjk_width", "lowercase", "dictionary", "no_sentences"]
    assert analysis["filter"]["dictionary"]["min_word_size"] == 3, "a word of two characters is a token already"


def test_requests_stay_small_and_are_cut_between_documents(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["export", "--opensearch", "one"]) == 0
    monkeypatch.setattr(opensearch, "LARGEST_BODY", 2_000)
    assert main(["export", "--opensearch", "several"]) == 0
    files = sorted(Path("several").glob("bulk-*.ndjson"))
    assert len(files) > 2
    for file in files:
        lines = file.read_text(encoding="utf-8").splitlines()
        assert len(lines) % 2 == 0 and (file.stat().st_size <= 2_000 or len(lines) == 2)
    assert _lines(Path("several")) == _lines(Path("one"))
