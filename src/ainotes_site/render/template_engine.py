"""The templates: compiled once per version of the package and language, escaping what they are given.

Python keeps the code of a module beside it, in `__pycache__`, and here it does so for templates, which are sources in
another language. Where that folder cannot be written to, they are compiled anew, which takes a quarter of a second.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from hashlib import blake2b
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from ainotes_site.i18n import text
from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Lang
from ainotes_site.package_versions import installed
from ainotes_site.render import template_compiler
from ainotes_site.render.html_rewrite import embed, outward_links
from ainotes_site.render.image_rewrite import host
from ainotes_site.render.template_compiler import TemplateCode, is_usable, macro
from ainotes_site.render.view_models import kind_words, month_name


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
    if is_usable():
        environment.template_class = _Template
        environment.code_generator_class = TemplateCode
    environment.globals["t"] = partial(_words, lang)
    environment.globals["kind_name"] = partial(kind_words, lang=lang)
    environment.globals["month_name"] = partial(month_name, lang=lang)
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

    def load(self, environment: Environment, name: str, globals: Any = None) -> Template:
        source, path, _ = self.get_source(environment, name)
        code = _Code(environment, name, self._lang, source, Path(path)).get_code(name)
        return environment.template_class.from_code(environment, code, globals or {}, None)


class _Code(SourceFileLoader):
    """The code of a template, which Python keeps as that of a module named `<template>.<language>`."""

    def __init__(self, environment: Environment, name: str, lang: Lang, source: str, path: Path) -> None:
        super().__init__(name, str(path.with_suffix(f".{lang}{path.suffix}")))
        self._environment = environment
        self._file = str(path)
        self._source = source.encode("utf-8")

    def get_code(self, fullname: str) -> CodeType:
        code = super().get_code(fullname)
        assert code is not None  # there always is a source
        return code

    def path_stats(self, path: str) -> dict[str, int]:
        """In the place of the time, by which Python tells whether code is of its source, a digest of all that it is made of."""
        maker = self._environment.code_generator_class.__module__
        digest = blake2b(self._source + maker.encode(), digest_size=4, key=_makers()).digest()
        return {"mtime": int.from_bytes(digest, "little"), "size": len(self._source)}

    def get_data(self, path: str) -> bytes:
        return self._source if path == self.path else super().get_data(path)

    def source_to_code(self, data: Any, path: Any, *, _optimize: int = -1) -> CodeType:  # type: ignore[override]  # of a module loader, whose caller gives more
        return self._environment.compile(bytes(data).decode("utf-8"), self.name, self._file)


@lru_cache(maxsize=1)
def _makers() -> bytes:
    """A digest of what makes code of templates."""
    version = f"jinja {installed().get('jinja2')} ".encode()
    return blake2b(version + Path(template_compiler.__file__).read_bytes(), digest_size=32).digest()


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


def load_all(lang: Lang) -> None:
    """Have every template at hand: processes that are forked afterwards need not load any."""
    environment = _environment(lang)
    for name in environment.list_templates(extensions=["html"]):
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
