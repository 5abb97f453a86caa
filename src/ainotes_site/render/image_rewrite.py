"""Pictures in compiled HTML: a reader's browser must never ask another host for one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from ainotes_site.i18n import text
from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Lang
from ainotes_site.render.html_rewrite import TAG


class Picture(NamedTuple):
    """A remote image's copy in the site."""

    path: str
    """Relative to the root of the site."""
    width: int = 0
    """In pixels, so that a page keeps its layout while the picture loads; 0 when not known."""
    height: int = 0


_FILE_NAME = pattern(r"^(?:image|img|图片?|untitled)?[ _-]*\d*$|\.(?:png|jpe?g|gif|webp|svg|bmp|avif)$", re.IGNORECASE)
"""What editors write as alternative text on their own; it tells a reader nothing."""
_ATTRIBUTE = pattern(r'\s([a-zA-Z-]+)="([^"]*)"')
_PIXELS = pattern(r"[1-9]\d{0,4}")
_REMOTE = pattern(r"^\s*(?:https?:)?//", re.IGNORECASE)


def localise(html: str, pictures: Mapping[str, Picture], root: str, lang: Lang) -> str:
    """`html` with each remote image replaced by its copy, or by a captioned link to the original.

    `pictures` is keyed by the image's URL. `root` leads from the page to the root of the site (`../`).
    """
    if "<img" not in html:
        return html

    links = 0
    """Links that are open: a picture in one gets no link of its own, as links hold none."""

    def replace(match: re.Match[str]) -> str:
        nonlocal links
        if match[2] == "a":
            links += -1 if match[1] else 1
        if match[2] != "img":
            return match[0]
        attributes = _attributes(match[0])
        source = attributes.get("src", "")
        if not _REMOTE.match(source):
            return _lazy(match[0])
        picture = pictures.get(address(source))
        if picture:
            return _copy(picture, attributes, root)
        alt = attributes.get("alt", "")
        return _caption(source, alt, lang) if links > 0 else _placeholder(source, alt, lang)

    return TAG.sub(replace, html)


def remote_images(html: str) -> Iterator[str]:
    """The URLs of the images that `localise` would replace."""
    if "<img" in html:
        for match in TAG.finditer(html):
            source = _attributes(match[0]).get("src", "") if match[2] == "img" else ""
            if _REMOTE.match(source):
                yield address(source)


def address(source: str) -> str:
    """The URL of a remote image with its scheme."""
    source = source.strip()
    return f"https:{source}" if source.startswith("//") else source


def _attributes(tag: str) -> dict[str, str]:
    return {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def _lazy(tag: str) -> str:
    return tag if "loading=" in tag else f'{tag[:4]} loading="lazy" decoding="async"{tag[4:]}'


def _copy(picture: Picture, attributes: Mapping[str, str], root: str) -> str:
    width, height = _size(picture, attributes.get("width", ""), attributes.get("height", ""))
    size = f' width="{width}" height="{height}"' if width and height else ""
    alt = escape(attributes.get("alt", ""))
    return f'<img src="{escape(root + picture.path)}" alt="{alt}"{size} loading="lazy" decoding="async">'


def _size(picture: Picture, width: str, height: str) -> tuple[int, int]:
    """The size that the note asks for, in the picture's own proportions where it asks for a width only."""
    if not _PIXELS.fullmatch(width):
        return picture.width, picture.height
    if _PIXELS.fullmatch(height):
        return int(width), int(height)
    return int(width), round(picture.height * int(width) / picture.width) if picture.width else 0


def _caption(source: str, alt: str, lang: Lang) -> str:
    """What stands for a picture in a link: its caption."""
    caption = alt if alt and not _FILE_NAME.search(alt) else text("image.unnamed", lang)
    return f'<span class="an-image-away__caption" title="{escape(address(source))}">{escape(caption)}</span>'


def _placeholder(source: str, alt: str, lang: Lang) -> str:
    url = address(source)
    caption = alt if alt and not _FILE_NAME.search(alt) else text("image.unnamed", lang)
    return (
        f'<a class="an-image-away" href="{escape(url)}" rel="noopener noreferrer" title="{escape(url)}">'
        f'<span class="an-image-away__caption">{escape(caption)}</span> '
        f'<span class="an-image-away__host">{escape(host(url))}</span></a>'
    )


def host(url: str) -> str:
    """The host that a reader sees in a URL, without `www.`; the URL itself when it has none."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        name = ""
    return name.removeprefix("www.") or url
