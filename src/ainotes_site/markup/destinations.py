"""Where links and images of a note lead in the site."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from posixpath import normpath
from urllib.parse import quote, unquote

from ainotes_site.asset_types import AssetType, asset_type
from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.allow_list import SCHEMES
from ainotes_site.markup.anchors import anchor
from ainotes_site.markup.compile_state import TO_ROOT, At, Work
from ainotes_site.markup.result import Target
from ainotes_site.model import EntryId
from ainotes_site.urls import without_tracking

# A scheme as a browser reads it: control characters and white space in front of it or inside it do not count.
_IGNORED = pattern(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]+")
_SCHEME = pattern(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = pattern(r"[/\\]{2,}")
_NOTE = pattern(r"\.(?:md|markdown|mdown)$", re.IGNORECASE)
_PATH_SAFE = "/-._~!$&'()*+,;=:@"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a link leads."""

    attributes: dict[str, str] = field(default_factory=dict)
    """Attributes of the `<a>`, empty when there is to be no link."""
    entry: EntryId | None = None


NOWHERE = Destination()


def link_target(href: str, at: At, work: Work) -> Destination:
    """Where `href`, as written in a note, leads. What cannot be followed is a Problem and leads nowhere."""
    url = href.strip()
    scheme = _SCHEME.match(_IGNORED.sub("", url))
    if scheme:
        name = scheme.group(1).lower()
        if name in SCHEMES and _SCHEME.match(url):
            return Destination({"href": url}) if name == "mailto" else external(url)
        work.problem(at, f"链接协议不受支持 (unsupported link scheme): {_short(url)}", "use http, https or mailto")
        return NOWHERE
    if _HOST.match(url):
        return external("https://" + _HOST.sub("", url, count=1))
    if url.startswith("#"):
        return target_anchor(unquote(url[1:]), at, work)
    return _inside(url, at, work)


def external(url: str) -> Destination:
    """A link out of the site, freed of tracking."""
    return Destination({"href": without_tracking(url), "class": "an-external", "rel": "noopener noreferrer"})


def target_anchor(name: str, at: At, work: Work) -> Destination:
    """A link to a heading of the same source: in this entry, or one that has become an entry of its own.

    Elements that the note names itself count as headings.
    """
    for candidate in (name, anchor(name), f"user-content-{anchor(name)}"):
        if candidate in work.anchors:
            return Destination({"href": f"#{candidate}"})
    target = under_heading(work.context.path, name, work)
    if target is not None:
        return note_target(target, name)
    whole = work.context.resolve(work.context.path) if name else None
    if whole is not None and anchor(whole.title) == anchor(name):
        return Destination({"href": TO_ROOT + whole.url})
    if name:
        work.problem(at, f"锚点不存在 (no such heading): #{_short(name)}", "link to a heading of this note")
    return NOWHERE


def under_heading(name: str, heading: str, work: Work) -> Target | None:
    """The entry that a heading of a note has become; `heading` as written in the note, or as an anchor."""
    if not heading:
        return None
    spaced = heading.replace("-", " ")
    found = work.context.resolve(f"{name}#{heading}")
    return found or (work.context.resolve(f"{name}#{spaced}") if spaced != heading else None)


def note_target(target: Target, heading: str = "") -> Destination:
    """A link to a page of the site, and to a heading on it unless that is the page's title."""
    url = TO_ROOT + target.url
    if heading and "#" not in url and anchor(heading) != anchor(target.title):
        url += f"#{anchor(heading)}"
    if target.entry is None:
        return Destination({"href": url})
    return Destination({"href": url, "class": "an-entry-link"}, target.entry)


def image_source(src: str, at: At, work: Work) -> str:
    """Where an image is; empty when it cannot be shown, which is a Problem."""
    url = src.strip()
    scheme = _SCHEME.match(_IGNORED.sub("", url))
    if scheme:
        if scheme.group(1).lower() in ("http", "https") and _SCHEME.match(url):
            return url
        fact = f"图片地址不受支持 (unsupported image address): {_short(url)}"
        work.problem(at, fact, "use a file or an https address")
        return ""
    if _HOST.match(url):
        return "https://" + _HOST.sub("", url, count=1)
    path = _path(url, work)
    if path is None:
        fact = f"图片在笔记目录之外 (image outside the notes folder): {_short(url)}"
        work.problem(at, fact, "move it into the folder")
        return ""
    return _file(path, work)


def _file(path: str, work: Work) -> str:
    """The address of a file of the notes, which is in the site too."""
    if asset_type(path) is AssetType.UNKNOWN:
        work.files.add(path)
    return TO_ROOT + quote(path, safe=_PATH_SAFE)


def _inside(url: str, at: At, work: Work) -> Destination:
    address, _, fragment = url.partition("#")
    path = _path(address.partition("?")[0], work)
    if path is None:
        fact = f"链接指向笔记目录之外 (link leaves the notes folder): {_short(url)}"
        work.problem(at, fact, "link to a file inside it")
        return NOWHERE
    heading = unquote(fragment)
    target = under_heading(path, heading, work) or work.context.resolve(path)
    if target is not None:
        return note_target(target, heading)
    if _NOTE.search(path) or path == ".":
        work.problem(at, f"链接的笔记不存在 (broken link): {_short(url)}", "correct the path of the note")
        return NOWHERE
    return Destination({"href": _file(path, work) + (f"#{fragment}" if fragment else "")})


def _path(url: str, work: Work) -> str | None:
    """A relative address as a path from the notes folder; None when it leads out of it. `/x` starts from the folder."""
    written = unquote(url.partition("?")[0]).replace("\\", "/").replace("\0", "")
    folder = "" if written.startswith("/") else work.context.path.rpartition("/")[0]
    path = normpath(f"{folder}/{written}".lstrip("/") or ".")
    return None if path == ".." or path.startswith("../") else path


def _short(url: str) -> str:
    return url if len(url) <= 60 else url[:59] + "…"
