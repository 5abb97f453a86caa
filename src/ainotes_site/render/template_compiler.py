"""How templates become Python: Jinja's code without its questions.

Jinja asks of each attribute whether it may be an item, and of each call whether the function wants to be told of the
template, which is most of the work of filling one. Templates of ours have plain values and plain functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.utils import missing
from markupsafe import Markup


class TemplateCode(CodeGenerator):
    """Jinja's code, but attributes are attributes only, and functions and macros are called as they stand.

    What is not there raises AttributeError or TypeError. Calls cannot have `*` or `**`.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Called by Jinja."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Called by Jinja."""
        self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")


def macro(
    _environment: object, function: Callable[..., str], _name: str, parameters: Sequence[str], *_rules: object
) -> Callable[..., Markup]:
    """What the code of a template has in the place of `jinja2.runtime.Macro`: it takes arguments by their places only."""
    function.__defaults__ = (missing,) * len(parameters)
    make = str.__new__
    return lambda *given: make(Markup, function(*given))


@lru_cache(maxsize=1)
def is_usable() -> bool:
    """Whether the installed Jinja still makes code in the way that this leans on. Plain Jinja does as well, only slower."""
    environment = Environment(autoescape=True)
    environment.code_generator_class = TemplateCode
    try:
        made = Template.from_code(environment, environment.compile(_CANARY), {"double": lambda text: text * 2})
        made.root_render_func.__globals__.update(Macro=macro)
        return made.render(word="a<") == "a&lt;a&lt;(2)"
    except Exception:  # whatever the inside of another version says
        return False


_CANARY = "{% macro m(a, b) %}{{ a }}({{ b.real }}){% endmacro %}{{ m(double(word), 2) }}"
