"""Inline tags: `#标签`, `#a/b`."""

from __future__ import annotations

from ainotes_site.lazy_regex import pattern
from ainotes_site.readers.detect.links import URL, without_code

_TAG = pattern(
    r"#(?<![^\s，。、；：！？（(\[【“\"']#)([A-Za-z_\u3400-\u9fff][\w\u3400-\u9fff/-]{0,50}|\d[\d-]*(?!的)[A-Za-z_\u3400-\u9fff][\w/-]{0,50})"
)
_TOPIC = pattern(r"#(?<![\w#]#)([\w·-]{1,30})#(?![\w#])")
_SIGN = pattern(r"#[\w·-]")
_LINKED = r"\]\([^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,500})?\)|\[\[[^\[\]]{0,300}\]\]"
_LINK_TARGET = pattern(_LINKED)
_TARGET = pattern(rf"{_LINKED}|\b[a-z-]{{2,20}}=(?:\"[^\"\n]{{0,2000}}\"|'[^'\n]{{0,2000}}')")
"""What a link leads to, in Markdown or as an attribute of HTML."""
_COLOUR = pattern(r"(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$")


def inline_tags(text: str) -> tuple[str, ...]:
    """Tags in `text` in order of place, each once.

    Headings, numbers (`#123`), colours (`#fff000`), code, URLs and names such as C# hold none.
    Weibo's `#话题#` is a tag too.
    """
    if not _SIGN.search(text):
        return ()
    rest = without_code(text)
    rest = (_TARGET if '="' in rest or "='" in rest else _LINK_TARGET).sub(" ", rest)
    rest = URL.sub(" ", rest) if "://" in rest else rest
    tags: dict[str, None] = {}
    for match in _TOPIC.finditer(rest):
        tags.setdefault(match[1].strip(), None)
    for match in _TAG.finditer(_TOPIC.sub(" ", rest)):
        tag = match[1].rstrip("/-")
        if tag and not (_COLOUR.match(tag) and (any(c.isdigit() for c in tag) or len(set(tag)) == 1)):
            tags.setdefault(tag, None)
    return tuple(tags)
