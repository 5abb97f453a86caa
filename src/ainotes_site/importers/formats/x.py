"""The archive that X gives of an account: https://help.x.com/en/managing-your-account/how-to-download-your-x-archive

`data/README.txt` in it describes the files: JavaScript that assigns an array of JSON (`window.YTD.tweets.part0 = [ … ]`), in
parts where there is much. Read are `tweets` (`tweet` in older archives), `note-tweet` (the whole of long posts), `like` and
`account`; pictures and films are in `tweets_media` as `POST-NAME`. Direct messages, contacts, devices and advertising are never
opened.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence

from ainotes_site.importers.export_files import Export
from ainotes_site.importers.items import Form, Imported, ImportedItem, Left, file_address
from ainotes_site.importers.json_values import Record, parsed_text, record, records, string
from ainotes_site.importers.plain_text import markdown_of, plain_line, title_in
from ainotes_site.importers.posts import day_of, post_item, post_url, reply_line, reposted, short_links, text_of_post
from ainotes_site.model import Kind, Person
from ainotes_site.readers.decode import Undecodable, decode

_DATA = re.compile(r"(?:^|/)(tweets?|note-tweet|like|account)(?:-part\d+)?\.js$")
_MEDIA = re.compile(r"(?:^|/)tweets?_media/(\d+)-([^/]+)$")
_ASSIGNED = re.compile(r"\s*window\.YTD\.[\w.]+\s*=\s*")
_LIKES = "likes/"


def recognise(export: Export) -> bool:
    """Whether one of the files assigns posts."""
    return any(_DATA.search(name) and _ASSIGNED.match(_text(export.start(name))) for name in export.names)


def read(export: Export) -> Imported:
    """A digest of each month's posts, and a list of each month's likes."""
    data = _data(export)
    owner = _owner([record(item.get("account")) for item in data["account"]])
    media = _media(export)
    whole = _long_posts(data["note-tweet"])
    posts = [_post(record(item.get("tweet")) or item, owner, media, whole) for item in data["tweet"]]
    found = [*posts, *(_like(record(item.get("like"))) for item in data["like"])]
    items = tuple(item for item in found if isinstance(item, ImportedItem))
    left = (*(item for item in found if isinstance(item, Left)), *_other_files(export, items))
    return Imported(items, left=left)


def _other_files(export: Export, items: Sequence[ImportedItem]) -> Iterator[Left]:
    """The files of the archive that are not read, and pictures of no post."""
    shown = "\n".join(item.text for item in items)
    for name in export.names:
        if _MEDIA.search(name):
            if file_address(name) not in shown:
                yield Left("unused", name)
        elif not _DATA.search(name):
            yield Left("file", name)


def _data(export: Export) -> Mapping[str, list[Record]]:
    """The arrays of the files that are read, by name without its plural."""
    found: dict[str, list[Record]] = {"tweet": [], "note-tweet": [], "like": [], "account": []}
    for name in export.names:
        if named := _DATA.search(name):
            found[named[1].rstrip("s")] += _array(name, export.read(name))
    return found


def _owner(accounts: list[Record]) -> Person:
    account = accounts[0] if accounts else {}
    name = plain_line(string(account, "accountDisplayName")).replace("@", "")
    return Person(name, string(account, "username") or None)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").removeprefix("\ufeff")


def _array(name: str, data: bytes) -> list[Record]:
    text = decode(data)
    whole = "" if isinstance(text, Undecodable) else "\n".join(text.lines)
    return records(parsed_text(name, _ASSIGNED.sub("", whole, count=1)))


def _media(export: Export) -> Mapping[str, list[str]]:
    """The files of each post."""
    found: dict[str, list[str]] = {}
    for name in export.names:
        if named := _MEDIA.search(name):
            found.setdefault(named[1], []).append(name)
    return found


def _long_posts(notes: list[Record]) -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """Text and short links of long posts by their first characters: they share no id with the posts that are cut short."""
    found = {}
    for item in notes:
        core = record(record(item.get("noteTweet")).get("core"))
        text = string(core, "text")
        if text:
            found[_beginning(text)] = (text, short_links({"entities": core}))
    return found


def _beginning(text: str) -> str:
    return re.sub(r"\W+", "", text)[:80]


def _post(
    post: Record,
    owner: Person,
    media: Mapping[str, list[str]],
    whole: Mapping[str, tuple[str, Mapping[str, str]]],
) -> ImportedItem | Left:
    number = string(post, "id_str", "id")
    text = string(post, "full_text", "text")
    day = day_of(string(post, "created_at"), number)
    if not number or not day:
        return Left("row", plain_line(text)[:80] or number)
    longer, more = whole.get(_beginning(text), ("", {})) if "…" in text else ("", {})
    other = reposted(text)
    author = Person("", other) if other else owner
    lines = [
        text_of_post(longer or text, short_links(post) | dict(more)),
        *_pictures(post, media.get(number, [])),
        reply_line(post),
    ]
    return post_item(number, day, owner.handle or "", author, lines)


def _pictures(post: Record, files: list[str]) -> Iterator[str]:
    """Pictures and films of a post: those in the archive, and links to those that are not."""
    for name in sorted(files):
        is_film = name.lower().endswith((".mp4", ".mov", ".webm"))
        shown = name.rpartition("/")[2]
        yield f"[{shown}]({file_address(name)})" if is_film else f"![]({file_address(name)})"
    if not files:
        extended = record(post.get("extended_entities")) or record(post.get("entities"))
        for media in records(extended.get("media")):
            if url := string(media, "media_url_https", "media_url"):
                yield f"![]({url})" if url.startswith(("https://", "http://")) else ""


def _like(like: Record) -> ImportedItem | Left:
    number = string(like, "tweetId")
    text = html.unescape(string(like, "fullText"))
    day = day_of("", number)
    if not number:
        return Left("row", plain_line(text)[:80])
    return ImportedItem(
        key=f"like:{number}",
        form=Form.LISTED,
        place=f"{_LIKES}{day[:7] or 'undated'}",
        title=title_in(text) or number,
        text=markdown_of(text),
        date=day,
        url=post_url("", number),
        kind=Kind.BOOKMARK,
    )
