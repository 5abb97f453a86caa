"""Words of `ainotes doctor`: key → (Chinese, English)."""

DOCTOR: dict[str, tuple[str, str]] = {
    "doctor.no_git": (
        "笔记不在 git 里：没写日期的笔记不会有日期；git init 就有。",
        "The notes are not in git: those that state no date have none; git init helps.",
    ),
    "doctor.tracked": ("git 里有 {count} 个文件。", "git tracks {count} files."),
    "doctor.untracked": (
        "笔记还没有提交过：没写日期的笔记不会有日期；git add 并提交。",
        "No note has been committed, so those that state no date have none; git add and commit them.",
    ),
    "doctor.shallow": (
        "仓库是浅克隆，日期可能不对：git fetch --unshallow（自动发布时 fetch-depth: 0）。",
        "This is a shallow clone, so dates may be wrong: git fetch --unshallow (fetch-depth: 0 in a workflow).",
    ),
    "doctor.committed": (
        "{folder} 是生成出来的，却提交进了 git：在 .gitignore 里写上它，再 git rm -r --cached。",
        "{folder} is made by a build and yet committed: list it in .gitignore, then git rm -r --cached.",
    ),
    "doctor.no_workflow": (
        "没有自动发布：ainotes init . --github-pages（或 --gitlab-pages、--netlify、--cloudflare）会写一个。",
        "Nothing publishes on a push: ainotes init . --github-pages (or --gitlab-pages, --netlify, --cloudflare) writes it.",
    ),
    "doctor.no_config": (
        "没有 mkdocs.yml，用的是默认配置：ainotes init . 会写一份。",
        "There is no mkdocs.yml, so defaults count: ainotes init . writes one.",
    ),
    "doctor.no_url": (
        "没有 site_url：没有订阅源、站点地图、规范链接；在 mkdocs.yml 里写上发布后的网址。",
        "Without site_url there are no feeds, sitemap and canonical links: write the address of the site into mkdocs.yml.",
    ),
    "doctor.not_https": (
        "site_url 不是 https：{url}；离线阅读需要 https。",
        "site_url is not https: {url}; reading offline needs https.",
    ),
    "doctor.no_description": (
        "没有 site_description：搜索引擎和分享卡片用它介绍站点。",
        "There is no site_description, by which search engines and cards introduce the site.",
    ),
    "doctor.no_plugin": ("没有启用 {plugin}。", "{plugin} is not listed under plugins:."),
    "doctor.no_permalinks": (
        "没有 permalinks.tsv：笔记改名后网址会变；ainotes permalinks --init 建立它。",
        "There is no permalinks.tsv, so a renamed note changes its address: ainotes permalinks --init begins it.",
    ),
    "doctor.no_mcp": (
        "没有安装 mcp，ainotes mcp 用不了：pip install 'ainotes-site[{extra}]'。",
        "mcp is not installed, so ainotes mcp does not run: pip install 'ainotes-site[{extra}]'.",
    ),
    "doctor.no_mmdr": (
        "没有安装 mmdr，Mermaid 图只显示源码：pip install 'ainotes-site[{extra}]'。",
        "mmdr is not installed, so Mermaid diagrams show their source: pip install 'ainotes-site[{extra}]'.",
    ),
    "doctor.not_built": ("站点还没有生成：ainotes build。", "The site has not been built: ainotes build."),
    "doctor.built": ("站点有 {count} 个文件，{size} MB。", "The site has {count} files, {size} MB."),
    "doctor.links_work": ("站内链接都通。", "All links within the site lead somewhere."),
    "doctor.dead_link": ("{page}：站内链接不通：{address}", "{page}: a link within the site leads nowhere: {address}"),
    "doctor.more_dead_links": ("还有 {count} 个不通的站内链接。", "{count} more links within the site lead nowhere."),
    "doctor.many_files": (
        "{count} 个文件，超过 Cloudflare Pages 的 {most} 个；exports: index 会少很多。",
        "{count} files are more than the {most} of Cloudflare Pages; exports: index makes far fewer.",
    ),
    "doctor.large_site": (
        "站点有 {size} GB，超过 GitHub Pages 的 1 GB。",
        "The site has {size} GB, more than the 1 GB of GitHub Pages.",
    ),
    "doctor.large_file": (
        "{path} 有 {size} MB，超过 Cloudflare Pages 的 25 MB。",
        "{path} has {size} MB, more than the 25 MB of Cloudflare Pages.",
    ),
    "doctor.unportable": (
        "{path}：有的系统放不下这个文件名。",
        "{path}: not every system can have a file of this name.",
    ),
    "doctor.twins": (
        "{path} 与 {other} 只差大小写，有的系统只能放下一个。",
        "{path} and {other} differ in case only, and some systems can have one of them.",
    ),
}
