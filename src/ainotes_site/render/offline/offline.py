"""What makes the site installable and keepable: the web app manifest, the service worker and the list of files.

Formats: https://www.w3.org/TR/appmanifest/ and https://www.w3.org/TR/service-workers/. The list, `offline.json`, is
`{"version": …, "files": {path: [digest, size in bytes]}}`, paths written as in a URL.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files as package_files
from urllib.parse import quote

from ainotes_site.lazy_regex import pattern
from ainotes_site.settings import Settings
from ainotes_site.urls import HOME, Url

WORKER = Url("sw.js")
MANIFEST = Url("site.webmanifest")
LIST = Url("offline.json")
OFFLINE = frozenset((WORKER, MANIFEST, LIST))
"""The files that are made here."""

_PLAIN = pattern(r"[A-Za-z0-9/._~-]+")
"""A path that is written in a URL as it is, as nearly all are."""
_SHORT_NAME = 12
_LANGUAGE_TAGS = {"zh": "zh-Hans", "en": "en"}
_PAPER = "#fbfaf7"
_ICONS = (
    ("assets/ainotes/mark.svg", "any", "image/svg+xml", "any"),
    ("assets/ainotes/icon-192.png", "192x192", "image/png", "any"),
    ("assets/ainotes/icon-512.png", "512x512", "image/png", "any"),
    ("assets/ainotes/icon-maskable-512.png", "512x512", "image/png", "maskable"),
)


def offline_files(
    files: Mapping[str, str], settings: Settings, sizes: Mapping[str, int] | None = None
) -> dict[str, bytes]:
    """The manifest, the worker and the list of files, for a site that otherwise consists of `files`.

    `files` maps paths relative to the root of the site to digests of their content, in hexadecimal digits; `sizes` maps the
    same paths to bytes; without it all count as nothing. The version in the worker and in the list is a
    digest of all that, so it changes exactly when the site does. What this function itself makes is ignored in `files`,
    and so are hidden files, which many hosts refuse to hand out.
    """
    manifest = _manifest(settings)
    sizes = {**(sizes or {}), MANIFEST: len(manifest)}
    digests = {**files, MANIFEST: sha256(manifest).hexdigest()}
    paths = sorted(path for path in digests.keys() - {WORKER, LIST} if not path.startswith(".") and "/." not in path)
    in_url = _as_it_is if _PLAIN.fullmatch("".join(paths)) else _in_url  # asked once, not of each of many thousands
    listed = [f'"{in_url(path)}":["{digests[path]}",{sizes.get(path, 0)}]' for path in paths]
    worker = package_files(__package__).joinpath("offline_worker.js").read_text(encoding="utf-8")
    digest_of = b"{%b}" % ",".join(listed).encode("ascii")  # written by hand: neither part needs an escape
    version = sha256(b"[%b,%b]" % (digest_of, _json(worker))).hexdigest()[:16]
    return {
        LIST: b'{"version":"%b","files":%b}' % (version.encode(), digest_of),
        MANIFEST: manifest,
        WORKER: f'const VERSION = "{version}";\n{worker}'.encode(),
    }


def _manifest(settings: Settings) -> bytes:
    name = settings.site_name
    described = {"description": settings.site_description} if settings.site_description else {}
    return _json(
        {
            "name": name,
            "short_name": name if len(name) <= _SHORT_NAME else name[: _SHORT_NAME - 1].rstrip() + "…",
            **described,
            "lang": _LANGUAGE_TAGS[settings.lang],
            "dir": "ltr",
            "id": "./",
            "start_url": HOME,
            "scope": "./",
            "display": "standalone",
            "theme_color": _PAPER,
            "background_color": _PAPER,
            "icons": [dict(zip(("src", "sizes", "type", "purpose"), icon, strict=True)) for icon in _ICONS],
        }
    )


def _as_it_is(path: str) -> str:
    return path


def _in_url(path: str) -> str:
    """`path` escaped as `encodeURIComponent` does; a name that is not UTF-8 keeps its bytes."""
    if _PLAIN.fullmatch(path):
        return path
    return quote(path.encode("utf-8", "surrogateescape"), safe="/!'()*~")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
