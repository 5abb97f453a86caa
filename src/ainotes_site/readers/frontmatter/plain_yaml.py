"""Front matter of the plainest kind, without a YAML parser, which takes a sixth of the time of reading a note.

Lines of `key: value`, where a value is a phrase, bare or in quotation marks, a list of phrases in brackets, or such a
list on lines of its own. All that YAML might read in another way than it looks is left to YAML.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ainotes_site.lazy_regex import pattern

# For printable characters only: these are text for YAML wherever they stand, but for the ASCII ones named here.
_FIRST = r"[^ -/:-@\[-^`{-~]"
_PHRASE = rf"{_FIRST}[^:#]*+(?:(?::(?! |\Z)|(?<! )#)[^:#]*+)*+"  # `a: b` is a field, and ` #` begins a comment
_QUOTED = r"\"[^\"\\]*+\"|'[^']*+'"
_ITEM = rf" *+(?:{_FIRST}[\w .+/&()-]*+|(?:{_QUOTED}) *+)"

_FIELD = pattern(rf"(\w[\w-]{{0,40}}):(?: ++(?:({_PHRASE})|({_QUOTED})|\[((?:{_ITEM}(?:,{_ITEM})*+)?+) *+\])?+)? *+\Z")
_ENTRY = pattern(rf"( *+)- ++(?:({_PHRASE})|({_QUOTED})) *+\Z")
_PIECE = pattern(r"\"[^\"]*\"|'[^']*'|[^ ,][^,]*")


def plain_fields(lines: Sequence[str]) -> Mapping[object, object] | None:
    """What YAML makes of `lines` if scalars stay strings; None where that cannot be told without it."""
    if not all(map(str.isprintable, lines)):
        return None
    fields: dict[object, object] = {}
    key, items, indent = "", list[str](), ""
    """The field without a value that came last, the list under it, and how that is indented."""
    for line in lines:
        field = _FIELD.match(line)
        if field is not None:
            name, phrase, quoted, listed = field.groups()
            key, items = ("", []) if phrase or quoted or listed is not None else (name, [])
            fields[name] = _scalar(phrase, quoted) if listed is None else list(map(_piece, _PIECE.findall(listed)))
            continue
        entry = _ENTRY.match(line)
        if entry is None or not key or (items and entry[1] != indent):
            return None
        items.append(_scalar(entry[2], entry[3]))
        fields[key], indent = items, entry[1]
    return fields


def _scalar(phrase: str | None, quoted: str | None) -> str:
    return phrase.rstrip(" ") if phrase else quoted[1:-1] if quoted else ""


def _piece(text: str) -> str:
    return text[1:-1] if text[0] in "\"'" else text.rstrip(" ")
