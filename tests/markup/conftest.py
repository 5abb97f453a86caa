"""The world around the notes of these tests: two notes, a term page, a picture and a few glossary terms."""

from __future__ import annotations

import re

import pytest

from ainotes_site.markup.result import Context, Target, TermMatch
from ainotes_site.model import EntryId, TermSlug

_NOTES = {
    "attention": Target("entries/attention.html", "注意力机制", EntryId("attention")),
    "journal/2024.md": Target("entries/journal-2024.html", "2024 年的笔记", EntryId("journal-2024")),
    "RAG": Target("terms/rag.html", "RAG"),
    "diagram.png": Target("files/diagram.png", "diagram.png"),
}
_TERMS = {
    "RAG": "rag",
    "检索增强生成": "rag",
    "向量数据库": "vector-database",
    "LoRA": "lora",
    "大模型": "llm",
    "幻觉": "hallucination",
}
_TERM = re.compile("|".join(sorted(map(re.escape, _TERMS), key=len, reverse=True)))


def _find_terms(text: str) -> list[TermMatch]:
    """Terms wherever their letters stand: where words begin and end is for `link` to say."""
    return [TermMatch(found.start(), found.end(), TermSlug(_TERMS[found.group()])) for found in _TERM.finditer(text)]


@pytest.fixture(scope="session")
def context() -> Context:
    """A context with something to resolve and something to link."""
    return Context(
        path="journal/2025.md",
        resolve=_NOTES.get,
        terms=_find_terms,
        definitions={TermSlug(slug): (f"terms/{slug}.html", f"{slug} 的定义") for slug in sorted(set(_TERMS.values()))},
    )
