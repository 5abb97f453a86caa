"""Where things live in the site: slugs, page URLs, and URLs freed of tracking."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files
from posixpath import relpath
from types import MappingProxyType
from typing import NewType
from urllib.parse import quote, urlsplit, urlunsplit

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import EntryId, TermSlug, TopicId
from ainotes_site.portable_names import is_device

Url = NewType("Url", str)
"""A page's or file's place in the site, relative to its root, for example `entries/rag.html`."""

SLUG_LENGTH = 48
"""Longest slug in characters: long enough to recognise a title, short enough for every file system."""

IGNORED = pattern(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]+")
"""What a browser does not read in a scheme: control characters and white space in front of it or inside it."""

HOME = Url("index.html")
TOPICS = Url("topics.html")
GLOSSARY = Url("glossary.html")
TIMELINE = Url("timeline.html")
PEOPLE = Url("people.html")
TAGS = Url("tags/index.html")
SOURCES = Url("sources.html")
GRAPH = Url("graph.html")
SEARCH = Url("search.html")
CHANGES = Url("changes.html")
NOT_FOUND = Url("404.html")
INDEX_FOLDER = "search"
"""Folder of the search index in a site."""
ROBOTS = "robots.txt"
"""What programs that look through a site may read (RFC 9309): everything."""
NO_JEKYLL = ".nojekyll"
"""Has GitHub publish a branch as it is."""

DESTINATION_PAGES = frozenset(
    url.removesuffix("html") + "md" for url in (HOME, TOPICS, GLOSSARY, TIMELINE, PEOPLE, SOURCES, GRAPH, SEARCH)
)
"""Names by which a navigation calls the pages that every site has."""

HIDDEN_FOLDER = "dot-"
"""In the place of the dot that the name of a folder begins with: many hosts do not publish a hidden one."""

_TRACKING = pattern(
    r"^(utm_\w+|spm\w*|spm_id_from|vd_source|fbclid|gclid|msclkid|igshid|mc_[ce]id|_hsenc|_hsmi|yclid"
    r"|share_(source|medium|plat|session_id|tag|times)|timestamp_share|from_source|from_spmid|unique_k|bbid|ts_share"
    r"|ref_src|ref_url|si|xsec_token|xsec_source)$"
)
_TRACKED_ONLY_ON = {
    "si": ("youtube.com", "youtu.be", "spotify.com"),
    "s": ("x.com", "twitter.com"),
    "t": ("x.com", "twitter.com"),
}


def asset_url(path: str) -> Url:
    """Where a file of the notes that is no note is in the site.

    >>> asset_url("img/a.png"), asset_url(".gitbook/assets/a.png")
    ('img/a.png', 'dot-gitbook/assets/a.png')
    """
    if not is_hidden(path):
        return Url(path)
    return Url("/".join(HIDDEN_FOLDER + part[1:] if part.startswith(".") else part for part in path.split("/")))


def is_hidden(path: str) -> bool:
    """Does a path lead through a hidden folder, or to a hidden file?"""
    return path.startswith(".") or "/." in path


def slug(text: str, length: int = SLUG_LENGTH) -> str:
    """An ASCII name for `text`: Han characters as pinyin syllables, Latin folded, the rest as hyphens; cut at a hyphen.

    >>> slug("注意力机制 (Attention)")
    'zhu-yi-li-ji-zhi-attention'

    Empty when nothing in `text` can be written in ASCII. Never a name that Windows keeps for a device.
    """
    words = re.findall(r"[a-z0-9]+", _latin(text).lower())
    kept = ""
    for word in words:
        longer = f"{kept}-{word}" if kept else word[:length]
        if len(longer) > length:
            break
        kept = longer
    return f"{kept}-x" if is_device(kept) else kept


def pinyin(character: str) -> str:
    """The usual syllable of a Han character, without its tone, `lü` as `lv`; empty for any other character.

    The table is our own file, not a dictionary package's, because ids rest on it: they must not move when a dictionary
    is improved. It also loads in a hundredth of the time.
    """
    return _syllables().get(character, "")


@lru_cache(maxsize=4096)
def _latin(text: str) -> str:
    if text.isascii():
        return text
    table = _syllables()
    folded = unicodedata.normalize("NFKD", text)
    return "".join(f" {table[c]} " if c in table else c for c in folded if not unicodedata.combining(c))


@cache
def _syllables() -> dict[str, str]:
    lines = files(__package__).joinpath("pinyin.txt").read_text(encoding="utf-8").splitlines()
    return {character: syllable for syllable, _, run in (line.partition(" ") for line in lines) for character in run}


def page_url(path: str, directory_urls: bool = False, placed: Mapping[str, str] = MappingProxyType({})) -> Url:
    """Page that MkDocs makes of a hand-written source, unless it is one of those `placed` elsewhere.

    >>> page_url("guide/README.md"), page_url("guide/config.md"), page_url("guide/config.md", True)
    ('guide/index.html', 'guide/config.html', 'guide/config/')
    """
    if path in placed:
        return Url(placed[path])
    folder, slash, name = path.rpartition("/")
    stem = name.rpartition(".")[0]
    is_index = stem in ("README", "index")
    if directory_urls:
        return Url(quote(f"{folder}{slash}" if is_index else f"{folder}{slash}{stem}/") or "./")
    return Url(quote(f"{folder}{slash}{'index' if is_index else stem}") + ".html")


def entry_url(entry: EntryId) -> Url:
    """Page of an entry."""
    return Url(f"entries/{entry}.html")


def topic_url(topic: TopicId) -> Url:
    """Page of a topic."""
    return Url(f"topics/{topic}.html")


def term_url(term: TermSlug) -> Url:
    """Page of a glossary term."""
    return Url(f"terms/{term}.html")


def person_url(person: str) -> Url:
    """Page of a person, by slug."""
    return Url(f"people/{person}.html")


def source_part_url(source: str, number: int) -> Url:
    """Page of a part of a long source, by its number from 1."""
    return Url(f"sources/{source}.part.{number}.html")  # a source's own page has no dot in its name


def tag_url(tag: str) -> Url:
    """Page of a tag, by slug."""
    return Url(f"tags/{tag}.html")


@lru_cache(maxsize=65536)
def tag_slug(tag: str) -> str:
    """What the page of a tag is called: of one in plain ASCII the tag itself, else also a few digits that tell it apart. It
    depends on the tag alone, whatever its capitals.

    >>> tag_slug("LLM"), tag_slug("训练")
    ('llm', 'xun-lian-b531a9')
    """
    folded = " ".join(unicodedata.normalize("NFKC", tag).casefold().split())
    name = slug(folded)
    if name and name == folded and name != "index":
        return name
    digits = blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()[:6]
    return f"{name}-{digits}" if name else f"x{digits}"


@lru_cache(maxsize=65536)
def tag_path(tag: str) -> tuple[tuple[str, str], ...]:
    """Slug and name of a tag and of those that it is nested in, the outermost first.

    >>> tag_path("AI/RAG")
    (('ai', 'AI'), ('ai-rag-…', 'AI/RAG'))
    """
    parts = [part.strip() for part in tag.strip("#/ ").split("/")]
    return tuple(_prefixes([part for part in parts if part]))


def _prefixes(parts: list[str]) -> Iterator[tuple[str, str]]:
    for stop in range(1, len(parts) + 1):
        name = "/".join(parts[:stop])
        yield tag_slug(name), name


def folder_url(name: str) -> Url:
    """Page of a folder of the notes, by its `folder_name`."""
    return Url(f"sources/in.{name}.html")  # a source's own page has no dot in its name


@lru_cache(maxsize=65536)
def folder_name(path: str) -> str:
    """What the page of a folder is called: of one in plain ASCII its path, else also a few digits that tell it apart.

    >>> folder_name("papers"), folder_name("a/训练")
    ('papers', 'a-xun-lian-fd2a24')
    """
    name = slug(path)
    if name and name == path:
        return name
    digits = blake2b(path.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()[:6]
    return f"{name}-{digits}" if name else f"x{digits}"


def source_url(source: str) -> Url:
    """Page of a source read from top to bottom, by slug."""
    return Url(f"sources/{source}.html")


def relative(target: str, page: str) -> str:
    """`target` as a link from `page`, both relative to the root of the site; a #fragment is kept.

    >>> relative("entries/a.html#x", "topics/rag.html")
    '../entries/a.html#x'
    """
    path, mark, fragment = target.partition("#")
    folder = page.rpartition("/")[0] or "."
    return relpath(path, folder) + mark + fragment


def without_tracking(url: str) -> str:
    """`url` without parameters that only tell who shared it (`utm_*`, `spm_id_from`, `vd_source` …).

    The rest keeps its order and its spelling. What cannot be parsed comes back as it is.
    """
    if "?" not in url:
        return url
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return url
    if not parts.query:
        return url
    kept = [pair for pair in parts.query.split("&") if not _tracks(pair.partition("=")[0], host)]
    return urlunsplit(parts._replace(query="&".join(kept)))


def _tracks(parameter: str, host: str) -> bool:
    hosts = _TRACKED_ONLY_ON.get(parameter)
    if hosts is not None:
        return any(host == one or host.endswith(f".{one}") for one in hosts)
    return _TRACKING.match(parameter) is not None
