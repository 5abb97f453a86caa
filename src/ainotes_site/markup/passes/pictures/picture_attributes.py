"""Attributes in braces after a picture or a link: Logseq's `{:height 200, :width 300}`, Pandoc's `{width=50%}`, kramdown's `{: .center}`.

Sizes are what they say; all else says how another site looks, and is not shown. A picture of the notes has its own size, so that
a page keeps its layout while the picture loads.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from markdown_it.token import Token

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.compile_state import TO_ROOT, Work

_PART = r"(?::(?:height|width)\s+[\d.]+,?|[.#][\w-]+|[\w-]+=(?:\"[^\"{}\n]*\"|'[^'{}\n]*'|[^\s{}\"',]+),?)"
_ATTRIBUTES = pattern(rf"[ \t]*\{{(?::(?=[\s.#\w]))?\s*(?:{_PART}\s*)+\}}")
_SIZE = pattern(r"(?::(width|height)\s+|\b(width|height)=[\"']?)(\d{1,4})(?:\.\d+)?(px|%)?")
_PIXELS = pattern(r"[1-9]\d{0,4}")


def take_attributes(children: list[Token]) -> None:
    """Take the braces off the text after each picture, and right after each link; the size of a picture goes into its meta."""
    for place, token in enumerate(children[:-1]):
        after = children[place + 1]
        if after.type != "text" or "{" not in after.content or token.type not in ("image", "link_close"):
            continue
        found = _ATTRIBUTES.match(after.content)
        if found is None or (token.type == "link_close" and found[0][0] != "{"):
            continue
        after.content = after.content[found.end() :]
        if token.type == "image":
            token.meta["size"] = {
                logseq or pandoc: number + ("%" if unit == "%" else "")
                for logseq, pandoc, number, unit in _SIZE.findall(found[0])
            }


def own_size(source: str, asked: Mapping[str, object], work: Work) -> dict[str, str]:
    """The `width` and `height` of the picture at the address `source`, where its size is known; where the note asks for a
    width alone among the attributes `asked`, the height that keeps the picture's proportions.
    """
    size = work.context.picture_size(unquote(source.removeprefix(TO_ROOT))) if source.startswith(TO_ROOT) else None
    width = str(asked.get("width", ""))
    if size is None or "height" in asked or (width and not _PIXELS.fullmatch(width)):
        return {}
    if width:
        return {"height": str(max(1, round(size.height * int(width) / size.width)))}
    return {"width": str(size.width), "height": str(size.height)}
