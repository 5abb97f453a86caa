"""The running text of rendered HTML, block by block, with the place of each piece in it, so that it can be changed there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.safe_html.allow_list import VOID_TAGS
from ainotes_site.search.index.page_sections import INLINE

HOLE = "\ufffc"
"""Stands for a character in which no term is looked for, of code or a formula: nothing matches across it."""

_TAG = pattern(
    r"<!--.*?-->|<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|<[!?][^<>]*>",
    re.DOTALL,
)
_CLASS = pattern(r"""\bclass=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_ID = pattern(r"""(?:^|\s)id=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_ENTITY = pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_CODE = frozenset(["code", "kbd", "math", "noscript", "pre", "samp", "svg", "template", "tt", "var"])
"""Elements whose text is no words."""
_RAW = {name: re.compile(rf"</{name}\b[^>]*>", re.IGNORECASE) for name in ("script", "style", "textarea", "title")}
"""Elements in which a tag is no tag, with how they end."""
_WITHIN = INLINE | {"img", "label", "wbr"}
"""Elements that end no block."""
_TAKEN = frozenset(["a", "button", "cite", "h1", "h2", "h3", "h4", "h5", "h6", "label", "option", "select", "summary"])
"""Elements that hold no link, or none of ours: headings, links, what is clicked on."""
_CODE_CLASSES = frozenset(("arithmatex", "highlight", "mermaid", "katex", "MathJax"))
_TAKEN_CLASSES = frozenset(("admonition-title", "tabbed-labels", "md-button", "headerlink"))


class TextRun(NamedTuple):
    """A run of text without a tag in it."""

    start: int
    """Offset in the text of its block."""
    place: int
    """Offset in the HTML."""
    text: str
    """As read; as long as its block counts it."""
    source: str
    """As written in the HTML: longer where it is an entity."""
    is_linkable: bool


@dataclass(slots=True)
class TextBlock:
    """A paragraph, an item, a cell or a heading: text that no other block ends."""

    tag: str = ""
    """Element that holds it; empty where none does."""
    attributes: str = ""
    opening: int = 0
    """Offset in the HTML behind the name of the element, where an attribute can be put in."""
    pieces: list[TextRun] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text, holes in place of code."""
        return "".join([piece.text for piece in self.pieces])

    @property
    def id(self) -> str:
        """Id of its element; empty where it has none."""
        found = _ID.search(self.attributes)
        return unescape(found[1] or found[2] or found[3] or "") if found else ""


class _Element(NamedTuple):
    tag: str
    attributes: str
    opening: int
    is_code: bool
    is_taken: bool


def text_blocks(html: str) -> Iterator[TextBlock]:
    """The blocks of `html` from its top. Elements that are not closed, as HTML allows, end with the one around them."""
    stack = [_Element("", "", 0, False, False)]
    pieces: list[TextRun] = []
    done = 0
    while found := _TAG.search(html, done):
        _write(pieces, html, done, found.start(), stack[-1])
        done = found.end()
        name = (found["name"] or "").lower()
        if pieces and name and name not in _WITHIN:
            yield _block(stack, pieces)
            pieces = []
        if found["slash"]:
            _close(stack, name)
        elif name in _RAW:
            end = _RAW[name].search(html, done)
            done = end.end() if end else len(html)
        else:
            _open(stack, name, found["attributes"] or "", found.end("name"))
    _write(pieces, html, done, len(html), stack[-1])
    if pieces:
        yield _block(stack, pieces)


def _open(stack: list[_Element], name: str, attributes: str, opening: int) -> None:
    if not name or name in VOID_TAGS or attributes.endswith("/"):
        return
    found = _CLASS.search(attributes)
    classes = (found[1] or found[2] or found[3] or "").split() if found else []
    is_code = stack[-1].is_code or name in _CODE or not _CODE_CLASSES.isdisjoint(classes)
    is_taken = stack[-1].is_taken or name in _TAKEN or not _TAKEN_CLASSES.isdisjoint(classes)
    stack.append(_Element(name, attributes, opening, is_code, is_taken))


def _close(stack: list[_Element], name: str) -> None:
    for at in range(len(stack) - 1, 0, -1):
        if stack[at].tag == name:
            del stack[at:]
            return


def _block(stack: list[_Element], pieces: list[TextRun]) -> TextBlock:
    holder = next(element for element in reversed(stack) if element.tag not in INLINE)
    return TextBlock(holder.tag, holder.attributes, holder.opening, pieces)


def _write(pieces: list[TextRun], html: str, begin: int, end: int, within: _Element) -> None:
    """Add the text from `begin` to `end`, an entity as a piece of its own."""
    done = begin
    while done < end:
        entity = _ENTITY.search(html, done, end)
        stop = entity.start() if entity else end
        if done < stop:
            _add(pieces, done, html[done:stop], html[done:stop], within)
        if entity:
            _add(pieces, entity.start(), unescape(entity[0]), entity[0], within)
        done = entity.end() if entity else end


def _add(pieces: list[TextRun], place: int, text: str, source: str, within: _Element) -> None:
    if not pieces and text.isspace():
        return
    start = pieces[-1].start + len(pieces[-1].text) if pieces else 0
    shown = HOLE * len(text) if within.is_code else text
    pieces.append(TextRun(start, place, shown, source, not (within.is_code or within.is_taken)))
