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
}
