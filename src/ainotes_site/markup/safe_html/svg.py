"""Drawings of a renderer that is not trusted, written anew from an allow-list, in colours that suit a light and a dark page.

What remains is shapes and text: no script, style sheet, link, picture, animation or foreign content, and no reference but to
the drawing's own markers.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.safe_html.allow_list import names

if TYPE_CHECKING:
    from xml.etree import ElementTree

LONGEST = 400_000
"""Characters of a drawing."""
DEEPEST = 40
"""Elements within elements."""


ELEMENTS = names("circle defs ellipse g line marker path polygon polyline rect svg text tspan")
UNWRAPPED = frozenset(("a",))
"""Elements whose content is shown without them."""
ATTRIBUTES = names(
    "cx cy d dominant-baseline dx dy fill fill-opacity font-size font-style font-weight height marker-end marker-start "
    "markerHeight markerUnits markerWidth opacity orient points r refX refY rx ry stroke stroke-dasharray stroke-linecap "
    "stroke-linejoin stroke-opacity stroke-width text-anchor transform viewBox width x x1 x2 y y1 y2"
)
_VALUE = pattern(r"[\w\s.,#%+()-]{0,100000}", re.ASCII)
_REFERENCE = pattern(r"url\(#([A-Za-z][\w-]{0,80})\)", re.ASCII)
_HEX = pattern(r"#([0-9a-fA-F]{6})")
_NEUTRAL = 56
"""Greatest difference between the channels of a colour, of 255, for one that is a grey of the theme's."""
_SPACE = "{http://www.w3.org/2000/svg}"


def safe_svg(svg: str, prefix: str) -> str | None:
    """`svg` as what a page may hold, its ids beginning with `prefix`; None where it is no drawing."""
    if len(svg) > LONGEST or "<!" in svg or "<?" in svg:
        return None  # no document types: they could define entities
    from xml.etree import ElementTree  # few notes have a diagram

    try:
        root = ElementTree.fromstring(svg)
    except (ElementTree.ParseError, ValueError):
        return None
    view = root.get("viewBox", "")
    if root.tag != f"{_SPACE}svg" or not re.fullmatch(r"[-\d. ]{7,80}", view):
        return None
    width = re.match(r"\d{1,5}(?:\.\d+)?", root.get("width", ""))
    size = f' width="{width[0]}"' if width else ""
    inner = "".join(_written(child, prefix, 1) for child in root)
    if "<text" not in inner:
        return None  # it says nothing
    return f'<svg viewBox="{view}"{size} aria-hidden="true" focusable="false">{inner}</svg>'


def _written(element: ElementTree.Element, prefix: str, depth: int) -> str:
    """An element with what is allowed of it; nothing where it is not."""
    tag = element.tag.removeprefix(_SPACE) if isinstance(element.tag, str) else ""
    if depth > DEEPEST or tag not in ELEMENTS | UNWRAPPED:
        return ""
    text = escape(element.text or "", quote=False) if tag in ("text", "tspan") else ""
    inner = text + "".join(
        _written(child, prefix, depth + 1) + (escape(child.tail or "", quote=False) if text or tag == "text" else "")
        for child in element
    )
    if tag in UNWRAPPED:
        return inner
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in _attributes(element, tag, prefix).items())
    return f"<{tag}{attributes}>{inner}</{tag}>"


def _attributes(element: ElementTree.Element, tag: str, prefix: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in element.attrib.items():
        if name == "id" and tag == "marker" and re.fullmatch(r"[A-Za-z][\w-]{0,80}", value, re.ASCII):
            found["id"] = prefix + value
        elif name in ("marker-start", "marker-end") and (reference := _REFERENCE.fullmatch(value)):
            found[name] = f"url(#{prefix}{reference[1]})"
        elif name in ATTRIBUTES and "url" not in value.lower() and _VALUE.fullmatch(value):
            found[name] = value
    return found | _colours(found, tag)


def _colours(found: dict[str, str], tag: str) -> dict[str, str]:
    """Greys as shades of the text's colour, light colours as a tint; strong ones as they are."""
    changed: dict[str, str] = {}
    for name in ("fill", "stroke"):
        colour = _HEX.fullmatch(found.get(name, ""))
        if colour is None:
            continue
        if name == "fill" and tag in ("text", "tspan"):
            changed[name] = "currentColor"
        else:
            changed |= _adapted(name, bytes.fromhex(colour[1]), found)
    return changed


def _adapted(name: str, channels: bytes, found: dict[str, str]) -> dict[str, str]:
    """What becomes of the colour of a shape: its new `name` (fill or stroke) and opacity, where they change."""
    is_light = sum(channels) > 3 * 200
    is_fill = name == "fill"
    if max(channels) - min(channels) >= _NEUTRAL:
        return {"fill-opacity": _faint(found, name, "0.4")} if is_fill and is_light else {}
    changed = {name: "none" if is_fill and min(channels) == 255 else "currentColor"}
    if is_light or not is_fill:
        changed[f"{name}-opacity"] = _faint(found, name, "0.05" if is_fill else "0.6")
    return changed


def _faint(found: dict[str, str], name: str, opacity: str) -> str:
    """What is invisible stays so."""
    return "0" if found.get(f"{name}-opacity", "1").rstrip("0") in ("0.", "") else opacity
