"""The functions of the engine one by one, in the QuickJS that a terminal runs it in."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from quickjs import Context

from ainotes_site.search.engine import surroundings
from ainotes_site.search.js import bundle


def call(expression: str, *values: Any) -> Any:
    """What a function gives, as JSON has it: `call("engine.parse", "RAG")`. `expression` may be any that is a function."""
    apply = _context().eval(
        f"(values) => {{ const {{ engine }} = ainotes; return JSON.stringify(({expression})(...JSON.parse(values))); }}"
    )
    return json.loads(apply(json.dumps(values)))


@cache
def _context() -> Context:
    context = Context()
    context.eval(surroundings())
    context.eval(bundle())
    return context
