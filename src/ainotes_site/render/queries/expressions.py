"""Conditions of queries, as Dataview and Obsidian's Bases write them: `rating >= 4 and contains(tags, "a")`, `status == "x" && !done`.

Comparisons, `and`, `or`, `not`, a few functions that need no clock. What else there may be is `NotUnderstoodError`.
https://blacksmithgu.github.io/obsidian-dataview/reference/functions/
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ainotes_site.lazy_regex import pattern

Value = str | float | bool | None | tuple[str, ...]
Lookup = Callable[[str], Value]
"""The value of a field by its name in lower case."""
Expression = Callable[[Lookup], Value]

_TOKEN = pattern(
    r"""\s*(?:(?P<text>"[^"\n]*"|'[^'\n]*')|(?P<link>\[\[[^\[\]\n]+\]\])|(?P<number>-?\d+(?:\.\d+)?)(?![\w.-])"""
    r"""|(?P<tag>\#[^\s#"'(),]+)|(?P<name>[^\W\d][\w-]*(?:\.[^\W\d][\w-]*)*)|(?P<sign><=|>=|!=|==|&&|\|\||[=<>!&|(),])|(?P<date>\d{4}-\d\d-\d\d))"""
)
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_DEEPEST = 20


class NotUnderstoodError(Exception):
    """A query says more than is answered here."""


class Token(NamedTuple):
    """A word of an expression."""

    kind: str
    text: str


def tokens(text: str) -> list[Token]:
    """The words of an expression."""
    found: list[Token] = []
    at, text = 0, text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise NotUnderstoodError(text)
        found.append(Token(match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return found


def expression(words: list[Token]) -> Expression:
    """The meaning of all these words."""
    reader = _Reader(words)
    found = reader.either()
    if reader.at < len(words):
        raise NotUnderstoodError(words[reader.at].text)
    return found


def is_true(value: Value) -> bool:
    """Whether a value counts as true: an empty one does not."""
    return value is not None and value is not False and value not in ("", (), 0)


def ordered(value: Value) -> tuple[int, float, str]:
    """A key by which values are sorted: none at all, then numbers, then texts."""
    number = _number(value)
    if value is None or value in ("", ()):
        return 0, 0.0, ""
    return (1, number, "") if number is not None else (2, 0.0, display(value))


def display(value: Value) -> str:
    """A value as a cell shows it."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if value is None or isinstance(value, bool):
        return {None: "", True: "true", False: "false"}[value]
    return f"{value:g}" if isinstance(value, float) else value


class _Reader:
    """Reads words one by one."""

    def __init__(self, words: list[Token]) -> None:
        self.words = words
        self.at = 0
        self.depth = 0

    def takes(self, *texts: str) -> str:
        """The next word where it is one of these; it is taken."""
        if self.at < len(self.words) and self.words[self.at].kind in ("name", "sign"):
            text = self.words[self.at].text.lower()
            if text in texts:
                self.at += 1
                return text
        return ""

    def either(self) -> Expression:
        found = [self.both()]
        while self.takes("or", "||", "|"):
            found.append(self.both())
        return found[0] if len(found) == 1 else lambda look: any(is_true(one(look)) for one in found)

    def both(self) -> Expression:
        found = [self.negated()]
        while self.takes("and", "&&", "&"):
            found.append(self.negated())
        return found[0] if len(found) == 1 else lambda look: all(is_true(one(look)) for one in found)

    def negated(self) -> Expression:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NotUnderstoodError("too deep")
        if self.takes("!", "not"):
            inner = self.negated()
            found: Expression = lambda look: not is_true(inner(look))  # noqa: E731
        else:
            found = self.comparison()
        self.depth -= 1
        return found

    def comparison(self) -> Expression:
        left = self.value()
        sign = self.takes("=", "==", "!=", *_COMPARE)
        if not sign:
            return left
        right = self.value()
        if sign in _COMPARE:
            return lambda look: _is_ordered(sign, left(look), right(look))
        wanted = sign != "!="
        return lambda look: _are_equal(left(look), right(look)) is wanted

    def value(self) -> Expression:
        if self.takes("("):
            found = self.either()
            self.needs(")")
            return found
        if self.at >= len(self.words):
            raise NotUnderstoodError("nothing")
        word = self.words[self.at]
        self.at += 1
        if word.kind == "name":
            return self.named(word.text)
        if word.kind == "sign":
            raise NotUnderstoodError(word.text)
        literal: Value = float(word.text) if word.kind == "number" else _literal(word)
        return lambda _: literal

    def named(self, name: str) -> Expression:
        """A field, a function, a method, or `true`."""
        lower = name.lower()
        if not self.takes("("):
            if lower in _WORDS:
                literal = _WORDS[lower]
                return lambda _: literal
            return lambda look: look(lower)
        function, rest = _called(lower), self.arguments()
        if "." in lower:
            rest.insert(0, _subject(lower))
        if not 1 <= len(rest) <= 2:
            raise NotUnderstoodError(name)
        return lambda look: function(*(one(look) for one in rest), *([None] * (2 - len(rest))))

    def arguments(self) -> list[Expression]:
        found: list[Expression] = []
        while not self.takes(")"):
            found.append(self.either())
            if not self.takes(","):
                self.needs(")")
                break
        return found

    def needs(self, sign: str) -> None:
        if not self.takes(sign):
            raise NotUnderstoodError(sign)


def _called(name: str) -> Callable[[Value, Value], Value]:
    """The function of a name, or the method that a field ends with."""
    field, _, method = name.rpartition(".")
    found = (_METHODS if field else _FUNCTIONS).get(method)
    if found is None or (method in _OF_FILES and field != "file"):
        raise NotUnderstoodError(name)
    return found


def _subject(name: str) -> Expression:
    """What a method is called on."""
    field, _, method = name.rpartition(".")
    subject = _OF_FILES.get(method, field)
    return lambda look: look(subject)


_OF_FILES = {"hastag": "file.tags", "infolder": "file.folder"}
"""Methods of `file`, and the field that each looks at."""
_WORDS: Mapping[str, Value] = {"true": True, "false": False, "null": None}


def _literal(word: Token) -> str:
    """A text without its quotation marks, a link as what it is called."""
    if word.kind == "link":
        return word.text[2:-2].partition("|")[0].partition("#")[0].rpartition("/")[2].removesuffix(".md").strip()
    return word.text[1:-1] if word.kind == "text" else word.text


def _number(value: Value) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | float):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def _plain(value: Value) -> Value:
    """A value as it compares: `true` and `false` are no texts, a list of one is what it holds."""
    if isinstance(value, tuple) and len(value) == 1:
        value = value[0]
    return {"true": True, "false": False}.get(value.lower(), value) if isinstance(value, str) else value


def _are_equal(one: Value, other: Value) -> bool:
    numbers = _number(one), _number(other)
    return numbers[0] == numbers[1] if None not in numbers else _plain(one) == _plain(other)


def _is_ordered(sign: str, one: Value, other: Value) -> bool:
    if one in (None, "") or other in (None, ""):
        return False
    numbers = _number(one), _number(other)
    if None not in numbers:
        return _COMPARE[sign](*numbers)
    return _COMPARE[sign](display(one), display(other))


def _contains(whole: Value, part: Value) -> Value:
    """Whether a text has a part, or one of a list has it."""
    wanted = display(part)
    return any(wanted in one for one in (whole if isinstance(whole, tuple) else (display(whole),)))


def _has_exactly(whole: Value, part: Value) -> Value:
    return display(part) in (whole if isinstance(whole, tuple) else (display(whole),))


def _has_tag(whole: Value, part: Value) -> Value:
    return _has_exactly(whole, f"#{display(part).lstrip('#')}")


def _in_folder(folder: Value, wanted: Value) -> Value:
    return f"{display(folder)}/".startswith(f"{display(wanted).strip('/')}/")


_FUNCTIONS: Mapping[str, Callable[[Value, Value], Value]] = {
    "contains": _contains,
    "icontains": lambda whole, part: _contains(display(whole).lower(), display(part).lower()),
    "econtains": _has_exactly,
    "startswith": lambda whole, part: display(whole).startswith(display(part)),
    "endswith": lambda whole, part: display(whole).endswith(display(part)),
    "length": lambda whole, _: float(len(whole) if isinstance(whole, str | tuple) else 0),
    "date": lambda text, _: display(text),
    "lower": lambda text, _: display(text).lower(),
    "upper": lambda text, _: display(text).upper(),
}
_METHODS: Mapping[str, Callable[[Value, Value], Value]] = {
    "contains": _contains,
    "startswith": _FUNCTIONS["startswith"],
    "endswith": _FUNCTIONS["endswith"],
    "isempty": lambda whole, _: not is_true(whole),
    "lower": _FUNCTIONS["lower"],
    "hastag": _has_tag,
    "infolder": _in_folder,
}
