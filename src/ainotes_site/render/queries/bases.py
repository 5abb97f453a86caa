"""Blocks of Obsidian's Bases that are simple: filters, and views that are tables or lists.

Formulas, and what asks the clock or other notes, are not understood; such a block stays code.
https://help.obsidian.md/bases/syntax
"""

from __future__ import annotations

import yaml

from ainotes_site.render.queries.dataview import MOST, Column, Query, read
from ainotes_site.render.queries.expressions import Expression, NotUnderstoodError, is_true

_VIEWS = {"table": "table", "cards": "table", "list": "list"}
_LONGEST = 20_000
_DEEPEST = 10


def views(text: str) -> list[tuple[str, Query]] | None:
    """The name and the query of each view; None for a block that is not understood as a whole."""
    if len(text) > _LONGEST or "&" in text.replace("&&", "") or "*" in text:
        return None
    try:
        block = yaml.load(text, Loader=yaml.BaseLoader)  # a base loader makes texts, lists and mappings only
        return _views(block)
    except (yaml.YAMLError, NotUnderstoodError, RecursionError):
        return None


def _views(block: object) -> list[tuple[str, Query]]:
    shared = _mapping(block)
    written = shared.get("views")
    if not isinstance(written, list) or not written:
        raise NotUnderstoodError("views")
    common = _filter(shared["filters"], 0) if shared.get("filters") else None
    names = {key: _mapping(value).get("displayName") for key, value in _mapping(shared.get("properties") or {}).items()}
    return [_view(_mapping(view), common, names) for view in written]


def _view(view: dict[str, object], common: Expression | None, names: dict[str, object]) -> tuple[str, Query]:
    kind = _VIEWS.get(str(view.get("type")))
    if kind is None or view.get("groupBy"):
        raise NotUnderstoodError(str(view.get("type")))
    own = _filter(view["filters"], 0) if view.get("filters") else None
    columns = [
        _column(str(name), names) for name in _sequence(view.get("order")) if name not in ("file.name", "file.file")
    ]
    sort = [
        (read(str(one.get("property"))), str(one.get("direction", "")).upper() == "DESC")
        for one in map(_mapping, _sequence(view.get("sort")))
    ]
    limit = str(view.get("limit") or MOST)
    if not limit.isdecimal():
        raise NotUnderstoodError(limit)
    return str(view.get("name") or ""), Query(
        kind,
        tuple(columns) if kind == "table" else (),
        conditions=tuple(filter(None, (common, own))),
        sort=tuple(sort),
        limit=min(MOST, int(limit)),
    )


def _column(name: str, names: dict[str, object]) -> Column:
    return Column(str(names.get(name) or name.removeprefix("note.")), read(name))


def _filter(written: object, depth: int) -> Expression:
    """A condition: a text, or `and`, `or`, `not` with a list of them."""
    if depth > _DEEPEST:
        raise NotUnderstoodError("too deep")
    if isinstance(written, str):
        return read(written)
    ((how, inner),) = list(_mapping(written).items())[:1] or [("", None)]
    parts = [_filter(one, depth + 1) for one in (inner if isinstance(inner, list) else [inner])]
    if how == "and":
        return lambda look: all(is_true(one(look)) for one in parts)
    if how == "or":
        return lambda look: any(is_true(one(look)) for one in parts)
    if how == "not":
        return lambda look: not any(is_true(one(look)) for one in parts)
    raise NotUnderstoodError(str(how))


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise NotUnderstoodError("no mapping")
    return {str(key): one for key, one in value.items()}


def _sequence(value: object) -> list[object]:
    return value if isinstance(value, list) else []
