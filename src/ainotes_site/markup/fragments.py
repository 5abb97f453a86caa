"""Where in a body a fragment leads: its headings, block ids and elements with an id, with the lines that each stands for.

Links to another note must know the anchors of that note's page, and embeds its passages. Both are found by the very rules and
passes that compile the note, so that an anchor that is promised is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from markdown_it.token import Token

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.anchors import anchor, squash
from ainotes_site.markup.compile_state import Work
from ainotes_site.markup.parser import parser
from ainotes_site.markup.passes.block_ids import block_ids
from ainotes_site.markup.passes.headings import headings
from ainotes_site.markup.passes.raw_html import declared_ids
from ainotes_site.markup.passes.unknown_tags import placeholders
from ainotes_site.markup.result import Context

_NUMBER = pattern(r"\d+(?=\D)")


class FragmentTarget(NamedTuple):
    """A part of a body that a fragment can name."""

    anchor: str
    """Its id on the page."""
    title: str
    """Text of a heading; empty for a block and for an element of HTML."""
    first: int
    """First line, counted from 0."""
    end: int
    """The line after the last one; for a heading that of its whole section."""


@lru_cache(maxsize=2048)
def fragment_targets(body: str) -> tuple[FragmentTarget, ...]:
    """All targets in `body`, headings and blocks in the order of the text, then declared ids."""
    text = body.encode("utf-8", "replace").decode("utf-8") if not body.isascii() else body
    declared = declared_ids(text)
    work = Work(Context(), False, anchors=dict(declared))
    tokens = headings(block_ids(placeholders(parser().parse(text, {}), work), work), work)
    last = text.count("\n") + 1
    found: list[FragmentTarget] = []
    open_sections: list[tuple[int, int]] = []
    """Written level and index in `found` of the headings whose sections have not ended."""
    for token in tokens:
        if token.type == "heading_open" and token.map:
            if not token.level:
                level = _written_level(token)
                while open_sections and open_sections[-1][0] >= level:
                    _, at = open_sections.pop()
                    found[at] = found[at]._replace(end=token.map[0])
                open_sections.append((level, len(found)))
            found.append(FragmentTarget(str(token.attrs["id"]), str(token.meta["title"]), token.map[0], last))
        found.extend(_blocks(token))
    return (*found, *(FragmentTarget(name, "", 0, last) for name in declared))


def _written_level(heading: Token) -> int:
    return len(heading.markup) if heading.markup.startswith("#") else 1 if heading.markup == "=" else 2


def _blocks(token: Token) -> Iterable[FragmentTarget]:
    for name, first, end in token.meta.get("blocks", ()):
        yield FragmentTarget(name, "", first, end)


def find_target(known: Sequence[FragmentTarget], fragment: str) -> FragmentTarget | None:
    """The target that `fragment` names, as GitHub, Obsidian or an editor writes it; of `a#b` the b below a."""
    found = _named(known, fragment) if "#" in fragment.strip("#") else None
    if found is not None:  # a heading with a # in it
        return found
    for part in filter(None, fragment.split("#")):
        below = [target for target in known if found is not None and found.first < target.first < found.end]
        found = _named(below, part) or _named(known, part)
        if found is None:
            return None
    return found


def _named(known: Sequence[FragmentTarget], name: str) -> FragmentTarget | None:
    if name.startswith("^"):
        folded = name.casefold()
        return next((target for target in known if target.anchor.casefold() == folded), None)
    for candidate in (name, anchor(name), f"user-content-{anchor(name)}"):
        for target in known:
            if target.anchor == candidate:
                return target
    letters = squash(name)
    if not letters:
        return None
    return next((target for target in known if letters in (squash(target.title), squash(target.anchor))), None)


def unnumbered(text: str) -> str:
    """The same without a number in front, which a title may have lost."""
    letters = squash(text)
    return _NUMBER.sub("", letters, count=1) if letters[:1].isdigit() else letters


def fragment_key(part: str) -> str:
    """A key that two fragments share when they can name the same target; blocks keep their mark."""
    return f"#^{part[1:].casefold()}" if part.startswith("^") else f"#{unnumbered(part)}"


def target_keys(body: str) -> dict[str, list[FragmentTarget]]:
    """Per key: the targets in `body` that a fragment with that key may lead to, in order, without their lines."""
    found: dict[str, list[FragmentTarget]] = {}
    for target in fragment_targets(body):
        for key in dict.fromkeys((fragment_key(target.anchor), fragment_key(target.title))):
            found.setdefault(key, []).append(target._replace(first=0, end=0))
    return found
