"""What templates are given is escaped as markupsafe does it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from ainotes_site.render.template_engine import _environment, escaped


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


def test_a_macro_takes_its_defaults_for_what_it_is_not_given() -> None:
    source = "{% macro m(a, b=2) %}{{ a.real }}{{ b }}{% endmacro %}{{ m(1) }} {{ m(1, 3) }}"
    assert _environment("zh").from_string(source).render() == "12 13"


@pytest.mark.parametrize("source", ["{{ x.words }}", "{{ x() }}", "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}"])
def test_what_a_value_does_not_have_is_an_error(source: str) -> None:
    with pytest.raises((AttributeError, TypeError)):
        _environment("zh").from_string(source).render(x="字")
