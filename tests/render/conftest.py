"""A small knowledge base, linked by hand: one of everything that a page can show."""

from __future__ import annotations

import pytest

from ainotes_site.link.library import (
    Library,
    PersonRecord,
    Quote,
    Related,
    SourceRecord,
    TopicEvidence,
    TopicScore,
)
from ainotes_site.markup.compile import compile_entry
from ainotes_site.markup.result import Context, Mention, TermMatch
from ainotes_site.model import (
    Definition,
    Entry,
    EntryId,
    Kind,
    Link,
    Person,
    Skipped,
    Span,
    Term,
    TermSlug,
    Topic,
    TopicId,
)
from ainotes_site.render import Site
from ainotes_site.settings import Settings

LIN = Person("林晓", "linxiao")
ANNA = Person("Anna Berg")
RAG, LORA, ROPE = TermSlug("rag"), TermSlug("lora"), TermSlug("xuan-zhuan-wei-zhi-bian-ma")
RETRIEVAL, TRAINING, VECTORS, EMPTY = (TopicId(name) for name in ("rag-retrieval", "training", "vectors", "robots"))

ENTRIES = (
    Entry(
        EntryId("2024-05-02-01"),
        "分块大小怎样影响 RAG",
        Kind.POST,
        "把文档切成 300 字的块，RAG 的召回更稳。\n\n## 为什么\n\n![image](https://pic.example.com/a.png)\n\n"
        "## 怎么做\n\n先切，再叠。",
        Span("digests/may.md", 3, 14),
        date="2024-05-02",
        authors=(LIN,),
        topics=(RETRIEVAL, VECTORS),
        tags=("检索",),
    ),
    Entry(
        EntryId("journal-lora"),
        "LoRA 为什么只训练两个小矩阵",
        Kind.NOTE,
        "LoRA 冻结原权重。<b>raw</b> & <script>alert(1)</script>",
        Span("journal/2024.md", 1, 9),
        date="2024-03-11",
        date_inferred=True,
        topics=(TRAINING,),
        links=(Link("https://example.org/lora", "LoRA 论文"),),
    ),
    Entry(
        EntryId("journal-demo"),
        "A demo of retrieval <in> practice",
        Kind.VIDEO,
        "It shows RAG at work.",
        Span("journal/2024.md", 11, 15),
        date="2023-12-30",
        authors=(ANNA,),
        topics=(RETRIEVAL,),
        links=(Link("https://www.video.example.net/watch?v=1", "Retrieval in ten minutes"),),
        lang="en",
    ),
    Entry(
        EntryId("journal-bookmark"),
        "RoPE 图解",
        Kind.BOOKMARK,
        "",
        Span("journal/2024.md", 17, 17),
        links=(Link("https://blog.example.com/rope?x=1&y=2", "RoPE 图解"),),
    ),
)

TERMS = (
    Term(
        "LoRA",
        ("低秩适配",),
        (Definition("冻结原权重，只训练**低秩**矩阵。", Span("glossary.md", 5, 5), "训练"),),
        LORA,
    ),
    Term(
        "检索增强生成",
        ("RAG", "Retrieval-Augmented Generation"),
        (
            Definition("先检索，再生成。", Span("glossary.md", 3, 3), "检索"),
            Definition("一种把知识库接到模型上的办法。", Span("journal/2024.md", 18, 18)),
        ),
        RAG,
    ),
    Term("旋转位置编码", ("RoPE",), (Definition("用旋转表示位置。", Span("glossary.md", 7, 7)),), ROPE),
)

TOPICS = (
    Topic(RETRIEVAL, "检索增强生成", "Retrieval", "检索、向量库与切块。"),
    Topic(TRAINING, "训练与微调", "Training", "预训练与微调。"),
    Topic(VECTORS, "向量", "Vectors", "嵌入与索引。", parent=RETRIEVAL),
    Topic(EMPTY, "机器人", "Robots", "会动的。"),
)


def _terms(text: str) -> tuple[TermMatch, ...]:
    found = [(text.find(name), name, slug) for name, slug in (("RAG", RAG), ("LoRA", LORA))]
    return tuple(TermMatch(at, at + len(name), slug) for at, name, slug in sorted(found) if at >= 0)


@pytest.fixture(scope="session")
def library() -> Library:
    """Four entries, three terms, four topics, two people, three sources."""
    context = Context(
        terms=_terms, definitions={RAG: ("terms/rag.html", "先检索，再生成。"), LORA: ("terms/lora.html", "低秩适配。")}
    )
    compiled = {entry.id: compile_entry(entry.body, context) for entry in ENTRIES}
    post, lora, demo, bookmark = (entry.id for entry in ENTRIES)
    assert compiled[lora].mentions == (Mention(LORA, compiled[lora].mentions[0].sentence),)
    return Library(
        entries=ENTRIES,
        compiled=compiled,
        terms=TERMS,
        taxonomy=TOPICS,
        people=(
            PersonRecord("anna-berg", ANNA, ("Anna Berg",), "", (demo,)),
            PersonRecord("linxiao", LIN, ("林晓", "Lin Xiao"), "https://x.com/linxiao", (post,)),
        ),
        sources=(
            SourceRecord(
                "digests-may",
                "digests/may.md",
                "五月摘编",
                "digest",
                "utf-8",
                18,
                (post,),
                (),
                (Skipped("empty-template", Span("digests/may.md", 16, 18)),),
            ),
            SourceRecord("glossary", "glossary.md", "术语", "glossary", "utf-8", 7, (), (RAG, LORA, ROPE), ()),
            SourceRecord(
                "journal-2024",
                "journal/2024.md",
                "2024",
                "journal",
                "gb18030",
                20,
                (lora, demo, bookmark),
                (RAG,),
                (Skipped("empty-heading", Span("journal/2024.md", 19, 20)),),
            ),
        ),
        topic_scores={
            post: (TopicScore(RETRIEVAL, 0.9, (TopicEvidence("RAG", "title", 1), TopicEvidence("召回", "body", 2))),)
        },
        backlinks={lora: (Quote(post, "参见 LoRA 一条。"),)},
        mentions={
            RAG: (Quote(post, "RAG 的召回更稳。"), Quote(demo, "It shows RAG at work.")),
            LORA: (Quote(lora, "LoRA 冻结原权重。"),),
        },
        mention_totals={RAG: 2, LORA: 1},
        topic_terms={RETRIEVAL: {RAG: 2}, VECTORS: {RAG: 1}},
        related={post: (Related(demo, 0.7, (RAG,), ("检索",), (RETRIEVAL,)),)},
        duplicates={post: (bookmark,)},
        related_terms={RAG: ((LORA, 2),), LORA: ((RAG, 2),)},
    )


@pytest.fixture(scope="session")
def site(library: Library) -> Site:
    """The library as pages see it."""
    settings = Settings(
        site_name="测试笔记",
        site_url="https://notes.example.org/",
        edit_base="https://code.example.org/edit/main/notes/",
    )
    return Site(library, settings)
