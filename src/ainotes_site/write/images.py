"""Pictures in compiled HTML: a reader's browser must never ask another host for one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from ainotes_site.i18n import text
from ainotes_site.model import Lang
from ainotes_site.write.embed import TAG


class Picture(NamedTuple):
    """A remote image's copy in the site."""

    path: str
    """Relative to the root of the site."""
    width: int = 0
    """In pixels, so that a page keeps its layout while the picture loads; 0 when not known."""
    height: int = 0


_FILE_NAME = re.compile(
    r"^(?:image|img|图片?|untitled)?[ _-]*\d*$|\.(?:png|jpe?g|gif|webp|svg|bmp|avif)$", re.IGNORECASE
)
"""What editors write as alternative text on their own; it tells a reader nothing."""
_ATTRIBUTE = re.compile(r'\s([a-zA-Z-]+)="([^"]*)"')
_REMOTE = re.compile(r"^\s*(?:https?:)?//", re.IGNORECASE)


def localise(html: str, pictures: Mapping[str, Picture], root: str, lang: Lang) -> str:
    """`html` with each remote image replaced by its copy, or by a captioned link to the original.

    `pictures` is keyed by the image's URL as written. `root` leads from the page to the root of the site (`../`).
    """
    if "<img" not in html:
        return html

    def replace(match: re.Match[str]) -> str:
        if match[2] != "img":
            return match[0]
        attributes = {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(match[0])}
        source = attributes.get("src", "")
        if not _REMOTE.match(source):
            return _lazy(match[0])
        picture = pictures.get(source)
        alt = attributes.get("alt", "")
        return _copy(picture, alt, root) if picture else _placeholder(source, alt, lang)

    return TAG.sub(replace, html)


def _lazy(tag: str) -> str:
    return tag if "loading=" in tag else f'{tag[:4]} loading="lazy" decoding="async"{tag[4:]}'


def _copy(picture: Picture, alt: str, root: str) -> str:
    size = f' width="{picture.width}" height="{picture.height}"' if picture.width and picture.height else ""
    return f'<img src="{escape(root + picture.path)}" alt="{escape(alt)}"{size} loading="lazy" decoding="async">'


def _placeholder(source: str, alt: str, lang: Lang) -> str:
    address = f"https:{source.strip()}" if source.strip().startswith("//") else source.strip()
    caption = alt if alt and not _FILE_NAME.search(alt) else text("image.unnamed", lang)
    return (
        f'<a class="an-image-away" href="{escape(address)}" rel="noopener noreferrer" title="{escape(address)}">'
        f'<span class="an-image-away__caption">{escape(caption)}</span> '
        f'<span class="an-image-away__host">{escape(host(address))}</span></a>'
    )


def host(url: str) -> str:
    """The host that a reader sees in a URL, without `www.`; the URL itself when it has none."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        name = ""
    return name.removeprefix("www.") or url
