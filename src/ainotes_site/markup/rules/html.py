"""Blocks of raw HTML, but only of HTML: a line with `<think>` or `<example>` is the text of a prompt."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import html_block as commonmark_block
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import html_inline as commonmark_inline

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.safe_html.html_tags import TAG, begins_html, begins_verbatim, is_html

_HEADING = pattern(r"<(h[1-6])\b[^<>]{0,200}>.{1,300}</\1>$", re.IGNORECASE)


def html_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule: CommonMark's, unless the line begins with a tag that is no HTML. What stands below `<aside>`, as
    Notion exports its callouts, and below a whole heading, as Yuque does, is Markdown.
    """
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("<", begin) or not begins_html(state.src[begin : state.eMarks[start_line]]):
        return False
    line = state.src[begin : state.eMarks[start_line]].rstrip()
    if line == "<aside>" or _HEADING.match(line):
        return _tag_alone(state, start_line, silent)
    return commonmark_block(state, start_line, end_line, silent)


def jsx_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """The same in MDX, where all that stands in an element is Markdown: a block is a line from tag to tag, without a paragraph."""
    line = state.src[state.bMarks[start_line] + state.tShift[start_line] : state.eMarks[start_line]].rstrip()
    if not line.startswith("<"):
        return False
    if begins_verbatim(line) or line.startswith("<!"):
        return commonmark_block(state, start_line, end_line, silent)
    tags = [tag for tag in TAG.finditer(line) if is_html(tag) and tag["name"][0].islower()]
    if not tags or tags[0].start() or tags[-1].end() < len(line):
        return False
    if not silent:
        state.line = start_line + 1
        token = state.push("inline", "", 0)
        token.content, token.map, token.children = line, [start_line, state.line], []
    return True


def html_inline(state: StateInline, silent: bool) -> bool:
    """Inline rule: CommonMark's, and tags whose attributes are expressions of JSX: `<img src={require('./a.png').default} />`."""
    if commonmark_inline(state, silent):
        return True
    tag = TAG.match(state.src, state.pos, state.posMax)
    if tag is None or "{" not in tag["attributes"]:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = tag[0]
    state.pos = tag.end()
    return True


def _tag_alone(state: StateBlock, line: int, silent: bool) -> bool:
    if not silent:
        state.line = line + 1
        token = state.push("html_block", "", 0)
        token.map, token.content = [line, line + 1], state.getLines(line, line + 1, state.blkIndent, True)
    return True
