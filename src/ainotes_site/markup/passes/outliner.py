"""What Logseq writes into its pages and blocks: `TODO` and its kin, `SCHEDULED: <…>`, `key:: value`.

A task is a check box; a time is written as a time. Properties that say what the note is called or filed under have been
read and are not shown; any other is shown on a line of its own.
"""

from __future__ import annotations

from re import Pattern

from markdown_it.token import Token

from ainotes_site.i18n import text as word
from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.compile_state import Work
from ainotes_site.markup.passes.line_breaks import drop_last_breaks, lines_of

TASK = pattern(r"(TODO|DOING|DONE|CANCELED|CANCELLED)[ \t]+(?=\S)")
_OUTLINE_TASK = pattern(r"(TODO|DOING|DONE|CANCELED|CANCELLED|NOW|LATER|WAITING|WAIT|IN-PROGRESS)[ \t]+(?=\S)")
"""The same in a page that is an outline: elsewhere some of them may be words of a sentence."""
_TIME = pattern(r"(SCHEDULED|DEADLINE):[ \t]*<(\d{4}-\d\d-\d\d)[^<>\n]{0,40}>[ \t]*$")
_PROPERTY = pattern(r"[ \t]*([A-Za-z][\w./-]{0,40}|[\u3400-\u9fff]{1,12})::(?:[ \t]+(?P<value>.*))?$")
_READ = frozenset(
    (
        "alias",
        "aliases",
        "tag",
        "tags",
        "title",
        "id",
        "collapsed",
        "icon",
        "public",
        "template",
        "filters",
        "exclude-from-graph-view",
        "background-color",
        "heading",
        "query-table",
        "query-properties",
        "query-sort-by",
        "query-sort-desc",
    )
)
"""Properties that are read, or that only Logseq has a use for."""
_DONE = frozenset(("DONE", "CANCELED", "CANCELLED"))


def outliner(tokens: list[Token], work: Work) -> list[Token]:
    """Turn tasks into check boxes, and times and properties into what a reader needs of them."""
    dropped: set[int] = set()
    marker = _OUTLINE_TASK if _is_outline(tokens) else TASK
    for place, block in enumerate(tokens):
        if block.type != "inline" or not block.children:
            continue
        if _may_be_task(tokens, place):
            _task(tokens, place, marker)
        if not _has_lines(block, work) and tokens[place - 1].type == "paragraph_open":
            dropped.update((place - 1, place, place + 1))
    return [token for place, token in enumerate(tokens) if place not in dropped] if dropped else tokens


def _has_lines(block: Token, work: Work) -> bool:
    """Take out the lines that are not shown; whether any is left."""
    if "::" in block.content or "<" in block.content:
        block.children = _lines(block, work)
    return bool(block.children)


def _may_be_task(tokens: list[Token], place: int) -> bool:
    """Whether the text at `place` begins an item of a list that has no check box."""
    return place >= 2 and tokens[place - 2].type == "list_item_open" and "checked" not in tokens[place - 2].meta


def _is_outline(tokens: list[Token]) -> bool:
    """Whether there is nothing but a list, and properties above it."""
    outside = [place for place, token in enumerate(tokens) if token.level == 0 and token.nesting >= 0]
    return bool(outside) and all(
        tokens[place].type == "bullet_list_open"
        or (tokens[place].type == "paragraph_open" and all(map(_PROPERTY.match, tokens[place + 1].content.split("\n"))))
        for place in outside
    )


def _task(tokens: list[Token], place: int, marker: Pattern[str]) -> None:
    item, block = tokens[place - 2], tokens[place]
    first = (block.children or [])[0]
    found = marker.match(first.content) if first.type == "text" else None
    if found:
        item.meta["checked"] = found[1] in _DONE
        item.attrs["class"] = "task-list-item"
        around = next(one for one in reversed(tokens[: place - 2]) if one.nesting > 0 and one.level == item.level - 1)
        around.attrs["class"] = "contains-task-list"
        first.content = first.content[found.end() :]
        block.content = block.content[found.end() :]


def _lines(block: Token, work: Work) -> list[Token]:
    """The children without the lines of properties that are read; times and other properties on lines of their own."""
    lines = lines_of(block.children)
    written = block.content.split("\n")
    if len(written) != len(lines):
        return block.children or []
    are_properties = all(_PROPERTY.match(line) for line in written)
    result: list[Token] = []
    for at, (line, text) in enumerate(zip(lines, written, strict=True)):
        time = _TIME.match(text.strip())
        found = _PROPERTY.match(text) if at or are_properties else None
        if time or found:
            _harden_break(result)
        if time:
            label = word(f"markup.outliner.{time[1].lower()}", work.context.lang)
            result += [Token("text", "", 0, content=f"{label} {time[2]}"), Token("hardbreak", "br", 0)]
        elif found is None:
            result += line
        elif found[1].lower() not in _READ:
            result += line
            _harden_break(result)
    drop_last_breaks(result)
    return result


def _harden_break(tokens: list[Token]) -> None:
    """Show the line break that the tokens end with, if they do."""
    if tokens and tokens[-1].type == "softbreak":
        tokens[-1] = Token("hardbreak", "br", 0)
