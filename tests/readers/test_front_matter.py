"""Plain front matter is read as YAML reads it, or is left to it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ainotes_site.readers.frontmatter.plain_yaml import plain_fields

_PIECES = (
    *"abT0检。，“《…\u00e9\u3000\U0001f600_-.:#,?!&*|>%@`~$^=<+/\\'\"[]{}() \t\n\xa0\x85\u2028\ufeff\x07",
    *("\n  - ", "\n- ", ": ", " #", "title: ", "tags: [", "], ", '"a" ', "'b', ", "https://", "---", "...", "null"),
    *("标题: ", "- ", "  ", "key:", "<<: ", "\n\n", "\ntags:\n"),
)
_LINES = st.lists(st.sampled_from(_PIECES), max_size=24).map("".join)
_VALUES = st.one_of(
    _LINES,
    st.lists(_LINES, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    st.lists(_LINES, max_size=3).map(lambda items: "".join(f"\n  - {item}" for item in items)),
    _LINES.map(lambda text: f'"{text}"'),
    _LINES.map(lambda text: f"'{text}' "),
    st.text(max_size=8),
)
_FIELDS = st.lists(
    st.tuples(st.sampled_from(("title", "tags", "日期", "a-b", "x")), _VALUES).map(lambda field: ": ".join(field)),
    max_size=4,
).map("\n".join)


@settings(max_examples=1500)
@given(st.one_of(_FIELDS, _LINES))
@example("title: a\n")
@example("tags:\n  - a\n - b")
@example("a: b\na: c")
@example("a: [b,]")
@example("a: [b , 'c d', \"e\" ]")
def test_what_is_read_is_what_yaml_reads(text: str) -> None:
    lines = text.split("\n")
    fields = plain_fields(lines)
    for loader in (yaml.BaseLoader, getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
        assert fields is None or fields == (yaml.load(text, Loader=loader) or {})


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("title: 检索：入门 #1", None),
        ("title: C# 入门, 12:30 https://a.example/x", {"title": "C# 入门, 12:30 https://a.example/x"}),
        (
            "tags: [检索, large models, 'a, b']\ndate: 2024-04-01",
            {"tags": ["检索", "large models", "a, b"], "date": "2024-04-01"},
        ),
        ('tags:\n- 检索\n- "RAG: 是什么"\nauthor:', {"tags": ["检索", "RAG: 是什么"], "author": ""}),
        ("title: 注意力: 入门", None),
        ("a: &x b\nc: *x", None),
        ("a: >\n  b", None),
        ("a: b\n  c", None),
    ],
)
def test_plain_fields_are_read_and_others_left(text: str, fields: dict[str, object] | None) -> None:
    assert plain_fields(text.split("\n")) == fields
