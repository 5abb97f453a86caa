"""Elements of raw HTML that mark a run of text end with the block that they began in.

Left open they would reach into every later paragraph, and the sanitiser would repeat them there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ainotes_site.markup.allowed import PHRASING_TAGS
from ainotes_site.markup.tags import TAG


@dataclass(slots=True)
class Marks:
    """The marks of one block, tag by tag in the order of the text."""

    open: list[str] = field(default_factory=list)
    """Names of the elements that are open, outermost first."""

    def kept(self, tag: re.Match[str]) -> str:
        """`tag` as it is, or nothing for one that closes what is not open."""
        name = tag["name"]
        if name in PHRASING_TAGS:
            if not tag["close"]:
                self.open.append(name)
            elif name not in self.open:
                return ""
            else:
                del self.open[len(self.open) - 1 - self.open[::-1].index(name)]
        return tag.group()

    def closing(self) -> list[str]:
        """Tags that close what is open, innermost first."""
        return [f"</{name}>" for name in reversed(self.open)]


def closed(html: str, marks: Marks) -> str:
    """`html` with every mark closed."""
    return TAG.sub(marks.kept, html) + "".join(marks.closing())
