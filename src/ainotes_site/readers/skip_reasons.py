"""Why a run of lines is in no entry: one code for each reason, explained in both languages."""

from __future__ import annotations

PRIVATE_PASSAGE = "private-passage"
PAGE = "page"

REASONS: dict[str, tuple[str, str]] = {
    "empty-template": ("编号下没有内容的模板", "a numbered template that was never filled in"),
    "empty-heading": ("标题下没有内容", "a heading with nothing under it"),
    "source-title": (
        "文件本身的标题；它下面的引言显示在第一条的开头",
        "the title of the file itself; words that introduce the file open its first note",
    ),
    "introduction": (
        "不属于任何一条的话：引言、说明、结语，显示在旁边的一条里",
        "words that belong to no single entry: introductions, remarks, closing words; shown in the note beside them",
    ),
    "section-heading": ("只用来分组的标题，已记为栏目", "a heading that only groups; kept as section or category"),
    "index": ("只重复标题的目录", "a table of contents that only repeats headings"),
    "empty-term": ("词条没有定义", "a term without a definition"),
    "table-header": ("表格的表头", "the header of a table of terms"),
    "wrapper": ("只用来包住词条的 HTML 标签", "an HTML tag that only wraps a term"),
    "rule": ("分隔线", "a rule between parts"),
    "advertising": ("推广：扫码、领资料、求关注之类", "advertising: QR codes, giveaways, pleas to follow"),
    "sponsor": ("赞助商的广告", "what a sponsor pays for"),
    "site-caption": ("网站在各处重复的署名或标题行", "a line that the site repeats through the page"),
    "teaser": ("其他文章的预告（延伸阅读、Read more）", "teasers of other articles (read more)"),
    "follow": ("求关注、点赞、扫码、投稿的话", "asks to follow, like, scan or contribute"),
    "author-card": ("公众号或作者的名片", "the card of an account"),
    "save-service": ("剪藏、导出工具加上的话", "what a service that saves pages added"),
    "read-original": ("“阅读原文”之类的链接", "a way to the page that was copied (read the original)"),
    "rights": ("版权、转载说明", "a notice about copyright and reprinting"),
    "navigation": ("站内导航：上一篇、返回顶部", "ways through a site: previous, next, back to top"),
    "site-footer": ("网站的页脚", "the footer of a site"),
    "badges": ("项目徽章、星标曲线", "badges of a project, the history of its stars"),
    "standing-line": (
        "同一文件夹里别的文件也有的固定行：问候、关注、导航、页脚",
        "a standing line, which stands in files beside it too: greeting, plea, way, footer",
    ),
    "end-mark": ("“全文完”之类的结束标记", "a mark that the text ends"),
    "assistant-talk": ("大模型对提问者说的客套话", "a language model that speaks to its user"),
    "placeholder": ("模板或工具留下的空位", "a place that a template or a tool left unfilled"),
    "comment": ("注释，网页上从来看不到", "a comment, which no page shows"),
    "plugin-data": (
        "插件写给自己的数据：绘图、看板、标记",
        "what a plugin keeps for itself: data of a drawing or a board, its marks",
    ),
    "page-furniture": ("从网页复制来的界面文字", "interface text that was copied along from a web page"),
    "properties": (
        "导出工具或插件写在上面的属性，已读出日期、作者、标签等",
        "properties that an exporter or a plugin wrote above: read as dates, authors, tags",
    ),
    "module": (
        "只有程序会读的行：MDX 的导入、导出和注释，样式表和脚本",
        "what only a program reads: imports, exports and comments of MDX, style sheets, scripts",
    ),
    "outliner": (
        "Logseq 的内部记号：块编号、折叠、计时、查询、块引用",
        "what Logseq keeps for itself: block ids, clocks, queries",
    ),
    PAGE: ("手写的 MkDocs 页面，由 MkDocs 渲染", "a page written by hand for MkDocs, which renders it"),
    "draft": ("草稿，作者说先不发布", "a draft that its owner does not publish yet"),
    PRIVATE_PASSAGE: ("私密段落，作者说留在家里", "a private passage that its owner keeps at home"),
    "title-only": ("只有标题，没有正文", "a title without a text"),
    "too-long": ("文件太长，其余未读", "the rest of a file that is too long to be read"),
    "unreadable": ("不是能读的文本", "no text that can be read"),
}
"""Code to (Chinese, English)."""

SHOWN = frozenset(("introduction", "section-heading", "empty-heading", "empty-term", "table-header"))
"""Reasons for which lines are in no entry and yet no less text than the entries: the page of the source shows them, or the
note beside them."""


def explain(reason: str, lang: str = "zh") -> str:
    """One line for a reason. Raises KeyError for a code that is in no table: a programmer's mistake."""
    return REASONS[reason][0 if lang == "zh" else 1]
