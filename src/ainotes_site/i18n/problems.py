"""Problems in notes and errors that end a command: key → fact and next step in Chinese, and in English."""

from __future__ import annotations

from ainotes_site.i18n.note_problems import NOTE_PROBLEMS

Words = tuple[tuple[str, str], tuple[str, str]]

_OTHER_SITE = "用 --site-dir 或 site_dir 另选一个文件夹（索引用 --out）"
_ANOTHER = "name another folder with --site-dir or site_dir (of an index: --out)"
_INSIDE = "用 --site-dir 选它里面的文件夹"
_INSIDE_IT = "name a folder inside it with --site-dir"
_MOVE = "请移到别处，再生成一次"
_MOVE_IT = "move it to another place, then build again"
_RIGHTS = "请检查它和所在文件夹的权限"
_CHECK_RIGHTS = "check the permissions of it and of its folder"
_ROOM = "请腾出空间再运行一次；站点保持原样"
_MAKE_ROOM = "make room; the site is as it was, then run the command again"

PROBLEMS: dict[str, Words] = {
    **NOTE_PROBLEMS,
    # Pages of the site
    "page.unpublished": (
        ("链接的笔记 {note} 没有发布", "发布这篇笔记，或从页面里去掉链接"),
        ("links to the note {note}, which is not published", "publish the note or take the link out of the page"),
    ),
    # Addresses that last
    "permalinks.lines": (
        ("{count} 行读不懂，本次没有改写这个文件", "请改正或删去这些行（没有合并完的冲突也会这样）"),
        (
            "lines that cannot be read: {count}; the file is not written",
            "mend or remove them (an unfinished merge looks so)",
        ),
    ),
    "redirect.path": (
        ("redirect_from 里的 {path} 不能用，或别的文件已经用了", "写站内路径，例如 /old/name/"),
        (
            "redirect_from: {path} cannot be used, or another file has it",
            "write a path in the site, such as /old/name/",
        ),
    ),
    "redirect.clash": (
        ("redirect_from 里的 {path} 已经有页面，未改写", "请去掉这一行"),
        ("redirect_from: {path} is a page of the site and was left alone", "remove it"),
    ),
    "permalinks.taken": (
        ("id {id} 是另一个条目的地址，改用 {address}", "请换一个 id"),
        ("the id {id} is the address of another entry; this one has {address}", "choose another id"),
    ),
    # What lies in the notes folder
    "scan.no_folder": (
        ("笔记文件夹不存在", "用 --notes DIR 指定笔记，或用 ainotes init DIR 新建"),
        ("the notes folder does not exist", "name the notes with --notes DIR, or make them with: ainotes init DIR"),
    ),
    "scan.not_folder": (
        ("不是文件夹", "用 --notes DIR 指定笔记，或用 ainotes init DIR 新建"),
        ("not a folder", "name the notes with --notes DIR, or make them with: ainotes init DIR"),
    ),
    "scan.listing": (
        ("文件夹打不开：{why}", "请检查权限"),
        ("the folder cannot be listed: {why}", "check its permissions"),
    ),
    "scan.name": (
        ("文件名不是 UTF-8，未读", "请改文件名"),
        ("a file name that is not UTF-8, not read", "rename the file"),
    ),
    "scan.outside": (
        ("链接指向笔记文件夹之外，未读", "请把文件复制到笔记里"),
        ("a link out of the notes folder, not read", "copy the file into the notes"),
    ),
    "scan.unreadable": (
        ("读不了：{why}", "请检查这个文件和它的权限"),
        ("cannot be read: {why}", "check the file and its permissions"),
    ),
    "scan.no_file": (
        ("不是普通文件（文件夹的链接、管道、设备之类），未读", "请从笔记里移走"),
        ("a link to a folder, a pipe, a device or the like, not read", "move it out of the notes"),
    ),
    "scan.large": (
        (
            "文件有 {size} MB，超过上限 {most} MB，未读",
            "请拆成几个文件；不是笔记就移走，或在 mkdocs.yml 里用 exclude: 排除",
        ),
        (
            "a file of {size} MB, above the bound of {most} MB, not read",
            "split it into several files; if it is no note, move it away or list it under exclude: in mkdocs.yml",
        ),
    ),
    "scan.changed": (("正在构建时被改动", "请再生成一次"), ("changed while the site was built", "build again")),
    "scan.active": (
        (
            "浏览器会运行其中的内容或向别处取用，或者无法检查，未发布{others}",
            "信得过的话，在 mkdocs.yml 里 ainotes/entries 的 static: 下列出",
        ),
        (
            "a browser would run it or fetch from elsewhere, or it cannot be checked; not published{others}",
            "if you trust it, list it under static: of ainotes/entries in mkdocs.yml",
        ),
    ),
    "scan.device_name": (
        ("Windows 上不能有这样的文件名", "请改文件名"),
        ("a name that files cannot have on Windows", "rename the file"),
    ),
    "scan.twins": (
        ("与 {other} 只差大小写或 Unicode 写法", "请改其中一个的名字：在 Windows 和 macOS 上它们是同一个文件"),
        (
            "differs from {other} only in case or Unicode form",
            "rename one of the two: on Windows and macOS they are one file",
        ),
    ),
    "assets.collision": (
        ("站点自己的文件占着这个位置，未发布：{generated}", "请改文件名，或移到别的文件夹"),
        ("not published: the site's own file is there: {generated}", "rename the file, or move it to another folder"),
    ),
    # What a note says of itself, and how much of it is read
    "reading.page": (
        (
            "笔记不能自称网页，按笔记读",
            "在 mkdocs.yml 里 ainotes/entries 的 pages: 下列出，或去掉 format: page",
        ),
        (
            "a note cannot make itself a trusted page; read as a note",
            "list it under pages: of ainotes/entries in mkdocs.yml, or leave format: page out",
        ),
    ),
    "reading.format": (
        ("不认识的 format，按内容判断", "可写 {formats}；也可以不写 format"),
        ("an unknown format, told by the content instead", "use one of {formats}, or leave format out"),
    ),
    "reading.id": (
        ("id 不能用作网址，改用文件名", "只用小写字母、数字、点、连字符和下划线"),
        (
            "an id that cannot be an address; the name of the file is used",
            "use lower-case letters, digits, dots, hyphens and underscores",
        ),
    ),
    "topics.unknown": (
        ("topics 里有分类表没有的主题，未采用", "用分类表里的 id，或写进 topics.yml；只作标签请写在 tags"),
        (
            "topics that the taxonomy does not have are not used",
            "use ids of the taxonomy, add them to topics.yml, or write them as tags",
        ),
    ),
    "reading.long": (
        ("文件超过 {most} 个字符，从这一行起未读", "请拆成几个文件"),
        ("a file of more than {most} characters, not read from here on", "split it into several files"),
    ),
    "reading.values": (
        ("{name} 有 {count} 个，只读了前 {most} 个", "请少写一些 {name}"),
        ("{count} {name}, only the first {most} are read", "keep fewer {name}"),
    ),
    "compile.long": (
        ("条目超过 {most} 行，从这一行起未显示", "请拆成几个文件"),
        ("an entry of more than {most} lines, not shown from here on", "split it into several files"),
    ),
    "compile.paragraph": (
        ("段落过长，未作解析", "请分段，数据请放进代码块"),
        ("a paragraph too long to parse", "break it into paragraphs, or put data into a fence"),
    ),
    "link.scheme": (
        ("链接协议不受支持：{scheme}", "请用 http、https 或 mailto"),
        ("unsupported link scheme: {scheme}", "use http, https or mailto"),
    ),
    "link.outside": (
        ("链接指向笔记目录之外：{url}", "请链接到目录里的文件"),
        ("the link leaves the notes folder: {url}", "link to a file inside it"),
    ),
    "image.address": (
        ("图片地址不受支持：{url}", "请用文件或 https 地址"),
        ("unsupported image address: {url}", "use a file or an https address"),
    ),
    "image.outside": (
        ("图片在笔记目录之外：{url}", "请移到目录里"),
        ("the image is outside the notes folder: {url}", "move it into the folder"),
    ),
    "yaml.long": (
        ("超过 {most} 个字符，未读", "请缩短它"),
        ("more than {most} characters, not read", "shorten it"),
    ),
    "yaml.merges": (
        ("用了合并键（<<），未读", "请把各项写全"),
        ("merges mappings with <<, not read", "write the values out"),
    ),
    # Where a site may not lie
    "site.loop": (("链接绕成一圈", _OTHER_SITE), ("links in a circle", _ANOTHER)),
    "site.notes": (
        (
            "站点与笔记一个在另一个里面",
            "用 --site-dir 或 site_dir（索引用 --out）选笔记之外的文件夹，或隐藏的文件夹（.site）",
        ),
        (
            "site and notes lie in each other",
            "name a folder outside the notes with --site-dir or site_dir (of an index: --out), or a hidden one (.site)",
        ),
    ),
    "site.root": (
        ("站点文件夹是文件系统的根", _OTHER_SITE),
        ("the site folder is the root of the file system", _ANOTHER),
    ),
    "site.home": (
        ("站点文件夹就是主目录，或包含它", _OTHER_SITE),
        ("the site folder is or holds your home folder", _ANOTHER),
    ),
    "site.configuration": (
        ("站点文件夹就是配置所在的文件夹，或包含它", _OTHER_SITE),
        ("the site folder is or holds the folder of the configuration", _ANOTHER),
    ),
    "site.holds_cache": (
        ("站点文件夹就是缓存，或包含它", _OTHER_SITE),
        ("the site folder is or holds the cache", _ANOTHER),
    ),
    "site.working": (
        ("站点文件夹就是当前文件夹，或包含它", _OTHER_SITE),
        ("the site folder is or holds the working folder", _ANOTHER),
    ),
    "site.in_cache": (("站点在缓存文件夹里", _OTHER_SITE), ("the site lies in the cache", _ANOTHER)),
    "site.in_repository": (
        ("站点在版本库自己的文件夹里", _OTHER_SITE),
        ("the site lies in a repository's own folder", _ANOTHER),
    ),
    "site.nul": (("路径里有 NUL 字符", _OTHER_SITE), ("a NUL in the path", _ANOTHER)),
    "site.long_name": (
        ("名称超过 {most} 字节", _OTHER_SITE),
        ("a name of over {most} bytes", _ANOTHER),
    ),
    "site.odd_name": (
        ("有的系统上不能用的名称 {name}", _OTHER_SITE),
        ("a name that some systems cannot have: {name}", _ANOTHER),
    ),
    # What lies in the site folder
    "site.not_folder": (("不是文件夹", _OTHER_SITE), ("not a folder", _ANOTHER)),
    "site.read_only": (("不能写入", "请检查权限"), ("cannot be written", "check its permissions")),
    "site.unmarked": (
        (
            "像 ainotes 的站点，却没有归属标记",
            "请先移走（mv {site} {site}.old），再生成一次，然后放回自己的文件",
        ),
        (
            "looks like a site of ainotes, but its marker is gone or was never written",
            "move it away (mv {site} {site}.old), build again, and put your own files back",
        ),
    ),
    "site.holds_repository": (
        ("里面有版本库 {repository}", "请选一个只放站点的文件夹；要发布到检出的分支，先在里面放一个空的 .nojekyll"),
        (
            "holds a repository: {repository}",
            "name a folder for the site alone; to publish into a checkout, put an empty .nojekyll into it first",
        ),
    ),
    "site.in_the_way": (
        ("不是 ainotes 生成的文件，占了 {path} 的位置", _MOVE),
        ("not made by ainotes, in the place of {path}", _MOVE_IT),
    ),
    "site.same_place": (
        ("不是 ainotes 生成的文件，占了站点文件的位置", _MOVE),
        ("not made by ainotes, in the place of a file of the site", _MOVE_IT),
    ),
    "site.no_file": (
        ("既不是文件也不是文件夹，无法带到新站点", _MOVE),
        ("neither a file nor a folder, and cannot be taken over into the new site", _MOVE_IT),
    ),
    "site.not_put_back": (
        ("放不回站点，那里是 {new}", "请移到想放的地方，再生成一次"),
        ("cannot be put back into the site as {new}", "move it where you want it, then build again"),
    ),
    "site.clash": (
        ("这个文件不是 ainotes 生成的，占了 {path} 的位置，后者未发布", "请把它移出站点文件夹或改名，再生成一次"),
        (
            "a file that ainotes did not make is in the place of {path}, which was not published",
            "move the file out of the site folder or rename it, then build again",
        ),
    ),
    "work.taken": (
        ("被别的东西占着", "请把这个位置上的东西移走"),
        ("taken by something else", "move away what is at this place"),
    ),
    "index.in_the_way": (
        ("不是 ainotes 写的文件，占了索引的位置", "请移到别处，或用 --out 另选一个文件夹"),
        ("not written by ainotes, in the place of the index", "move it away, or name another folder with --out"),
    ),
    # The cache, and the processes of a build
    "cache.read_only": (
        ("缓存文件夹不可写：{why}", "请检查权限和剩余空间"),
        ("the cache folder cannot be written: {why}", "check its permissions and the free space"),
    ),
    "cache.link": (
        ("是链接，指向的文件夹里有别的东西", "请删掉链接，或让它指向空文件夹"),
        (
            "a link to a folder that holds something else",
            "remove the link, or have it lead to an empty folder",
        ),
    ),
    "cache.stranger": (
        ("缓存里有别的用户的文件", "请删掉缓存（rm -r {folder}）"),
        ("a file of another user in the cache", "delete the cache (rm -r {folder})"),
    ),
    "cache.damaged": (("缓存里的文件已损坏", "请再生成一次"), ("a damaged file of the cache", "build again")),
    "build.process": (
        ("生成用的进程意外结束{code}", "请腾出内存，或用 --workers 1 生成"),
        ("a build process ended unexpectedly{code}", "free some memory, or build with --workers 1"),
    ),
    "build.chrome": (
        ("外观没有生成", "请在 mkdocs.yml 的 plugins: 下列出 ainotes/entries"),
        ("the chrome was not rendered", "list ainotes/entries under plugins: in mkdocs.yml"),
    ),
    # The configuration and the command line
    "config.missing": (
        ("配置文件不存在", "请检查 --config-file，或运行 ainotes init DIR"),
        ("no such configuration file", "check --config-file, or run: ainotes init DIR"),
    ),
    "config.inherits": (("INHERIT 绕成了圈", "请改 INHERIT"), ("inherits from itself", "correct INHERIT")),
    "config.yaml": (("YAML 有误：{why}", "请改这一行"), ("broken YAML: {why}", "mend that line")),
    "config.unreadable": (("读不了：{why}", "请检查这个文件"), ("cannot be read: {why}", "check the file")),
    "config.large": (
        ("文件有 {size} MB，超过上限 {most} MB，未读", "请检查它是不是配置文件"),
        ("a file of {size} MB, above the bound of {most} MB, not read", "check whether it is a configuration"),
    ),
    "config.empty": (
        ("里面没有设置", "请从 site_name: … 写起"),
        ("holds no settings", 'start with "site_name: …"'),
    ),
    "config.no_path": (
        ("{key} 不是路径", "请写成 {key}: {default}"),
        ("{key} is not a path", 'write "{key}: {default}"'),
    ),
    "mkdocs.no_plugin": (
        ("没有列出插件 ainotes/entries", "请加到 plugins: 下面"),
        ("the plugin ainotes/entries is not listed", "add it under plugins:"),
    ),
    "mkdocs.refused": (
        ("MkDocs 不接受这份配置：{why}", "请改正"),
        ("MkDocs refuses the configuration: {why}", "mend it"),
    ),
    "mkdocs.warning": (
        ("MkDocs 在 --strict 之下的警告：{why}", "请改正它指出的地方"),
        ("a warning of MkDocs under --strict: {why}", "mend what it names"),
    ),
    "mkdocs.failed": (
        ("MkDocs 无法生成：{why}", "请改正它指出的地方"),
        ("MkDocs failed: {why}", "mend what it names"),
    ),
    "command.unreadable": (("读不了：{why}", "请检查路径"), ("cannot be read: {why}", "check the path")),
    "command.large": (
        ("超过上限 {most} MB，未读", "请拆成几个文件"),
        ("above the bound of {most} MB, not read", "split it into several files"),
    ),
    "new.untitled": (("标题是空的", "写出标题"), ("the title is empty", "give it a title")),
    "new.exists": (("已经有了，没有改动", "换一个标题"), ("it exists and was left as it is", "choose another title")),
    "new.term_exists": (
        ("这个术语已经有了，没有改动", "在那里补充它的释义"),
        ("this term exists and was left as it is", "add to its definition there"),
    ),
    "new.encoding": (
        ("不是 UTF-8，没有改动", "先另存为 UTF-8"),
        ("not UTF-8, so nothing was added", "save it as UTF-8 first"),
    ),
    "stale.review": (
        ("{due} 起该复查了", "看过以后，把 verified: {today} 写进前置信息"),
        ("due for review since {due}", 'look it over, then write "verified: {today}" in the front matter'),
    ),
    "stale.verified": (
        ("上次核实是 {verified}，{due} 起该复查了", "看过以后，改成 verified: {today}"),
        ("verified on {verified}, due for review since {due}", 'look it over, then write "verified: {today}"'),
    ),
    "stale.unreadable": (
        ("{field} 不是日期，也不是时间长度：{value}", "写成 2026-06-01，或者 90、6 months、半年"),
        ("{field} is neither a date nor a length of time: {value}", "write 2026-06-01, or 90, 6 months"),
    ),
    "links.gone": (
        ("链接已失效：{url}", "换一个链接，或看看 https://web.archive.org/web/*/{url}"),
        ("the link leads nowhere any more: {url}", "replace it, or look at https://web.archive.org/web/*/{url}"),
    ),
    "links.dead_host": (
        ("网站已经不在：{url}", "换一个链接，或看看 https://web.archive.org/web/*/{url}"),
        ("the site is not there any more: {url}", "replace it, or look at https://web.archive.org/web/*/{url}"),
    ),
    "links.moved": (
        ("链接已永久搬走：{url}", "改成 {to}"),
        ("the link has moved for good: {url}", "change it to {to}"),
    ),
    "export.nothing": (
        ("没有说要哪种格式", "写出一种，例如 --book notes.epub；全部见 ainotes export --help"),
        ("no format is given", "name one, for example --book notes.epub; ainotes export --help lists all"),
    ),
    "export.exists": (
        ("已经有了，没有改动", "换一个名字，或者加 --force"),
        ("it exists and was left as it is", "choose another name, or add --force"),
    ),
    "export.no_topic": (
        ("没有条目属于这个主题", "有的是：{topics}"),
        ("no entry is of this topic", "there are: {topics}"),
    ),
    "export.topic_of_book": (
        ("--topic 只用于书", "加上 --book FILE"),
        ("--topic is for books", "add --book FILE"),
    ),
    "export.not_empty": (
        ("文件夹里有东西，没有改动", "给一个新的或空的文件夹"),
        ("the folder has something in it and was left as it is", "name a new or an empty one"),
    ),
    # Exports of other programs
    "import.unknown": (
        ("看不出是哪种导出文件", "用 --from 说明来源：{formats}"),
        ("it is not clear what this is an export of", "say it with --from: {formats}"),
    ),
    "import.outside": (
        ("不在笔记文件夹里", "写笔记文件夹里的相对路径"),
        ("not in the notes folder", "give a relative path in it that no link leads out of"),
    ),
    "import.exists": (
        ("刚刚出现了同名的文件，没有覆盖", "再运行一次，会换一个名字"),
        ("a file of this name came up meanwhile and was left", "run it again; another name will be found"),
    ),
    "import.large": (
        ("有 {size} MB，最多读 {most} MB", "请分开导出，或去掉这个文件"),
        ("{size} MB, more than the {most} MB that are read", "export it in parts, or take it out"),
    ),
    "import.many": (
        ("文件超过 {most} 个", "请分开导出"),
        ("more than {most} files", "export it in parts"),
    ),
    "import.damaged": (
        ("损坏了，读不了：{why}", "请重新导出或下载"),
        ("damaged: {why}", "export or download it again"),
    ),
    "import.no_text": (
        ("不是文本（UTF-8、UTF-16 或 GB18030）", "请另存为 UTF-8"),
        ("no text in UTF-8, UTF-16 or GB18030", "save it as UTF-8"),
    ),
    "import.deep": (
        ("嵌套超过 {most} 层，没有读", "请从原处重新保存"),
        ("nested more than {most} levels deep, so not read", "save it again where it is from"),
    ),
    "import.doctype": (
        ("XML 里声明了文档类型，可能是恶意的，没有读", "请删去 <!DOCTYPE …>，或重新导出"),
        ("XML with a document type, which may be hostile, so not read", "remove <!DOCTYPE …>, or export it again"),
    ),
    "import.slip": (
        ("压缩包里的路径指向外面，整个没有读", "请从原处重新下载"),
        ("a path in the archive leads out of it, so nothing was read", "download it again from where it is"),
    ),
    "import.link": (
        ("压缩包里有链接，整个没有读", "请重新导出，不要自己打包链接"),
        ("the archive holds a link, so nothing was read", "export it again; links in archives are not followed"),
    ),
    "import.encrypted": (
        ("压缩包有密码", "请解开后导入文件夹"),
        ("the archive is encrypted", "unpack it and import the folder"),
    ),
    "import.bomb": (
        ("解开有 {size} MB，压缩得不合常理，没有读", "请从原处重新下载"),
        ("unpacks to {size} MB, beyond what text or pictures do, so not read", "download it again from where it is"),
    ),
    "init.no_notes": (("不是文件夹", "请写出笔记所在的文件夹"), ("not a folder", "name the folder of the notes")),
    "init.outside": (
        ("笔记在仓库之外，工作流取不到", "把笔记移进 {top}，或者在笔记的仓库里建知识库"),
        (
            "the notes lie outside the repository, where no workflow finds them",
            "move them into {top}, or make the knowledge base in their repository",
        ),
    ),
    "init.not_folder": (("不是文件夹", "请另选一个文件夹"), ("not a folder", "name a new folder")),
    "serve.port": (
        ("端口用不了：{why}", "用 --port N 另选一个"),
        ("the port is not available: {why}", "choose another one with --port N"),
    ),
    # What the system refuses
    "system.ENOSPC": (("磁盘已满", _ROOM), ("no space left on the disk", _MAKE_ROOM)),
    "system.EDQUOT": (("磁盘配额已用完", _ROOM), ("the disk quota is used up", _MAKE_ROOM)),
    "system.EFBIG": (
        ("文件超过系统允许的大小", "请调高限制（ulimit -f）"),
        ("the file is larger than the system allows", "raise the limit (ulimit -f)"),
    ),
    "system.EACCES": (("没有权限", _RIGHTS), ("permission denied", _CHECK_RIGHTS)),
    "system.EPERM": (("系统不允许", _RIGHTS), ("operation not permitted", _CHECK_RIGHTS)),
    "system.EROFS": (
        ("文件系统只读", "请选一个可写的文件夹"),
        ("read-only file system", "name a folder that can be written"),
    ),
    "system.EMFILE": (
        ("打开的文件过多", "请调高限制（ulimit -n），或用 --workers 1"),
        ("too many open files", "raise the limit (ulimit -n), or use --workers 1"),
    ),
    "system.ENOMEM": (
        ("内存不足", "请腾出内存，或用 --workers 1"),
        ("out of memory", "free some memory, or use --workers 1"),
    ),
    "system.ENOENT": (("没有这个文件或文件夹", "请检查路径"), ("no such file or folder", "check the path")),
    "system.ENOTDIR": (
        ("路径中有一段不是文件夹", "请检查路径"),
        ("part of the path is not a folder", "check the path"),
    ),
    "system.ENAMETOOLONG": (("名称过长", "请换一个名称"), ("a name that is too long", "name another one")),
    "system.EBUSY": (("正被占用，或是挂载点", _INSIDE), ("in use, or a mount point", _INSIDE_IT)),
    "system.EXDEV": (("在另一个文件系统上", _INSIDE), ("on another file system", _INSIDE_IT)),
    "system.EEXIST": (("已经存在", "请换一个名称"), ("exists already", "name another one")),
    "system.other": (
        ("系统拒绝：{why}", "请检查路径、权限和剩余空间"),
        ("refused by the system: {why}", "check the path, its permissions and the free space"),
    ),
}
