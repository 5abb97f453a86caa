"""The words of `ainotes import`: key → (Chinese, English)."""

from __future__ import annotations

IMPORTING: dict[str, tuple[str, str]] = {
    "import.done": (
        "{path}（{format}）：{entries} 条，写进 {folder} 里 {files} 个笔记文件，另有 {others} 个附件。",
        "{path} ({format}): entries: {entries}, notes: {files}, other files: {others}; in {folder}",
    ),
    "import.would": (
        "{path}（{format}）：会有 {entries} 条，写进 {folder} 里 {files} 个笔记文件，另有 {others} 个附件；现在什么也没有写。",
        "{path} ({format}): would be entries: {entries}, notes: {files}, other files: {others}; in {folder}; nothing is written",
    ),
    "import.pages": (
        "配置没有把 {path} 算作笔记（notes: 或 pages:），所以它会是普通页面。",
        "The configuration does not take {path} for a note (notes: or pages:), so it will be an ordinary page.",
    ),
    "import.more": ("……另有 {more} 个文件", "… and {more} more"),
    "import.known": ("以前导入过：{known}", "imported before: {known}"),
    "import.changed": (
        "以前导入过，现在导出的内容变了，笔记没有改动：{changed}（{examples}）",
        "imported before and different now; the notes were left as they are: {changed} ({examples})",
    ),
    "import.left": ("没有导入：{reason} {number}（{examples}）", "not imported: {reason}: {number} ({examples})"),
    "import.reason.column": ("不认识的列", "columns of an unknown name"),
    "import.reason.double": ("重复的条目", "entries that come twice"),
    "import.reason.empty": ("没有正文", "without a text"),
    "import.reason.file": ("不是笔记的文件", "files that are no notes"),
    "import.reason.format": ("读不了的格式", "files in a format that is not read"),
    "import.reason.link": ("不安全或没有去处的链接", "links that are unsafe or lead nowhere"),
    "import.reason.picture": ("找不到的图片", "pictures that are not there"),
    "import.reason.row": ("缺链接、标题或日期的行", "rows without an address, a title or a date"),
    "import.reason.symlink": ("符号链接", "symbolic links"),
    "import.reason.unlike": (
        "读回来条数不同的文件（读出/写入）",
        "files that read back as another number of entries (read/written)",
    ),
    "import.reason.unused": ("没有笔记用到的文件", "files that no note shows"),
    "import.author": ("作者", "Author"),
    "import.tags": ("标签", "Tags"),
    "import.label.x": ("X 帖子", "Posts on X"),
    "import.label.x.likes": ("X 上点赞的", "Likes on X"),
    "import.label.x-bookmarks": ("X 书签", "Bookmarks on X"),
    "import.label.readwise": ("Reader 收藏", "Saved in Reader"),
    "import.label.cubox": ("Cubox 收藏", "Saved in Cubox"),
    "import.label.flomo": ("flomo 笔记", "flomo"),
    "import.label.pocket": ("Pocket 收藏", "Saved in Pocket"),
    "import.label.instapaper": ("Instapaper 收藏", "Saved in Instapaper"),
    "import.label.opml": ("订阅源", "Feeds"),
}
