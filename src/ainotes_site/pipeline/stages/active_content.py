"""Whether a file beside the notes would run something, or fetch something from elsewhere, when a browser opens it.

A page is recognised by how it begins, as browsers do that are not told a type (https://mimesniff.spec.whatwg.org/,
"identifying a resource with an unknown MIME type"). XML, SVG pictures above all, is parsed; what cannot be parsed, is too
large or too deep for that, or is in an encoding that browsers may read otherwise, counts as active.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

from ainotes_site.asset_types import AssetType, asset_type
from ainotes_site.lazy_regex import pattern
from ainotes_site.urls import IGNORED

SNIFFED = 1445
"""Bytes at the beginning that a browser looks at."""

_PAGE = pattern(
    r"[\t\n\x0c\r ]*(?:<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[ >]|<!--|<\?xml)",
    re.IGNORECASE,
)
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_ENCODINGS = frozenset(("", "utf-8", "utf-16", "us-ascii", "iso-8859-1"))
"""Encodings that an XML file may declare: those that browsers read as this parser does."""

_SVG, _XHTML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"
_INERT_HTML = frozenset(
    [
        "a",
        "b",
        "body",
        "br",
        "center",
        "code",
        "col",
        "colgroup",
        "div",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ]
)
"""Elements of HTML that drawing programs put labels into; they do nothing by themselves."""
_RUNNING = frozenset(
    [
        "script",
        "handler",
        "listener",
        "set-listener",
        "iframe",
        "embed",
        "object",
        "audio",
        "video",
        "portal",
        "stylesheet",
    ]
)
"""Elements that run or load something, in whichever namespace."""
_ANIMATIONS = frozenset(["animate", "animatemotion", "animatetransform", "set", "animatecolor", "discard"])
_ADDRESSES = frozenset(["href", "src", "data", "action", "formaction", "poster", "background", "cite"])

_SCHEME = pattern(r"[a-z][a-z0-9+.-]*:")
_SCRIPT = pattern(r"(?:javascript|vbscript|livescript|mocha):")
_PICTURE = pattern(r"data:image/(?:png|jpe?g|gif|webp|avif|bmp|svg\+xml)[;,]")
_STYLE_ADDRESS = pattern(
    r"""url\((?!['"]?(?:#|data:image/|data:font/|data:application/(?:x-)?font|\)))|@import|image-set\(|expression\("""
    r"|-moz-binding"
)
_STYLE_ESCAPE = pattern(r"\\([0-9a-f]{1,6})\s?|\\(.)|/\*(?:.*?\*/|.*)", re.IGNORECASE | re.DOTALL)
_LONGEST_STYLE = 4_000_000
_SEPARATOR = "\x01"
MOST_BYTES = 16_000_000
"""Of markup that is parsed; a parser needs time for more, and for names and values of such a length even its square."""
DEEPEST = 1_000
"""Elements within elements; each takes memory."""


class Inspection:
    """Of one file, whose bytes it is fed from the first on, in pieces of any size."""

    def __init__(self, path: str) -> None:
        self._type = asset_type(path)
        self._markup = _Markup() if self._type is AssetType.MARKUP else None
        self._begin = b""

    def feed(self, piece: bytes) -> None:
        """The next bytes."""
        if self._markup is not None:
            self._markup.feed(piece)
        elif len(self._begin) < SNIFFED:
            self._begin += piece[:SNIFFED]

    def is_active(self) -> bool:
        """Whether a browser would run or fetch what the file holds, once all its bytes have been fed."""
        if self._markup is not None:
            return self._markup.is_active()
        if self._type in (AssetType.ACTIVE, AssetType.PLAIN):
            return self._type is AssetType.ACTIVE
        return _begins_as_page(self._begin[:SNIFFED])


def is_active(path: str, data: bytes) -> bool:
    """The same of a file that is in memory."""
    inspection = Inspection(path)
    inspection.feed(data)
    return inspection.is_active()


def _begins_as_page(head: bytes) -> bool:
    bom = next((bom for bom in _BOMS if head.startswith(bom)), b"")
    return _PAGE.match(head[len(bom) :].decode(_BOMS.get(bom, "latin-1"), "replace")) is not None


class _ActiveError(Exception):
    """The markup is active: there is no need to parse on."""


class _Inspector:
    """Handlers of a parser that raise `_ActiveError` at the first thing that runs or fetches something."""

    def __init__(self) -> None:
        self._style: list[str] = []
        self._length = 0
        self._in_style = 0
        self._depth = 0

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        """`<?xml … encoding="…"?>`."""
        if (encoding or "").lower() not in _ENCODINGS:
            raise _ActiveError

    def instruction(self, target: str, data: str) -> None:
        """`<?xml-stylesheet …?>` may load a transformation that writes scripts."""
        if target.lower() == "xml-stylesheet":
            raise _ActiveError

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        namespace, local = _split(name)
        if self._depth > DEEPEST or local in _RUNNING or (namespace == _XHTML and local not in _INERT_HTML):
            raise _ActiveError
        self._in_style += local == "style"
        for full, value in attributes.items():
            _inspect(local, *_split(full), IGNORED.sub("", value).lower())
            if "(" in value or "@" in value or "\\" in value:
                _inspect_style(value)

    def end(self, name: str) -> None:
        """An element ends."""
        self._depth -= 1
        if _split(name)[1] == "style":
            self._in_style -= 1
            _inspect_style("".join(self._style))
            self._style.clear()

    def text(self, data: str) -> None:
        """Characters between tags; those of a style sheet are put together."""
        if self._in_style:
            self._style.append(data)
            self._length += len(data)
            if self._length > _LONGEST_STYLE:
                raise _ActiveError


def _split(name: str) -> tuple[str, str]:
    namespace, _, local = name.rpartition(_SEPARATOR)
    return namespace, local.lower()


def _inspect(element: str, namespace: str, name: str, value: str) -> None:
    """Raise `_ActiveError` where an attribute runs or fetches something. `value` is in lower case and without white space."""
    if (name.startswith("on") and not namespace) or name == "base" or _SCRIPT.search(value):
        raise _ActiveError
    if element in _ANIMATIONS and name == "attributename" and value.rpartition(":")[2].startswith(("href", "on")):
        raise _ActiveError
    if name in _ADDRESSES and not _is_harmless_address(element, value):
        raise _ActiveError


def _is_harmless_address(element: str, value: str) -> bool:
    if element == "a":
        return not _SCHEME.match(value) or value.startswith(("http:", "https:", "mailto:"))
    if element in ("image", "feimage", "img") and _PICTURE.match(value):
        return True
    return not _SCHEME.match(value) and not value.replace("\\", "/").startswith("//")


def _inspect_style(css: str) -> None:
    """Raise `_ActiveError` where a style asks for a file. Comments and escapes are no way to hide that."""
    if _STYLE_ADDRESS.search(IGNORED.sub("", _STYLE_ESCAPE.sub(_unescaped, css)).lower()):
        raise _ActiveError


def _unescaped(found: re.Match[str]) -> str:
    if found[1]:
        code = int(found[1], 16)
        return chr(code) if 0 < code < 0xD800 else ""
    return found[2] or ""


class _Markup:
    """A parse that goes on until something active has been met."""

    def __init__(self) -> None:
        inspector = _Inspector()
        self._active = False
        self._size = 0
        self._parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = inspector.declaration
        self._parser.ProcessingInstructionHandler = inspector.instruction
        self._parser.StartElementHandler = inspector.start
        self._parser.EndElementHandler = inspector.end
        self._parser.CharacterDataHandler = inspector.text

    def feed(self, piece: bytes, final: bool = False) -> None:
        self._size += len(piece)
        if self._size > MOST_BYTES:
            self._active = True
        if not self._active:
            try:
                self._parser.Parse(piece, final)
            except (_ActiveError, expat.ExpatError):
                self._active = True

    def is_active(self) -> bool:
        self.feed(b"", True)
        return self._active
