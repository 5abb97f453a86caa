"""A query with its filters as the interface writes them, whatever the reader wrote. See js/filter_aliases.js.

`类型：视频`, `kind: Video` and `kind:video` are one filter: a page shows all of them as the same switch.
"""

from __future__ import annotations

import re

from ainotes_site.search.query.filters import Facets, kind_called, means_something, topics_called
from ainotes_site.search.query.index_reader import IndexReader
from ainotes_site.search.query.parser import LONGEST, Filter, written_filters
from ainotes_site.search.query.result import Remark

_QUOTED = re.compile(r"[\s\"“”「」]")
_QUOTES = str.maketrans("", "", '"“”「」')


def spelled(store: IndexReader, facets: Facets, text: str) -> tuple[str, list[Remark]]:
    """`text` with its filters spelled out, and a remark on each that has a space behind its colon: that is how a text may
    begin, too. Filters that mean nothing stay as they are.
    """
    if len(text) > LONGEST:
        return text, []
    parts: list[str] = []
    remarks: list[Remark] = []
    done = 0
    for start, end, condition, spaced in written_filters(text):
        if start < done or not means_something(store, facets, condition):
            continue
        parts += [text[done:start], _written(condition, _value(store, facets, condition))]
        done = end
        if spaced:
            remarks.append(Remark("spaced", {"text": condition.written}))
    return "".join(parts) + text[done:], remarks


def _value(store: IndexReader, facets: Facets, condition: Filter) -> str:
    """The name that the index has for the value; what was typed where that stands for several."""
    value = condition.value
    if condition.field == "kind":
        return kind_called(store, value)
    if condition.field == "topic":
        names = {facets.topics[number] for number in topics_called(facets, value)}
        return names.pop() if len(names) == 1 else value
    if condition.field == "tag":
        form = store.folder.units(value)
        return next((tag for tag in facets.tags if store.folder.units(tag) == form), value)
    return value


def _written(condition: Filter, value: str) -> str:
    bare = value.translate(_QUOTES)
    shown = f'"{bare}"' if _QUOTED.search(value) else bare
    return f"{'-' if condition.negative else ''}{condition.field}:{shown}"
