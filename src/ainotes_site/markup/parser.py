"""The Markdown parser of the project, set up once: every rule, in the order in which it is tried.

CommonMark with the tables, task lists, strikethrough, autolinks and footnotes of GitHub, and what Obsidian adds.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.parser_core import RuleFuncCoreType
from markdown_it.parser_inline import RuleFuncInline2Type, RuleFuncInlineType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import (
    blockquote,
    code,
    fence,
    heading,
    hr,
    lheading,
    list_block,
    reference,
)
from markdown_it.rules_core import block, normalize, text_join
from markdown_it.rules_inline import (
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    fragments_join,
    image,
    link,
    link_pairs,
    newline,
    strikethrough,
    text,
)
from mdit_py_plugins.footnote.index import footnote_def, footnote_inline, footnote_ref

from ainotes_site.markup.rules import autolink as bare
from ainotes_site.markup.rules.attributes import heading_attributes
from ainotes_site.markup.rules.comment import comment_block, comment_inline
from ainotes_site.markup.rules.depth import rest_as_text
from ainotes_site.markup.rules.destination import HELPERS
from ainotes_site.markup.rules.emphasis import CjkFriendlyInline
from ainotes_site.markup.rules.footnotes import footnotes_last
from ainotes_site.markup.rules.foreign.admonition_fence import admonition_fence
from ainotes_site.markup.rules.foreign.container import container
from ainotes_site.markup.rules.foreign.include import include
from ainotes_site.markup.rules.foreign.indented_container import indented_container
from ainotes_site.markup.rules.foreign.logseq_macro import logseq_macro
from ainotes_site.markup.rules.foreign.logseq_query import logseq_query, query_inline
from ainotes_site.markup.rules.foreign.site_block import site_block
from ainotes_site.markup.rules.foreign.site_tag import site_tag
from ainotes_site.markup.rules.html import html_block, html_inline, jsx_block
from ainotes_site.markup.rules.indented_list import indented_list, paragraph
from ainotes_site.markup.rules.mark import mark
from ainotes_site.markup.rules.math import math_block, math_brackets, math_inline
from ainotes_site.markup.rules.one_line_paragraph import line_of_prose
from ainotes_site.markup.rules.softbreak import join_lines
from ainotes_site.markup.rules.spaced_destination import spaced_link
from ainotes_site.markup.rules.table import table
from ainotes_site.markup.rules.tag import tag
from ainotes_site.markup.rules.text import inline
from ainotes_site.markup.rules.wikilink import embed_macro, wikilink

_LIST, _QUOTE, _PARAGRAPH = "list", "blockquote", ("paragraph", "reference")

BLOCK_RULES: tuple[tuple[str, RuleFuncBlockType, tuple[str, ...]], ...] = (
    ("depth", rest_as_text, ()),
    ("prose", line_of_prose, ()),
    ("comment", comment_block, (*_PARAGRAPH, _QUOTE, _LIST)),
    ("math", math_block, (*_PARAGRAPH, _QUOTE, _LIST)),
    ("table", table, _PARAGRAPH),
    ("indented_list", indented_list, ()),
    ("code", code, ()),
    ("include", include, ()),
    ("admonition_fence", admonition_fence, (*_PARAGRAPH, _QUOTE, _LIST)),
    ("indented_container", indented_container, ()),
    ("container", container, (*_PARAGRAPH, _QUOTE, _LIST)),
    ("logseq_query", logseq_query, (*_PARAGRAPH, _QUOTE, _LIST)),
    ("site_block", site_block, (*_PARAGRAPH, _QUOTE, _LIST)),
    ("fence", fence, (*_PARAGRAPH, _QUOTE, _LIST)),
    ("blockquote", blockquote, (*_PARAGRAPH, _QUOTE, _LIST)),
    ("hr", hr, (*_PARAGRAPH, _QUOTE, _LIST)),
    ("list", list_block, (*_PARAGRAPH, _QUOTE)),
    ("footnote", footnote_def, _PARAGRAPH),
    ("reference", reference, ()),
    ("html_block", html_block, (*_PARAGRAPH, _QUOTE)),
    ("heading", heading, (*_PARAGRAPH, _QUOTE)),
    ("lheading", lheading, ()),
    ("paragraph", paragraph, ()),
)
"""Name, rule, and the blocks that it may interrupt."""

INLINE_RULES: tuple[tuple[str, RuleFuncInlineType, str], ...] = (
    ("text", text, ""),
    ("bare_url", bare.bare_url, ":"),
    ("newline", newline, "\n"),
    ("math_brackets", math_brackets, "\\"),
    ("escape", escape, "\\"),
    ("backticks", backtick, "`"),
    ("math", math_inline, "$"),
    ("strikethrough", strikethrough.tokenize, "~"),
    ("mark", mark, "="),
    ("emphasis", emphasis.tokenize, "*_"),
    ("wikilink", wikilink, "[!"),
    ("embed_macro", embed_macro, "{"),
    ("logseq_macro", logseq_macro, "{"),
    ("query_inline", query_inline, "{"),
    ("site_tag", site_tag, "{"),
    ("link", link, "["),
    ("image", image, "!"),
    ("spaced_link", spaced_link, "[!"),
    ("footnote_inline", footnote_inline, "^"),
    ("footnote_ref", footnote_ref, "["),
    ("autolink", autolink, "<"),
    ("html_inline", html_inline, "<"),
    ("entity", entity, "&"),
    ("comment", comment_inline, "%"),
    ("tag", tag, "#"),
)
"""Name, rule, and the characters that it may begin with; `text` takes what lies between any of these.

`rules.text` knows them too: a paragraph without any of them is not parsed."""

PAIR_RULES: tuple[tuple[str, RuleFuncInline2Type], ...] = (
    ("balance_pairs", link_pairs),
    ("strikethrough", strikethrough.postProcess),
    ("emphasis", emphasis.postProcess),
    ("fragments_join", fragments_join),
)

CORE_RULES: tuple[tuple[str, RuleFuncCoreType], ...] = (
    ("normalize", normalize),
    ("block", block),
    ("heading_attributes", heading_attributes),
    ("inline", inline),
    ("footnotes_last", footnotes_last),
    ("text_join", text_join),
    ("addresses", bare.addresses),
    ("join_lines", join_lines),
)

_OPTIONS = {
    "html": True,  # raw HTML is parsed, then filtered and sanitised
    "linkify": False,  # our own rule asks linkify-it
    "tasklists": True,
    "maxNesting": 100,  # far below Python's recursion limit; `depth` stops blocks before it
}


@cache
def parser(*, jsx: bool = False) -> MarkdownIt:
    """The parser. Rules keep no state in it, so one is enough for a process. In a text with `jsx` nothing is code by being
    indented: what stands in an element is.
    """
    md = new_parser()
    if jsx:
        md.disable(["code", "indented_list"])
        md.block.ruler.at("html_block", jsx_block, {"alt": [*_PARAGRAPH, _QUOTE]})
    return md


def new_parser() -> MarkdownIt:
    """A parser of one's own, to switch rules off in."""
    md = MarkdownIt("commonmark", _OPTIONS)
    md.inline = CjkFriendlyInline(_by_first_character())
    md.helpers = HELPERS  # type: ignore[assignment]  # any object with these functions will do
    md.core.ruler, md.block.ruler = Ruler(), Ruler()
    md.inline.ruler, md.inline.ruler2 = Ruler(), Ruler()
    for core_name, core_rule in CORE_RULES:
        md.core.ruler.push(core_name, core_rule)
    for block_name, block_rule, interrupts in BLOCK_RULES:
        md.block.ruler.push(block_name, block_rule, {"alt": list(interrupts)})
    for inline_name, inline_rule, _ in INLINE_RULES:
        md.inline.ruler.push(inline_name, inline_rule)
    for pair_name, pair_rule in PAIR_RULES:
        md.inline.ruler2.push(pair_name, pair_rule)
    return md


def _by_first_character() -> Mapping[str, tuple[RuleFuncInlineType, ...]]:
    firsts = {"", *"".join(first for _, _, first in INLINE_RULES)}
    return {
        first: tuple(rule for _, rule, own in INLINE_RULES if first in own and bool(first) == bool(own))
        for first in firsts
    }
