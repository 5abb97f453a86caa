"""Pages and notes of others: flomo, WeChat, Notion, Logseq; read back as they were, with their pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.importers.conftest import Entries, Run, archive, folder, reasons, titled

from ainotes_site.cli import main

PIXEL = b"\x89PNG\r\n\x1a\n picture"
A, B, C, D = ("0123456789abcdef0123456789abcde" + end for end in "1234")


def shown(entry: dict[str, object], number: int = 0) -> bytes:
    """The file of a picture of an entry."""
    images = entry["images"]
    assert isinstance(images, list)
    return (Path("notes") / str(entry["path"])).parent.joinpath(images[number]["url"]).read_bytes()


def test_flomo_is_a_journal_of_each_month(base: Path, imported: Run, parsed: Callable[[], Entries]) -> None:
    def memo(moment: str, content: str, files: str = "") -> str:
        return f'<div class="memo"><div class="time">{moment}</div><div class="content">{content}</div><div class="files">{files}</div></div>'

    page = (
        '<html><head><meta charset="utf-8"><style>.memo{}</style></head><body><div class="memos">'
        + memo(
            "2024-05-01 12:00:00",
            "<p>#AI/检索 切块要按标题</p><ul><li>一</li><li>二</li></ul>",
            '<img src="file/2024-05-01/a.png" />',
        )
        + memo("2024-05-01 12:00:00", "<p>同一秒的另一条，带 <a href='https://example.com/x_y_'>链接</a></p>")
        + memo(
            "2024-04-30 08:00:00",
            "<p>#日记</p><p><strong>加粗</strong>开头 *星号* 与 2024-01-01</p><h1>大标题</h1><p>2023-01-01</p>",
        )
        + memo("2024-04-29 08:00:00", "<p></p>")
        + memo("2024-04-28 08:00:00", "<p>图丢了</p>", '<img src="file/none.png">')
        + "</div></body></html>"
    )
    files = {"flomo/index.html": page, "flomo/file/2024-05-01/a.png": PIXEL, "flomo/file/2024-05-01/unused.png": PIXEL}
    said = imported(archive(base / "flomo.zip", files))
    assert (said["format"], said["entries"]) == ("flomo", 4)
    assert reasons(said) == {"empty": 1, "file": 1, "picture": 1}
    entries = parsed()
    first = titled(entries, "切块要按标题")
    assert (first["date"], first["tags"], first["kind"]) == ("2024-05-01", ["AI/检索"], "note")
    assert shown(first) == PIXEL and "- 一\n- 二" in first["body"]
    assert [link["url"] for link in titled(entries, "同一秒的另一条")["links"]] == ["https://example.com/x_y_"]
    third = titled(entries, "加粗开头 *星号* 与")
    assert (third["date"], third["path"]) == ("2024-04-30", "imports/flomo/2024-04.md")
    assert "### 大标题" in third["body"] and "\\*星号\\*" in third["body"] and "2023-01-01" in third["body"]
    assert imported(base / "flomo.zip")["files"] == []


WECHAT = """<!DOCTYPE html><html><head><meta charset="utf-8">
<meta property="og:title" content="不是这个"/><meta property="og:url" content="http://mp.weixin.qq.com/s?__biz=M&amp;mid=2"/>
<meta name="author" content="何舟"/><meta name="description" content="摘要：一句话"/>
<script>var ct = "1714521600"; alert("js_content")</script></head><body>
<h1 class="rich_media_title" id="activity-name">
   大模型推理的三笔账  </h1><a id="js_name"> 某某研究 </a><em id="publish_time"></em>
<div id="js_content" style="visibility: hidden;"><section><section><p>开头 <strong>重点</strong> &lt;script&gt;不是标签</p></section>
<h2>一、显存</h2><p><img data-src="https://mmbiz.qpic.cn/a.png" src="data:image/gif;base64,xx" alt="图[1]"/></p>
<p><img data-src="https://mmbiz.qpic.cn/b.png" src="./文章_files/640.png"/></p>
<iframe class="video_iframe" data-src="https://v.qq.com/x/page/y.html"></iframe>
<pre><code class="language-python">a = "```"\nb = 1</code></pre>
<p><a href="javascript:alert(1)">点我</a> <a href="https://example.com/a b">原文</a></p>
<script>steal()</script><table><tr><th>甲</th><th>乙</th></tr><tr><td>1</td><td>2|3</td></tr></table></section></div></body></html>"""


def test_an_article_of_wechat_with_the_pictures_that_the_browser_saved(
    base: Path, imported: Run, parsed: Callable[[], Entries]
) -> None:
    saved = folder(base / "saved", {"文章.html": WECHAT, "文章_files/640.png": PIXEL})
    said = imported(saved / "文章.html")
    assert (said["format"], said["entries"], reasons(said)) == ("wechat", 1, {"link": 1})
    (entry,) = parsed().values()
    assert (entry["title"], entry["date"], entry["kind"]) == ("大模型推理的三笔账", "2024-05-01", "article")
    assert [author["name"] for author in entry["authors"]] == ["何舟", "某某研究"]
    assert {link["url"] for link in entry["links"]} >= {
        "https://v.qq.com/x/page/y.html", "https://example.com/a%20b", "http://mp.weixin.qq.com/s?__biz=M&mid=2"
    }  # fmt: skip
    assert entry["images"][0]["url"] == "https://mmbiz.qpic.cn/a.png" and shown(entry, 1) == PIXEL
    body = entry["body"]
    assert "steal" not in body and "javascript" not in body and "点我" in body and "&lt;script>不是标签" in body
    assert '````python\na = "```"\nb = 1\n````' in body and "## 一、显存" in body and "2\\|3" in body
    assert main(["build", "--strict"]) == 0


def test_notion_as_markdown_keeps_folders_links_and_properties(
    base: Path, imported: Run, parsed: Callable[[], Entries]
) -> None:
    inner = {
        f"Private & Shared/项目 {A}.md": (
            "# 项目：总览\n\nCreated: May 1, 2024 10:20 AM\nTags: 规划, deep work\nURL: https://example.com/p\nOwner: Ana\nStatus: Done\n\n"
            f"正文见 [子页](%E9%A1%B9%E7%9B%AE%20{A}/%E5%AD%90%E9%A1%B5%20(1)%20{B}.md) 和 [表](%E9%A1%B9%E7%9B%AE%20{A}/%E8%A1%A8%20{C}.csv)。\n\n"
            f"![图](%E9%A1%B9%E7%9B%AE%20{A}/image.png)\n\n```\n[a](%E9%A1%B9%E7%9B%AE%20{A}/image.png)\n```\n"
        ),
        f"Private & Shared/项目 {A}/子页 (1) {B}.md": "# 子页 (1)\n\n备注: 这一段不是属性\n只是文字\n",
        f"Private & Shared/项目 {A}/空页 {D}.md": "# 空页\n",
        f"Private & Shared/项目 {A}/表 {C}.csv": "Name\nview\n",
        f"Private & Shared/项目 {A}/表 {C}_all.csv": "\ufeffName,得分\n第一行,3|4\n",
        f"Private & Shared/项目 {A}/表/第一行 {'f' * 32}.md": "# 第一行\n\n得分: 3\n\n内容。\n",
        f"Private & Shared/项目 {A}/image.png": PIXEL,
        f"Private & Shared/项目 {A}/alone.pdf": b"%PDF",
    }
    block = archive(base / "inner.zip", inner).read_bytes()
    said = imported(
        archive(base / "Export.zip", {"ExportBlock-00000000-0000-0000-0000-000000000000-Part-1.zip": block})
    )
    assert (said["format"], said["entries"], reasons(said)) == ("notion", 5, {"unused": 1})
    entries = parsed()
    page = entries["项目：总览"]
    assert (page["date"], page["path"]) == ("2024-05-01", "imports/notion/项目.md")
    assert (page["tags"], page["links"][-1]["url"]) == (["规划", "deep work"], "https://example.com/p")
    assert (
        "- Owner: Ana" in page["body"]
        and "- Status: Done" in page["body"]
        and f"%20{A}/image.png)\n```" in page["body"]
    )
    assert shown(page) == PIXEL
    assert entries["子页 (1)"]["body"] == "备注: 这一段不是属性\n只是文字"
    assert "空页" in entries and "3\\|4" in entries["表"]["body"]
    assert main(["check", "--strict"]) == 0  # all links between them lead somewhere
    assert main(["build", "--strict"]) == 0
    built = next(Path("site/entries").glob("*.html"))
    assert built
    assert imported("Export.zip")["files"] == []


def test_notion_as_html(base: Path, imported: Run, parsed: Callable[[], Entries]) -> None:
    page = (
        '<html><head><title>T</title><style>x{}</style></head><body><article id="1" class="page sans"><header>'
        '<h1 class="page-title">读书 &amp; 笔记</h1><table class="properties"><tbody>'
        '<tr class="property-row"><th>Created</th><td><time>@May 1, 2024 10:20 AM</time></td></tr>'
        '<tr class="property-row"><th>Tags</th><td><span class="selected-value">书</span><span class="selected-value">AI</span></td></tr>'
        '<tr class="property-row"><th>Status</th><td>Done</td></tr></tbody></table></header>'
        f'<div class="page-body"><p>见 <a href="%E5%AD%90%20{B}.html">子</a></p><figure><a href="a.png"><img src="a.png"/></a></figure></div>'
        "</article></body></html>"
    )
    sub = '<html><body><article><h1 class="page-title">子</h1><div class="page-body"><p>文</p></div></article></body></html>'
    files = {f"书 {A}.html": page, f"子 {B}.html": sub, "a.png": PIXEL, "index.html": "<html>list</html>"}
    said = imported(folder(base / "notion", files))
    assert (said["format"], said["entries"], reasons(said)) == ("notion", 2, {})
    entry = parsed()["读书 & 笔记"]
    assert (entry["date"], entry["tags"]) == ("2024-05-01", ["书", "AI"]) and "- Status: Done" in entry["body"]
    assert "](%E5%AD%90.md)" in entry["body"] and shown(entry) == PIXEL


def test_a_graph_of_logseq_is_taken_as_it_is(base: Path, imported: Run, parsed: Callable[[], Entries]) -> None:
    graph = folder(
        base / "graph",
        {
            "logseq/config.edn": "{:meta/version 1}",
            "logseq/custom.css": "x",
            "journals/2024_05_01.md": "- 今天读了 [[检索___增强]]\n  - ![图](../assets/图_1.png)\n",
            "pages/检索___增强.md": "tags:: rag\n\n- 切块要按标题\n  id:: 65f0a1b2-0000-4000-8000-000000000001\n- 再排序\n",
            "pages/旧.org": "* x",
            "assets/图_1.png": PIXEL,
            "draws/a.excalidraw": "{}",
            "logseq/bak/pages/x.md": "old",
        },
    )
    (graph / "pages" / "link.md").symlink_to("/etc/passwd")
    said = imported(graph)
    assert (said["format"], said["entries"], reasons(said)) == ("logseq", 2, {"file": 3, "format": 1, "symlink": 1})
    assert not list(Path("notes").rglob("link.md"))
    entries = parsed()
    day = next(entry for entry in entries.values() if entry["path"].endswith("2024_05_01.md"))
    assert day["date"] == "2024-05-01" and shown(day) == PIXEL
    assert entries["检索/增强"]["tags"] == ["rag"]
    assert (
        Path("notes/imports/logseq/pages/检索___增强.md").read_bytes() == (graph / "pages/检索___增强.md").read_bytes()
    )
    (graph / "journals/2024_05_02.md").write_text("- 新的一天，写了一句\n", encoding="utf-8")
    (graph / "pages/检索___增强.md").write_text("- changed\n", encoding="utf-8")
    again = imported(graph)
    assert [file["path"] for file in again["files"]] == ["journals/2024_05_02.md"]
    assert again["changed"] == ["pages/检索___增强.md"]
