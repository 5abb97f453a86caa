"""Several entries on one page: their anchors must not collide and their headings must go under the entry's own."""

from __future__ import annotations

import re

TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*/?>')
"""A tag as the sanitiser writes it: lower case, attributes in double quotes (in which a `>` may stand bare)."""

_ANCHOR = re.compile(r'(\s(?:id|for|aria-labelledby|aria-describedby)="|\shref="#)([^"]+)"')
_HEADING = re.compile(r"h[2-6]")


def embed(html: str, prefix: str, deeper: int) -> str:
    """`html` with `prefix` before each anchor and local link, and its headings `deeper` levels down (6 at most)."""

    def replace(match: re.Match[str]) -> str:
        slash, name, attributes = match.groups()
        heading = _HEADING.fullmatch(name)
        anchored = "#" in attributes or "id=" in attributes or "for=" in attributes or "aria-" in attributes
        if not heading and not anchored:
            return match[0]
        if heading:
            name = f"h{min(6, int(name[1]) + deeper)}"
        attributes = _ANCHOR.sub(rf'\g<1>{prefix}--\g<2>"', attributes)
        return f"<{slash}{name}{attributes}>"

    return TAG.sub(replace, html)
