"""What templates are given is escaped as markupsafe does it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from ainotes_site.write.templates import _environment, escaped


class _Html:
    def __html__(self) -> str:
        return "<i>它</i>"


class _Text(str):
    """A string of another type, which may have special characters."""


@given(st.text("&<>'\"a字 ") | st.integers() | st.none() | st.booleans() | st.floats())
def test_any_value_is_escaped_as_markupsafe_does(value: object) -> None:
    assert escaped(value) == str(escape(value))


@pytest.mark.parametrize("value", [Markup("<b>粗</b>"), _Html(), _Text("<b>&"), ["<"], ("a", '"')])
def test_other_types_are_escaped_too_and_markup_is_not(value: object) -> None:
    assert escaped(value) == str(escape(value))


def test_templates_and_macros_escape_what_they_are_given() -> None:
    source = "{% macro m(x) %}<p>{{ x }}</p>{% endmacro %}{{ m(x) }}{{ x }}{{ x | safe }}{{ n }}{{ x ~ '<' }}"
    shown = _environment("zh").from_string(source).render(x="<&", n=3)
    assert shown == "<p>&lt;&amp;</p>&lt;&amp;<&3&lt;&amp;&lt;"
