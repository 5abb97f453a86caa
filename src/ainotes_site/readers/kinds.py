"""What an entry is, where its owner does not say."""

from __future__ import annotations

from urllib.parse import urlsplit

from ainotes_site.model import Kind, Link
from ainotes_site.readers.links import only_url

VIDEO_HOSTS = (
    "bilibili.com", "b23.tv", "youtube.com", "youtu.be", "vimeo.com", "v.qq.com", "douyin.com", "iesdouyin.com", "youku.com",
    "ixigua.com", "iqiyi.com", "acfun.cn", "tiktok.com", "twitch.tv", "dailymotion.com", "ted.com", "xiaohongshu.com/video",
    "channels.weixin.qq.com",
)  # fmt: skip
"""Hosts (with a path where the host has more than videos) whose pages are videos."""

_NOT_VIDEOS = ("/read/", "/opus/", "space.bilibili.com", "/@", "/channel/", "/c/", "/user/", "/playlists")

NEAR_START = 200
"""How far into a body its first link may stand, in characters, to be what the entry is about."""


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


def kind_of(body: str, links: tuple[Link, ...], heading_links: tuple[Link, ...], only_link: bool) -> Kind:
    """Video, bookmark or note.

    A video has a link to one as its title, or as the first thing in its body. A bookmark is a link and no text.
    """
    if only_link and is_video(heading_links[0].url):
        return Kind.VIDEO
    if links and is_video(links[0].url) and _stands_near_start(body, links[0]):
        return Kind.VIDEO
    if (only_link and not body.strip()) or only_url(body):
        return Kind.BOOKMARK
    return Kind.NOTE


def _stands_near_start(body: str, link: Link) -> bool:
    """The cleaned URL may differ from the one in the body, so its beginning is looked for."""
    start = body[:NEAR_START]
    head = link.url.partition("?")[0]
    return head in start or (link.text != link.url and bool(link.text) and link.text in start)
