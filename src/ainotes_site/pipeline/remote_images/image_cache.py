"""Images of other hosts, cached between builds: a folder whose file names hold all that a build needs.

A name is `<digest of the URL>-<digest of the content>-<width>x<height>-<keyed checksum>.<extension>`, so that a build which
has every image reads none. The checksum is that of the rest of the name, see `secret_key`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ainotes_site.lazy_regex import pattern
from ainotes_site.pipeline.cache.record_store import write_atomically
from ainotes_site.pipeline.cache.secret_key import mac
from ainotes_site.pipeline.remote_images.fetch import Fetched
from ainotes_site.pipeline.stages.scan import digest

PUBLISHED = "assets/images/remote"
"""Folder of the site that copies of remote images are in."""

_NAME = pattern(r"([0-9a-f]{32})-([0-9a-f]{32})-(\d{1,5})x(\d{1,5})(?:-([0-9a-f]{32}))?\.(png|jpg|gif|webp|avif)")


@dataclass(frozen=True, slots=True)
class ImageCopy:
    """A copy of a remote image."""

    content: bytes
    """Digest of its bytes."""
    extension: str
    width: int
    height: int

    @property
    def path(self) -> str:
        """Where it is in the site."""
        return f"{PUBLISHED}/{self.content.hex()}.{self.extension}"

    def name(self, url: str) -> str:
        """Its file name on the shelf as the image at `url`."""
        name = f"{_key(url)}-{self.content.hex()}-{self.width}x{self.height}"
        return f"{name}-{mac(b'image', f'{name}.{self.extension}'.encode()).hex()}.{self.extension}"


class ImageCache:
    """The cached copies by URL. Without a folder nothing is cached."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._copies: dict[str, ImageCopy] = {}
        names = sorted(path.name for path in folder.iterdir()) if folder and folder.is_dir() else []
        self._names = [match for name in names if (match := _NAME.fullmatch(name))]
        for match in self._names:
            url, content, width, height, check, extension = match.groups()
            name = match[0].partition(f"-{check}.")[0]
            if check and mac(b"image", f"{name}.{extension}".encode()).hex() == check:
                self._copies[url] = ImageCopy(bytes.fromhex(content), extension, int(width), int(height))

    def find(self, url: str) -> ImageCopy | None:
        """The copy of the image at `url`; its bytes may turn out to be damaged."""
        return self._copies.get(_key(url))

    def read(self, url: str) -> bytes | None:
        """The bytes of that copy; None when they are damaged."""
        copy = self.find(url)
        if self._folder is None or copy is None:
            return None
        try:
            data = (self._folder / copy.name(url)).read_bytes()
        except OSError:
            return None
        return data if digest(data) == copy.content else None

    def keep(self, url: str, image: Fetched) -> ImageCopy:
        """Keep an image that was fetched."""
        copy = ImageCopy(digest(image.data), *image.measured)
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self._folder / copy.name(url), image.data)
        self._copies[_key(url)] = copy
        return copy

    def sweep(self, wanted: Iterable[str]) -> None:
        """Remove the copies that were there before and that no URL in `wanted` has now."""
        if self._folder is None:
            return
        names = {copy.name(url) for url in wanted if (copy := self.find(url))}
        for match in self._names:
            if match[0] not in names:
                (self._folder / match[0]).unlink(missing_ok=True)


def _key(url: str) -> str:
    return digest(url.encode()).hex()
