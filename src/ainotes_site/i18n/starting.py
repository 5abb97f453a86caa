"""Words of the commands that begin and look after a knowledge base: key → (Chinese, English)."""

STARTING: dict[str, tuple[str, str]] = {
    "init.done": (
        "已建好 {folder}。接下来：",
        "Made {folder}. Next:",
    ),
    "init.nothing": ("都已存在，没有写入任何文件。", "Everything is there already; nothing was written."),
    "init.exists": ("已存在，未改动：{path}", "exists, left as it is: {path}"),
    "init.written": ("写入 {path}", "wrote {path}"),
    "init.from": ("查看 {folder}（没有改动其中任何笔记）：", "Looking at {folder} (no note in it was touched):"),
    "init.host.next": (
        "{path} 会在推送后发布站点；先在仓库的设置里做一次：{setting}",
        "{path} publishes the site on every push; once, in the settings of the repository: {setting}",
    ),
    "init.add": (
        "{path} 已经有了，没有改动。要让它用上笔记，在 plugins: 下加这几行：",
        "{path} exists and was left as it is. To have the notes in it, add these lines below plugins:",
    ),
    "init.whole_site": (
        "笔记文件夹就是仓库的顶层，所以站点放在隐藏的 {site}；请用 ainotes build 生成（mkdocs build 不接受这样的布局）。",
        "The notes are the top of the repository, so the site goes into the hidden {site}; build with ainotes build "
        "(mkdocs build does not accept this layout).",
    ),
    "export.sqlite": ("{path}：{count} 个条目", "{path}: {count} entry|{path}: {count} entries"),
    "export.obsidian": ("{path}：{count} 篇笔记", "{path}: {count} note|{path}: {count} notes"),
    "export.anki": ("{path}：{count} 张卡片", "{path}: {count} card|{path}: {count} cards"),
    "export.book": ("{path}：{count} 个条目", "{path}: {count} entry|{path}: {count} entries"),
    "export.opensearch": ("{path}：{count} 个文档", "{path}: {count} document|{path}: {count} documents"),
    "export.zensical": ("{path}：{count} 页", "{path}: {count} page|{path}: {count} pages"),
    "export.newest": ("最新", "Newest"),
    "export.contents": ("目录", "Contents"),
    "new.done": ("新建 {path}，从第 {line} 行写起。", "Made {path}; go on at line {line}."),
    "new.added": ("加在 {path} 第 {line} 行。", "Added to {path} at line {line}."),
    "new.undefined": ("（待写）", "(to be written)"),
    "new.glossary": ("术语表", "Glossary"),
    "survey.folder": (
        "普通文件夹：{notes} 个 Markdown 文件，读出 {entries} 个条目、{terms} 个术语；另有 {files} 个其他文件。",
        "A plain folder: {notes} Markdown files with {entries} entries and {terms} terms; {files} other files.",
    ),
    "survey.obsidian": (
        "Obsidian 仓库：{notes} 个笔记文件，读出 {entries} 个条目、{terms} 个术语；另有 {files} 个附件。段落里的换行照 Obsidian 显示。",
        "An Obsidian vault: {notes} notes with {entries} entries and {terms} terms; {files} attachments. Line breaks are "
        "shown as Obsidian shows them.",
    ),
    "survey.logseq": (
        "Logseq 图谱：{notes} 个笔记文件，读出 {entries} 个条目、{terms} 个术语；另有 {files} 个附件。换行照 Logseq 显示。",
        "A Logseq graph: {notes} notes with {entries} entries and {terms} terms; {files} assets. Line breaks are shown as "
        "Logseq shows them.",
    ),
    "survey.language.zh": ("多数条目是中文，界面也用中文。", "Most entries are Chinese, so the interface is too."),
    "survey.language.en": ("多数条目是英文，界面也用英文。", "Most entries are English, so the interface is too."),
    "survey.formats": (
        "文件读作：{listed}。不合适的用 sources: 指定；ainotes audit --explain 说明原因。",
        "Files are read as: {listed}. Say otherwise with sources:; ainotes audit --explain gives the reasons.",
    ),
    "survey.templates": (
        "{count} 个文件是模板（里面有 {{{{title}}}}、{{{{date}}}} 之类的空位），不发布：{listed}。",
        "{count} files are templates (with blanks such as {{{{title}}}} or {{{{date}}}}) and stay at home: {listed}.",
    ),
    "survey.publish_only": (
        "{total} 个文件里有 {count} 个写了 publish: true，所以只发布这些。",
        "{count} of {total} files say publish: true, so only these are published.",
    ),
    "survey.private": (
        "{count} 个文件写明不发布，会留在家里；ainotes audit --private 列出它们。",
        "{count} files say that they are private and stay at home; ainotes audit --private lists them.",
    ),
    "survey.pictures": (
        "{count} 张图片在别的网站上，页面上会是带说明的链接；想把它们存进站点，启用 fetch_images。",
        "{count} pictures are on other hosts and become captioned links; switch on fetch_images to copy them into the site.",
    ),
    "survey.withheld": (
        "{count} 个文件是网页、脚本之类，浏览器会运行，所以不发布：{first} 等；信得过的列进 static:。",
        "{count} files would be run by a browser and are not published: {first} and so on; list those you trust below static:.",
    ),
    "survey.no_git": (
        "这里没有 git，所以没写日期的笔记不会有日期。",
        "There is no git here, so notes that state no date have none.",
    ),
    "survey.git": (
        "在 git 里，没写日期的笔记用提交的日期。",
        "Kept in git: notes that state no date get that of their commit.",
    ),
    "survey.remote": (
        "在 git 里，没写日期的笔记用提交的日期；仓库在 {address}，所以每个条目有“编辑”链接。",
        "Kept in git: notes that state no date get that of their commit; the repository is {address}, so entries have edit links.",
    ),
    "survey.chosen": ("    → {name}: {value}", "    → {name}: {value}"),
    "host.github-pages": (
        "推送后发布到 GitHub Pages。先在 Settings → Pages 里把 Source 设为 GitHub Actions。",
        "Publishes to GitHub Pages on every push. First set the source to GitHub Actions in Settings → Pages.",
    ),
    "host.gitlab-pages": (
        "推送到默认分支后发布到 GitLab Pages。",
        "Publishes to GitLab Pages on every push to the default branch.",
    ),
    "host.netlify": (
        "推送后发布到 Netlify。先在 Netlify 里连上这个仓库。",
        "Publishes to Netlify on every push. First connect the repository in Netlify.",
    ),
    "host.cloudflare": (
        "推送后发布到 Cloudflare Pages。",
        "Publishes to Cloudflare Pages on every push.",
    ),
    "host.cloudflare.needs": (
        "需要 secrets CLOUDFLARE_API_TOKEN、CLOUDFLARE_ACCOUNT_ID，variables CLOUDFLARE_PROJECT、AINOTES_SITE_URL。",
        "Needs the secrets CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID, and the variables CLOUDFLARE_PROJECT and AINOTES_SITE_URL.",
    ),
    "host.history": (
        "要完整的历史：没写日期的笔记用提交的日期。",
        "The whole history: notes that state no date get that of their commit.",
    ),
    "host.cache_key": (
        "设一个猜不到的 AINOTES_CACHE_KEY（例如 openssl rand -hex 32），下次生成才会采用上次的缓存。",
        "Set AINOTES_CACHE_KEY to something hard to guess (openssl rand -hex 32), or the cache of the last build is not believed.",
    ),
    "setting.github-pages": ("Settings → Pages → Source: GitHub Actions", "Settings → Pages → Source: GitHub Actions"),
    "setting.gitlab-pages": ("Deploy → Pages", "Deploy → Pages"),
    "setting.netlify": ("在 Netlify 里连上仓库", "connect the repository in Netlify"),
    "setting.cloudflare": (
        "secrets CLOUDFLARE_API_TOKEN、CLOUDFLARE_ACCOUNT_ID，variables CLOUDFLARE_PROJECT、AINOTES_SITE_URL",
        "secrets CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID, variables CLOUDFLARE_PROJECT and AINOTES_SITE_URL",
    ),
}
