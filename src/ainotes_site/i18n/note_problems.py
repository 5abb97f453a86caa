"""Problems of links, names, topics and the index: key → fact and next step in Chinese, and in English."""

from __future__ import annotations

_REBUILD_ZH, _REBUILD_EN = "请再生成一次站点：ainotes build", "build the site again: ainotes build"
_PERSON_ZH = "每人一行，例如 - [Andrew Ng, 吴恩达, '@AndrewYNg']"
_PERSON_EN = "write a line like \"- [Andrew Ng, 'Ng Andrew', '@AndrewYNg']\" for each person"

NOTE_PROBLEMS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    # What a file is
    "reading.binary": (
        ("第 {byte} 字节处是二进制内容", "请从笔记里移走，或用它自己的后缀名"),
        ("binary content at byte {byte}", "move it out of the notes or give it its own suffix"),
    ),
    "reading.encoding": (
        ("第 {byte} 字节处不是 UTF-8、UTF-16 或 GB18030", "请另存为 UTF-8"),
        ("not UTF-8, UTF-16 or GB18030 at byte {byte}", "save the file as UTF-8"),
    ),
    "front_matter.unclosed": (
        ("前置信息没有结束行", "在最后一个字段之后加一行 {mark}"),
        ("front matter is never closed", "add a line {mark} after its last field"),
    ),
    "front_matter.broken": (
        ("前置信息读不懂：{why}", '含 ":" 或 "#" 的值请加引号'),
        ("front matter cannot be parsed: {why}", 'put values that contain ":" or "#" in quotes'),
    ),
    "front_matter.date": (
        ("{name} 不是日期：{value}", "写成 {name}: 2024-04-01"),
        ("{name} is no date: {value}", 'write "{name}: 2024-04-01"'),
    ),
    "private.unclosed": (
        ("私密段落没有结束，其后全部不发布", "在它结束的地方写 %%/private%%"),
        ("a private passage without an end: nothing after it is published", "write %%/private%% where it ends"),
    ),
    # Links and pictures of a note
    "wikilink.missing": (
        ("双链没有对应的笔记：[[{name}]]", "请改名字，或写出这篇笔记"),
        ("unresolved wikilink: [[{name}]]", "correct the name, or write the note"),
    ),
    "wikilink.block": (
        ("没有这个块：{name}", "请改名字，或写出这篇笔记"),
        ("no such block: {name}", "correct the name, or write the note"),
    ),
    "wikilink.ambiguous": (
        ("双链有多个目标：[[{name}]]：{found}", "请链接到 id；现在指向 {first}"),
        ("ambiguous wikilink: [[{name}]]: {found}", "link to an id; now it leads to {first}"),
    ),
    "link.heading": (
        ("没有这个标题：{name}", "请链接到笔记里有的标题"),
        ("no such heading: {name}", "link to a heading that the note has"),
    ),
    "link.note": (
        ("链接的笔记不存在：{url}", "请改正笔记的路径"),
        ("broken link: {url}", "correct the path of the note"),
    ),
    "link.file": (
        ("链接的文件不存在：{url}", "请改正路径，或把文件放进笔记"),
        ("no such file: {url}", "correct the path, or add the file to the notes"),
    ),
    "image.file": (
        ("图片文件不存在：{url}", "请改正路径，或放进这个文件"),
        ("no such file: {url}", "correct the path, or add the file"),
    ),
    "formula.unreadable": (
        ("公式无法识别：{formula}", "请改正 TeX，或放进反引号"),
        ("unreadable formula: {formula}", "correct the TeX, or put it into backticks"),
    ),
    "diagram.unreadable": (
        ("图没有画出来，显示源代码", "请检查是不是 Mermaid 能懂的写法"),
        ("diagram not drawn, its source is shown", "see whether it is what Mermaid understands"),
    ),
    "diagram.uninstalled": (
        ("图没有画出来，显示源代码", '请安装：pip install "ainotes-site[diagrams]"'),
        ("diagram not drawn, its source is shown", 'pip install "ainotes-site[diagrams]"'),
    ),
    # Entries among each other
    "entry.same_id": (
        ("id 重复：{id}，{place}", "请给其中一个另写 id:；现在用 {name}"),
        ("duplicate id: {id}, {place}", 'give one of them another "id:"; now "{name}"'),
    ),
    "entry.no_topic": (
        ("没有主题：{title}", "在前置信息里写 topics: [llm]，或把它的词写进 topics.yml"),
        ("entry without a topic: {title}", 'write "topics: [llm]" in the front matter, or add its words to topics.yml'),
    ),
    "entry.future": (
        ("日期在将来：{date}", "请改正日期"),
        ("date in the future: {date}", "correct the date"),
    ),
    "entry.younger": (
        ("正文比日期 {date} 新：{younger}", "请改正日期，或只写年份，或注明后来补了什么"),
        (
            "text younger than its date {date}: {younger}",
            "correct the date, write only its year, or say what was added later",
        ),
    ),
    "entry.duplicate": (
        ("与另一条有 {share}% 相同：{place}，不同处：{passage}", "请合并，或让一条链接到另一条"),
        (
            "near-duplicate, {share}% alike: {place}, the first difference: {passage}",
            "join the two, or let one link to the other",
        ),
    ),
    "entry.copy": (
        ("与另一条完全相同：{place}", "请去掉一条，或让一条链接到另一条"),
        ("a copy of another entry: {place}", "remove one, or let one link to the other"),
    ),
    "entry.images": (
        ("{count} 张图没有说明：{first}", "写出每张图画的是什么：![流程图：先检索再作答](…)"),
        (
            "images without a telling alt text: {count}, the first is {first}",
            'say what each shows: "![Flow chart: retrieve, then answer](…)"',
        ),
    ),
    "term.undefined": (
        ("常用而没有定义：{word} ×{count}", "在术语表里写：- **{word}**：…"),
        ("frequent but undefined: {word} ×{count}", 'define it in a glossary: "- **{word}**: …"'),
    ),
    "term.conflict": (
        ("定义互不相干：{name}，{place}", "请改正一个，或给两个意思各取一个名字"),
        ("definitions in conflict: {name}, {place}", "correct one, or give the two meanings names of their own"),
    ),
    # people.yml and topics.yml
    "people.yaml": (("不是有效的 YAML", _PERSON_ZH), ("not valid YAML", _PERSON_EN)),
    "people.no_list": (("不是名单", _PERSON_ZH), ("not a list of persons", _PERSON_EN)),
    "people.names": (("没有两个可用的名字", _PERSON_ZH), ("not two usable names", _PERSON_EN)),
    "people.many": (
        ("太多，只读了 {most} 位", "请去掉一些"),
        ("only {most} persons were read", "leave out some"),
    ),
    "topics.yaml": (
        ("不是有效的 YAML", "请改正写法，可对照自带的分类表"),
        ("not valid YAML", "mend the syntax; see the shipped taxonomy"),
    ),
    "topics.no_list": (
        ("主题不是列表", "每个主题以 - id: name 开头"),
        ("topics are not a list", 'begin each topic with "- id: name"'),
    ),
    "topics.same": (
        ("主题重复：{topic}", "请合并，或改其中一个的名字"),
        ("duplicate topic: {topic}", "join the two, or rename one"),
    ),
    "topics.no_id": (
        ("主题没有可用的 id", "写 id: small-letters"),
        ("topic without a usable id", 'write "id: small-letters"'),
    ),
    "topics.field": (
        ("未知的字段：{key}", "可用 {keys}"),
        ("unknown field: {key}", "use {keys}"),
    ),
    "topics.words": (
        ("{kind} 不是列表", "写 {kind}: [词, word]"),
        ("{kind} is not a list", 'write "{kind}: [one, another word]"'),
    ),
    "topics.parent": (
        ("上级主题不存在：{parent}", "在 parent: 里写另一个主题，或不写"),
        ("unknown parent: {parent}", 'name another "parent:", or none'),
    ),
    "topics.circle": (
        ("主题互为上级：{line}", "在 parent: 里写另一个主题，或不写"),
        ("topics are each other's parents: {line}", 'name another "parent:", or none'),
    ),
    "topics.deep": (
        ("主题超过三层：{topic}", "在 parent: 里写另一个主题，或不写"),
        ("topics more than three deep: {topic}", 'name another "parent:", or none'),
    ),
    # How sources are read, in the configuration
    "sources.no_mapping": (
        ("不是「路径: 格式」的列表", '写 "digests/**": digest'),
        ("no mapping of globs to formats", 'write "digests/**": digest'),
    ),
    "sources.format": (
        ("不认识的格式：{format}", "可用 {formats}"),
        ("unknown format: {format}", "use one of {formats}"),
    ),
    "sources.options": (
        ("不认识的选项：{names}", "可用 format、level 和 boilerplate"),
        ("unknown option: {names}", "use format, level and boilerplate"),
    ),
    "sources.boilerplate": (
        ("boilerplate 只能是 keep：{value}", "写 boilerplate: keep"),
        ("boilerplate can only be keep: {value}", "write boilerplate: keep"),
    ),
    "sources.level": (
        ("level 不是 1 到 6 的数：{value}", "写 level: 2"),
        ("level is not a number from 1 to 6: {value}", "write level: 2"),
    ),
    # The search index, and questions put to it
    "index.missing": (("没有搜索索引", _REBUILD_ZH), ("no search index here", _REBUILD_EN)),
    "index.damaged": (("搜索索引已损坏", _REBUILD_ZH), ("damaged search index", _REBUILD_EN)),
    "index.version": (
        ("索引是另一版本 {version}，本程序读 {format}", _REBUILD_ZH),
        ("index format {version}, this program reads {format}", _REBUILD_EN),
    ),
    "search.no_engine": (
        ("没有安装，终端里搜不了；页面里的搜索不需要它", "pip install quickjs-ng（要有 C 编译器）"),
        (
            "not installed, so there is no search in a terminal; pages do without",
            "pip install quickjs-ng (it needs a compiler of C)",
        ),
    ),
    "index.not_found": (
        ("搜不到正文里的「{text}」", "请作为缺陷报告"),
        ("text of the page is not found by search: {text}", "report this as a defect"),
    ),
    "eval.case": (
        ("不是评测用例", '一行写一个 {{"qid": "1", "query": "…", "relevant": ["entry-id"]}}'),
        ("not an evaluation case", 'write {{"qid": "1", "query": "…", "relevant": ["entry-id"]}} on one line'),
    ),
    "lines.encoding": (
        ("第 {byte} 字节处不是 UTF-8", "请另存为 UTF-8"),
        ("not UTF-8 at byte {byte}", "save it as UTF-8"),
    ),
    "lines.json": (("不是 JSON：{why}", "每行写一个对象"), ("not JSON: {why}", "one object a line")),
    "lines.object": (
        ("不是对象", '写 {{"qid": "1", "query": "…"}}'),
        ("no object", 'write {{"qid": "1", "query": "…"}}'),
    ),
    "mcp.uninstalled": (
        ("没有安装 MCP 的软件包", "pip install 'ainotes-site[mcp]'"),
        ("the MCP package is missing", "pip install 'ainotes-site[mcp]'"),
    ),
    "command.use": (
        ("用法不对：{why}", '请看 "{program} --help"'),
        ("wrong use: {why}", 'see "{program} --help"'),
    ),
}
