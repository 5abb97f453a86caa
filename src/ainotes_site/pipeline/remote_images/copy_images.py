"""Images on other hosts, copied into the site where the owner asks for it.

The copies of a build are those in the cache and those that the network gave. So the same notes give the same bytes as
long as the same images are had, and no longer: this is why it is off unless `fetch_images` is set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ainotes_site.link.library import Library
from ainotes_site.pipeline.publish.outputs import Outputs
from ainotes_site.pipeline.remote_images.fetch import LIMITS, Limits
from ainotes_site.pipeline.remote_images.image_cache import ImageCache, ImageCopy
from ainotes_site.pipeline.remote_images.local_copies import Pictures
from ainotes_site.pipeline.remote_images.pool import fetch_all
from ainotes_site.pipeline.remote_images.refusal import Why
from ainotes_site.pipeline.remote_images.ssrf import Allowed, is_public
from ainotes_site.pipeline.report import Stopwatch
from ainotes_site.render.definitions import prose
from ainotes_site.render.image_rewrite import Picture, remote_images

_REFUSED: dict[str, Why] = {}
"""What this process failed to fetch: `ainotes serve` does not wait for it again at each save."""


def pictures(
    library: Library,
    outputs: Outputs,
    folder: Path | None,
    watch: Stopwatch,
    *,
    allowed: Allowed = is_public,
    limits: Limits = LIMITS,
    refused: dict[str, Why] = _REFUSED,
) -> Pictures:
    """Copies of the images that the library's pages show, in `outputs`; `folder` keeps them between builds.

    `refused` is read and added to.
    """
    wanted = tuple(sorted(set(_image_urls(library))))
    cache = ImageCache(folder)
    copies = _cached(wanted, cache, outputs)
    missing = [url for url in wanted if url not in copies and url not in refused]
    watch.begin("images", len(missing))
    for done, (url, outcome) in enumerate(fetch_all(missing, allowed, limits), 1):
        if isinstance(outcome, Why):
            refused[url] = outcome
        else:
            copies[url] = copy = cache.keep(url, outcome)
            if not _is_published(copy, outputs):
                _publish(copy, outcome.data, outputs)
        watch.begin("images", len(missing) - done)
    cache.sweep(wanted)
    return Pictures(
        {url: Picture(copy.path, copy.width, copy.height) for url, copy in copies.items()},
        tuple((url, refused[url]) for url in wanted if url not in copies),
    )


def _cached(urls: Iterable[str], cache: ImageCache, outputs: Outputs) -> dict[str, ImageCopy]:
    """The copies of earlier builds, which are among the outputs then."""
    found = ((url, cache.find(url)) for url in urls)
    return {
        url: copy
        for url, copy in found
        if copy is not None and (_is_published(copy, outputs) or _publish(copy, cache.read(url), outputs))
    }


def _is_published(copy: ImageCopy, outputs: Outputs) -> bool:
    """Whether the copy is among the outputs, or can be taken over from the published site."""
    if copy.path not in outputs.files and outputs.current(copy.path, copy.content):
        outputs.keep(copy.path)
    return copy.path in outputs.files


def _publish(copy: ImageCopy, data: bytes | None, outputs: Outputs) -> bool:
    """Write the copy; False when its bytes were damaged in the cache."""
    if data is not None:
        outputs.add(copy.path, copy.content, lambda: data)
    return data is not None


def _image_urls(library: Library) -> Iterator[str]:
    """URLs of the remote images on the library's pages: in bodies of entries and in definitions of terms."""
    for compiled in library.compiled.values():
        yield from remote_images(compiled.html)
    for term in library.terms:
        for definition in term.definitions:
            if "![" in definition.text or "<img" in definition.text.lower():
                yield from remote_images(prose(definition.text, definition.span.path))
