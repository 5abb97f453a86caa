"""Values of front matter, which may be text, lists or mappings, as what a field needs."""

from __future__ import annotations

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Person
from ainotes_site.readers.detect.authors import person

_AND = pattern(r"(?<=[a-z] )(?:and|&) (?=[A-Z][\w.'’-]* [A-Z])")
"""Between two names of several words each."""
_WIKILINK = pattern(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
_COMMA = pattern(r"[,，、;；]")
_HASHED = pattern(r"#\S+\s+#")
_TRUE, _FALSE = {"true", "yes", "on", "1", "是", "对", "真"}, {"false", "no", "off", "0", "否", "不", "假"}


def text_of(value: object) -> str:
    """One line of text; empty for what is none."""
    if value is None or isinstance(value, (list, dict)):
        return ""
    text = " ".join(str(value).split())
    return "" if text in ("null", "~") else text


def flag_of(value: object) -> bool | None:
    """Yes or no; None for anything else."""
    if value is None:
        return None
    word = text_of(value).lower()
    return True if word in _TRUE else False if word in _FALSE else None


def list_of(value: object) -> tuple[str, ...]:
    """A list, or one line with commas: `a, b`, `a，b`, `#a #b`. Wikilinks are what they show."""
    if value is None:
        return ()
    if isinstance(value, list):
        items = [text_of(item) for item in _flat(value)]
    else:
        text = text_of(value)
        items = text.split() if _HASHED.match(text) else _COMMA.split(text)
    return tuple(dict.fromkeys(unlinked(item) for item in items if item.strip()))


def _flat(items: list[object]) -> list[object]:
    """`items` without lists in it, as `- [[名字]]` makes them."""
    return [inner for item in items for inner in (_flat(item) if isinstance(item, list) else [item])]


def unlinked(text: str) -> str:
    return _WIKILINK.sub(lambda match: match[2] or match[1], text).strip() if "[[" in text else text.strip()


def people_of(value: object) -> tuple[Person, ...]:
    """Names, `名字 @handle`, or Hugo's and Material's mappings with a name."""
    if value is None:
        return ()
    items = _flat(value) if isinstance(value, list) else [value]
    people: list[Person] = []
    for item in items:
        if isinstance(item, dict):
            name, handle = text_of(item.get("name")), text_of(item.get("handle") or item.get("twitter"))
            people.append(Person(name, handle.lstrip("@") or None))
        else:
            people.extend(person(name) for name in list_of(_AND.sub(", ", text_of(item))))
    return tuple(dict.fromkeys(p for p in people if p.name or p.handle))
