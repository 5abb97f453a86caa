"""The templates: compiled once per process and language, escaping what they are given."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from ainotes_site.i18n import text
from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Lang
from ainotes_site.render.html_rewrite import embed, outward_links
from ainotes_site.render.image_rewrite import host
from ainotes_site.render.template_compiler import TemplateCode, macro
from ainotes_site.render.view_models import kind_words


@lru_cache(maxsize=2)
def _environment(lang: Lang) -> Environment:
    environment = Environment(
        loader=_Loader(lang),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    environment.template_class = _Template
    environment.code_generator_class = TemplateCode
    environment.globals["t"] = partial(_words, lang)
    environment.globals["kind_name"] = partial(kind_words, lang=lang)
    environment.globals["host"] = host
    environment.globals["embed"] = embed
    environment.globals["outward_links"] = outward_links
    return environment


class _Loader(PackageLoader):
    """Templates with the words of a language in the place of calls that only name them: looked up once, not per page."""

    def __init__(self, lang: Lang) -> None:
        super().__init__("ainotes_site.render")
        self._lang = lang

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool] | None]:
        source, path, is_fresh = super().get_source(environment, template)
        worded = _CONSTANT.sub(lambda found: escape(_plain_words(self._lang, found[1])), source)
        return worded, path, is_fresh


_CONSTANT = pattern(r"\{\{ t\('([a-z_.]+)'\) \}\}")


class _Template(Template):
    """A template whose code escapes by `escaped` and calls macros as plain functions."""

    @classmethod
    def from_code(cls, environment: Environment, code: Any, globals: Any, uptodate: Any = None) -> Template:
        made = super().from_code(environment, code, dict(globals), uptodate)  # Jinja's chain of maps is slow to copy
        made.root_render_func.__globals__.update(escape=escaped, Macro=macro)
        return made


_special = re.compile("[&<>'\"]").search


def escaped(value: object) -> str:
    """`value` as HTML: markupsafe's `escape`, but as plain text, which the code of templates joins with other text.

    It makes no object of its own for that, of which a page would need a hundred.
    """
    if type(value) is str:
        return value if _special(value) is None else escape(value)
    if isinstance(value, Markup):
        return value
    return str(value) if type(value) is int else escape(value)


def keep_in(cache: BytecodeCache, lang: Lang, *, all_of_them: bool) -> None:
    """Take compiled templates from `cache`, and put what is compiled there: `all_of_them` now, or what is needed then."""
    environment = _environment(lang)
    environment.bytecode_cache = cache
    for name in environment.list_templates() if all_of_them else ():
        environment.get_template(name)


def _words(lang: Lang, key: str, **values: object) -> str:
    return text(key, lang, **values) if values else _plain_words(lang, key)


@lru_cache(maxsize=1024)
def _plain_words(lang: Lang, key: str) -> str:
    return text(key, lang)


@lru_cache(maxsize=64)
def template(name: str, lang: Lang) -> Template:
    """The template of a kind of page."""
    return _environment(lang).get_template(f"{name}.html")
