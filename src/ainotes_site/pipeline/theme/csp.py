"""A Content-Security-Policy in every page, as a `meta` element, since a static site has no server to send headers.

What may run in a page is named by the page as the theme rendered it, before any note is in it: inline scripts and event
handlers by their hashes, scripts of other hosts by their folder. All else is refused, should the sanitiser ever let it
through. On `file://` the source `'self'` stands for the files of the disk.
Policy: https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlsplit

from ainotes_site.lazy_regex import pattern

SELF, NONE = "'self'", "'none'"

Sources = Mapping[str, Sequence[str]]
"""Sources by directive."""

_BASE: Sources = {
    "default-src": (SELF,),
    "script-src": (SELF,),
    "style-src": (SELF, "'unsafe-inline'"),  # formulas align their columns with style attributes
    "img-src": (SELF, "data:", "https:", "http:"),  # a note may show a picture of another host
    "font-src": (SELF, "data:"),
    "object-src": (NONE,),
    "base-uri": (NONE,),
    "form-action": (SELF, "file:"),  # for Firefox, a page from disk is not of the same origin as another
}
_LOADED = {
    ("script", "src"): "script-src",
    ("iframe", "src"): "frame-src",
    ("embed", "src"): "object-src",
    ("object", "data"): "object-src",
    ("audio", "src"): "media-src",
    ("video", "src"): "media-src",
    ("source", "src"): "media-src",
    ("track", "src"): "media-src",
    ("form", "action"): "form-action",
    ("base", "href"): "base-uri",
}
"""What loads what: the directive for an attribute of an element. Pictures may come from anywhere."""
_JAVASCRIPT = frozenset(
    [
        "module",
        "importmap",
        "speculationrules",
        "text/javascript",
        "application/javascript",
        "text/ecmascript",
        "application/ecmascript",
        "application/x-javascript",
    ]
)
"""Types of scripts that run or steer what runs; others are data."""

_DIRECTIVE = pattern(r"[a-z][a-z-]*")
_SOURCE = pattern(r"[!#-+\--:=?-~]+")
"""A source as it may stand in a policy: visible ASCII without what would end it or the attribute."""
_HEAD = pattern(r"<head(?:\s[^>]*)?>(?:\s*<meta\s+charset=[^>]*>)?", re.IGNORECASE)
_NO_HEAD = pattern(r"\s*(?:<!doctype[^>]*>\s*(?:<html(?:\s[^>]*)?>)?|<html(?:\s[^>]*)?>)", re.IGNORECASE)
"""How a page begins that leaves the tag of its head out, as HTML allows."""
_POLICY = pattern(r"<meta\s[^>]*http-equiv\s*=\s*[\"']?content-security-policy", re.IGNORECASE)
_META = '<meta http-equiv="Content-Security-Policy" content="'
_OURS = _META.encode()
_BEGIN = 1024
"""Bytes at the beginning of a page that has a policy from here, in which it is."""
_FONTS = ("https:",)


def policy_errors(extra: Mapping[object, object]) -> list[str]:
    """Those of the owner's additions that are not valid in a policy."""
    wrong = [str(name) for name in extra if not isinstance(name, str) or not _DIRECTIVE.fullmatch(name)]
    for name, sources in extra.items():
        listed = sources if isinstance(sources, list | tuple) else [sources]
        wrong += (f"{name}: {one}" for one in listed if not isinstance(one, str) or not _SOURCE.fullmatch(one))
    return wrong


def with_policy(html: str, extra: Sources | None = None) -> str:
    """A page of the theme with its policy, which comes before any script. `extra` has further sources by directive."""
    head = _HEAD.search(html) or _NO_HEAD.match(html)
    if head is None:
        return html
    needs = _Needs()
    needs.feed(html)
    needs.close()
    policy = _merged(_merged(_BASE, needs.sources), extra or {})
    if "'unsafe-inline'" in policy["script-src"]:  # which counts for nothing beside hashes
        policy["script-src"] = tuple(source for source in policy["script-src"] if not source.startswith("'sha256-"))
    meta = f'{_META}{_written(policy)}">'
    return f"{html[: head.end()]}\n{meta}{html[head.end() :]}"


def add_policies(folder: Path, extra: Sources | None = None) -> None:
    """Give a policy to the pages in a folder that have none: those that other plugins have written as files. What is no
    whole page, to be put into others, and what is no UTF-8 stays as it is.
    """
    for path in sorted(folder.rglob("*.htm*")):
        if path.is_symlink() or not path.is_file():
            continue
        with path.open("rb") as file:
            begin = file.read(_BEGIN)
            if _OURS in begin:  # ten thousand generated pages are not read whole
                continue
            written = begin + file.read()
        try:
            html = written.decode()
        except UnicodeDecodeError:
            continue
        if _POLICY.search(html[: html.lower().find("<body")]) is None:
            with_one = with_policy(html, extra).encode()
            if with_one != written:
                path.write_bytes(with_one)


class _Needs(HTMLParser):
    """What a page runs and loads, as sources by directive."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sources: dict[str, list[str]] = {}
        self._script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """What the attributes of an element run and load."""
        values = dict(reversed(attrs))  # of two attributes of a name the first counts
        for (element, name), directive in _LOADED.items():
            if tag == element and name in values:
                self._need(directive, _host(values[name] or ""))
        if tag == "link":
            self._link(values.get("rel") or "", values.get("href") or "")
        self._event_handlers(values)
        if tag == "script" and "src" not in values and _runs(values.get("type")):
            self._script = []

    def _event_handlers(self, attributes: Mapping[str, str | None]) -> None:
        for name, value in attributes.items():
            if name.startswith("on") and value:
                self._need("script-src", "'unsafe-hashes'", _hash(value))

    def _link(self, rel: str, href: str) -> None:
        """A stylesheet, and the fonts that one on another host loads."""
        if "stylesheet" in rel.lower():
            source = _host(href)
            self._need("style-src", source)
            if source:
                self._need("font-src", *_FONTS)

    def handle_data(self, data: str) -> None:
        """The text of a script."""
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        """The end of a script."""
        if tag == "script" and self._script is not None:
            self._need("script-src", _hash("".join(self._script)))
            self._script = None

    def _need(self, directive: str, *sources: str) -> None:
        listed = self.sources.setdefault(directive, [])
        listed += (source for source in sources if source and source not in listed)


def _runs(kind: str | None) -> bool:
    return not kind or kind.strip().lower() in _JAVASCRIPT


def _hash(script: str) -> str:
    """Of a script as a browser reads it: with single newlines."""
    read = script.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return f"'sha256-{b64encode(sha256(read.encode('utf-8', 'surrogatepass')).digest()).decode()}'"


def _host(address: str) -> str:
    """The folder on another host that an address lies in; empty for an address in the site."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if not parts.netloc:
        return ""
    folder = quote(parts.path.rpartition("/")[0], safe="/%@:!$&'()*+=~.-_")
    scheme = f"{parts.scheme}:" if parts.scheme else ""
    return f"{scheme}//{parts.netloc}{folder}/" if scheme else f"{parts.netloc}{folder}/"


def _merged(policy: Sources, more: Sources) -> dict[str, tuple[str, ...]]:
    """`policy` with further sources. A directive that it lacks begins with the site itself."""
    merged = {name: tuple(sources) for name, sources in policy.items()}
    for name, value in more.items():
        added = (value,) if isinstance(value, str) else tuple(value)
        if added:
            known = tuple(source for source in merged.get(name, (SELF,)) if source != NONE)
            merged[name] = tuple(dict.fromkeys((*known, *added)))
    return merged


def _written(policy: Sources) -> str:
    return ";".join(" ".join((name, *sources)) for name, sources in policy.items())
