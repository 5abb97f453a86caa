"""The words of files and services for other programs: key → (Chinese, English)."""

EXCHANGE: dict[str, tuple[str, str]] = {
    "llms.about": (
        "共 {entries} 个条目、{terms} 个术语。每个条目有永久链接，正文标有来源文件与行号。",
        "{entries} entries and {terms} glossary terms. Each entry has a permalink, and names its source file and lines.",
    ),
    "llms.entries": ("其他条目", "Other entries"),
    "llms.glossary": ("术语表", "Glossary"),
    "llms.more": ("另有 {count} 条未列在此。", "{count} more are not listed here."),
    "llms.llms-full.txt": ("较新条目的全文，放在一个文件里", "the newer entries in full, in one file"),
    "llms.entries.jsonl": (
        "全部条目，每行一个 JSON 对象，字段见 schemas/entries.schema.json",
        "all entries, a JSON object a line, as in schemas/entries.schema.json",
    ),
    "llms.graph.json": (
        "条目、术语、主题之间的联系，字段见 schemas/graph.schema.json",
        "what joins entries, terms and topics, as in schemas/graph.schema.json",
    ),
    "llms.glossary.json": ("全部术语与定义", "all terms with their definitions"),
    "llms.feed.xml": ("Atom 订阅", "Atom feed"),
    "llms.feed.json": ("JSON Feed 订阅", "JSON Feed"),
    "llms.changes.xml": ("变化的 Atom 订阅", "Atom feed of changes"),
    "feed.title": ("{name} - {site}", "{name} - {site}"),
    "mcp.instructions": (
        "知识库“{name}”，只读。先 search，再用结果里的 id 去 read；引用时用 cite 给出的链接与来源行号，没有找到就直说。",
        'The knowledge base "{name}", read-only. Search first, then read by the ids of the hits; cite with the link and source '
        "line that cite gives, and say so where nothing is found.",
    ),
    "mcp.search": (
        '搜索笔记和术语。支持中英文、"短语"、-排除、OR、tag: topic: kind: author: before: after:。每个结果有来源文件与行号。',
        'Search notes and terms, in Chinese or English: "phrase", -not, OR, tag: topic: kind: author: before: after:. Each hit '
        "has its source file and line.",
    ),
    "mcp.read": (
        "读一个条目或术语的全文（Markdown）。name 是 id、术语名或页面地址；长文用 next_line 作 start_line 接着读。",
        "Read an entry or term in full, as Markdown. name is an id, the name of a term, or the URL of a page; go on in a long "
        "text with next_line as start_line.",
    ),
    "mcp.browse": (
        "浏览：topics 全部主题；topic 某主题的条目；glossary 术语表；timeline 按时间（name 如 2024-05）；"
        "neighbours 某条目或术语的反向链接与相关条目。",
        "Browse: topics, all of them; topic, its entries; glossary; timeline (name such as 2024-05); neighbours, the backlinks "
        "and relations of an entry or term.",
    ),
    "mcp.cite": ("给出引用：永久链接和来源文件:行号。", "Cite: the permalink, and source file:line."),
    "mcp.entry": ("一个条目的全文", "An entry in full"),
    "mcp.glossary": ("术语表", "The glossary"),
    "mcp.prompt": ("只依据知识库回答，并注明来源行", "Answer from the knowledge base alone, with source lines"),
    "mcp.prompt.text": (
        "只依据这个知识库回答下面的问题。先用 search 找，再用 read 读；每个论断后面用 cite 注明链接与来源文件:行号。找不到就说没有。\n\n{question}",
        "Answer this from the knowledge base alone. Find with search, then read; after each claim give the link and source "
        "file:line that cite gives. Say so where it has nothing.\n\n{question}",
    ),
    # Answers to a language model
    "mcp.no_index": ("没有搜索索引；请运行 ainotes build", "no search index; run: ainotes build"),
    "mcp.no_topic": ("没有这个主题：{name}；可以先列出主题", "no such topic: {name}; browse topics"),
    "mcp.no_name": ("没有这个条目或术语：{name}；可以先搜索", "no such entry or term: {name}; search for it"),
}
