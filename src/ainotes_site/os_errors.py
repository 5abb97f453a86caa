"""What the system refused, said in one line: where, the fact in both languages, and what to do."""

from __future__ import annotations

import errno

from ainotes_site.errors import AinotesError

_ROOM = "make room; the site is as it was, then run the command again"
_RIGHTS = "check the permissions of it and of its folder"

_SAID = {
    errno.ENOSPC: ("磁盘已满 (no space left on the disk)", _ROOM),
    errno.EDQUOT: ("磁盘配额已用完 (the disk quota is used up)", _ROOM),
    errno.EFBIG: ("文件超过系统允许的大小 (the file is larger than the system allows)", "raise the limit (ulimit -f)"),
    errno.EACCES: ("没有权限 (permission denied)", _RIGHTS),
    errno.EPERM: ("不允许 (operation not permitted)", _RIGHTS),
    errno.EROFS: ("文件系统只读 (read-only file system)", "name a folder that can be written"),
    errno.EMFILE: ("打开的文件过多 (too many open files)", "raise the limit (ulimit -n), or use --workers 1"),
    errno.ENOMEM: ("内存不足 (out of memory)", "free some memory, or use --workers 1"),
    errno.ENOENT: ("没有这个文件或文件夹 (no such file or folder)", "check the path"),
    errno.ENOTDIR: ("路径中有一段不是文件夹 (part of the path is not a folder)", "check the path"),
    errno.ENAMETOOLONG: ("名称过长 (a name that is too long)", "name another one"),
    errno.EBUSY: ("正被占用，或是挂载点 (in use, or a mount point)", "name a folder inside it with --site-dir"),
    errno.EXDEV: ("在另一个文件系统上 (on another file system)", "name a folder inside it with --site-dir"),
    errno.EEXIST: ("已经存在 (exists already)", "name another one"),
}


def refused(error: OSError) -> AinotesError:
    """The same as an error of ours."""
    fact, hint = _SAID.get(
        error.errno or 0,
        (
            f"系统拒绝：{error.strerror or error} (refused by the system)",
            "check the path, its permissions and the free space",
        ),
    )
    # Of a copy that cannot be written the system names the source first. What it names nothing of is in the way of all.
    place = error.filename2 or error.filename
    if place is None:
        return AinotesError("ainotes", fact, hint)
    return AinotesError(place.decode(errors="replace") if isinstance(place, bytes) else str(place), fact, hint)
