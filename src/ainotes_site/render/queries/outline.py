"""The blocks of an outline, as Logseq's queries see them: an item of a list with the lines that belong to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ainotes_site.lazy_regex import pattern
from ainotes_site.link.names.keys import name_key
from ainotes_site.model import Entry

_ITEM = pattern(r"([ \t]*)(?:[-*+]|\d+[.)])[ \t]+(.*)$")
_HEADING = pattern(r"#{1,6}[ \t]+(.*)$")
_TASK = pattern(r"(TODO|DOING|DONE|NOW|LATER|WAITING|WAIT|IN-PROGRESS|CANCELED|CANCELLED)[ \t]+")
_BOX = pattern(r"\[([ xX])\][ \t]+")
_PRIORITY = pattern(r"\[#([A-C])\][ \t]*")
_PROPERTY = pattern(r"[ \t]*([^\s:,'\"()\[\]]{1,60})::[ \t]+(\S.*)$")
_REFERENCE = pattern(r"#?\[\[([^\[\]\n]{1,200})\]\]|(?<![\w#/])#([^\s#,.;:!?，。；：！？、\"'()（）\[\]]{1,60})")
_TIME = pattern(r"[ \t]*(?:SCHEDULED|DEADLINE):[ \t]*<[^<>\n]*>[ \t]*$")
_TAB = 4


@dataclass(slots=True)
class OutlineItem:
    """One item of an outline."""

    entry: Entry
    text: str
    """Its first line, without its marker and its priority."""
    marker: str = ""
    """TODO, DONE …; empty for what is no task."""
    priority: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    references: frozenset[str] = frozenset()
    """Keys of the pages that it names, or that a block above it names, and of its own page."""
    above: OutlineItem | None = None


def page_keys(entry: Entry) -> frozenset[str]:
    """The keys of the names of a page."""
    stem = entry.span.path.rpartition("/")[2].rpartition(".")[0].replace("___", "/")
    return frozenset(map(name_key, (entry.title, stem, *entry.aliases)))


def page_tags(entry: Entry) -> frozenset[str]:
    """The keys of the tags of a page as a whole, without those that stand in its text."""
    return frozenset(
        name_key(tag) for tag in entry.tags if f"#{tag}" not in entry.body and f"#[[{tag}]]" not in entry.body
    )


def blocks(entry: Entry) -> list[OutlineItem]:
    """All blocks of an entry, in order. A line outside of lists is a block of its own; code belongs to its block."""
    outline = _Outline(entry)
    for line in entry.body.split("\n"):
        outline.add(line)
    own = page_keys(entry) | page_tags(entry)
    for block in outline.blocks:
        above = block.above.references if block.above else own
        text = "\n".join((block.text, *block.lines, *block.properties.values()))
        block.references = above | {name_key(page or tag) for page, tag in _REFERENCE.findall(text)}
    return outline.blocks


class _Outline:
    """The blocks of an entry, line by line."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.blocks: list[OutlineItem] = []
        self.open_items: list[tuple[int, OutlineItem]] = []
        """Items that have not ended, outermost first, each with the column that it begins in."""
        self.in_code = False

    def add(self, line: str) -> None:
        item = None if self.in_code else _ITEM.match(line)
        is_fence = line.lstrip().startswith(("```", "~~~"))
        self.in_code ^= is_fence
        if item:
            self.item(len(item[1].expandtabs(_TAB)), item[2])
        elif self.open_items and (not line.strip() or line.startswith((" ", "\t")) or self.in_code or is_fence):
            _continue(self.open_items[-1][1], line)
        elif line.strip() and not self.in_code:
            self.open_items = []
            if not _PROPERTY.match(line):
                self.blocks.append(_block(self.entry, line, None))

    def item(self, column: int, text: str) -> None:
        while self.open_items and self.open_items[-1][0] >= column:
            self.open_items.pop()
        block = _block(self.entry, text, self.open_items[-1][1] if self.open_items else None)
        self.open_items.append((column, block))
        self.blocks.append(block)


def _block(entry: Entry, written: str, above: OutlineItem | None) -> OutlineItem:
    heading = _HEADING.match(written)
    text = heading[1] if heading else written
    task, box = _TASK.match(text), _BOX.match(text)
    marker = task[1] if task else ("TODO" if box[1] == " " else "DONE") if box else ""
    text = text[(task or box).end() :] if task or box else text  # type: ignore[union-attr]  # one of them is there
    priority = _PRIORITY.match(text)
    text = text[priority.end() :] if priority else text
    block = OutlineItem(entry, text, marker, priority[1] if priority else "", above=above)
    _continue(block, text)
    return block


def _continue(block: OutlineItem, line: str) -> None:
    named = _PROPERTY.match(line)
    if named:
        block.properties[name_key(named[1])] = named[2].strip()
    elif not _TIME.match(line):
        block.lines.append(line)


def outermost(chosen: Mapping[int, OutlineItem], all_blocks: list[OutlineItem]) -> Iterator[OutlineItem]:
    """The chosen blocks, by their `id()`, that stand in no chosen one, in order."""
    for block in all_blocks:
        above = block.above
        while above is not None and id(above) not in chosen:
            above = above.above
        if id(block) in chosen and above is None:
            yield block
