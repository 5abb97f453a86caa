"""Text that is no Markdown as Markdown that shows it: posts, excerpts, the texts of pages.

CommonMark's signs that would change it are escaped (https://spec.commonmark.org/0.31.2/#backslash-escapes), and those of ours:
comments, highlights, formulas, block ids. Lists and tags stay what they look like.
"""

from __future__ import annotations

import re

from ainotes_site.readers.detect.titles.titles import shortened

_URL = re.compile(r"https?://[^\s<>\"'，。；！？、（）【】《》「」]+")
_SIGN = (
    r"\\(?=[!-/:-@\[-`{-~])"  # would escape what follows
    r"|[*`\[\]]"
    r"|<(?=[A-Za-z/!?])"
    r"|(?<!\w)_|_(?!\w)"
    r"|&(?=#?\w{1,32};)"
    r"|%(?=%)|=(?==)|~(?=~)"
    r"|\^(?=[\w-]+[ \t]*$)"
)
_SIGNS = re.compile(_SIGN, re.MULTILINE)
_SIGNS_AND_FORMULAS = re.compile(rf"{_SIGN}|\$", re.MULTILINE)
_STARTS = re.compile(r"^[ \t]*(?=#{1,6}(?:[ \t\d]|$)|>|(?:[-=_][ \t]*){3,}$|(?:~~~|\+\+\+)|:::|\|)", re.MULTILINE)
_INDENT = re.compile(r"^[ \t\u00a0]{4,}", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u2028\u2029\ufeff]")


def escaped(text: str) -> str:
    """A run of text with its signs escaped; URLs stay as they are.

    >>> escaped("a*b_c_ [x] https://example.com/a_b_")
    'a\\\\*b_c\\\\_ \\\\[x\\\\] https://example.com/a_b_'
    """
    pieces: list[str] = []
    at = 0
    for url in _URL.finditer(text):
        pieces += [_escaped(text[at : url.start()]), url[0]]
        at = url.end()
    pieces.append(_escaped(text[at:]))
    return "".join(pieces)


def _escaped(text: str) -> str:
    signs = _SIGNS_AND_FORMULAS if text.count("$") > 1 else _SIGNS
    return signs.sub(lambda found: "&lt;" if found[0] == "<" else "\\" + found[0], text)


def markdown_of(text: str) -> str:
    """Lines of plain text as Markdown; no line begins a heading, a quotation, a rule or code.

    >>> markdown_of("# 1\\n> b\\n---\\n- item #tag")
    '\\\\# 1\\n\\\\> b\\n\\\\---\\n- item #tag'
    """
    lines = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _STARTS.sub("\\\\", escaped(_INDENT.sub("", lines))).strip()


def quoted(markdown: str) -> str:
    """Markdown as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.split("\n"))


def plain_line(text: str) -> str:
    """Text on one line, without control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())


def link_to(url: str, text: str) -> str:
    """A link of Markdown; the text is plain.

    >>> link_to("https://example.com/a (b)", "[x]")
    '[\\\\[x\\\\]](https://example.com/a%20%28b%29)'
    """
    return f"[{_escaped(plain_line(text))}]({safe_in_link(url)})"


def safe_in_link(url: str) -> str:
    """A URL without what would end it in a link of Markdown."""
    return re.sub(r"[\s()<>\\\"]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url.strip())


def title_in(text: str) -> str:
    """A title from the first line of plain text that has words; empty where none has.

    >>> title_in("!!\\n<b> is a tag. It is old.")
    '<b> is a tag'
    """
    lines = (plain_line(line) for line in text.split("\n"))
    return next((shortened(line) for line in lines if any(map(str.isalnum, line))), "")
