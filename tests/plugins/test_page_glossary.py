"""`ainotes/glossary` and `ainotes/topics` without entries: on a site that others have made they add links and pages, and change
nothing else.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.plugins.guest_site import CONFIG, Built, build_site, write_site

GLOSSARY = """\
# 术语表

下面是常用的词。

- **召回率（Recall）**：找回的相关结果占全部相关结果的比例，见 RRF。
- **RRF**：倒数排名融合。

| 术语 | 英文 | 解释 |
| --- | --- | --- |
| 量化 | Quantization | 用更少的位存向量。 |
"""
CONFIG_WITH_GLOSSARY = CONFIG.replace("      - 更新日志", "      - 术语: about/glossary.md\n      - 更新日志")
ALONE = {"mkdocs": "theme: {{name: mkdocs}}", "readthedocs": "theme: {{name: readthedocs}}"}


def _site(folder: Path, plugins: str, theme: str = "material") -> Built:
    config = CONFIG_WITH_GLOSSARY
    if theme != "material":
        config = re.sub(r"theme:\n(?:  .*\n)+", f"{ALONE[theme]}\n", config)
        config = re.sub(r"  - pymdownx[^\n]*\n", "", config)
    file = write_site(folder, plugins, config=config)
    (folder / "docs" / "about" / "glossary.md").write_text(GLOSSARY, encoding="utf-8")
    return build_site(file)


@pytest.fixture(scope="module", params=["material", "mkdocs", "readthedocs"])
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Built]:
    """Before and after, in each theme."""
    theme = request.param
    own = "- tags" if theme == "material" else ""
    before = _site(tmp_path_factory.mktemp("before"), own, theme)
    after = _site(tmp_path_factory.mktemp("after"), f"{own}\n- ainotes/glossary\n- ainotes/topics".strip(), theme)
    return before, after


def _without(html: str) -> str:
    """A page without what the plugins add to it."""
    html = re.sub(r'<a class="an-term"[^>]*>(.*?)</a>', r"\1", html)
    html = re.sub(r'\s*<link[^>]*href="[^"]*assets/ainotes/glossary.css"[^>]*>', "", html)
    html = re.sub(r"Build Date UTC : [^\n]*", "", html)
    return re.sub(r"\s+", " ", re.sub(r' id="term-[a-z0-9-]+"', "", html))


def test_pages_are_as_they_were_but_for_links(sites: tuple[Built, Built]) -> None:
    before, after = sites
    assert before.files - after.files == set()
    changed = {path for path in before.pages if _without(after.pages[path]) != _without(before.pages[path])}
    assert changed == set()


def test_only_a_style_sheet_and_topics_are_added(sites: tuple[Built, Built]) -> None:
    before, after = sites
    assert after.files - before.files == {
        "assets/ainotes/glossary.css",
        "topics/index.html",
        "topics/bu-shu/index.html",
        "topics/docker/index.html",
        "topics/zhong-wen/index.html",
    }


def test_no_link_is_broken(sites: tuple[Built, Built]) -> None:
    before, after = sites
    assert set(after.broken()) - set(before.broken()) == set()


def test_terms_lead_to_where_they_stand(sites: tuple[Built, Built]) -> None:
    _, after = sites
    links = {
        (path, name): (href, title)
        for path, html in after.pages.items()
        for href, title, name in re.findall(r'<a class="an-term" href="([^"]*)"[^>]*?title="([^"]*)">([^<]*)</a>', html)
    }
    assert links == {
        ("tutorials/recall/index.html", "召回率"): (
            "../../about/glossary/#term-zhao-hui-lv",
            "找回的相关结果占全部相关结果的比例，见 RRF。",
        ),
        ("tutorials/hybrid/index.html", "RRF"): ("../../about/glossary/#term-rrf", "倒数排名融合。"),
        ("guide/install/index.html", "量化"): ("../../about/glossary/#term-liang-hua", "用更少的位存向量。"),
    }


def test_topic_pages_list_pages_by_tag(sites: tuple[Built, Built]) -> None:
    _, after = sites
    listed = after.pages["topics/index.html"]
    assert re.findall(r'<a href="([a-z-]+/)">([^<]+)</a> <small>1</small>', listed) == [
        ("docker/", "Docker"),
        ("zhong-wen/", "中文"),
        ("bu-shu/", "部署"),
    ]
    assert '<a href="../../guide/install/">安装</a>' in after.pages["topics/docker/index.html"]


def test_a_page_says_which_terms_are_not_linked(tmp_path: Path) -> None:
    file = write_site(tmp_path, "- ainotes/glossary: {files: [about/words.md]}")
    docs = tmp_path / "docs"
    (docs / "about" / "words.md").write_text("# 词\n\n- **召回率**：比例。\n- **精度**：另一个。\n", encoding="utf-8")
    (docs / "tutorials" / "recall.md").write_text(
        "---\nnolink: [召回率]\n---\n# 召回\n\n召回率与精度。\n\n## 评测 {#ping-ce}\n", encoding="utf-8"
    )
    built = build_site(file)
    found = {path for path, html in built.pages.items() if 'class="an-term"' in html}
    assert found == {"tutorials/recall/index.html"}
    assert re.findall(r'class="an-term"[^>]*>([^<]*)', built.pages["tutorials/recall/index.html"]) == ["精度"]


@pytest.mark.parametrize(
    ("plugins", "said"),
    [
        ("- ainotes/glossary", 'ainotes/glossary：没有页面符合 files：.*用 files: \\["words.md"\\]'),
        ("- ainotes/glossary: {files: [index.md]}", "ainotes/glossary：index.md 里没有读出术语；"),
        ("- ainotes/topics: {folder: guide}", "ainotes/topics：站点已有“guide”这一页；用 folder:"),
    ],
)
def test_what_is_amiss_is_said_in_a_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, plugins: str, said: str
) -> None:
    file = write_site(tmp_path, plugins)
    with pytest.raises(Exception, match="strict mode"):
        build_site(file)
    assert any(re.match(said, message) for message in caplog.messages)


def test_topics_join_tags_and_the_owners_names(tmp_path: Path) -> None:
    file = write_site(tmp_path, "- ainotes/topics: {folder: subjects}")
    (tmp_path / "docs" / "topics.yml").write_text(
        "- id: vectors\n  zh: 向量\n  en: Vectors\n  scope: 一切向量。\n", encoding="utf-8"
    )
    pages = {
        "a": "---\ntitle: 甲 <b>\ntags: [Vectors, 'C++']\ndate: 2024-05-01\n---\n甲\n",
        "b": "---\ntags: 向量, c++\ndescription: 第二篇\n---\n# 乙\n",
    }
    for name, content in pages.items():
        (tmp_path / "docs" / f"{name}.md").write_text(content, encoding="utf-8")
    built = build_site(file)
    assert "subjects/c/index.html" in built.pages
    page = built.pages["subjects/vectors/index.html"]
    assert re.findall(r'<li><a href="([^"]*)">([^<]*)</a>(.*?)</li>', page) == [
        ("../../a/", "甲 &lt;b&gt;", ' <small><time datetime="2024-05-01">2024-05-01</time></small>'),
        ("../../b/", "乙", "<br>第二篇"),
    ]
    assert "一切向量。" in page
    assert built.broken() == []
