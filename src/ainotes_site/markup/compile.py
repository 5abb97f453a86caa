"""One entry: Markdown in, safe HTML and everything that the site wants to know about it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from markdown_it.token import Token

from ainotes_site.i18n import problem_of
from ainotes_site.markup.cjk import has_han
from ainotes_site.markup.compile_state import Work
from ainotes_site.markup.mermaid import with_diagrams
from ainotes_site.markup.parser import parser
from ainotes_site.markup.passes.block_ids import block_ids
from ainotes_site.markup.passes.block_references import block_references
from ainotes_site.markup.passes.callouts import callouts
from ainotes_site.markup.passes.diagrams import diagrams
from ainotes_site.markup.passes.emoji import emoji
from ainotes_site.markup.passes.formulas import formulas
from ainotes_site.markup.passes.headings import headings
from ainotes_site.markup.passes.language import language
from ainotes_site.markup.passes.links import links
from ainotes_site.markup.passes.long_paragraphs import sizes
from ainotes_site.markup.passes.outliner import outliner
from ainotes_site.markup.passes.pictures.embeds import embeds
from ainotes_site.markup.passes.pictures.images import images
from ainotes_site.markup.passes.quotes import quotes
from ainotes_site.markup.passes.raw_html import declared_ids, raw_html
from ainotes_site.markup.passes.spaced_destinations import spaced_destinations
from ainotes_site.markup.passes.tables import tables
from ainotes_site.markup.passes.terms import terms
from ainotes_site.markup.passes.unknown_tags import placeholders
from ainotes_site.markup.result import Body, Compiled, Context
from ainotes_site.markup.safe_html.sanitise import sanitised
from ainotes_site.markup.sections import sections
from ainotes_site.markup.token_renderer import rendered
from ainotes_site.model import Problem

Pass = Callable[[list[Token], Work], list[Token]]

PASSES: tuple[Pass, ...] = (
    placeholders,  # first of all: what is text may stand in headings
    block_ids,
    outliner,
    headings,  # anchors next: links to them are checked
    emoji,  # after headings, whose anchors keep the names
    sizes,
    raw_html,
    block_references,
    spaced_destinations,
    embeds,  # what is no embed after it is a link or a picture
    links,
    images,
    callouts,
    quotes,
    tables,
    formulas,
    diagrams,
    language,
    terms,  # last: all other links are known
)


def compile_entry(body: str, context: Context) -> Compiled:
    """Compile the Markdown of one entry. Pure: the same text and context give the same result. Any text will do."""
    compiled = _compiled(body, context, (body,), [0])
    shown = compiled.body.load()
    html = with_diagrams(shown.html, context.lang, f"{context.path}\n{body}")
    return compiled if html is shown.html else replace(compiled, body=replace(shown, html=html))


def _compiled(body: str, context: Context, chain: tuple[str, ...], passages: list[int]) -> Compiled:
    text = body.encode("utf-8", "replace").decode("utf-8") if not body.isascii() else body
    text, left_out = _bounded(text, context)
    work = Work(
        context,
        has_han(text),
        anchors=declared_ids(text),
        chain=chain,
        passages=passages,
        compile=_passage,
    )
    tokens = parser(jsx=work.jsx).parse(text, {"line_breaks": context.line_breaks})
    for run in PASSES:
        tokens = run(tokens, work)
    parts, beginning = sections(tokens)
    return Compiled(
        Body(sanitised(rendered(tokens, context.lang)), tuple(work.toc), parts),
        excerpt=beginning,
        mentions=tuple(work.mentions),
        references=tuple(work.references),
        images=tuple(work.images),
        problems=(*work.problems, *left_out),
        files=tuple(sorted(work.files)),
    )


def _passage(text: str, context: Context, chain: tuple[str, ...], passages: list[int]) -> str:
    """HTML of a passage that another entry shows. What is wrong with it is said of its own note."""
    return _compiled(text, context, chain, passages).html


MOST_LINES = 100_000
"""Of one entry: what is beyond that is left out, with a Problem. A novel has fewer, and no browser likes such a page."""


def _bounded(text: str, context: Context) -> tuple[str, tuple[Problem, ...]]:
    if text.count("\n") < MOST_LINES:
        return text, ()
    lines = text.split("\n")
    if not any(map(str.strip, lines[MOST_LINES:])):
        return text, ()
    line = context.first_line + MOST_LINES
    problem = problem_of(context.path, line, "compile.long", most=MOST_LINES)
    return "\n".join(lines[:MOST_LINES]), (problem,)
