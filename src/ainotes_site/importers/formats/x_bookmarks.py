"""Bookmarks of X as JSON. X has no such export; two layouts are read.

The answer of its interface: `{"data": […], "includes": {"users": […], "media": […]}}`
(https://docs.x.com/x-api/users/get-bookmarks), one page or an array of pages; and an array of posts with the fields that browser
extensions write, such as https://github.com/prinsss/twitter-web-exporter (`id`, `created_at`, `full_text`, `screen_name`,
`name`, `media`, `url`), or those of the older interface (`id_str`, `user`, `entities`).
"""

from __future__ import annotations

from collections.abc import Mapping

from ainotes_site.importers.export_files import Export
from ainotes_site.importers.items import Imported, ImportedItem, Left
from ainotes_site.importers.json_values import Record, parsed, record, records, string
from ainotes_site.importers.plain_text import link_to, plain_line, safe_in_link
from ainotes_site.importers.posts import day_of, post_item, post_url, reply_line, short_links, text_of_post
from ainotes_site.model import Person

_TEXTS = ("full_text", "text", "fullText")


def recognise(export: Export) -> bool:
    """Whether a file of JSON has posts in it."""
    return any(b'"full_text"' in (start := export.start(name, 1 << 16)) or (b'"text"' in start and b'"author_id"' in start)
               for name in export.names if name.lower().endswith(".json"))  # fmt: skip


def read(export: Export) -> Imported:
    """A digest of each month's posts."""
    items: list[ImportedItem] = []
    left: list[Left] = []
    for name in export.names:
        if not name.lower().endswith(".json"):
            left.append(Left("file", name))
            continue
        value = parsed(name, export.read(name))
        pages = records(value) if isinstance(value, list) else [record(value)]
        found = [
            _post(post, record(page.get("includes")))
            for page in pages
            for post in (records(page.get("data")) if "data" in page else [page])
        ]
        items += [item for item in found if isinstance(item, ImportedItem)]
        left += [item for item in found if isinstance(item, Left)]
    return Imported(tuple(items), left=tuple(left))


def _post(post: Record, includes: Record) -> ImportedItem | Left:
    text = string(record(post.get("note_tweet")), "text") or string(post, *_TEXTS)
    number = string(post, "id_str", "id", "rest_id", "tweet_id")
    day = day_of(_moment(string(post, "created_at")), number)
    if not number or not day or not text:
        return Left("row", plain_line(text)[:80] or number or "{}")
    user = _user(post, includes)
    handle = string(user, "screen_name", "username").lstrip("@")
    links = short_links(post) | short_links({"entities": record(post.get("note_tweet")).get("entities")})
    lines = [text_of_post(text, links), *_pictures(post, includes), *_quoted(post, includes), reply_line(post)]
    author = Person(plain_line(string(user, "name")).replace("@", ""), handle or None)
    return post_item(number, day, handle, author, lines)


def _moment(written: str) -> str:
    """A moment as it is read: extensions write `2024-05-01 09:30:00 +08:00` with a blank before the offset."""
    day, _, rest = written.partition(" ")
    return f"{day}T{rest.replace(' ', '')}" if day[:4].isdecimal() and rest else written


def _user(post: Record, includes: Record) -> Record:
    user = record(post.get("user")) or record(post.get("author"))
    if user:
        return user
    by_id = {string(one, "id"): one for one in records(includes.get("users"))}
    return by_id.get(string(post, "author_id"), post)


def _pictures(post: Record, includes: Record) -> list[str]:
    """Pictures where they are on the web: none is in such an export."""
    by_key: Mapping[str, Record] = {string(one, "media_key"): one for one in records(includes.get("media"))}
    keys = record(post.get("attachments")).get("media_keys")
    attached = [by_key[key] for key in keys if key in by_key] if isinstance(keys, list) else []
    extended = record(post.get("extended_entities")) or record(post.get("entities"))
    media = attached or records(post.get("media")) or records(extended.get("media"))
    urls = [string(one, "original", "media_url_https", "url", "preview_image_url", "thumbnail") for one in media]
    return [f"![]({safe_in_link(url)})" for url in urls if url.startswith("https://")]


def _quoted(post: Record, includes: Record) -> list[str]:
    """Links to the posts that one quotes."""
    quoted = [string(one, "id") for one in records(post.get("referenced_tweets")) if one.get("type") == "quoted"]
    quoted += [found] if (found := string(post, "quoted_status", "quoted_status_id_str")) else []
    return [link_to(post_url("", number), post_url("", number)) for number in quoted if number.isdecimal()]
