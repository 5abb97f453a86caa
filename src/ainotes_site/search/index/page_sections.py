"""A rendered page as search sees it: its text as read, by headings with ids. What a theme adds around it is not in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.result import Section
from ainotes_site.markup.safe_html.allow_list import VOID_TAGS

Attributes = list[tuple[str, str | None]]

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_UNREAD = frozenset(
    ["script", "style", "template", "noscript", "svg", "button", "select", "textarea", "iframe", "object", "annotation"]
)
"""Elements whose text is no part of what is read."""
_UNREAD_CLASSES = frozenset(("headerlink", "linenos", "linenodiv", "md-annotation__index", "an-visually-hidden"))
INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "math",
        "mi",
        "mo",
        "mn",
        "mrow",
        "msub",
        "msup",
        "msubsup",
        "mfrac",
        "mtext",
        "msqrt",
        "semantics",
    ]
)
"""Elements that do not end a line; all others do."""
_EXCLUDE = "data-search-exclude"
"""Attribute with which an author keeps a heading's section, or a block, out of the search; Material has it too."""

_SPACE = pattern(r"\s+")
_BROKEN_HAN = pattern(
    r"(?<=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef])[ \t]*\n\s*(?=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef])"
)
"""Where a source line ends between two Han characters, no space was meant."""


def page_sections(html: str) -> tuple[Section, ...]:
    """The sections of a page's content; text before the first heading, and under the page's own title, has no anchor.

    A heading without an id is text, since nothing can lead to it.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.sections())


class _Reader(HTMLParser):
    """Collects sections. Elements that are not closed, as HTML allows, end with the one around them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, bool]] = []
        """Elements that are open, and whether their text is not read."""
        self._parts: list[tuple[str, list[str], list[str], bool]] = [("", [], [], False)]
        """Anchor, title, text, and whether it is kept out."""
        self._heading = ""
        self._verbatim = 0

    def sections(self) -> Iterable[Section]:
        for anchor, title, text, excluded in self._parts:
            section = Section(anchor, _one_line(title), _lines(text))
            if not excluded and (section.title or section.text):
                yield section

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = dict(attrs)
        if tag in VOID_TAGS:
            if tag not in ("wbr", "img"):
                self._write("\n" if tag in ("br", "hr") else " ", raw=True)
            return
        self._open.append((tag, self._is_unread or _is_unread(tag, given)))
        if tag in _HEADINGS and given.get("id") and not self._open[-1][1]:
            self._begin(tag, given)
        elif tag == "pre":
            self._verbatim += 1
        if tag not in INLINE and not self._heading:
            self._write("\n", raw=True)

    def handle_endtag(self, tag: str) -> None:
        if tag not in (name for name, _ in self._open):
            return
        while self._open:
            name, _ = self._open.pop()
            self._verbatim -= name == "pre"
            if name == self._heading:
                self._heading = ""
            elif name not in INLINE and not self._heading:
                self._write("\n", raw=True)
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._is_unread:
            self._write(data, raw=bool(self._verbatim))

    @property
    def _is_unread(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _begin(self, tag: str, given: dict[str, str | None]) -> None:
        is_title = tag == "h1" and len(self._parts) == 1 and not _lines(self._parts[0][2])
        excluded = _EXCLUDE in given
        if is_title:
            self._parts[0] = ("", [], [], excluded)
        else:
            self._parts.append((given["id"] or "", [], [], excluded))
        self._heading = tag

    def _write(self, text: str, *, raw: bool) -> None:
        _, title, body, _ = self._parts[-1]
        if self._heading:
            if len(self._parts) > 1:  # the page's own title is not one of its sections
                title.append(text)
        else:
            body.append(text if raw else _SPACE.sub(" ", _BROKEN_HAN.sub("", text)))


def _is_unread(tag: str, given: dict[str, str | None]) -> bool:
    if tag in _UNREAD or "hidden" in given or (_EXCLUDE in given and tag not in _HEADINGS):
        return True
    return not _UNREAD_CLASSES.isdisjoint((given.get("class") or "").split())


def _one_line(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


def _lines(pieces: list[str]) -> str:
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
