"""A site as others have it, before any plugin of ours: Material, pages with all that Markdown extensions give, overrides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config

CONFIG = """\
site_name: 向量库手册
site_url: https://docs.example.org/handbook/
repo_url: https://git.example.org/team/handbook
edit_uri: edit/main/docs/
{urls}
theme:
  name: material
  language: zh
  font: false
  custom_dir: overrides
  features: [navigation.tabs, navigation.sections, navigation.footer, navigation.indexes, content.code.copy]
extra_css: [css/extra.css]
extra_javascript: [js/extra.js]
hooks: [hooks.py]
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - md_in_html
  - tables
  - toc: {{permalink: true}}
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tabbed: {{alternate_style: true}}
  - pymdownx.snippets: {{base_path: ['{folder}/snippets'], check_paths: true}}
exclude_docs: |
  drafts/
nav:
  - 首页: index.md
  - 入门:
      - guide/index.md
      - 安装: guide/install.md
      - 配置: guide/config.md
      - 第一个索引: guide/first-index.md
  - 参考:
      - reference/index.md
      - 命令行: reference/cli.md
      - 接口: reference/api.md
      - 参数: reference/options.md
  - 教程:
      - 分词: tutorials/segmentation.md
      - 召回: tutorials/recall.md
      - 混合检索: tutorials/hybrid.md
  - 关于:
      - 更新日志: about/changelog.md
      - 常见问题: about/faq.md
plugins:
{plugins}
"""

_PAGES = {
    "index.md": """\
        # 向量库手册

        这里说明怎样安装、配置和使用。从[安装](guide/install.md)开始，或者看[常见问题](about/faq.md#chi-bu-dao)。

        ![图](img/flow.svg)

        [直接的链接](guide/config/)
        """,
    "guide/index.md": """\
        # 入门

        三步：[安装](install.md)、[配置](config.md#nei-cun)、[建索引](first-index.md)。
        """,
    "guide/install.md": """\
        ---
        tags: [部署, Docker]
        ---
        # 安装

        --8<-- "version.md"

        === "Linux"

            用包管理器安装 `vectorbase`。

        === "Windows"

            下载安装程序，双击运行。

        ## 依赖 {#yi-lai}

        需要 Python 3.10 以上。量化要用到 AVX2 指令集。
        """,
    "guide/config.md": """\
        # 配置

        ## 内存 {#nei-cun}

        !!! warning "注意"
            缓存大小不要超过物理内存的一半，否则会触发交换分区抖动。

        ??? note "细节"
            折叠起来的说明：预读窗口默认六十四页。

        ## 线程 {#xian-cheng}

        线程数等于核数。[^1]

        [^1]: 超线程不算。
        """,
    "guide/first-index.md": """\
        # 第一个索引

        ```python title="build.py"
        index = Index.create(dimension=768)
        ```

        | 参数 | 含义 |
        | --- | --- |
        | dimension | 向量的维数 |
        """,
    "reference/index.md": "# 参考\n\n命令行见[这里](cli.md)，接口见[那里](api.md)。\n",
    "reference/cli.md": "# 命令行\n\n## vb build {#vb-build}\n\n建立索引。\n\n## vb query {#vb-query}\n\n查询，支持倒排索引与稠密向量。\n",
    "reference/api.md": "# 接口\n\n## 写入 {#write}\n\n批量写入时建议每批五百条。\n\n## 删除 {#delete}\n\n逻辑删除，压缩时回收。\n",
    "reference/options.md": '# 参数\n\n见[配置](../guide/config.md#xian-cheng)。\n\n<div class="grid" markdown>\n**efSearch** 越大越准。\n</div>\n',
    "tutorials/segmentation.md": "---\ntags: [中文]\n---\n# 分词\n\n中文没有空格，\n要先分词。结巴是常用的分词器。\n",
    "tutorials/recall.md": "# 召回\n\n召回率与精度此消彼长。\n\n## 评测 {#ping-ce}\n\n用五十个问题评测。\n",
    "tutorials/hybrid.md": "# 混合检索\n\n先用 BM25 再用向量，最后用 RRF 融合。见[召回](recall.md#ping-ce)。\n",
    "about/changelog.md": "---\nsearch:\n  exclude: true\n---\n# 更新日志\n\n某次发布修好了孔雀鱼问题。\n",
    "about/faq.md": "# 常见问题\n\n## 吃不到 {#chi-bu-dao}\n\n数据没有进来时先看日志。\n",
    "drafts/later.md": "# 以后\n\n还没写完的海参崴。\n",
}

_OTHERS = {
    "docs/css/extra.css": ".md-typeset h1 { letter-spacing: 0.02em; }\n",
    "docs/js/extra.js": "window.handbook = true;\n",
    "docs/img/flow.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><path d="M0 0h4v4"/></svg>\n',
    "snippets/version.md": "当前版本为 2.4。\n",
    "overrides/main.html": (
        '{% extends "base.html" %}\n{% block announce %}手册有了新的一章{% endblock %}\n'
        '{% block extrahead %}<meta name="handbook" content="yes">{% endblock %}\n'
    ),
    "overrides/partials/copyright.html": '<div class="md-copyright">手册组</div>\n',
    "hooks.py": (
        "def on_page_markdown(markdown, page, config, files):\n    return markdown.replace('从[安装]', '请从[安装]')\n"
    ),
}

NOTES = {
    "docs/notes/rag.md": (
        "# RAG 笔记\n\n## 检索增强生成\n\n检索增强生成（RAG）把检索到的段落放进提示词。见[配置](../guide/config.md)。\n\n"
        "## 重排\n\n交叉编码器重排前五十条。 #检索\n"
    ),
    "docs/notes/glossary.md": "# 术语表\n\n- **召回率（Recall）**：找回的相关结果占全部相关结果的比例。\n- **重排（Rerank）**：对候选重新排序。\n",
}
"""What the owner adds to have it made into entries."""


@dataclass(frozen=True)
class Built:
    """A built site."""

    root: Path
    pages: Mapping[str, str]
    """HTML by path."""

    @property
    def files(self) -> set[str]:
        """Paths of all files."""
        return {path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file()}

    def broken(self) -> list[str]:
        """Links within the site that lead nowhere, with the page that has them."""
        files = self.files
        return sorted(
            f"{page}: {link}"
            for page, html in self.pages.items()
            if page != "404.html"
            for link in _links(html)
            if not _leads(page, link, files, self)
        )


def write_site(folder: Path, plugins: str, *, notes: bool = False, urls: str = "", config: str = CONFIG) -> Path:
    """Write the sources of the site; its configuration."""
    files = dict(_OTHERS) | {f"docs/{path}": _dedent(text) for path, text in _PAGES.items()}
    for path, content in (files | (NOTES if notes else {})).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    listed = "\n".join(f"  {line}" for line in plugins.splitlines()) or "  []"
    (folder / "mkdocs.yml").write_text(
        config.format(plugins=listed, urls=urls, folder=folder.as_posix()), encoding="utf-8"
    )
    return folder / "mkdocs.yml"


def build_site(config_file: Path, *, strict: bool = True) -> Built:
    """Build it as `mkdocs build --strict` does."""
    config = load_config(str(config_file), strict=strict)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()
    root = config_file.parent / "site"
    pages = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in root.rglob("*.html")}
    return Built(root, dict(sorted(pages.items())))


def part(html: str, begin: str, end: str) -> str:
    """All parts of a page from `begin` to `end`, patterns."""
    return "\n".join(re.findall(f"{begin}.*?{end}", html, re.DOTALL))


def _dedent(text: str) -> str:
    return "\n".join(line.removeprefix("        ") for line in text.split("\n"))


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and (name, tag) in {("href", "a"), ("href", "link"), ("src", "img"), ("src", "script")}:
                self.links.append(value)
            if value and name in ("id", "name"):
                self.ids.add(value)


def _read(html: str) -> _Anchors:
    found = _Anchors()
    found.feed(html)
    return found


def _links(html: str) -> list[str]:
    return _read(html).links


def _leads(page: str, link: str, files: set[str], site: Built) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or link.startswith(("/", "mailto:")):
        return True
    path = normpath(join(dirname(page), unquote(parts.path))) if parts.path else page
    if parts.path.endswith("/") or parts.path in (".", "..") or path == "." or parts.path.endswith("/.."):
        path = normpath(join(path, "index.html"))
    if path not in files:
        return False
    if not parts.fragment or path not in site.pages:
        return True
    return unquote(parts.fragment) in _read(site.pages[path]).ids or parts.fragment.startswith("__")
