"""What an entry is, where its owner does not say."""

from __future__ import annotations

from urllib.parse import urlsplit

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Kind, Link
from ainotes_site.readers.detect.links import only_url

VIDEO_HOSTS = (
    "bilibili.com", "b23.tv", "youtube.com", "youtu.be", "vimeo.com", "v.qq.com", "douyin.com", "iesdouyin.com",
    "youku.com", "ixigua.com", "iqiyi.com", "acfun.cn", "tiktok.com", "twitch.tv", "dailymotion.com", "ted.com",
    "xiaohongshu.com/video", "channels.weixin.qq.com",
)  # fmt: skip
"""Hosts (with a path where the host has more than videos) whose pages are videos."""

_NOT_VIDEOS = ("/read/", "/opus/", "space.bilibili.com", "/@", "/channel/", "/c/", "/user/", "/playlists")

FIRST_LINES, LABEL_LENGTH = 3, 16
"""Among how many lines the link to a video must be, and how many characters may stand beside it (视频地址：)."""

LINKED_SHARE = 0.8
"""Share of the lines of a list of links that begin with one."""

_LINK_FIRST = pattern(
    r"\s*(?:(?:[-*+]|\d+[.、)])\s+)?(?:\[[ xX]\]\s+)?(?::\w{1,40}:\s*|[^\w\s\[<]{1,3}\s*)?(?:\*\*)?(?:\[[^\[\]\n]{1,300}\]\(|<?https?://)"
)
"""A line, of a list or not, that begins with a link, after a box to tick or an emoji."""
_LINKED = pattern(
    r"!?\[[^\[\]]{0,300}(?:\[[^\[\]]{0,100}\][^\[\]]{0,300}){0,3}\]\([^\s()]{0,1000}\)|<?https?://[^\s<>]{1,1000}>?"
    r"|</?(?i:a|img)\b[^<>]{0,2000}>"
)


def is_video(url: str) -> bool:
    """Whether `url` leads to a video on a host known for them; profiles and columns there are none."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    place = host + parts.path
    if any(sign in place for sign in _NOT_VIDEOS):
        return False
    return any(
        host == known or host.endswith("." + known) or ("/" in known and place.startswith(known))
        for known in VIDEO_HOSTS
    )


def kind_of(
    body: str,
    links: tuple[Link, ...],
    heading_links: tuple[Link, ...],
    only_link: bool,
    front_links: tuple[Link, ...] = (),
) -> Kind:
    """Video, bookmark or note.

    A video has a link to one as its title, in its front matter, or as the first thing in its body. A bookmark is a link and
    no text.
    """
    if only_link and is_video(heading_links[0].url):
        return Kind.VIDEO
    if front_links and is_video(front_links[0].url):
        return Kind.VIDEO
    if links and is_video(links[0].url) and _stands_near_start(body, links[0]):
        return Kind.VIDEO
    if (only_link and not body.strip()) or only_url(body):
        return Kind.BOOKMARK
    return Kind.NOTE


def lists_links(body: str) -> bool:
    """Whether a body is a list of two links or more, each with what is said of it on its line, with or without headings."""
    lines = [line for line in body.split("\n", 400)[:400] if line.strip()]
    linked = sum(_LINK_FIRST.match(line) is not None for line in lines)
    headings = sum(line.startswith("#") for line in lines)
    return len(lines) > 1 and linked > 0 and linked >= LINKED_SHARE * (len(lines) - headings)


def _stands_near_start(body: str, link: Link) -> bool:
    """Whether one of the first lines is the link and hardly more.

    The cleaned URL may differ from the one in the body, so only its beginning is looked for.
    """
    head = link.url.partition("?")[0]
    lines = [line for line in body[:2000].split("\n") if line.strip()]
    return any(head in line and len(_LINKED.sub("", line).strip()) <= LABEL_LENGTH for line in lines[:FIRST_LINES])
