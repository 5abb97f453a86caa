"""The command line's words: key → (Chinese, English)."""

COMMAND: dict[str, tuple[str, str]] = {
    "cli.about": (
        "把 git 里零散的 AI 笔记整理成可浏览、可搜索、可离线使用的静态知识库。",
        "Turn messy AI notes kept in git into a static knowledge base to browse, search and use offline.",
    ),
    "cli.epilog": (
        "每个命令都有自己的帮助：ainotes COMMAND --help。语言随知识库（lang: en）；AINOTES_LANG=en 总用英文。",
        "Each command has its own help: ainotes COMMAND --help. It speaks the language of the knowledge base (lang: en), or that of AINOTES_LANG.",
    ),
    "cli.commands": ("命令", "commands"),
    "cli.no_number": (
        "{written!r}：应是 {least} 到 {most} 的整数",
        "{written!r}: not a whole number from {least} to {most}",
    ),
    "cli.no_day": ("{written!r}：应是 YYYY-MM-DD", "{written!r}: not a date YYYY-MM-DD"),
    "cli.help": ("显示帮助后退出", "show this help and exit"),
    "cli.version": (
        "显示本程序及所用各包的版本后退出",
        "show the versions of the program and of what it uses, and exit",
    ),
    "cli.completion": ("输出 shell 的补全脚本后退出", "write the completion script for a shell and exit"),
    "cli.build": ("生成站点", "build the site"),
    "cli.build.about": (
        "读取笔记，生成站点。没有变化的部分取自缓存；新站点完成后才一次性替换旧站点。退出码：0 已生成，1 有问题而未发布（--strict）或没做成，2 用法不对。",
        "Read the notes and build the site. What has not changed comes from the cache; the new site takes the old "
        "one's place in one step when it is complete. Exit codes: 0 built, 1 not built, or not published because "
        "of problems (--strict), 2 wrong use.",
    ),
    "cli.serve": ("在本机预览，保存后自动刷新", "preview on this machine, refreshed on every save"),
    "cli.serve.about": (
        "生成站点并在 127.0.0.1 上提供预览；笔记一保存，浏览器里的页面就更新，问题显示在页面和终端里。退出码：130 用 Ctrl-C 结束，1 没做成，2 用法不对。",
        "Build the site and serve it on 127.0.0.1; saving a note updates the page in the browser, and problems "
        "show in the page and in the terminal. Exit codes: 130 ended by Ctrl-C, 1 not done, 2 wrong use.",
    ),
    "cli.init": ("新建一个可以直接生成的知识库", "make a new knowledge base, ready to build"),
    "cli.init.about": (
        "在 DIR 里写入 mkdocs.yml、README、.gitignore 和几种格式的示例笔记，或者（--from）为已有的笔记写一份合适的配置；"
        "可以加上自动发布的工作流。不覆盖已有文件。退出码：0 完成，1 没做成，2 用法不对。",
        "Write mkdocs.yml, a README, .gitignore and sample notes in several formats into DIR; or, with --from, the "
        "configuration that fits notes that exist. Workflows that publish can be added. Nothing that exists is overwritten. "
        "Exit codes: 0 done, 1 not done, 2 wrong use.",
    ),
    "cli.new": ("新建一条笔记", "start a note"),
    "cli.new.about": (
        "在同类笔记所在的文件夹里新建一条：note 自成一篇；video 是视频笔记；daily 写进当天的文件；term 在术语表里加一行。"
        "不覆盖已有的笔记。退出码：0 完成，1 没做成（例如已经有了），2 用法不对。",
        "Start a note in the folder where notes of its kind lie: note and video are files of their own; daily goes into the "
        "file of the day; term is a line of the glossary. Nothing that exists is overwritten. Exit codes: 0 done, 1 not done "
        "(it exists, for example), 2 wrong use.",
    ),
    "cli.export": (
        "带走：数据库、Obsidian 仓库、Anki 卡片、书、OpenSearch、Markdown 站点",
        "take it along: a database, a vault, flash cards, a book, OpenSearch, a site of plain Markdown",
    ),
    "cli.export.about": (
        "把发布的内容（不发布的绝不包含）写成别的程序用的格式，可以一次要几种。已有的文件不覆盖，除非加 --force。"
        "退出码：0 完成，1 没做成，2 用法不对。",
        "Write what is published, and nothing that is not, for other programs; several formats may be given. A file that exists "
        "is left unless --force is given. Exit codes: 0 done, 1 not done, 2 wrong use.",
    ),
    "cli.import": ("把别的程序导出的内容变成笔记", "turn what other programs export into notes"),
    "cli.import.about": (
        "读取 X（推特）存档和书签、Readwise、Cubox、flomo、微信公众号文章、Notion、Logseq、Pocket、Instapaper 和 OPML 的导出文件"
        "（zip、文件夹或单个文件），写成笔记：保留日期、链接、作者、标签和图片。不联网；已有的文件绝不改动；再运行一次只添加新的。"
        "最后列出没有导入的内容。退出码：0 完成，1 没做成（加 --strict 时，有内容没有导入也算），2 用法不对。",
        "Read exports (zip, folder or file) of X, its bookmarks, Readwise, Cubox, flomo, WeChat articles, Notion, Logseq, "
        "Pocket, Instapaper and OPML, and write notes: dates, links, authors, tags and pictures are kept. No network is asked; no "
        "file that exists is changed; run again, it adds only what is new. What was not imported is listed. Exit codes: 0 done, 1 "
        "not done (with --strict also where something was not imported), 2 wrong use.",
    ),
    "cli.doctor": ("看看知识库和站点缺什么", "say what a knowledge base and its site lack"),
    "cli.doctor.about": (
        "查看 git、配置、可选的软件包和生成好的站点（站内链接、主机的限制）。✓ 正常，· 建议，✗ 问题。退出码：0 没有问题，1 有问题，2 用法不对。",
        "Look at git, the configuration, optional packages, and the built site (links within it, limits of hosts). ✓ good, "
        "· advice, ✗ problem. Exit codes: 0 no problem, 1 problems, 2 wrong use.",
    ),
    "cli.parse": ("显示程序从文件里读出了什么", "show what is read from files"),
    "cli.parse.about": (
        "读取文件，列出条目、术语和略过的行。加 --json 时每行一个 JSON 对象，type 为 entry、term 或 skipped。退出码：0 完成，1 有文件读不了，2 用法不对。",
        "Read files and list their entries, terms and skipped lines. With --json one JSON object a line, whose "
        "type is entry, term or skipped. Exit codes: 0 done, 1 a file cannot be read, 2 wrong use.",
    ),
    "cli.audit": ("核对每一行的去向", "account for every line"),
    "cli.audit.about": (
        "逐个文件列出行数、条目、术语和各种原因略过的行。退出码：0 每行都有去向，1 有行下落不明，2 用法不对。",
        "List per file its lines, entries, terms and lines skipped by reason. Exit codes: 0 every line is accounted for, 1 some are not, 2 wrong use.",
    ),
    "cli.check": ("检查笔记里的问题", "find problems in the notes"),
    "cli.check.about": (
        "检查失效链接、未解析的维基链接、常用却没有定义的术语、重复条目、没有主题的条目等。退出码：0 完成，1 有问题（只在 --strict 时）或没做成，2 用法不对。",
        "Look for broken links, unresolved wikilinks, frequent terms without a definition, duplicates, entries "
        "without a topic, and more. Exit codes: 0 done, 1 problems (with --strict only) or not done, 2 wrong use.",
    ),
    "cli.search": ("在终端里搜索站点", "search a site in the terminal"),
    "cli.search.about": (
        '用站点自己的索引搜索，结果与网页一致。查询语法："短语"、-排除、OR、tag: topic: kind: author: before: after:。退出码：0 有结果，1 没有结果或没做成，2 用法不对。',
        'Search with the site\'s own index; the same hits as in the page. Query language: "phrase", -not, OR, tag: '
        "topic: kind: author: before: after:. Exit codes: 0 something was found, 1 nothing was, or not done, 2 "
        "wrong use.",
    ),
    "cli.index": ("只生成搜索索引", "make the search index alone"),
    "cli.index.about": (
        "读取笔记，把搜索索引写入 DIR/search，布局与站点相同，供 ainotes search --site DIR 使用。只替换以前由它写的索引。退出码：0 完成，1 有问题（只在 --strict "
        "时）或没做成，2 用法不对。",
        "Read notes and write the search index into DIR/search, laid out as in a site, for ainotes search --site "
        "DIR. Only an index that it wrote before is replaced. Exit codes: 0 done, 1 problems (with --strict only) "
        "or not done, 2 wrong use.",
    ),
    "cli.permalinks": ("记住每个发布过的网址", "remember every published address"),
    "cli.permalinks.about": (
        "列出 permalinks.tsv 里不再有页面的网址，以及它们通向哪里。--init 写下第一份；此后每次生成都会更新它，请提交到 git。退出码：0 完成，1 没有 permalinks.tsv "
        "或没做成，2 用法不对。",
        "List the addresses in permalinks.tsv that have no page any more, and where they lead. --init begins the "
        "file; each build keeps it up to date. Commit it. Exit codes: 0 done, 1 no permalinks.tsv or not done, 2 "
        "wrong use.",
    ),
    "permalinks.none": (
        "没有 {path}；用 ainotes permalinks --init 开始记录",
        "there is no {path}; begin one with: ainotes permalinks --init",
    ),
    "permalinks.count": (
        "{live} 个网址有页面，{moved} 个已转向",
        "addresses with a page: {live}, leading elsewhere: {moved}",
    ),
    "permalinks.gone": ("已不在", "gone"),
    "cli.option.begin-permalinks": (
        "笔记里还没有 permalinks.tsv 时写下第一份",
        "begin permalinks.tsv where the notes have none",
    ),
    "cli.mcp": ("让语言模型查阅知识库（MCP）", "let language models read the knowledge base (MCP)"),
    "cli.mcp.about": (
        "经标准输入输出提供 Model Context Protocol 服务，只读：search、read、browse、cite。先运行 ainotes build 才能搜索；笔记改动后重新启动才会读到。需要 "
        "pip install 'ainotes-site[mcp]'。退出码：0 客户端已断开，1 没做成，2 用法不对。",
        "Serve the Model Context Protocol over standard input and output, read-only: search, read, browse, cite. "
        "To search, run ainotes build first; notes are read when it starts. Needs pip install "
        "'ainotes-site[mcp]'. Exit codes: 0 the client has left, 1 not done, 2 wrong use.",
    ),
    "cli.eval": ("评测搜索质量", "measure search quality"),
    "cli.eval.about": (
        '读取 JSON Lines：{{"qid","query","relevant":[条目 id]}}，给出 MRR@10、recall@10 和零结果率。退出码：0 完成，1 没做成，2 用法不对。',
        'Read JSON Lines {{"qid","query","relevant":[entry ids]}} and give MRR@10, recall@10 and the zero-result '
        "rate. Exit codes: 0 done, 1 not done, 2 wrong use.",
    ),
    "cli.option.notes": (
        "笔记文件夹（默认取自配置文件，否则 notes）",
        "notes folder (default: as configured, else notes)",
    ),
    "cli.option.site-dir": (
        "站点文件夹（默认取自配置文件，否则 site）",
        "site folder (default: as configured, else site)",
    ),
    "cli.option.config-file": ("MkDocs 配置文件（默认 mkdocs.yml）", "MkDocs configuration (default: mkdocs.yml)"),
    "cli.option.strict": ("有任何问题就失败，退出码 1", "fail on any problem, with exit code 1"),
    "cli.option.workers": ("进程数（默认：处理器核数）", "number of processes (default: one per processor)"),
    "cli.option.explain-reading": (
        "说明文件为何这样切分、怎样换一种读法，条目为何归入这些主题",
        "say why a file is cut as it is, how to have it read otherwise, and why its entries have their topics",
    ),
    "cli.option.explain": ("说明每个文件为何重新生成", "say why each file was made again"),
    "cli.option.port": ("端口（默认 8000）", "port (default 8000)"),
    "cli.option.lang": (
        "新知识库的语言（默认同命令行）",
        "language of the new knowledge base (default: as the command line)",
    ),
    "cli.option.from": (
        "已有的笔记：查看一遍，写出合适的配置，不动笔记",
        "notes that exist: look them over and write the configuration that fits, touching no note",
    ),
    "cli.option.github-pages": ("写入发布到 GitHub Pages 的工作流", "write a workflow that publishes to GitHub Pages"),
    "cli.option.gitlab-pages": ("写入发布到 GitLab Pages 的配置", "write what publishes to GitLab Pages"),
    "cli.option.netlify": ("写入发布到 Netlify 的配置", "write what publishes to Netlify"),
    "cli.option.cloudflare": (
        "写入发布到 Cloudflare Pages 的工作流",
        "write a workflow that publishes to Cloudflare Pages",
    ),
    "cli.option.title": ("标题，或术语的名称", "the title, or the name of a term"),
    "cli.option.kind": ("种类（默认 note）", "kind (default: note)"),
    "cli.option.date": ("日期 YYYY-MM-DD（默认今天）", "date YYYY-MM-DD (default: today)"),
    "cli.option.text": ("正文，或术语的释义", "its text, or the definition of a term"),
    "cli.option.stale": (
        "改为列出该复查的笔记（前置信息里的 verified:、review:）",
        "list notes that are due for review instead (verified: and review: in front matter)",
    ),
    "cli.option.links": (
        "改为检查外部链接（要联网；每个网站一次一个请求，结果会缓存）",
        "check links to other sites instead (asks the network: one request at a time to a host; answers are cached)",
    ),
    "cli.option.sqlite": (
        "SQLite 数据库：条目、术语、主题、链接，带全文索引",
        "an SQLite database: entries, terms, topics, links, with a full-text index",
    ),
    "cli.option.obsidian": (
        "Obsidian 仓库，写进一个新文件夹：每个条目一篇笔记",
        "an Obsidian vault in a new folder: a note for each entry",
    ),
    "cli.option.anki": (
        "Anki 卡片（文本）：术语表，和标题是问句的条目",
        "Anki cards (text): the glossary, and entries whose title is a question",
    ),
    "cli.option.book": (
        "一本书：目录、按主题排的条目、术语表，图片在内；文件名以 .epub 结尾就是 EPUB 3，否则是一个可打印的 HTML 文件",
        "a book: contents, entries by topic, glossary, pictures inside; EPUB 3 where the name ends with .epub, else one HTML file "
        "that prints well",
    ),
    "cli.option.opensearch": (
        "OpenSearch：批量写入请求（NDJSON）和索引模板，写进一个新文件夹",
        "OpenSearch: bodies of bulk requests (NDJSON) and an index template, in a new folder",
    ),
    "cli.option.zensical": (
        "普通 Markdown 站点，写进一个新文件夹，用 Zensical 或 MkDocs 生成：条目、主题、术语各一页",
        "a site of plain Markdown in a new folder, for Zensical or MkDocs: a page for each entry, topic and term",
    ),
    "cli.option.topic": (
        "书里只收这个主题的条目，和其中提到的术语（id 或名称）",
        "have only the entries of this topic in the book, and the terms that they mention (id or name)",
    ),
    "cli.option.exports": ("导出的文件、压缩包或文件夹", "exported files, archives or folders"),
    "cli.option.import-from": ("导出的来源（默认看内容）", "what the export is from (default: by its content)"),
    "cli.option.into": (
        "笔记文件夹里的哪个文件夹（默认 imports/来源）",
        "folder in the notes (default: imports/FORMAT)",
    ),
    "cli.option.dry-run": ("只说会写什么，不写", "say what would be written, and write nothing"),
    "cli.option.import-private": (
        "导入的笔记不发布（private: true）",
        "imported notes are not published (private: true)",
    ),
    "cli.option.import-strict": ("有内容没有导入就以 1 退出", "exit with 1 where something was not imported"),
    "cli.option.force": ("覆盖已有的文件", "replace a file that exists"),
    "cli.option.folder": ("新知识库的文件夹", "folder of the new knowledge base"),
    "cli.option.files": ("要读取的文件", "files to read"),
    "cli.option.paths": ("文件或文件夹（默认为笔记文件夹）", "files or folders (default: the notes folder)"),
    "cli.option.private": ("只列出不发布的文件", "list only the files that are not published"),
    "cli.option.json": ("输出 JSON", "print JSON"),
    "cli.option.site": ("站点文件夹（默认 site）", "site folder (default: site)"),
    "cli.option.query": ("要搜索的词句", "what to search for"),
    "cli.option.limit": (
        "最多几条结果（默认 10，--batch 时 100）",
        "number of hits at most (default 10; 100 with --batch)",
    ),
    "cli.option.literal": ("只按字面搜索，不用同义名称", "search literally, without equivalent names"),
    "cli.option.batch": (
        '读取 JSON Lines：{{"qid","query"}}，写出 {{"qid","ids","ms"}}',
        'read JSON Lines {{"qid","query"}}, write {{"qid","ids","ms"}}',
    ),
    "cli.option.out": ("索引写入的文件夹", "folder that the index is written into"),
    "cli.option.file": ("评测文件（JSON Lines）", "evaluation file (JSON Lines)"),
    "reference.title": ("命令", "Commands"),
    "reference.made": (
        "本页由 `python -m ainotes_site.cli.reference {language} > {page}` 生成，内容就是 `ainotes --help` 和各命令的 `--help`。"
        "输出的语言随知识库的 `lang`，帮助是中文；设 `AINOTES_LANG=en` 则都是英文。",
        "Made by `python -m ainotes_site.cli.reference {language} > {page}`: what `ainotes --help` and the `--help` of each command "
        "say. They speak the language of the knowledge base (`lang: en`), and their help Chinese, unless `AINOTES_LANG` is set.",
    ),
    "reference.option": ("选项", "option"),
    "reference.meaning": ("含义", "meaning"),
    "interrupted.nothing": ("已中断，没有改动任何文件。", "Interrupted; no file was changed."),
    "interrupted.unpublished": (
        "已中断：站点保持原样，再运行一次就会生成。",
        "Interrupted: the site is as it was; run the command again to build it.",
    ),
    "interrupted.published": (
        "已中断：新站点已经完整发布。",
        "Interrupted: the new site had been published already and is complete.",
    ),
    "interrupted.build": (
        "已中断：站点是完整的，是原来的或新的那个；再运行一次就是新的。",
        "Interrupted: the site is whole, the old one or the new one; run the command again for the new one.",
    ),
    "interrupted.serve": (
        "预览已结束；站点是最后一次完成的生成。",
        "The preview has ended; the site is as the last complete build left it.",
    ),
    "interrupted.init": (
        "已中断：写好的文件都是完整的，再运行一次会补上其余的。",
        "Interrupted: the files that are there are whole; run the command again for the others.",
    ),
    "interrupted.import": (
        "已中断：写好的笔记都是完整的，再运行一次会补上其余的。",
        "Interrupted: the notes that are there are whole; run the command again for the others.",
    ),
    "interrupted.index": (
        "已中断：索引是完整的，是原来的或新的那个；再运行一次就是新的。",
        "Interrupted: the index is whole, the old one or the new one; run the command again for the new one.",
    ),
    "build.waiting": ("另一个生成正在进行，等它结束……", "another build is running; waiting for it to end ..."),
    "build.unchanged": ("没有变化，站点保持原样。", "Nothing has changed; the site is as it was."),
    "build.summary": (
        "读取 {sources} 个文件（新读 {read}）：{entries} 个条目（重编译 {compiled}），{terms} 个术语；站点 {files} 个文件，写入 {written}。",
        "{sources} files read ({read} anew): {entries} entries ({compiled} compiled), {terms} terms; {files} files in "
        "the site, {written} written.",
    ),
    "build.no_entries": (
        '这些文件里没有一个条目。哪些文件是笔记，由 mkdocs.yml 里 ainotes/entries 的 notes: 说了算，例如 notes: ["**"]；'
        "每个文件怎样读的，见 ainotes audit --explain。",
        "None of these files has an entry. Which files are notes is said by notes: below ainotes/entries in mkdocs.yml, for "
        'example notes: ["**"]; how each is read is said by: ainotes audit --explain',
    ),
    "build.times": ("用时 {total:.2f} 秒：{stages}", "{total:.2f} s: {stages}"),
    "build.open": ("打开 {path}", "Open {path}"),
    "build.problems": ("{count} 个问题：", "{count} problem:|{count} problems:"),
    "build.remarks": ("{count} 个问题，{remarks} 条备注：", "{count} problems, {remarks} remarks:"),
    "problems.cause": (
        "{message}：{count} 处：{places}{more}；{hint}",
        "{message}: {count} places: {places}{more}; {hint}",
    ),
    "problems.more": ("……", ", ..."),
    "problems.file": (
        "{place}: {message}；这个文件里还有 {count} 处同类问题（行：{lines}{more}）；{hint}",
        "{place}: {message}; {count} more like it in this file (lines: {lines}{more}); {hint}",
    ),
    "problems.rest": (
        "……同类问题还有 {count} 处，在 {files} 个文件里；要逐条列出：ainotes check 文件或文件夹",
        "... {count} more like these (files: {files}); to list them one by one: ainotes check PATH",
    ),
    "build.strict": (
        "有 {count} 个问题，按 --strict 未发布；旧站点保持原样。",
        "{count} problem; nothing was published under --strict, the old site is as it was."
        "|{count} problems; nothing was published under --strict, the old site is as it was.",
    ),
    "build.unlinked": (
        "有 {count} 个类型不明的文件没有笔记链接到，未发布：{first} 等；要发布就列入 mkdocs.yml 的 static:，全部见 --explain。",
        "{count} files of unknown types are linked to by no note and not published: {first} …; list them under static: in "
        "mkdocs.yml to publish them; --explain names all.",
    ),
    "build.unlinked_file": ("没有笔记链接到，未发布", "no note links to it, not published"),
    "build.shallow": (
        "这是浅克隆，没有历史：没写日期的笔记不会从 git 得到日期；要日期请取全部历史（fetch-depth: 0）。",
        "A shallow clone has no history: notes that state no date get none from git; fetch all of it (fetch-depth: 0).",
    ),
    "build.missing": (
        "有 {count} 张外站图片没有取到，页面上换成了指向原图的链接；原因见 ainotes build --explain。",
        "{count} image on another host could not be fetched, pages link to it instead; see ainotes build --explain."
        "|{count} images on other hosts could not be fetched, pages link to them instead; see ainotes build --explain.",
    ),
    "missing.address": ("地址不是网址", "not the address of a web server"),
    "missing.private": ("地址在本机或内网，不予访问", "an address of this machine or its network, not asked"),
    "missing.unreachable": ("连不上", "no connection"),
    "missing.slow": ("超过时限", "took too long"),
    "missing.busy": ("服务器说现在不行", "the server said: not now"),
    "missing.missing": ("服务器说没有", "the server does not give it"),
    "missing.redirects": ("跳转太多", "too many redirects"),
    "missing.type": ("不是 PNG、JPEG、GIF、WebP 或 AVIF", "no PNG, JPEG, GIF, WebP or AVIF"),
    "missing.large": ("太大", "too large"),
    "missing.skipped": ("主机没有回应或时间已到，没有再试", "not tried: its host does not answer, or time was up"),
    "stage.theme": ("外观", "chrome"),
    "stage.scan": ("扫描", "scan"),
    "stage.read": ("读取", "read"),
    "stage.dates": ("日期", "dates"),
    "stage.catalogue": ("编目", "catalogue"),
    "stage.compile": ("编译", "compile"),
    "stage.relate": ("关联", "relate"),
    "stage.images": ("图片", "images"),
    "stage.pages": ("页面", "pages"),
    "stage.search": ("索引", "index"),
    "stage.publish": ("发布", "publish"),
    "reason.new": ("新文件", "new"),
    "reason.changed": ("内容来源有变", "what it is made from has changed"),
    "reason.parts": ("有变：{parts}", "changed: {parts}"),
    "reason.join": ("、", ", "),
    "part.frame": ("页面外框或程序版本", "page frame or program version"),
    "part.site": ("设置或主题分类", "settings or taxonomy"),
    "part.self": ("内容本身", "its own content"),
    "part.place": ("在来源中的位置", "place in the source"),
    "part.topics": ("主题", "topics"),
    "part.terms": ("术语", "terms"),
    "part.backlinks": ("引用它的条目", "entries that link here"),
    "part.related": ("相关条目", "related entries"),
    "part.neighbours": ("前后条目", "entries before and after"),
    "part.duplicates": ("近似重复的条目", "near-duplicates"),
    "part.entries": ("列出的条目", "entries that it lists"),
    "part.people": ("作者", "people"),
    "reason.damaged": ("站点里的文件被改动过", "the file in the site had been altered"),
    "found.none": ("没有结果。", "Nothing found."),
    "found.card": ("【{name}】{definition}", "[{name}] {definition}"),
    "found.count": ("共 {total} 条", "{total} hit|{total} hits"),
    "ledger.line": (
        "{path}：{lines} 行，{entries} 个条目，{terms} 个术语，略过 {skipped}",
        "{path}: lines {lines}, entries {entries}, terms {terms}, skipped {skipped}",
    ),
    "reading.chosen": (
        "{path}：读作 {format}（{name}），{reason}",
        "{path}: read as {format} ({name}), {reason}",
    ),
    "reading.declared.front": ("文件自己声明", "as the file declares"),
    "reading.declared.rule": ("配置里声明", "as the configuration declares"),
    "reading.scored": ("得分最高", "by the highest score"),
    "reading.ordinary": (
        "{path}：网页，由 MkDocs 生成：mkdocs.yml 的 notes: 没有把它列为笔记，或者 pages:、nav: 把它列为网页",
        "{path}: a page for MkDocs: notes: in mkdocs.yml does not name it as a note, or pages: or nav: name it as a page",
    ),
    "reading.one": ("一篇笔记：0 分", "one note: score 0"),
    "reading.proposal": ("{format}{level}：{pieces} 段，{score} 分", "{format}{level}: {pieces} pieces, score {score}"),
    "reading.level": ("（{level} 级标题）", " (headings of level {level})"),
    "reading.evidence": ("    {value}  {name}", "    {value}  {name}"),
    "reading.topics": ("  第 {line} 行《{title}》的主题：", "  topics of “{title}”, line {line}:"),
    "reading.otherwise": (
        "要换一种读法，在 mkdocs.yml 的 ainotes/entries 下写：",
        "to have it read otherwise, write below ainotes/entries in mkdocs.yml:",
    ),
    "ledger.lost": ("{path}:{line}：这一行下落不明", "{path}:{line}: unaccounted for"),
    "check.asked": ("已问 {done}/{total} 个链接", "{done} of {total} links asked"),
    "check.links": (
        "共 {total} 个外部链接，{unsure} 个问不出结果（服务器拒绝、繁忙或不公开）。",
        "{total} links to other sites; {unsure} could not be told (refused, busy, or not public).",
    ),
    "check.clean": ("没有问题。", "No problems."),
    "serve.at": ("预览：{url}（Ctrl-C 结束）", "Preview: {url} (Ctrl-C ends)"),
    "serve.problems": ("{total} 个问题", "{total} problem|{total} problems"),
    "serve.close": ("关闭", "Close"),
    "serve.rebuilt": ("{seconds:.2f} 秒后更新", "updated in {seconds:.2f} s"),
    "eval.line": (
        "{queries} 个查询：MRR@10 {mrr:.3f}，recall@10 {recall:.3f}，零结果率 {zero:.3f}",
        "{queries} queries: MRR@10 {mrr:.3f}, recall@10 {recall:.3f}, zero-result rate {zero:.3f}",
    ),
}
