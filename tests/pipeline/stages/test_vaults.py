"""What works in a vault works on its site: an independent reader says which links work, and each must lead there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.benchmarks.survivors import Folder, Site, survives, wanted

from ainotes_site.link.names.files import folders_with_page
from ainotes_site.pipeline.file_rules import FileRules
from ainotes_site.pipeline.stages.link import Linked, link_sources
from ainotes_site.pipeline.stages.scan import Scan, repository, scan
from ainotes_site.settings import Settings
from ainotes_site.urls import entry_url, folder_name, folder_url, source_url

VAULTS = Path(__file__).resolve().parents[2] / "cases" / "vaults"
FEWEST = {"obsidian": 36, "github": 25, "logseq": 6, "dendron": 5}
"""Links that the independent reader must find, so that it cannot pass by finding none."""
SAID = {
    "obsidian": {"[[计划]]", "[[以后再写]]"},
    "github": set[str](),
    "logseq": set[str](),
    "dendron": set[str](),
}
"""What may be said of each: a guess, and a note that is not there."""


def linked(folder: Path) -> tuple[Scan, Linked]:
    found = scan(folder)
    known = repository(found, Settings())
    return found, link_sources(
        found.sources, assets=found.linkable, line_breaks=found.vaults, repository=known, workers=1
    )


def site_of(found: Scan, made: Linked) -> Site:
    library = made.library
    pages = {entry_url(entry.id): library.compiled[entry.id].html for entry in library.entries}
    for record in library.sources:
        pages[source_url(record.slug)] = "".join(f' id="{entry}"' for entry in record.entries)
    folders = {folder_url(folder_name(path)) for path in folders_with_page(record.path for record in library.sources)}
    files = {*pages, *found.linkable, *folders, "index.html"}
    site = Site(files, lambda url: pages.get(url, ""))
    for entry in library.entries:
        site.add(entry.span.path, entry_url(entry.id), entry.title)
    for record in library.sources:
        site.sources[record.path].add(source_url(record.slug))
    return site


@pytest.mark.parametrize("vault", sorted(FEWEST))
def test_every_link_that_works_in_the_vault_works_on_the_site(vault: str) -> None:
    found, made = linked(VAULTS / vault)
    folder, site = Folder(VAULTS / vault), site_of(found, made)
    links = {(want.habit, want.source, want.target, want.fragment): want for want in wanted(folder)}
    lost = [want for want in links.values() if not survives(want, site.leads(want.source), folder, site)]
    assert lost == []
    assert len(links) >= FEWEST[vault]


@pytest.mark.parametrize("vault", sorted(FEWEST))
def test_nothing_is_said_of_links_that_work(vault: str) -> None:
    _, made = linked(VAULTS / vault)
    said = [str(problem) for problem in made.problems if not any(word in problem.message for word in SAID[vault])]
    assert said == []


@pytest.mark.parametrize(
    ("marker", "content", "shown"),
    [
        (".obsidian/app.json", "{}", True),
        (".obsidian/app.json", '{"strictLineBreaks": true}', False),
        ("logseq/config.edn", "{}", True),
        ("other/config.edn", "{}", False),
    ],
)
def test_lines_of_a_vault_stay_lines(marker: str, content: str, shown: bool, tmp_path: Path) -> None:
    (tmp_path / marker).parent.mkdir()
    (tmp_path / marker).write_text(content, encoding="utf-8")
    (tmp_path / "a.md").write_text("# 题\n\n第一行\n第二行\n", encoding="utf-8")
    _, made = linked(tmp_path)
    (compiled,) = made.library.compiled.values()
    assert ("第一行<br>\n第二行" in compiled.html) is shown
    assert ("第一行第二行" in compiled.html) is not shown


def test_backups_of_logseq_are_no_notes(tmp_path: Path) -> None:
    (tmp_path / "logseq" / "bak" / "pages").mkdir(parents=True)
    (tmp_path / "logseq" / "bak" / "pages" / "旧.md").write_text("- 旧\n", encoding="utf-8")
    (tmp_path / "页.md").write_text("- 新\n", encoding="utf-8")
    assert [source.path for source in scan(tmp_path).sources] == ["页.md"]


HEX = "0123456789abcdef0123456789abcdef"
BLOCK = "65f0a1b2-aaaa-2222-3333-444455556666"
MEANT = {
    "Hugo, a reference to a note by its name": (
        "content/posts/一.md",
        '见 [那篇]({{< ref "二.md" >}})。',
        ["content/posts/二.md"],
        'href="../entries/er.html"',
    ),
    "Hugo, a reference to a heading": (
        "content/posts/一.md",
        '见 [那节]({{% relref "/posts/二.md#小节" %}})。',
        ["content/posts/二.md"],
        'href="../entries/er.html#小节"',
    ),
    "Hugo, the address of a folder with a note": (
        "content/posts/一.md",
        "见 [那篇](/posts/二/)。",
        ["content/posts/二/index.md"],
        'href="../entries/er.html"',
    ),
    "Hugo, a figure": (
        "content/posts/一.md",
        '{{< figure src="/img/图.png" alt="说明" >}}',
        ["static/img/图.png"],
        'src="../static/img/%E5%9B%BE.png"',
    ),
    "Hexo, a picture in the folder of the post": (
        "source/_posts/一.md",
        "{% asset_img pic.png 说明 %}",
        ["source/_posts/一/pic.png", "source/_posts/二/pic.png", "pic/pic.png"],
        'src="../source/_posts/%E4%B8%80/pic.png"',
    ),
    "Hexo, a link to a post": (
        "source/_posts/一.md",
        "见 {% post_link 二 '那篇' %}。",
        ["source/_posts/二.md"],
        '<a href="../entries/er.html" class="an-entry-link">那篇</a>',
    ),
    "Jekyll, a picture below the address of the site": (
        "_posts/2024-03-01-a.md",
        "![图]({{ site.baseurl }}/assets/a.png){: .center}",
        ["assets/a.png"],
        'src="../assets/a.png"',
    ),
    "Jekyll, a filter": (
        "_posts/2024-03-01-a.md",
        "![图]({{ '/assets/a.png' | relative_url }})",
        ["assets/a.png"],
        'src="../assets/a.png"',
    ),
    "Jekyll, the address of a post": (
        "_posts/2024-03-01-a.md",
        "[那篇]({% post_url 2024-03-02-b %})",
        ["_posts/2024-03-02-b.md"],
        'href="../entries/2024-03-02-b.html"',
    ),
    "VuePress, the root of the site is a folder of the notes": (
        "docs/guide/一.md",
        "[首页](/README.md)",
        ["docs/README.md", "docs/guide/README.md"],
        'href="../entries/docs.html"',
    ),
    "VuePress, a picture in a hidden folder": (
        "docs/guide/一.md",
        "![图](/images/a.png)",
        ["docs/.vuepress/public/images/a.png"],
        'src="../docs/dot-vuepress/public/images/a.png"',
    ),
    "GitBook, a picture in a hidden folder": (
        "一.md",
        '<img src=".gitbook/assets/图 2.png" alt="图">',
        [".gitbook/assets/图 2.png"],
        'src="../dot-gitbook/assets/%E5%9B%BE%202.png"',
    ),
    "Docsify, a heading of another page": (
        "docs/一.md",
        "[那节](/二?id=小节)",
        ["docs/二.md"],
        'href="../entries/er.html#小节"',
    ),
    "Docsify, a route": ("docs/一.md", "[那节](#/二?id=小节)", ["docs/二.md"], 'href="../entries/er.html#小节"'),
    "Docsify, a heading of this page": ("docs/一.md", "[那节](?id=甲)\n\n## 甲\n\n文。", [], '<a href="#甲">'),
    "Zola, a path from the root": ("content/一.md", "[那篇](@/二.md)", ["content/二.md"], 'href="../entries/er.html"'),
    "Docusaurus, a path from the root": (
        "docs/一.md",
        "![图](@site/static/a.png)",
        ["static/a.png"],
        'src="../static/a.png"',
    ),
    "Hugo, the address that a note states": (
        "content/一.md",
        "[那篇](/old/b/)",
        ["content/旧址.md"],
        'href="../entries/my-slug.html"',
    ),
    "Hugo, the last part of an address that a note states": (
        "content/一.md",
        "[那篇](/posts/my-slug/#小节)",
        ["content/旧址.md"],
        'href="../entries/my-slug.html#小节"',
    ),
    "Hugo, a figure whose name has a space": (
        "content/一.md",
        '{{< figure src="/img/a b.png" >}}',
        ["static/img/a b.png"],
        'src="../static/img/a%20b.png"',
    ),
    "Hugo, the home page of a site below the notes": (
        "content/posts/一.md",
        "[家](/)",
        ["content/_index.md", "README.md"],
        'href="../entries/content.html"',
    ),
    "Docsify, a heading of the home page": (
        "docs/一.md",
        "[家](/?id=小节)",
        ["docs/index.md"],
        'href="../entries/docs.html#小节"',
    ),
    "Jekyll, the day and the name of a post": (
        "_posts/2024-03-01-a.md",
        "[那篇](/blog/2024/03/02/b.html)",
        ["_posts/2024-03-02-b.md"],
        'href="../entries/2024-03-02-b.html"',
    ),
    "Jekyll, the name of a post without its day": (
        "_posts/2024-03-01-a.md",
        "[那篇](/notes/b/)",
        ["_posts/2024-03-02-b.md"],
        'href="../entries/2024-03-02-b.html"',
    ),
    "Jekyll, a picture of HTML below the address of the site": (
        "_posts/2024-03-01-a.md",
        '<img src="{{ site.baseurl }}/assets/a.png" alt="图">',
        ["assets/a.png"],
        'src="../assets/a.png"',
    ),
    "Hexo, a picture whose name has a space": (
        "source/_posts/一.md",
        "{% asset_img 'a b.png' 说明 %}",
        ["source/_posts/一/a b.png"],
        'src="../source/_posts/%E4%B8%80/a%20b.png"',
    ),
    "VuePress, a link below the base of the site": (
        "docs/guide/一.md",
        "[那篇](/base/guide/二.html#小节)",
        ["docs/guide/二.md"],
        'href="../entries/er.html#小节"',
    ),
    "VuePress, a picture below the base of the site": (
        "docs/guide/一.md",
        "<img :src=\"$withBase('/images/a.png')\" alt='图'> ![图](/base/images/a.png)",
        ["docs/.vuepress/public/images/a.png"],
        'src="../docs/dot-vuepress/public/images/a.png" alt="图"',
    ),
    "mdBook, the page of a folder": (
        "src/a/一.md",
        "[章](index.html#小节)",
        ["src/a/index.md"],
        'href="../entries/a.html#小节"',
    ),
    "Docusaurus, a file past the router": (
        "docs/一.md",
        "[包](pathname:///files/a.zip)",
        ["static/files/a.zip"],
        'href="../static/files/a.zip"',
    ),
    "Docusaurus, a picture that JSX requires": (
        "docs/一.md",
        "<img src={require('./img/a b.png').default} alt=\"图\" /> <img src={useBaseUrl('/img/c.png')} />",
        ["docs/img/a b.png", "static/img/c.png"],
        'src="../docs/img/a%20b.png" alt="图" loading="lazy" decoding="async"> <img src="../static/img/c.png"',
    ),
    "Docusaurus, an address without the numbers of files": (
        "docs/一.md",
        "[那篇](/docs/basics/二) [那篇](basics/二)",
        ["docs/02-basics/01-二.md"],
        'href="../entries/01-er.html" class="an-entry-link">那篇</a> <a href="../entries/01-er.html"',
    ),
    "Docusaurus, a component that is a link": (
        "docs/一.md",
        '见 <Link to="/docs/二">那篇</Link>。',
        ["docs/二.md"],
        '见 <a href="../entries/er.html" class="an-entry-link">那篇</a>。',
    ),
    "VitePress, a badge in a heading": (
        "docs/一.md",
        '## 新 <Badge type="tip" text="1.0+" />\n\n[去](#新)',
        [],
        '<h2 id="新">新 <strong>1.0+</strong> </h2>\n<p><a href="#新">去</a></p>',
    ),
    "Hugo, a button around its text": (
        "content/一.md",
        '{{< button href="/posts/二/" >}}那篇{{< /button >}}',
        ["content/posts/二.md"],
        '<a href="../entries/er.html" class="an-entry-link">那篇</a></p>',
    ),
    "Hugo, an address beside that of the page": (
        "content/posts/一.md",
        "[那篇](../二/)",
        ["content/posts/二/index.md"],
        'href="../entries/er.html"',
    ),
    "Jekyll, a note of a collection": (
        "_posts/2024-03-01-a.md",
        "[那篇](/notes/二)",
        ["_notes/二.md"],
        'href="../entries/er.html"',
    ),
    "VitePress, the base of the site that its configuration states": (
        "docs/guide/一.md",
        "[家](/kb/) [那篇](/kb/二)",
        ["docs/index.md", "docs/二.md", "docs/.vitepress/config.ts"],
        '<a href="../entries/docs.html" class="an-entry-link">家</a> <a href="../entries/er.html"',
    ),
    "Logseq, a day in another form": (
        "pages/一.md",
        "- [[2024年03月05日]] [[2024/03/05]] [[Tuesday, 2024-03-05]]",
        ["journals/2024_03_05.md"],
        'href="../entries/2024-03-05.html" class="an-entry-link">2024年03月05日</a> '
        '<a href="../entries/2024-03-05.html" class="an-entry-link">2024/03/05</a> '
        '<a href="../entries/2024-03-05.html" class="an-entry-link">Tuesday, 2024-03-05</a>',
    ),
    "Logseq, players": (
        "一.md",
        "- {{youtube abc}} {{tweet https://x.com/a/status/1}} {{youtube-timestamp 75}}",
        [],
        'href="https://www.youtube.com/watch?v=abc" class="an-external" rel="noopener noreferrer">'
        'https://www.youtube.com/watch?v=abc</a> <a href="https://x.com/a/status/1" class="an-external" '
        'rel="noopener noreferrer">https://x.com/a/status/1</a> 1:15',
    ),
    "Zettelkasten, an id that a name begins with": (
        "一.md",
        "[[202401051230]]",
        ["202401051230 想法.md", "202401051231 想法.md"],
        'href="../entries/202401051230-xiang-fa.html"',
    ),
    "Notion, the address of an exported page": (
        "一.md",
        f"[那页](https://www.notion.so/{HEX}?pvs=21)",
        [f"二 {HEX}.md"],
        'href="../entries/er.html"',
    ),
    "Joplin, a note and a picture by their ids": (
        "一.md",
        f"[那篇](:/{HEX}#小节) ![图](:/{HEX[::-1]})",
        [f"{HEX}.md", f"resources/{HEX[::-1]}.png"],
        f'href="../entries/{HEX}.html#小节" class="an-entry-link">那篇</a> <img src="../resources/{HEX[::-1]}.png"',
    ),
    "Obsidian, a note by the address of the application": (
        "一.md",
        "[那篇](obsidian://open?vault=v&file=%E4%BA%8C)",
        ["二.md"],
        'href="../entries/er.html"',
    ),
    "GitBook, a file in a hidden folder": (
        "一.md",
        '{% file src=".gitbook/assets/手册.pdf" %}\n说明\n{% endfile %}',
        [".gitbook/assets/手册.pdf"],
        '<a href="../dot-gitbook/assets/%E6%89%8B%E5%86%8C.pdf">手册.pdf</a></p>\n<p lang="zh">说明</p>',
    ),
    "Hugo, a tag on a line of its own": (
        "content/一.md",
        "甲\n\n{{< youtube abc >}}\n\n乙",
        [],
        'href="https://www.youtube.com/watch?v=abc"',
    ),
    "Hugo, a pair in one line": (
        "content/一.md",
        "甲\n\n{{% notice note %}}一句{{% /notice %}}\n\n乙",
        [],
        "<p>一句</p>",
    ),
    "Notion, a callout": (
        "一.md",
        "<aside>\n💡 看 [那篇](二.md)\n\n</aside>",
        ["二.md"],
        '💡 看 <a href="../entries/er.html"',
    ),
    "Obsidian, an embed below the title of a callout": (
        "一.md",
        "> [!quote] 标题\n> ![[二#小节]]\n> 文。",
        ["二.md"],
        '<p class="admonition-title">标题</p>\n<blockquote class="an-embed">',
    ),
    "Obsidian, a heading with a hash": ("一.md", "[节](一.md#C%23%20记)\n\n## C# 记\n\n文。", [], 'href="#c-记"'),
    "Logseq, a PDF as a picture": (
        "pages/一.md",
        "- ![论文](../assets/a.pdf)",
        ["assets/a.pdf"],
        '<p class="an-file"><a href="../assets/a.pdf">',
    ),
    "Logseq, a cloze": ("一.md", "- {{cloze 藏起来}}的词", [], "藏起来的词"),
    "Dendron, a note of a vault": ("一.md", "[[dendron://v/二]]", ["二.md"], 'href="../entries/er.html"'),
    "Dendron, from one heading to another": ("一.md", "![[二#小节,1:#*]]", ["二.md"], "<p>二句。</p>"),
    "HTML, a film": (
        "一.md",
        '<video src="a.mp4" controls></video>',
        ["a.mp4"],
        '<video controls="" src="../a.mp4" preload="none">',
    ),
    "Obsidian, a name that ends with a hash": ("一.md", "见 [[C#]]。", ["C#.md", "C.md"], 'href="../entries/c.html"'),
    "Logseq, a page with a text of one's own": (
        "一.md",
        "- [那页]([[二 三]])",
        ["二 三.md"],
        'href="../entries/er-san.html"',
    ),
    "Logseq, a picture whose name has a space": (
        "pages/一.md",
        "- ![截图](../assets/截图 1.png)",
        ["assets/截图 1.png"],
        'src="../assets/%E6%88%AA%E5%9B%BE%201.png"',
    ),
    "Typora, a note whose name has a space": (
        "一.md",
        "[那页](二 三.md#小节)",
        ["二 三.md"],
        'href="../entries/er-san.html#小节"',
    ),
    "Logseq, a tag that is a page": (
        "一.md",
        "- #[[二 三]] #[[四 五]]",
        ["二 三.md"],
        '<a href="../entries/er-san.html" class="an-entry-link">#二 三</a> <span class="an-tag">#四 五</span>',
    ),
    "Logseq, a block by its id": (
        "一.md",
        f"- 见 (({BLOCK}))",
        ["块.md"],
        f'<a href="../entries/kuai.html#^{BLOCK}" class="an-entry-link">先看标题</a>',
    ),
    "Logseq, a block with a text of one's own": (
        "一.md",
        f"- 见 [那条]((({BLOCK})))",
        ["块.md"],
        f'<a href="../entries/kuai.html#^{BLOCK}" class="an-entry-link">那条</a>',
    ),
    "GitHub, a page of the repository": ("一.md", "[问题](../../issues/1)", [], "<p>问题</p>"),
    "GitHub, a term of a glossary by its heading": (
        "一.md",
        "见 [检索](术语表.md#检索)。",
        ["术语表.md"],
        'href="../terms/jian-suo.html"',
    ),
    "Logseq, a heading by its id": (
        "一.md",
        f"- 见 (({BLOCK[:-1]}7))",
        ["块.md"],
        f'<a href="../entries/kuai.html#^{BLOCK[:-1]}7" class="an-entry-link">小标题</a>',
    ),
    "MDX, a picture that is imported": (
        "docs/一.mdx",
        "import Tabs from '@theme/Tabs';\nimport tu from './img/图.png';\n\n<img src={tu} alt=\"图\" />",
        ["docs/img/图.png"],
        '<img src="../docs/img/%E5%9B%BE.png" alt="图"',
    ),
    "MDX, a note that is imported": (
        "docs/一.mdx",
        "import Note from '@site/docs/_二.md';\n\n前。\n\n<Note />",
        ["docs/_二.md"],
        "<p>一句。</p>\n<h2>小节</h2>\n<p>二句。</p>",
    ),
    "MDX, a component that leads somewhere around others": (
        "一.mdx",
        '<Cards.Card title="那篇" href="./二">\n  <Icon name="x" {...rest} />\n  说明\n</Cards.Card>',
        ["二.mdx"],
        '<a href="../entries/er.html" class="an-entry-link"><strong>那篇</strong>',
    ),
    "MDX, what stands in an element is Markdown": (
        "一.mdx",
        '<div className="x">\n**粗**\n</div>\n<Image src="a.png" alt="图" />\n见 [那篇](./二)\n\n    缩进',
        ["二.mdx", "a.png"],
        '<div><p><strong>粗</strong></p>\n</div><p><img src="../a.png" alt="图" loading="lazy" decoding="async">\n见 <a href="../entries/er.html"'
        ' class="an-entry-link">那篇</a></p>\n<p>缩进</p>',
    ),
    "Astro, an address below the base of the site": (
        "src/content/docs/一.md",
        "[那篇](/ai/二/) [全](https://docs.example.dev/ai/二/)",
        ["src/content/docs/二.mdx", "astro.config.mjs"],
        'href="../entries/er.html" class="an-entry-link">那篇</a> <a href="../entries/er.html"',
    ),
    "Zola, an address with the host of the site": (
        "content/一.md",
        "[那篇](https://zola.example.org/notes/二/)",
        ["content/二.md", "config.toml"],
        'href="../entries/er.html"',
    ),
    "Bear, a heading": (
        "一.md",
        "[[二/小节]]",
        ["二.md"],
        '<a href="../entries/er.html#小节" class="an-entry-link">二/小节</a>',
    ),
    "Roam, a task": ("一.md", "- {{[[TODO]]}} 读\n- {{[[DONE]]}} 写", [], 'type="checkbox"'),
    "Pandoc, the anchor of a title": (
        "一.md",
        "[那篇](标题.md#own)",
        ["标题.md"],
        'href="../entries/biao-ti.html#user-content-own"',
    ),
    "Yuque, headings in HTML with Markdown below": (
        "一.md",
        '# 一\n\n[那篇](语雀.md#aB1) [那节](语雀.md#Kx9)\n\n<h2 id="Zz1">段</h2>\n**粗**',
        ["语雀.md"],
        'href="../entries/yu-que.html#user-content-ab1" class="an-entry-link">那篇</a> <a href="../entries/yu-que.html#user-content-kx9" '
        'class="an-entry-link">那节</a></p>\n<h2 id="user-content-zz1">段</h2>\n<p><strong>粗</strong></p>',
    ),
    "Docusaurus, a link to a note in MDX by its address": (
        "docs/一.md",
        "[那篇](/docs/二#小节) [文件](./二.mdx)",
        ["docs/二.mdx"],
        '<a href="../entries/er.html#小节" class="an-entry-link">那篇</a> <a href="../entries/er.html"',
    ),
    "VitePress, an address with the host and the base of the site": (
        "docs/guide/一.md",
        "[那篇](https://kb.example.org/kb/guide/二.html#小节) [别处](https://kb.example.org/other/guide/二.html)",
        ["docs/guide/二.md", "docs/.vitepress/config.ts"],
        'href="../entries/er.html#小节" class="an-entry-link">那篇</a> <a href="https://kb.example.org/other',
    ),
    "Hexo, an address of a post and a picture with the host of the site": (
        "source/_posts/一.md",
        "[那篇](https://blog.example.org/2024/03/05/二/) ![](https://blog.example.org/img/a.png)",
        ["source/_posts/二.md", "source/img/a.png", "_config.yml"],
        '<a href="../entries/er.html" class="an-entry-link">那篇</a> <img src="../source/img/a.png"',
    ),
    "Typora, a note whose name has a space, without its ending": (
        "一.md",
        "[那页](./二 三) 与 [不是](四 五 六)",
        ["二 三.md"],
        '<a href="../entries/er-san.html" class="an-entry-link">那页</a> 与 [不是](四 五 六)',
    ),
    "Quartz, a folder by its name and a slash": (
        "一.md",
        "[[手册/]]",
        ["书/手册/二.md"],
        '<a href="../sources/in.shu-',
    ),
    "VitePress, a mark for a table of contents within a sentence": (
        "一.md",
        "写 [[toc]] 即可",
        [],
        "<p>写 [[toc]] 即可</p>",
    ),
    "Obsidian, an embed within a sentence": (
        "一.md",
        "前 ![[二#小节]]，后",
        ["二.md"],
        '<p>前</p>\n<blockquote class="an-embed">\n<p class="an-embed__source"><a class="an-entry-link" href="../entries/er.html#小节">'
        "小节</a></p>\n<h2>小节</h2>\n<p>二句。</p>\n</blockquote>\n<p>，后</p>",
    ),
    "Obsidian, a file of Bases": (
        "一.md",
        "![[库.base#全部]] [[库.base|那些]]",
        ["库.base"],
        '<div class="highlight" data-lang="base"><pre><code>views:',
    ),
    "mdBook, a chapter that is set in": (
        "src/一.md",
        "前\n\n{{#include ./二.md}}",
        ["src/二.md"],
        "<p>二句。</p>\n</blockquote>",
    ),
    "mdBook, code that is set in": (
        "src/一.md",
        "前\n\n```rust,ignore\n{{#include ../code/a.rs:2:5}}\n```",
        ["code/a.rs"],
        '<p><a href="../code/a.rs">../code/a.rs</a></p>',
    ),
    "VitePress, code that is set in": ("一.md", "前\n\n<<< @/code/a.py{2}", ["code/a.py"], '<a href="../code/a.py">'),
    "MkDocs, a snippet": ("docs/一.md", '前\n\n--8<-- "docs/二.md"', ["docs/二.md"], "<p>二句。</p>\n</blockquote>"),
    "MkDocs, attributes of a link": (
        "一.md",
        '[那篇](二.md){target=_blank} [钮](二.md){ .md-button } [外](https://example.org){:target="_blank"}{x} `a`{b=1}',
        ["二.md"],
        'class="an-entry-link">那篇</a> <a href="../entries/er.html" class="an-entry-link">钮</a> <a href="https://example.org" class="an-external" '
        'rel="noopener noreferrer">外</a>{x} <code>a</code>{b=1}',
    ),
    "MkDocs, containers that are indented": (
        "一.md",
        '!!! note "标题"\n\n    [那篇](二.md)\n\n??? warning\n    折起来\n\n=== "甲"\n\n    - 项',
        ["二.md"],
        '<div class="an-callout admonition note">\n<p class="admonition-title">标题</p>\n<p><a href="../entries/er.html" class="an-entry-link">那篇'
        '</a></p>\n</div>\n<details class="an-callout warning">\n<summary>警告</summary>\n<p>折起来</p>\n</details>\n<p><strong>甲</strong></p>\n<ul>\n<li>项</li>',
    ),
    "Logseq, a block embedded with what stands below it": (
        "一.md",
        f"- 引\n\t- {{{{embed (({BLOCK}))}}}}",
        ["块.md"],
        "<li>再看正文</li>",
    ),
}
"""Path and text of a note, what else there is, and what the page of the note must hold."""
_OTHERS = {
    "content/旧址.md": "---\ntitle: 旧址\nslug: my-slug\naliases: [/old/b/]\n---\n\n一句。\n\n## 小节\n\n二句。\n",
    "块.md": f"- 开头\n\t- 先看**标题**\n\t  id:: {BLOCK}\n\t\t- 再看正文\n- ## 小标题\n  id:: {BLOCK[:-1]}7\n",
    "术语表.md": "# 术语表\n\n- **检索**：找。\n- **LoRA**：低秩。\n- **SFT**：微调。\n- **PPO**：一种算法。\n",
    "C#.md": "# C#\n\n一句。\n",
    "C.md": "# C\n\n一句。\n",
    "docs/.vitepress/config.ts": "// base: '/no/'\nexport default { title: '记', base: '/kb/', sitemap: { hostname: 'https://kb.example.org' } }",
    "_config.yml": "title: 记\nauthor:\n  url: https://example.net\nurl: https://blog.example.org\nroot: /\n",
    "astro.config.mjs": "export default defineConfig({\n  site: 'https://docs.example.dev',\n  base: '/ai',\n})\n",
    "config.toml": 'base_url = "https://zola.example.org/notes"\n',
    "标题.md": "# 标题 {#own}\n\n一句。\n",
    "语雀.md": '<h1 id="aB1">语雀</h1>\n\n一句。\n\n<h2 id="Kx9">节</h2>\n二句。\n',
    "库.base": "views:\n  - type: table\n    name: 全部\n",
}


@pytest.mark.parametrize("habit", sorted(MEANT))
def test_a_habit_of_another_program_works(habit: str, tmp_path: Path) -> None:
    path, text, others, wanted_html = MEANT[habit]
    for name in (path, *others):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        stem = file.parent.name if file.stem == "index" else file.stem
        title = "" if file.stem == "README" else f"# {stem}\n\n一句。\n\n## 小节\n\n二句。\n"
        content = text if name == path else _OTHERS.get(name, title or "说明。\n")
        file.write_text(content + "\n", encoding="utf-8")
    _, made = linked(tmp_path)
    html = [made.library.compiled[entry.id].html for entry in made.library.entries if entry.span.path == path]
    assert wanted_html in "".join(html)
    assert [str(problem) for problem in made.problems] == []


@pytest.mark.parametrize(
    ("link", "others"),
    [
        ("[x](/二)", ["a/b/二.md"]),  # a name behind a slash is no wish for any note of that name
        ("[x](/记)", ["术语/二.md", "记录/记/一.md"]),
        ("[x](/other/README.md)", ["README.md"]),
        ("[x](/other/二)", ["docs/二.md"]),
        ("[x](/shop/my-slug/)", ["content/旧址.md"]),
        ("[x](../二.md)", ["docs/guide/二.md"]),
        ("![x](/base/a.png)", ["a.png"]),
    ],
)
def test_an_address_is_not_guessed(link: str, others: list[str], tmp_path: Path) -> None:
    for name in ("docs/guide/一.md", *others):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        text = _OTHERS.get(name, f"# {Path(name).stem}\n\n一句。\n")
        (tmp_path / name).write_text(f"# 一\n\n{link}\n" if name == "docs/guide/一.md" else text, encoding="utf-8")
    _, made = linked(tmp_path)
    html = [made.library.compiled[entry.id].html for entry in made.library.entries if entry.span.path.endswith("一.md")]
    assert "href=" not in html[0] and "src=" not in html[0]
    assert len(made.problems) == 1


def test_of_hidden_folders_only_what_a_note_may_show_is_seen(tmp_path: Path) -> None:
    for name in (
        ".assets/图.png",
        ".assets/.b.png",
        ".assets/a.json",
        ".assets/a.md",
        ".git/a.png",
        ".env",
        "x/.y/a.mp3",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"1")
    (tmp_path / "a.md").write_text("# 甲\n\n![[图.png]]\n", encoding="utf-8")
    found, made = linked(tmp_path)
    assert found.linkable == (".assets/图.png", "x/.y/a.mp3")
    assert [source.path for source in found.sources] == ["a.md"]
    assert ["图.png" in problem.message for problem in made.problems] == [True]  # by its name alone it is not found


def test_a_template_is_not_defective(tmp_path: Path) -> None:
    text = "---\ndate: {{date}}\ntags: [a]\n---\n# {{title}}\n\n![[{{cover}}]] [[<% tp.file.title %>]]\n"
    (tmp_path / "模板.md").write_text(text, encoding="utf-8")
    _, made = linked(tmp_path)
    assert [str(problem) for problem in made.problems] == []
    assert made.library.entries[0].tags == ("a",)


def test_chapters_of_two_books_may_have_equal_names(tmp_path: Path) -> None:
    for name in ("甲/ch01/README.md", "乙/ch01/README.md"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("# 第一章\n\n一句。\n", encoding="utf-8")
    _, made = linked(tmp_path)
    assert len(made.library.entries) == 2
    assert [str(problem) for problem in made.problems] == []


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        (
            "[x](../src/主%20程序.py#L3)",
            "https://example.org/me/n/blob/main/src/%E4%B8%BB%20%E7%A8%8B%E5%BA%8F.py#L3",
        ),
        ("[x](.github/ci.yml)", "https://example.org/me/n/blob/main/docs/.github/ci.yml"),
        ("[x](demo.html)", "https://example.org/me/n/blob/main/docs/demo.html"),
        ("[x](../../out.py)", ""),
        ("[x](secret.html)", ""),
        ("[x](a.py)", "../a.py"),
    ],
)
def test_a_file_that_is_not_in_the_site_is_looked_at_in_the_repository(link: str, leads: str, tmp_path: Path) -> None:
    for name, content in (("demo.html", "<script>"), ("secret.html", "<script>"), ("a.py", "print(1)")):
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "a.md").write_text(f"# 甲\n\n见 {link}。\n", encoding="utf-8")
    found = scan(tmp_path, rules=FileRules(exclude=("secret.*",)))
    settings = Settings(edit_base="https://example.org/me/n/edit/main/docs/")
    made = link_sources(
        found.sources,
        assets=found.linkable,
        withheld=found.withheld,
        repository=repository(found, settings),
        workers=1,
    )
    (compiled,) = made.library.compiled.values()
    assert re.findall(r'href="([^"]*)"', compiled.html) == ([leads] if leads else [])


def test_the_anchor_of_a_block_is_there(tmp_path: Path) -> None:
    (tmp_path / "块.md").write_text(_OTHERS["块.md"], encoding="utf-8")
    _, made = linked(tmp_path)
    (compiled,) = made.library.compiled.values()
    assert f'<li id="^{BLOCK}">先看<strong>标题</strong>' in compiled.html
    assert f'<li id="^{BLOCK[:-1]}7">' in compiled.html
    assert "id::" not in compiled.html
