"""Tables in a box of their own that scrolls, also by keyboard; alignment without styles, which are not allowed."""

from __future__ import annotations

from markdown_it.token import Token

from ainotes_site.i18n import text as word
from ainotes_site.markup.compile_state import Work
from ainotes_site.markup.token_text import inline_text

_LONGEST_LABEL = 60


def tables(tokens: list[Token], work: Work) -> list[Token]:
    """Wrap each table in a labelled region, and turn its cells' styles into `align`, which style sheets know."""
    output: list[Token] = []
    number = 0
    for place, token in enumerate(tokens):
        if token.type == "table_open":
            number += 1
            label = word("markup.table", work.context.lang, number=number, columns=_columns(tokens, place))
            output.append(Token("table_box_open", "div", 1, attrs=_box(label), block=True, map=token.map))
            output.append(token)
        elif token.type == "table_close":
            output.append(token)
            output.append(Token("table_box_close", "div", -1, block=True))
        else:
            if token.type == "th_open" and not tokens[place + 1].content.strip():
                token.tag = tokens[place + 2].tag = "td"  # a heading that says nothing: the corner of a table, mostly
            if token.tag in ("td", "th") and token.attrs:
                token.attrs = {"align": str(token.attrs["style"]).removeprefix("text-align:")}
            output.append(token)
    return output


def _box(label: str) -> dict[str, str | int | float]:
    return {"class": "an-table", "role": "region", "tabindex": "0", "aria-label": label}


def _columns(tokens: list[Token], place: int) -> str:
    names: list[str] = []
    for token in tokens[place:]:
        if token.type == "thead_close":
            break
        if token.type == "inline":
            names.append(" ".join(inline_text(token.children or ()).split()))
    label = " · ".join(name for name in names if name)
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"
