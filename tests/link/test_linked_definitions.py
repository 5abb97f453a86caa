"""Wikilinks in definitions lead to pages; edits that may change where are seen."""

from __future__ import annotations

import pytest

from ainotes_site.link.merge_terms import may_lead_elsewhere
from ainotes_site.pipeline.stages.link import LinkedWhole, link_sources
from ainotes_site.pipeline.stages.scan import SourceFile, digest
from ainotes_site.render.definitions import plain, prose

NOTES = {
    "深度学习.md": "# 深度学习\n\n字。\n\n## 反向传播\n\n文。\n",
    "草稿.md": "---\ndraft: true\n---\n# 草稿\n\n文。\n",
}


def linked(definition: str) -> LinkedWhole:
    glossary = f"# 术语表\n\n- **RAG**：{definition}\n- **LoRA**：低秩。\n- **SFT**：微调。\n- **PPO**：一种算法。\n"
    files = {**NOTES, "术语表.md": glossary}
    return link_sources(
        [SourceFile(path, text.encode(), digest(text.encode())) for path, text in sorted(files.items())], workers=1
    )


@pytest.mark.parametrize(
    ("written", "html", "text"),
    [
        ("见 [[深度学习]]。", '见 <a href="../entries/shen-du-xue-xi.html">深度学习</a>。', "见 深度学习。"),
        ("见 [[lora|低秩]]。", '见 <a href="../terms/lora.html">低秩</a>。', "见 低秩。"),
        ("写 `[[深度学习]]`。", "写 <code>[[深度学习]]</code>。", "写 [[深度学习]]。"),
        ("见 [那篇](深度学习.md)。", '见 <a href="../entries/shen-du-xue-xi.html">那篇</a>。', "见 那篇。"),
        (
            "见 [那节](./%E6%B7%B1%E5%BA%A6%E5%AD%A6%E4%B9%A0.md#反向传播)。",
            '见 <a href="../entries/shen-du-xue-xi.html#%E5%8F%8D%E5%90%91%E4%BC%A0%E6%92%AD">那节</a>。',
            "见 那节。",
        ),
        ("写 `[那篇](深度学习.md)`。", "写 <code>[那篇](深度学习.md)</code>。", "写 [那篇](深度学习.md)。"),
        ("见 [那篇](草稿.md)。", "见 那篇。", "见 那篇。"),
        ("见 [[没有]] 和 [[草稿]]。", "见 没有 和 草稿。", "见 没有 和 草稿。"),
    ],
)
def test_a_wikilink_in_a_definition_leads_where_it_leads_in_a_note(written: str, html: str, text: str) -> None:
    definition = next(term for term in linked(written).library.terms if term.name == "RAG").definitions[0]
    assert prose(definition.text, definition.span.path).strip() == f"<p>{html}</p>"
    assert plain(definition.text) == text


def test_a_heading_in_a_definition_is_led_to() -> None:
    definition = next(t for t in linked("见 [[深度学习#反向传播]]。").library.terms if t.name == "RAG").definitions[0]
    assert ">深度学习 › 反向传播</a>" in prose(definition.text, definition.span.path)
    assert "shen-du-xue-xi.html#" in definition.text


def test_names_that_change_matter_where_a_definition_links() -> None:
    for written in ("见 [[深度学习]]。", "见 [[没有]]。", "见 [没有](没有.md)。"):
        terms = linked(written).library.terms
        assert may_lead_elsewhere(terms, {"深度学习", "!x"})
        assert not may_lead_elsewhere(terms, {"!深度学习"})
    assert not may_lead_elsewhere(linked("什么都不提。").library.terms, {"深度学习"})
