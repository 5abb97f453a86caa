"""What templates are given is escaped as markupsafe does it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup, escape

from ainotes_site.render import Site, draft, plan, render, template_compiler, template_engine
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


def test_plain_jinja_as_the_way_back_makes_the_same_pages(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert template_compiler.is_usable()
    ours = {key: render(draft(key, site)).html for key in plan(site)}
    monkeypatch.setattr(template_engine, "is_usable", lambda: False)
    _forget()
    try:
        assert {key: render(draft(key, site)).html for key in plan(site)} == ours
    finally:
        _forget()


def test_an_engine_that_the_installed_jinja_does_not_fit_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(template_compiler.TemplateCode, "visit_Call")
    monkeypatch.setattr(template_compiler, "macro", None)
    template_compiler.is_usable.cache_clear()
    assert not template_compiler.is_usable()
    template_compiler.is_usable.cache_clear()


def _forget() -> None:
    template_engine._environment.cache_clear()
    template_engine.template.cache_clear()


def test_code_of_a_template_is_kept_and_made_anew_when_it_or_its_makers_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    compiled: list[str] = []
    environment = _environment("en")
    code = type(environment).compile

    def told(self: Environment, source: str, *rest: Any) -> Any:
        compiled.append(source)
        return code(self, source, *rest)

    monkeypatch.setattr(Environment, "compile", told)
    path = tmp_path / "x.html"
    for source, times in (("a", 1), ("a", 1), ("b", 2), ("b", 2)):
        template_engine._Code(environment, "x.html", "en", source, path).get_code("x.html")
        assert len(compiled) == times
    monkeypatch.setattr(template_engine, "_makers", lambda: bytes(32))
    template_engine._Code(environment, "x.html", "en", "b", path).get_code("x.html")
    assert len(compiled) == 3
