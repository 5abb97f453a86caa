"""The search's words, in pages and terminal: key → (Chinese, English)."""

SEARCH: dict[str, tuple[str, str]] = {
    # The box
    "search.title": ("搜索笔记", "Search the notes"),
    "search.placeholder": ("搜索词语、问题、拼音……", "Search words, questions, pinyin…"),
    "search.clear": ("清空", "Clear"),
    "search.close": ("关闭", "Close"),
    "search.hits": ("搜索结果", "Results"),
    "search.aliases": ("又称 {names}", "Also: {names}"),
    "search.total": ("{total} 条结果", "{total} result|{total} results"),
    "search.more": ("再显示 {count} 条", "Show {count} more"),
    "search.page": ("在搜索页打开", "Open the search page"),
    "search.key.move": ("选择", "move"),
    "search.key.open": ("打开", "open"),
    "search.key.tab": ("新标签页", "new tab"),
    "search.key.close": ("关闭", "close"),
    "search.date.unknown": ("无日期", "undated"),
    # Kinds
    "guest.no_notes": (
        'ainotes/entries：没有文件是笔记，原有的页面照旧，多出的只是空的概览；用 notes: ["notes/**"] 指明，整个站点都是笔记则写 use_directory_urls: false',
        "ainotes/entries: no file is a note: the pages stay as they are, and empty overviews are added; name the "
        'notes with notes: ["notes/**"], or, where the whole site is notes, say use_directory_urls: false',
    ),
    "guest.all_notes": (
        "ainotes/entries：use_directory_urls 是关的，又没有 notes:，所以除了 nav: 和 pages: 写明的页面，全部 Markdown 文件都是笔记；"
        '只有一部分是笔记时，用 notes: ["notes/**"] 指明；全部都是，就写 notes: ["**"]',
        "ainotes/entries: use_directory_urls is off and there is no notes:, so all Markdown files are notes but the pages that nav: "
        'and pages: name; where some are notes only, name them with notes: ["notes/**"], where all are, say notes: ["**"]',
    ),
    "guest.i18n": (
        'ainotes/entries：整个站点都是笔记时不能与 i18n 一起用；用 notes: ["notes/**"] 指明哪些是笔记',
        'ainotes/entries: a site that is all notes cannot have i18n; name the notes with notes: ["notes/**"]',
    ),
    "guest.no_topics": ("还没有页面写了 tags", "No page has tags yet"),
    "guest.topics": (
        "ainotes/topics：{count} 个主题，列在 {page}；要放进导航，就在 nav: 里写上它",
        "ainotes/topics: one topic, listed in {page}; name that in nav: to have it in the navigation|ainotes/topics: {count} "
        "topics, listed in {page}; name that in nav: to have it in the navigation",
    ),
    "guest.topics_taken": (
        "ainotes/topics：站点已有“{folder}”这一页；用 folder: 给主题页换个文件夹",
        'ainotes/topics: the site has a page "{folder}" already; choose another folder for topics with folder:',
    ),
    "guest.no_glossary": (
        'ainotes/glossary：没有页面符合 files：{files}；把术语表写成一页，或用 files: ["words.md"] 指明是哪一页',
        'ainotes/glossary: no page matches files: {files}; write a glossary page, or name it with files: ["words.md"]',
    ),
    "guest.no_terms": (
        "ainotes/glossary：{files} 里没有读出术语；每条写成“- **术语**：解释”，或写成两列的表格",
        'ainotes/glossary: no term was read in {files}; write each as "- **term**: meaning", or a table of two columns',
    ),
    "guest.theirs": (
        "ainotes/search 取代了主题自带的搜索框；可从 plugins 里删去 search",
        'ainotes/search takes the place of the theme\'s search box; "search" can go from plugins',
    ),
    "search.kind.note": ("笔记", "Note"),
    "search.kind.video": ("视频", "Video"),
    "search.kind.post": ("帖子", "Post"),
    "search.kind.article": ("文章", "Article"),
    "search.kind.bookmark": ("书签", "Bookmark"),
    "search.kind.page": ("页面", "Page"),
    "search.kind.term": ("术语", "Term"),
    "search.kind.person": ("人物", "Person"),
    # Filters
    "search.filters": ("筛选", "Filters"),
    "search.filters.clear": ("去掉筛选", "Remove filters"),
    "search.filters.all": ("全部 {count} 项", "All {count}"),
    "search.filters.fewer": ("收起", "Fewer"),
    "search.filter.kind": ("类型", "Kind"),
    "search.filter.topic": ("主题", "Topic"),
    "search.filter.tag": ("标签", "Tag"),
    "search.filter.year": ("年份", "Year"),
    "search.filter.count": ("{name}，{count} 条", "{name}, {count} result|{name}, {count} results"),
    # What the engine remarks
    "search.suggest": ("您是不是要找：", "Did you mean: "),
    "search.dated": ("只看这个时间的笔记：", "Only notes of that time: "),
    "search.synonyms.used": ("也搜了：{names}", "Also searched for: {names}"),
    "search.synonyms.off": ("只按字面搜", "Search literally"),
    "search.synonyms.are_off": ("只按字面搜索，没有用同义词", "Searching literally, without synonyms"),
    "search.synonyms.on": ("也搜同义词", "Use synonyms"),
    "search.remark.truncated": (
        "查询太长，只看了前 {limit} 个字",
        "The query is long; its first {limit} characters were read",
    ),
    "search.remark.literal": ("没有看懂 {text}，按字面搜索了", "{text} was not understood and is searched literally"),
    "search.remark.spaced": (
        "「{text}」当作筛选条件了；要找这几个字，请加引号",
        "“{text}” was taken as a filter; put it in quotation marks to search for the words",
    ),
    "search.remark.unclosed": ("引号没有成对：{text}", "A quotation mark is missing: {text}"),
    "search.remark.only-excluded": (
        "只有要排除的词，没有要找的词，所以找了 {text}",
        "There was only something to exclude, so it was searched for: {text}",
    ),
    "search.remark.absent": (
        "笔记里没有「{text}」，结果来自查询里其余的词",
        "“{text}” is nowhere in the notes; the results are for the rest of the query",
    ),
    "search.remark.apart": (
        "笔记里没有「{text}」，结果里只有它的一部分",
        "“{text}” is nowhere in the notes; the results have only parts of it",
    ),
    "search.remark.meant": ("也许你想找：{names}", "Perhaps you are looking for: {names}"),
    "search.remark.dated": ("「{date}」的笔记排在前面", "Notes of “{date}” come first"),
    "search.remark.read": ("「{text}」当作拼音，找了：{words}", "“{text}” was read as pinyin for: {words}"),
    "search.remark.no-words": ("查询里没有可以搜索的字", "There is nothing in the query to search for"),
    "search.remark.phrase-loosened": (
        "「{text}」没有原样出现过，按分开的词搜索了",
        "“{text}” does not occur as written; its words were searched for",
    ),
    "search.remark.damaged": (
        "索引有缺损，结果可能不全：{files}。请重新生成网站。",
        "Part of the index is missing or damaged, so results may be incomplete: {files}. Build the site again.",
    ),
    "search.remark.unloaded": (
        "索引有一部分没有加载到，结果可能不全：{files}。请检查网络后再搜一次。",
        "Part of the index could not be loaded, so results may be incomplete: {files}. "
        "Check the connection and search again.",
    ),
    "search.remark.outdated": (
        "网站更新过了，这一页还是旧的，结果可能不全。请刷新页面。",
        "The site has been updated since this page was opened, so results may be incomplete. Reload the page.",
    ),
    "search.remark.stopped": (
        "这个查询费时太久，已经停下；请写得短一些",
        "This query took too long and was stopped; make it shorter",
    ),
    "search.failed": (
        "搜索没有完成：{reason}。请刷新页面；如果仍然不行，请重新生成网站。",
        "The search did not finish: {reason}. Reload the page; if that does not help, build the site again.",
    ),
    # Nothing found
    "search.empty": ("没有找到「{query}」", "Nothing found for “{query}”"),
    "search.empty.filtered": (
        "在所选的筛选条件下没有结果。",
        "Nothing matches with the filters that are on.",
    ),
    "search.empty.tried": (
        "已经试过：原文、分开的每个词、繁简体、全半角、拼音和少量错字。",
        "Tried: the text as typed, each word of it, traditional and simplified script, full and half width, pinyin, "
        "and small typos.",
    ),
    "search.empty.tried.synonyms": (
        "也试过术语表里的同义词和另一种语言的名称。",
        "Synonyms from the glossary and names in the other language were tried too.",
    ),
    "search.empty.help.words": ("少用几个词，或只留最要紧的那个", "Use fewer words, or only the one that matters most"),
    "search.empty.help.language": (
        "换一种说法或语言，例如「幻觉」或「hallucination」",
        "Say it another way: “hallucination” or “made-up facts”",
    ),
    "search.empty.help.quotes": ("去掉引号和减号", "Drop quotation marks and minus signs"),
    "search.empty.help.browse": ("从这里找：", "Browse instead: "),
    "search.empty.topics": ("主题", "Topics"),
    "search.empty.glossary": ("术语表", "Glossary"),
    "search.empty.timeline": ("时间线", "Timeline"),
    # Before anything is typed
    "search.recent": ("最近的搜索", "Recent searches"),
    "search.recent.clear": ("清除记录", "Clear history"),
    "search.recent.note": ("只保存在这台设备上", "Kept on this device only"),
    "search.start": (
        "输入几个字就开始搜索。中文、英文、拼音、首字母都可以。",
        "Start typing: Chinese, English, pinyin or pinyin initials.",
    ),
    # Help
    "search.help": ("搜索语法", "Search syntax"),
    "search.example.words": ("注意力 transformer", "attention transformer"),
    "search.example.phrase": ('"自注意力机制"', '"self-attention"'),
    "search.example.exclude": ("微调 -LoRA", "fine-tuning -LoRA"),
    "search.example.or": ("蒸馏 OR 量化", "distillation OR quantization"),
    "search.example.tag": ("tag:开源", "tag:open-source"),
    "search.help.words": (
        "词语之间用空格，也可以直接写一句话；缺词的结果排在后面，但不会消失",
        "Words, or a whole question; a result that lacks a word comes later but stays",
    ),
    "search.help.phrase": ("引号里的话必须原样出现", "What is in quotation marks must occur as written"),
    "search.help.exclude": ("减号后面的词不能出现", "The word after the minus must not occur"),
    "search.help.or": ("两者有一个就行，OR 要大写", "Either of the two; OR in capitals"),
    "search.help.pinyin": ("拼音或首字母找中文", "Pinyin or initials find Chinese words"),
    "search.help.tag": ("只看有这个标签的", "Only what has this tag"),
    "search.help.topic": (
        "只看这个主题，写编号；点筛选里的主题会自动写上",
        "Only this topic, by id; the topic filters write it for you",
    ),
    "search.help.kind": (
        "只看一种：note 笔记、video 视频、post 帖子、article 文章、bookmark 书签、term 术语",
        "Only one kind: note, video, post, article, bookmark or term",
    ),
    "search.help.author": ("只看这位作者，写名字或账号", "Only this author, by name or handle"),
    "search.help.before": ("只看这个日期以前的；写年、年月或年月日", "Only from before this date: year, month or day"),
    "search.help.after": ("只看从这个日期起的；写年、年月或年月日", "Only from this date on: year, month or day"),
    "search.help.not": ("条件前加减号就是排除", "A minus before a condition turns it round"),
    "search.help.literal": (
        "看不懂的写法按字面搜索，并且会说明。",
        "What cannot be understood is searched for literally, and a remark says so.",
    ),
    "search.help.keys": ("按键", "Keys"),
    "search.help.key.open": ("在任何页面打开搜索", "open search on any page"),
    "search.help.key.move": ("上一条、下一条", "previous and next result"),
    "search.help.key.enter": ("打开选中的结果", "open the selected result"),
    "search.help.key.tab": ("在新标签页打开", "open it in a new tab"),
    "search.help.key.escape": ("关闭", "close"),
    # On the page one lands on
    "search.highlight.count": (
        "标出了 {count} 处：{words}",
        "{count} match marked: {words}|{count} matches marked: {words}",
    ),
    "search.highlight.next": ("下一处", "Next"),
    "search.highlight.clear": ("清除高亮", "Clear highlights"),
    # The whole site on the device
    "search.separator": ("、", ", "),
    "search.offline.open": ("离线使用", "Use offline"),
    "search.failed.offline": (
        "没有网络，搜索还没有在这台设备上。连上网后再搜一次。",
        "There is no network, and the search is not on this device yet. Search again when you are online.",
    ),
    "search.offline.why": (
        "把整个网站保存到这台设备，没有网络也能看、能搜。网站更新以后，只下载变了的文件。",
        "Keep the whole site on this device, to read and search it without a network. "
        "When the site changes, only what changed is fetched.",
    ),
    "search.offline.asking": ("正在计算大小……", "Measuring…"),
    "search.offline.keep": ("保存全站（{files} 个文件，{size}）", "Keep the whole site ({files} files, {size})"),
    "search.offline.keeping": ("已保存 {done} / {total} 个文件", "{done} of {total} files kept"),
    "search.offline.kept": ("全站已保存在这台设备上", "The whole site is kept on this device"),
    "search.offline.drop": ("删除保存的内容", "Remove it from this device"),
    "search.offline.dropped": ("已删除保存的内容", "Removed from this device"),
    "search.offline.failed": (
        "没有保存完：{reason}。再试一次会从断开的地方继续。",
        "Not everything was kept: {reason}. Trying again goes on from there.",
    ),
    "search.offline.full": ("这台设备的空间不够", "there is not enough room on this device"),
}
