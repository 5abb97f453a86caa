"""The short cut for lines of prose changes nothing but the time."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ainotes_site.markup.parser import new_parser, parser

_WORDS = "汉字 word - * + 1. > # ``` | --- === $$ %% [^1]: [a]: /u <b> : ~~~ \\"
_LINES = st.tuples(
    st.sampled_from(["", "", " ", "  ", "   ", "    ", "      ", "\t"]),
    st.lists(st.sampled_from(_WORDS.split()), max_size=3).map(" ".join),
    st.sampled_from(["", "", "  ", "\u3000"]),
).map("".join)

_PLAIN = new_parser()
_PLAIN.block.ruler.disable("prose")


@settings(deadline=None, max_examples=500)
@given(st.lists(_LINES, max_size=10).map("\n".join))
def test_the_page_is_the_same_without_it(text: str) -> None:
    assert parser().render(text) == _PLAIN.render(text)
