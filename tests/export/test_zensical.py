"""A site of plain Markdown: Zensical and MkDocs build it, no link of it is broken, and it says what the notes say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from tests.export.conftest import png

from ainotes_site.cli import main
from ainotes_site.export.python_markdown import inline, python_markdown


class _Page(HTMLParser):
    """The links, anchors and text of a built page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.handlers: list[str] = []
        self.text = ""
        self.tags: list[str] = []
        self._in_article = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.handlers += [name for name in values if name.startswith("on")]
        self.links += [value for name in ("href", "src") if (value := values.get(name))]
        self.anchors.update(value for name in ("id", "name") if (value := values.get(name)))
        self._in_article = self._in_article or tag == "article"
        if self._in_article:
            self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._in_article = self._in_article and tag != "article"

    def handle_data(self, data: str) -> None:
        if self._in_article:
            self.text += data


def _broken_links(site: Path) -> list[tuple[str, str]]:
    pages = {path: _Page(path) for path in sorted(site.rglob("*.html")) if path.name != "404.html"}
    broken = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            anchor = unquote(parts.fragment)
            if not target.is_file() or (anchor and target in pages and anchor not in pages[target].anchors):
                broken.append((path.name, link))
    return broken


def _built(host: str, project: Path) -> Path:
    """The site that a program makes of a project, without a complaint."""
    program = Path(sys.executable).with_name(host)
    if host == "zensical" and not program.is_file():
        pytest.skip("zensical is not installed (the extra guests)")
    strict = ["--strict"] if host == "mkdocs" else ["--clean"]
    said = subprocess.run(
        [str(program), "build", "--config-file", "mkdocs.yml", *strict],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert said.returncode == 0, said.stderr
    assert host != "zensical" or "No issues found" in said.stdout + said.stderr
    return project / "site"


@pytest.mark.parametrize("host", ["zensical", "mkdocs"])
def test_it_builds_and_no_link_is_broken(hard: Path, host: str) -> None:
    (hard / "notes" / "evil.md").write_text(
        "---\ntitle: '<script>alert(1)</script> {: onclick=x}'\ndescription: '<img src=x onerror=y>'\ntags: ['<img src=x onerror=z>', '\" onerror=\"u']\n---\n"
        "<script>alert(2)</script> <img src=x onerror=alert(3)> [x](javascript:alert(4)) <b title='\" onclick=\"y'>b</b>\n\n"
        "# h {: onclick=alert(5) }\n\n`<script>`\n\n&lt;script&gt;alert(6)&lt;/script&gt; \\<script>alert(7)\\</script>\n",
        encoding="utf-8",
    )
    assert main(["export", "--zensical", "out"]) == 0
    site = _built(host, Path("out"))
    assert {"index.html", "topics.html", "glossary.html"} <= {path.name for path in site.glob("*.html")}
    assert (site / "entries" / "hard.html").is_file() and (site / "terms" / "huan-jue.html").is_file()
    assert _broken_links(site) == []
    assert (site / "files" / "图 一.png").read_bytes() == png(2)
    evil = _Page(site / "entries" / "evil.html")
    assert "script" not in evil.tags and not any(link.startswith("javascript") for link in evil.links)
    assert evil.handlers == []
    note = _Page(site / "entries" / "hard.html")
    assert {"table", "details", "math", "h2", "h3", "ol", "ruby"} <= set(note.tags)
    assert 'Words & < > "q", the open source.' in note.text


def test_the_pages_are_markdown_with_front_matter_and_a_configuration(hard: Path) -> None:
    assert main(["export", "--zensical", "out"]) == 0
    text = Path("out/docs/entries/hard.md").read_text(encoding="utf-8")
    front = yaml.safe_load(text.split("---\n")[1])
    assert front["date"] == "2024-05" and front["source"] == "hard.md:6" and front["title"].startswith("难写的")
    assert (
        "-   [x] done\n-   [ ] open\n" in text
        and "| :-: | --: |" in text
        and "???+ note" in text
        and "!!! note" in text
    )
    assert "(<q.md>)" in text and "```mermaid\nsequenceDiagram" in text and "[^1]: Foot *note*." in text
    assert "../topics/" in text
    configuration = yaml.safe_load(Path("out/mkdocs.yml").read_text(encoding="utf-8"))
    assert configuration["use_directory_urls"] is False and len(configuration["nav"]) == 3
    topics = Path("out/docs/topics.md").read_text(encoding="utf-8")
    assert topics.count("](topics/") == len(list(Path("out/docs/topics").iterdir()))


def _same(address: str) -> str | None:
    return address


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>#标签 first</p>", "\\#标签 first"),
        ("<p>1. no list<br>- none</p>", "1\\. no list<br>\n\\- none"),
        ("<p>!!! no box</p><p>=== x</p>", "&#33;!! no box\n\n&#61;== x"),
        ("<p>a_b *c* [d] {e}</p>", "a\\_b \\*c\\* \\[d\\] \\{e\\}"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "-   a\n    -   b\n-   c"),
        (
            "<ul><li><pre><code>x</code></pre></li><li></li></ul>",
            "-   <!-- -->\n\n    ```\n    x\n    ```\n\n-   <!-- -->",
        ),
        ('<ol start="3"><li><p>a</p><p>b</p></li></ol>', "3.  a\n\n    b"),
        ("<ul><li>a</li></ul><ol><li>b</li></ol>", "-   a\n\n<!-- -->\n\n1.  b"),
        ("<p><strong>粗</strong>体<em><code>`</code></em></p>", "**粗**体<em>`` ` ``</em>"),
        ('<h2 id="a-b">x</h2>', "## x { #a-b }"),
        (
            "<table><thead><tr><th>a|b</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table>",
            "| a&#124;b |\n| --- |\n| c |",
        ),
        ("<p><math><mo>*</mo></math>x</p>", "<span><math><mo>&#42;</mo></math></span>x"),
        ('<p title="x"><abbr title="a&quot; b=&quot;">y</abbr></p>', '<abbr title="a&quot; b=&quot;">y</abbr>'),
    ],
)
def test_each_form_is_that_of_the_dialect(html: str, markdown: str) -> None:
    assert python_markdown(html, _same, _same) == markdown


@pytest.mark.parametrize("title", ["# x", "a [b](c)", "<b>", "1. x", "- x", "`x`", "{: .y }", "=== a", "x\ny"])
def test_a_title_is_text(title: str) -> None:
    markdown = pytest.importorskip("markdown")
    read: Callable[..., str] = markdown.markdown
    html = read(inline(title), extensions=["admonition", "attr_list", "tables"])
    assert re.fullmatch(r"<p>[^<>]*</p>", html), html
