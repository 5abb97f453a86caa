"""Attributes in braces after a picture: Logseq's `{:height 200, :width 300}`, Pandoc's `{width=50%}`, kramdown's `{: .center}`.

Sizes are what they say; all else says how another site looks, and is not shown.
"""

from __future__ import annotations

from markdown_it.token import Token

from ainotes_site.lazy_regex import pattern

_PART = r"(?::(?:height|width)\s+[\d.]+,?|[.#][\w-]+|[\w-]+=(?:\"[^\"{}\n]*\"|'[^'{}\n]*'|[^\s{}\"',]+),?)"
_ATTRIBUTES = pattern(rf"[ \t]*\{{(?::(?=[\s.#\w]))?\s*(?:{_PART}\s*)+\}}")
_SIZE = pattern(r"(?::(width|height)\s+|\b(width|height)=[\"']?)(\d{1,4})(?:\.\d+)?(px|%)?")


def picture_attributes(children: list[Token]) -> None:
    """Take the braces off the text after each picture; their size goes into the picture's meta."""
    for place, token in enumerate(children[:-1]):
        after = children[place + 1]
        if token.type != "image" or after.type != "text":
            continue
        found = _ATTRIBUTES.match(after.content)
        if found:
            after.content = after.content[found.end() :]
            token.meta["size"] = {
                logseq or pandoc: number + ("%" if unit == "%" else "")
                for logseq, pandoc, number, unit in _SIZE.findall(found[0])
            }
