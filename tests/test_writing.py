"""docs/writing.md, and the Chinese page, say what each syntax becomes: every example is compiled and compared, line by line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ainotes_site.pipeline.stages.link import link_sources
from ainotes_site.pipeline.stages.scan import SourceFile, digest

_DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = {_DOCS / "writing.md": 28, _DOCS / "zh" / "writing.md": 9}
"""How many examples each has at least."""
_EXAMPLE = re.compile(
    r"^(````?)markdown\n(.*?)\n\1\n\n\1html\n(.*?)\n\1\n(?:\n\1text\n(.*?)\n\1\n)?", re.DOTALL | re.MULTILINE
)
_NOTES = {
    "深度学习.md": "---\naliases: [DL]\n---\n# 深度学习\n\n损失是一个数。 ^loss\n\n## 反向传播\n\n从后往前算。\n",
    "项目/计划.md": "# 计划\n\n甲。\n",
    "归档/计划.md": "# 计划\n\n乙。\n",
    "项目/README.md": "# 项目\n\n说明。\n",
    "C# 速记.md": "# C# 速记\n\n一段。\n",
    "日记/2024-03-05.md": "# 2024-03-05\n\n今天。\n",
    "读书 摘录.md": "# 读书 摘录\n\n一段。\n",
    "大纲.md": "- 先看标题\n  id:: 65f0a1b2-aaaa-2222-3333-444455556666\n\t- 再看正文\n",
    "草稿.md": "---\ndraft: true\n---\n# 草稿\n\n没写完。\n",
}
_FILES = (".assets/封面.png", "附件/图.png", "附件/录音.mp3", "附件/手册.pdf", "白板.canvas", "代码/run.py")


def example_of(source: str) -> tuple[str, list[str]]:
    """The HTML of an example among the notes of the page, and what is reported."""
    notes = {**_NOTES, "here.md": f"---\ntitle: 这里\n---\n{source}\n"}
    sources = [SourceFile(path, text.encode(), digest(text.encode())) for path, text in sorted(notes.items())]
    linked = link_sources(sources, assets=_FILES, workers=1)
    html = [linked.library.compiled[entry.id].html for entry in linked.library.entries if entry.span.path == "here.md"]
    said = [problem.said("en")[0] for problem in linked.problems if problem.path == "here.md"]
    return "".join(html).strip(), said


EXAMPLES = [found[1:] for page in PAGES for found in _EXAMPLE.findall(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("source", "html", "said"), EXAMPLES, ids=[source[:40] for source, _, _ in EXAMPLES])
def test_an_example_becomes_what_the_page_says(source: str, html: str, said: str) -> None:
    assert example_of(source) == (html, said.splitlines())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_the_page_has_examples_and_each_is_found(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(_EXAMPLE.findall(text)) == text.count("```markdown\n") >= PAGES[page]
