"""Files for other programs: Markdown copies, llms.txt, entries.jsonl, glossary.json, graph.json, and their schemas."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
import yaml
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from ainotes_site.model import EntryId
from ainotes_site.render import PageFingerprints, Site
from ainotes_site.render.data_files.entries_jsonl import unaffected_lines
from ainotes_site.render.data_files.graph_json import graph_json, unaffected_edges
from ainotes_site.render.data_files.markdown_copies import front_matter, one_line
from ainotes_site.render.extra_files import MOST_BY_ITSELF, copies, extra_files, has_copies
from ainotes_site.schemas import NAMES, schema_bytes
from ainotes_site.settings import Settings


def files_of(site: Site) -> dict[str, str]:
    made = {path: make() for path, _, make in extra_files(site, PageFingerprints(site), [], ())}
    made.update({path: make() for _, path, make in copies(site)})
    return {path: content.decode() for path, content in made.items()}


@pytest.fixture(scope="module")
def files(site: Site) -> dict[str, str]:
    return files_of(site)


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_one(name: str) -> None:
    schema = json.loads(schema_bytes(name))
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:ainotes:{name}:1"


def test_the_data_files_are_as_their_schemas_say(files: dict[str, str]) -> None:
    for line in files["entries.jsonl"].splitlines():
        Draft202012Validator(json.loads(files["schemas/entries.schema.json"])).validate(json.loads(line))
    for name in ("glossary", "graph"):
        Draft202012Validator(json.loads(files[f"schemas/{name}.schema.json"])).validate(
            json.loads(files[f"{name}.json"])
        )
    assert len(files["entries.jsonl"].splitlines()) == 4


def test_lines_of_pages_that_are_as_they_were_are_taken_from_the_published_file(files: dict[str, str]) -> None:
    known = unaffected_lines(files["entries.jsonl"], {"entries/journal-demo.html"})
    assert sorted(known) == ["2024-05-02-01", "journal-bookmark", "journal-lora"]
    assert all(line in files["entries.jsonl"].split("\n") for line in known.values())


def test_edges_of_pages_that_are_as_they_were_are_taken_from_the_published_file(
    site: Site, files: dict[str, str]
) -> None:
    known = unaffected_edges(files["graph.json"], {"entries/journal-demo.html"})
    assert sorted(known) == ["2024-05-02-01", "journal-bookmark", "journal-lora"]
    assert ("entry:2024-05-02-01", "mention", "term:rag", "") in known[EntryId("2024-05-02-01")]
    assert graph_json(site, known).decode() == files["graph.json"]
    unlinked = dict.fromkeys(known, ())
    assert graph_json(site, unlinked).decode() != files["graph.json"]


def test_the_graph_joins_nodes_that_it_has(files: dict[str, str]) -> None:
    graph = json.loads(files["graph.json"])
    known = {node["id"] for node in graph["nodes"]}
    assert {edge[end] for edge in graph["edges"] for end in ("from", "to")} <= known
    kinds = {(edge["kind"], edge["from"], edge["to"]) for edge in graph["edges"]}
    assert ("mention", "entry:2024-05-02-01", "term:rag") in kinds
    assert ("parent", "topic:vectors", "topic:rag-retrieval") in kinds


def test_a_copy_has_front_matter_its_title_and_its_text(files: dict[str, str]) -> None:
    _, front, body = files["entries/2024-05-02-01.md"].split("---\n", 2)
    said = yaml.safe_load(front)
    assert said["title"] == "分块大小怎样影响 RAG"
    assert said["source"] == "digests/may.md#L3-L14"
    assert said["url"] == "https://notes.example.org/entries/2024-05-02-01.html"
    assert (said["date"], said["authors"], said["topics"]) == ("2024-05-02", ["林晓"], ["rag-retrieval", "vectors"])
    assert body.startswith("\n# 分块大小怎样影响 RAG\n\n把文档切成")


def test_a_bookmark_without_a_text_names_its_link(files: dict[str, str]) -> None:
    assert files["entries/journal-bookmark.md"].endswith("- [RoPE 图解](<https://blog.example.com/rope?x=1&y=2>)\n")


def test_a_term_has_each_definition_with_its_source(files: dict[str, str]) -> None:
    assert files["terms/rag.md"].endswith(
        "先检索，再生成。\n\n(glossary.md:3)\n\n一种把知识库接到模型上的办法。\n\n(journal/2024.md:18)\n"
    )


def test_llms_txt_is_as_its_specification_says(files: dict[str, str]) -> None:
    lines = files["llms.txt"].splitlines()
    assert lines[0] == "# 测试笔记"
    assert [line for line in lines if line.startswith("## ")] == [
        "## 检索增强生成", "## 训练与微调", "## 其他条目", "## 术语表", "## Optional",
    ]  # fmt: skip
    items = [line for line in lines if line.startswith("- ")]
    assert all(re.fullmatch(r"- \[[^\]]+\]\([^()\s]+\)(: .+)?", line) for line in items)
    root = "https://notes.example.org/"
    linked = {address.removeprefix(root) for line in items for address in re.findall(r"\]\((\S+?)\)", line)}
    assert linked <= files.keys()


def test_llms_full_txt_has_every_entry_with_its_source(files: dict[str, str]) -> None:
    full = files["llms-full.txt"]
    assert full.count("\n# [") == 4
    assert "2024-05-02 · digests/may.md:3" in full


@pytest.mark.parametrize(
    ("chosen", "entries", "expected"),
    [("auto", MOST_BY_ITSELF, True), ("auto", MOST_BY_ITSELF + 1, False), ("all", 5000, True), ("index", 1, False)],
)
def test_a_large_site_holds_its_texts_once_unless_told_otherwise(
    site: Site, chosen: str, entries: int, expected: bool
) -> None:
    library = replace(site.library, entries=site.library.entries[:1] * entries)
    assert has_copies(Site(library, Settings(exports=chosen))) is expected  # type: ignore[arg-type]


def test_without_copies_llms_txt_leads_to_the_pages(site: Site) -> None:
    files = files_of(Site(site.library, replace(site.settings, exports="index")))
    assert "https://notes.example.org/entries/journal-lora.html" in files["llms.txt"]
    assert not [path for path in files if path.endswith((".md", ".jsonl")) or path == "graph.json"]


def test_without_exports_there_is_nothing_more(site: Site) -> None:
    files = files_of(Site(site.library, replace(site.settings, exports="none")))
    assert "llms.txt" not in files


@pytest.mark.parametrize(
    "odd", ["a: b", "- x", "#x", '"q" \\ \'', "null", "2024-05-02", "\u2028\x85\ufeff\x7f", "a\nb", "🧪"]
)
def test_front_matter_says_to_yaml_what_it_is_made_from(odd: str) -> None:
    written = front_matter({"title": odd, "tags": [odd]}).removeprefix("---\n").removesuffix("---\n")
    assert yaml.safe_load(written) == {"title": odd, "tags": [odd]}


@pytest.mark.parametrize(
    "text", ["[x](https://a.example)", "\\[x\\](https://a.example)", "\\\\[x](https://a.example)", "[x][y]"]
)
def test_what_a_note_says_makes_no_link_in_a_line_of_a_list(text: str) -> None:
    html = MarkdownIt().render(f"- [a](b.md): {one_line(text)}\n\n[y]: https://a.example\n")
    assert html.count("<a ") == 1
