"""The card of who published or wrote a page: a picture, a name in bold, what they say of themselves, how much they published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from ainotes_site.readers.boilerplate.blocks import SENTENCE_ENDS, Block, Found, run_of
from ainotes_site.readers.boilerplate.head_and_tail import section_of
from ainotes_site.readers.boilerplate.page_furniture import is_row_of_counts
from ainotes_site.readers.source import Source

REASON = "author-card"
MOST_BLOCKS = 10
"""How many blocks the card of a writer has at most."""
ABOVE = 3
"""How many blocks above the last line of a card its name stands at most."""


def author_cards(source: Source, parts: Sequence[Block]) -> Iterator[Found]:
    """The cards of accounts, and those of writers below their texts."""
    for number, part in enumerate(parts):
        if not _ends_card(part):
            if card := _writers_card(parts[number:]):
                yield run_of(card, REASON)
            continue
        top = _name_above(parts, number)
        top = number if top is None else top
        if top and parts[top - 1].make == "image":
            top -= 1
        below = takewhile(lambda each: each.make == "tag" or section_of(each, ("card", "follow")), parts[number + 1 :])
        yield run_of((parts[top], part, *below), REASON)


def card_name(parts: Sequence[Block]) -> str:
    """The name on the card of the account that published a page, in Markdown; empty without one."""
    ends = (number for number, part in enumerate(parts) if _ends_card(part))
    names = (above for number in ends if (above := _name_above(parts, number)) is not None)
    return next((parts[above].lines[0].strip() for above in names), "")


def _ends_card(part: Block) -> bool:
    """Whether a block is the last line of the card of an account: 12 篇原创内容."""
    return part.make == "text" and part.says("card") and part.text.endswith("原创内容")


def _name_above(parts: Sequence[Block], number: int) -> int | None:
    """Number of the block with the name on the card that ends at the block `number`."""
    above = range(number - 1, max(-1, number - 1 - ABOVE), -1)
    return next((n for n in above if len(parts[n].lines) == 1 and parts[n].lines[0].strip().startswith("**")), None)


def _writers_card(parts: Sequence[Block]) -> Sequence[Block]:
    """The blocks that say who wrote a page and how many follow them, to the sentence that they say of themselves, or the next
    heading; none where no such card begins.
    """
    if not parts[0].leads("card") or is_row_of_counts(parts[0]):
        return ()
    card = [parts[0], *takewhile(lambda part: part.make != "heading", parts[1 : MOST_BLOCKS + 1])]
    following = next((n for n, part in enumerate(card[1:], 1) if part.says("card")), 0)
    if not following:
        return ()
    rest = list(takewhile(lambda part: part.make not in ("code", "rule"), card[following + 1 :]))
    said = next((n for n, part in enumerate(rest, 1) if part.text.endswith(SENTENCE_ENDS[:6])), 0)
    return card[: following + 1 + said]
