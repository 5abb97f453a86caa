"""References to blocks, as Logseq writes them: `((id))` is a link that says what the block says.

The block has its id in a property of its own, `id:: …` (see `passes/block_ids.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from markdown_it.token import Token

from ainotes_site.markup.compile_state import Work
from ainotes_site.markup.parser import parser
from ainotes_site.markup.passes.block_ids import BLOCK_REFERENCE
from ainotes_site.markup.passes.line_breaks import BREAKS
from ainotes_site.markup.passes.outliner import TASK
from ainotes_site.markup.result import Passage
from ainotes_site.markup.token_text import inline_text

LONGEST = 120
"""Characters of a block that stand for it."""


def block_references(tokens: list[Token], work: Work) -> list[Token]:
    """Make each reference a wikilink, which later passes resolve."""
    for block in tokens:
        if block.type == "inline" and block.children and "((" in block.content:
            block.children = [one for child in block.children for one in _split(child, work)]
    return tokens


def _split(token: Token, work: Work) -> Iterator[Token]:
    if token.type != "text" or "((" not in token.content:
        yield token
        return
    end = 0
    for found in BLOCK_REFERENCE.finditer(token.content):
        if found.start() > end:
            yield token.copy(content=token.content[end : found.start()])
        yield reference(found[0], work, token.level)
        end = found.end()
    if end < len(token.content):
        yield token.copy(content=token.content[end:])


def reference(written: str, work: Work, level: int) -> Token:
    """A wikilink to the block of `((id))`."""
    passage = work.context.passage(written)
    text = _first_line(passage) if passage else ""
    token = Token("wikilink", "", 0, content=text or written, level=level)
    token.meta = {
        "place": written,
        "name": written,
        "heading": "",
        "text": text,
        "embed": False,
        "raw": written,
        "numbers": False,
    }
    return token


def _first_line(passage: Passage) -> str:
    """The text of the first line of a passage that has any, without its bullet and its marks."""
    for token in parser().parse(passage.text, {}):
        if token.type == "inline":
            text = inline_text(takewhile(lambda child: child.type not in BREAKS, token.children or ())).strip()
            text = TASK.sub("", text)
            if text:
                return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return ""
