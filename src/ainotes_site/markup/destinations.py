"""Where links and images of a note lead in the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import normpath
from urllib.parse import quote, unquote

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.anchors import anchor, squash
from ainotes_site.markup.compile_state import TO_ROOT, At, Work
from ainotes_site.markup.result import Target
from ainotes_site.markup.safe_html.allow_list import SCHEMES
from ainotes_site.model import EntryId
from ainotes_site.urls import IGNORED, asset_url, without_tracking

_SCHEME = pattern(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = pattern(r"[/\\]{2,}")
_RESOURCE = pattern(r":/([0-9a-f]{32})(?=#|$)")
_APP = pattern(
    r"(?:obsidian://(?:open|[^?]*)\?(?:.*?&)?file|logseq://graph/[^?]*\?(?:.*?&)?page)=([^&#]+)", re.IGNORECASE
)
_NOTION = pattern(r"https?://(?:[\w-]+\.)?notion\.(?:so|site)/[^?#]*?([0-9a-f]{32})(?:[?#]|$)")
_DAY = pattern(r"(?:.*/)?(\d{4})/(\d\d)/(\d\d)/([^/]+)$")
_SITE_ROOTS = ("docs", "doc", "content", "source", "src", "site", "website", "book", "wiki", "pages")
"""Folders that are the root of a site by the habits of its generator, where the note of their own is its home page."""
_FILE_ROOTS = ("static", "public", ".vuepress/public", ".vitepress/public", "source", "docs/public")
"""Folders whose files a generator puts at the root of its site."""
_PAGE_ROOTS = ("docs", "content", "source", "src", "pages", "_pages", "src/pages")
"""The same for pages."""
_HOST_ROUTE = pattern(
    r"\.\./\.\./(?:issues|pulls?|wiki|releases|discussions|actions|projects|security|tags|labels|milestones|commits?|compare|graphs|tree|blob|raw)(?:/|$)"
)
"""What a README means on GitHub by `../../issues`: a page of the repository, which is there though no file is."""
_ROUTE_ID = pattern(r"^([^?]*)\?id=")
_PAGE = pattern(r"\[\[([^\[\]]+)\]\]")
_NOTE = pattern(r"\.(?:md|markdown|mdown|mdx|base)$", re.IGNORECASE)
_PATH_SAFE = "/-._~!$&'()*+,;=:@"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a link leads."""

    attributes: dict[str, str] = field(default_factory=dict)
    """Attributes of the `<a>`, empty when there is to be no link."""
    entry: EntryId | None = None
    private: bool = False
    """Whether it leads to a note that is not published: then it is text, and nothing is wrong with it."""


NOWHERE = Destination()


def link_target(href: str, at: At, work: Work) -> Destination:
    """Where `href`, as written in a note, leads. What cannot be followed is a Problem and leads nowhere."""
    page = _PAGE.fullmatch(unquote(href)) if href.startswith(("[[", "%5B%5B")) else None
    if page:
        return _page(page[1], at, work)
    named = _named_elsewhere(href.strip(), work)
    if named is not None:
        return named
    url = _plain_address(href.strip())
    scheme = _SCHEME.match(IGNORED.sub("", url))
    if scheme:
        name = scheme.group(1).lower()
        if name in SCHEMES and _SCHEME.match(url):
            return Destination({"href": url}) if name == "mailto" else _at_home(url, work) or external(url)
        work.problem(at, "link.scheme", remark=True, scheme=f"{name}:")  # not the whole address: many may have it
        return NOWHERE
    if _HOST.match(url):
        return external("https://" + _HOST.sub("", url, count=1))
    if url.startswith("#"):
        return target_anchor(unquote(url[1:]), at, work)
    return _inside(url, at, work)


def _at_home(url: str, work: Work) -> Destination | None:
    """The note or file that an address of a site of these notes means; None where it is no such address, or leads nowhere here."""
    own = work.context.repository.own_path(url, work.context.path)
    address, _, fragment = own.partition("#")
    path = _path(address, work) if address.strip("/") else None
    if path is None:
        return None
    target, has_heading = _note_or_page(address, path, unquote(fragment), work)
    if target is not None:
        return note_target(target, "" if has_heading else unquote(fragment))
    found = file_path(address, path, work) if work.context.file else None
    return asset_href(found, work, fragment) if found else None


def _page(name: str, at: At, work: Work) -> Destination:
    """Logseq's `[text]([[page]])`."""
    found = work.context.resolve(name)
    if found is not None:
        return note_target(found)
    work.problem(at, "wikilink.missing", name=name)
    return NOWHERE


def _named_elsewhere(url: str, work: Work) -> Destination | None:
    """A note by the address that an application gives it: Obsidian, Logseq, Notion (of an exported page), Joplin; None where
    it is no such address, or there is no such note.
    """
    found = _RESOURCE.match(url) or _APP.match(url) or _NOTION.match(url)
    if found is None:
        return None
    name, fragment = unquote(found[1]), unquote(url.partition("#")[2])
    target = under_heading(name, fragment, work)
    if target is not None:
        return note_target(target)
    target = work.context.resolve(name)
    return note_target(target, fragment) if target is not None else None


def _plain_address(url: str) -> str:
    """The address that another program means: Docsify's `#/a?id=b` and `?id=b`, Zola's `@/a.md`, Docusaurus' `@site/a.md` and
    `pathname:///a.zip`, Joplin's `:/id`.
    """
    url = _RESOURCE.sub(r"\1", url.removeprefix("pathname://"))
    if url.startswith("#/"):
        url = url[1:]
    if url.startswith(("@/", "@site/")):
        url = url[url.index("/") :]
    return _ROUTE_ID.sub(r"\1#", url) if "#" not in url and "://" not in url else url


def external(url: str) -> Destination:
    """A link out of the site, freed of tracking."""
    return Destination({"href": without_tracking(url), "class": "an-external", "rel": "noopener noreferrer"})


def target_anchor(name: str, at: At, work: Work) -> Destination:
    """A link to a heading or block of the same source: in this entry, or in another one of the source.

    Elements that the note names itself count as headings.
    """
    if not name:
        return NOWHERE
    found = _anchor_here(name, work)
    if found:
        return Destination({"href": f"#{found}"})
    target = under_heading(work.context.path, name, work)
    if target is not None:
        return note_target(target)
    whole = work.context.resolve(work.context.path)
    if whole is not None and anchor(whole.title) == anchor(name):
        return Destination({"href": TO_ROOT + whole.url})
    work.problem(at, "link.heading", name=f"#{_short(name)}")
    return NOWHERE


def _anchor_here(name: str, work: Work) -> str:
    """The anchor of this entry that `name` means: as it is, by the last of several headings, or by its letters."""
    last = name.rpartition("#")[2]
    return _known_anchor(name, work) or (_known_anchor(last, work) if last != name else "")


def _known_anchor(name: str, work: Work) -> str:
    for candidate in (name, name.casefold(), anchor(name), f"user-content-{anchor(name)}"):
        if candidate in work.anchors:
            return candidate
    letters = squash(name)
    if not letters or name.startswith("^"):
        return ""
    return next((known for known in work.anchors if squash(known) == letters and not known.startswith("^")), "")


def under_heading(name: str, heading: str, work: Work) -> Target | None:
    """Where a heading or block of a note is; `heading` as written in the note, or as an anchor."""
    if not heading:
        return None
    found = work.context.resolve(f"{name}#{heading}")
    if found is not None or work.context.at is not None:
        return found
    spaced = heading.replace("-", " ")
    return work.context.resolve(f"{name}#{spaced}") if spaced != heading else None


def note_target(target: Target, heading: str = "") -> Destination:
    """A link to a page of the site, and to a heading on it unless that is the page's title."""
    if not target.url:
        return Destination(private=True)
    url = TO_ROOT + target.url
    heading = heading.rpartition("#")[2].strip()
    if heading and "#" not in url and anchor(heading) != anchor(target.title):
        url += f"#{anchor(heading)}"
    if target.entry is None:
        return Destination({"href": url})
    return Destination({"href": url, "class": "an-entry-link"}, target.entry)


def image_source(src: str, at: At, work: Work) -> str:
    """Where an image is; empty when it cannot be shown, which is a Problem."""
    url = _plain_address(src.strip())
    scheme = _SCHEME.match(IGNORED.sub("", url))
    if scheme:
        if scheme.group(1).lower() in ("http", "https") and _SCHEME.match(url):
            return _picture_at_home(url, work) or url
        work.problem(at, "image.address", url=_short(url))
        return ""
    if _HOST.match(url):
        return "https://" + _HOST.sub("", url, count=1)
    path = _path(url, work)
    if path is None:
        work.problem(at, "image.outside", url=_short(url))
        return ""
    found = file_path(url, path, work)
    if found is None:
        work.problem(at, "image.file", url=_short(unquote(url)))
        return ""
    return _file(found, work) if found else ""


def _picture_at_home(url: str, work: Work) -> str:
    """The picture of the notes that an address of a site of these notes means; empty where there is none."""
    address = work.context.repository.own_path(url, work.context.path)
    path = _path(address, work) if address and work.context.file else None
    found = file_path(address, path, work) if path else None
    return _file(found, work) if found else ""


def _file(path: str, work: Work) -> str:
    """The address of a file of the notes, which is in the site too."""
    work.files.add(path)
    return TO_ROOT + quote(asset_url(path), safe=_PATH_SAFE)


def file_path(written: str, path: str, work: Work) -> str | None:
    """The file that a link means: at `path`, or with the name, or the end of the path, that is `written`, as Obsidian finds
    it. `path` itself where the files are not known.
    """
    look = work.context.file
    if look is None:
        return path
    for one in (path, *_elsewhere(written, path, work)):
        found = look(f"/{one}")
        if found is not None:
            return found
    name = _written(written)
    if name.startswith("../") or not name.strip("/."):
        return None
    return look(name.removeprefix("./").lstrip("/"))


def note_at(written: str, path: str, heading: str, work: Work) -> tuple[Target | None, bool]:
    """The note that a link means, as above, and whether its heading was found."""
    for one in _names_of(written, path, work):
        found = under_heading(one, heading, work)
        if found is not None:
            return found, True
        found = work.context.resolve(one)
        if found is not None:
            return found, not heading
    return None, False


def _names_of(written: str, path: str, work: Work) -> Iterator[str]:
    """What a link may call a note, the likeliest first. A single word behind a `/` is no name: that would lead to any note
    that is called so.
    """
    name = _written(written).removeprefix("./").strip("/")
    if written.startswith("/"):
        if path == ".":
            yield _home(work)
        yield f"/{path}"
        yield from (f"/{one}" for one in _above(path, work))
        if "/" in path:
            yield path
        yield from _of_site(path, work)
        return
    yield f"/{path}"
    yield path
    if name and not name.startswith("../") and name != path:
        yield name
    if not is_note(written):
        yield from (f"/{one}" for one in _below_page(written, work))


def _home(work: Work) -> str:
    """The folder that `/` means: the outermost one above the note that is the root of a site and has a note of its own."""
    folders = work.context.path.split("/")[:-1]
    for depth, name in enumerate(folders, 1):
        folder = f"/{'/'.join(folders[:depth])}"
        if name.lower() in _SITE_ROOTS and _has_own_note(folder, work):
            return folder
    return "/."


def _has_own_note(folder: str, work: Work) -> bool:
    found = work.context.resolve(folder)
    return found is not None and found.entry is not None


def _of_site(path: str, work: Work) -> Iterator[str]:
    """What an address of another site of the notes means: without its base, from another root, or by the day and the name of
    a post.
    """
    for rest in _without_base(path, work):
        yield f"/{rest}" if rest else _home(work)
        yield from (f"/{one}" for one in _above(rest, work) if rest)
    day = _DAY.match(path.rpartition(".")[0] if path.endswith((".html", ".htm")) else path)
    if day:
        yield f"{day[1]}-{day[2]}-{day[3]}-{day[4]}"
        yield day[4]
    yield from (f"/{root}/{path}" for root in _PAGE_ROOTS)


def _without_base(path: str, work: Work) -> Iterator[str]:
    """`path` without the base of a site: one that a configuration states; else the first part where it is no folder of the
    notes, and a path is left.
    """
    for site in work.context.repository.sites:
        if site.base and f"{path}/".startswith(f"{site.base}/") and site.has(work.context.path):
            yield path[len(site.base) :].strip("/")
    rest = path.partition("/")[2]
    if "/" in rest and not _is_folder(path, work):
        yield rest


def _is_folder(path: str, work: Work) -> bool:
    """Whether a path begins with a folder of the notes."""
    return work.context.resolve(f"/{path.partition('/')[0]}") is not None


def _elsewhere(written: str, path: str, work: Work) -> Iterator[str]:
    """Where a file may be that is not at `path`: from a root further below, or in the note's own folder."""
    if not written.startswith("/"):
        yield from _below_page(written, work)
        return
    for rest in (path, *_without_base(path, work)):
        if rest != path:
            yield rest
        above = list(_above(rest, work))
        yield from above
        yield from (f"{one.removesuffix(rest)}{root}/{rest}" for one in (rest, *above) for root in _FILE_ROOTS if rest)


def _above(path: str, work: Work) -> Iterator[str]:
    """A path from each folder above the note, the outermost first: one of them may be the root of a site."""
    if path != ".":
        folders = work.context.path.split("/")[:-1]
        for depth in range(1, len(folders) + 1):
            yield f"{'/'.join(folders[:depth])}/{path}"


def _below_page(written: str, work: Work) -> Iterator[str]:
    """A relative path from the address that many sites give to a note, which is that of a folder: `a/b.md` is at `a/b/`. Hexo has
    a folder for the files of a note there.
    """
    page = work.context.path.rpartition(".")[0]
    found = normpath(f"{page}/{_written(written)}")
    if not found.startswith("../"):
        yield found


def is_note(address: str) -> bool:
    """Does an address end like that of a note?"""
    return _NOTE.search(unquote(address.partition("#")[0].partition("?")[0])) is not None


def _inside(url: str, at: At, work: Work) -> Destination:
    address, _, fragment = url.partition("#")
    path = _path(address, work)
    if path is None:
        outside = _in_repository(_joined(address, work), work, fragment)
        if outside.attributes or _HOST_ROUTE.match(_joined(address, work)):
            return outside
        work.problem(at, "link.outside", remark=True, url=_short(url))
        return NOWHERE
    heading = unquote(fragment)
    if heading and _is_this_page(address, path, work):
        return target_anchor(heading, at, work)
    target, has_heading = _note_or_page(address, path, heading, work)
    if target is not None:
        if not has_heading and work.context.at is not None and target.entry is not None:
            work.problem(at, "link.heading", name=_short(unquote(url)))
        return note_target(target, "" if has_heading else heading)
    return _file_or_nowhere(url, path, at, work)


def _is_this_page(address: str, path: str, work: Work) -> bool:
    """Whether a link leads to the page that it is on: `./#x` is an anchor of this page, as on GitHub."""
    page = work.context.path
    folder = page.rpartition("/")[0] or "."
    return path == page or (path == folder and _written(address) in ("", ".", "./"))


def _note_or_page(address: str, path: str, heading: str, work: Work) -> tuple[Target | None, bool]:
    """`note_at`, for a link to the HTML page of a note too."""
    found = note_at(address, path, heading, work)
    if found[0] is None and path.endswith((".html", ".htm")) and work.context.at is not None:
        stem = path.rpartition(".")[0]
        found = note_at(f"/{stem}", stem, heading, work)
        if found[0] is None and stem.rpartition("/")[2] == "index":  # the page of a folder's own note
            return note_at(f"/{stem}", stem.rpartition("/")[0] or ".", heading, work)
    return found


def _file_or_nowhere(url: str, path: str, at: At, work: Work) -> Destination:
    """Where a link leads that means no note that there is."""
    address, _, fragment = url.partition("#")
    if _is_hidden(path):
        shown = work.context.file(f"/{path}") if work.context.file else None
        if shown:
            return asset_href(shown, work, fragment)
        return _in_repository(path, work, fragment)
    if _NOTE.search(path) or path == ".":
        work.problem(at, "link.note", url=_short(unquote(url)))
        return NOWHERE
    found = file_path(address, path, work)
    if found is None:
        is_route = url.startswith("/")  # an address on another site of the same notes, where it may well lead somewhere
        work.problem(at, "link.file", url=_short(unquote(url)), remark=is_route)
        return NOWHERE
    if not found:
        return _in_repository(path, work, fragment) if path in work.context.repository.unpublished else NOWHERE
    return asset_href(found, work, fragment)


def _in_repository(path: str, work: Work, fragment: str) -> Destination:
    """A link to a file that is not in the site, where it can be looked at."""
    address = work.context.repository.address(path)
    return external(address + (f"#{fragment}" if fragment else "")) if address else NOWHERE


def _is_hidden(path: str) -> bool:
    """Does a path lead into a hidden folder or to a hidden file? These are no part of the notes, but may well be there."""
    return any(part.startswith(".") and part not in (".", "..") for part in path.split("/"))


def asset_href(path: str, work: Work, fragment: str = "") -> Destination:
    """A link to a file that is no note."""
    return Destination({"href": _file(path, work) + (f"#{fragment}" if fragment else "")})


def _written(url: str) -> str:
    return unquote(url.partition("#")[0].partition("?")[0]).replace("\\", "/").replace("\0", "")


def _path(url: str, work: Work) -> str | None:
    """A relative address as a path from the notes folder; None when it leads out of it. `/x` starts from the folder."""
    path = _joined(url, work)
    return None if path == ".." or path.startswith("../") else path


def _joined(url: str, work: Work) -> str:
    written = _written(url)
    folder = "" if written.startswith("/") else work.context.path.rpartition("/")[0]
    return normpath(f"{folder}/{written}".lstrip("/") or ".")


def _short(url: str) -> str:
    return url if len(url) <= 60 else url[:59] + "…"
