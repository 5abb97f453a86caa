"""Posts of X, from whichever export: their days, their links, and how they are written."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime

from ainotes_site.importers.items import Form, ImportedItem
from ainotes_site.importers.json_values import Record, record, records, string
from ainotes_site.importers.plain_text import link_to, markdown_of
from ainotes_site.model import Kind, Person

_FIRST_MOMENT = 1_288_834_974_657
"""Milliseconds since 1970 at which the ids of posts begin (https://docs.x.com/fundamentals/x-ids)."""
_FIRST_ID = 1 << 40
"""Smaller ids are older than that, and say nothing of the time."""
_SHORT = re.compile(r"https?://t\.co/\w+")
_RETWEET = re.compile(r"RT @(\w{1,15}): ")


def day_of(written: str, post_id: str = "") -> str:
    """The day of a post in UTC: as X or ISO 8601 write a moment, else by its id; empty where nothing says it.

    >>> day_of("Wed Oct 10 20:19:24 +0000 2018"), day_of("2024-05-01T23:30:00.000Z"), day_of("", "1212092628029698048")
    ('2018-10-10', '2024-05-01', '2019-12-31')
    """
    moment = _moment(written)
    if moment is None:
        if not post_id.isascii() or not post_id.isdecimal() or not _FIRST_ID < int(post_id) < 1 << 63:
            return ""
        moment = datetime.fromtimestamp(((int(post_id) >> 22) + _FIRST_MOMENT) / 1000, UTC)
    return (moment.astimezone(UTC) if moment.tzinfo else moment).date().isoformat()


def _moment(written: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.strptime(written, "%a %b %d %H:%M:%S %z %Y")
    with suppress(ValueError):
        return datetime.fromisoformat(written)
    return None


def text_of_post(text: str, urls: Mapping[str, str], *, is_escaped: bool = True) -> str:
    """The text as Markdown: X's short links as those that they stand for, and without the ones that stand for nothing."""
    whole = html.unescape(text) if is_escaped else text
    return markdown_of(_SHORT.sub(lambda found: urls.get(found[0], found[0]), whole))


def short_links(post: Record) -> dict[str, str]:
    """What the short links of a post stand for, by its entities; pictures stand below it, so theirs stand for nothing.

    https://docs.x.com/x-api/fundamentals/data-dictionary
    """
    entities = record(post.get("entities"))
    extended = record(post.get("extended_entities"))
    found: dict[str, str] = {}
    for url in records(entities.get("urls")):
        whole = string(url, "unwound_url", "expanded_url", "expandedUrl")
        short = string(url, "url", "shortUrl")
        if short:
            found[short] = "" if "/photo/" in whole or "/video/" in whole else whole or short
    for media in (*records(entities.get("media")), *records(extended.get("media"))):
        if short := string(media, "url"):
            found[short] = ""
    return found


def reposted(text: str) -> str:
    """Whose post it repeats; empty where it is of its author."""
    found = _RETWEET.match(text)
    return found[1] if found else ""


def post_url(handle: str, post_id: str) -> str:
    """Where a post is."""
    return f"https://x.com/{handle or 'i/web'}/status/{post_id}"


def reply_line(post: Record) -> str:
    """The link to the post that one answers; empty for others."""
    parent = string(post, "in_reply_to_status_id_str", "in_reply_to_status_id")
    handle = string(post, "in_reply_to_screen_name")
    return f"↩ {link_to(post_url(handle, parent), f'@{handle}' if handle else parent)}" if parent else ""


def post_item(number: str, day: str, handle: str, author: Person, parts: Iterable[str]) -> ImportedItem:
    """The post of an account of this `handle`, by its number, with its parts below each other."""
    return ImportedItem(
        key=f"post:{number}",
        form=Form.POST,
        place=day[:7],
        title="",
        text="\n\n".join(filter(None, parts)),
        date=day,
        url=post_url(handle, number),
        authors=(author,),
        kind=Kind.POST,
    )
