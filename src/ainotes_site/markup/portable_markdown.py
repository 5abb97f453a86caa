"""A note's Markdown for other programs: its links lead where the page's lead, and comments stay at home.

Works on the text, not on its tokens, which know no columns: code is recognised first and left as it is, then comments go
and links, wikilinks and images are rewritten one by one. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from posixpath import basename

from markdown_it.token import Token

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.anchors import anchor
from ainotes_site.markup.compile_state import TO_ROOT, At, Work
from ainotes_site.markup.destinations import file_path, image_source, link_target, note_target
from ainotes_site.markup.result import Context

_MARKED = re.compile(r"[\[`~]|<!--|%%")
"""Without any of these there is nothing to do, as in most short notes."""
_PARTS = pattern(
    r"(?P<fence>^ {0,3}(?P<run>`{3,}|~{3,}))"
    r"|(?P<ticks>`+)"
    r"|(?P<comment><!--|%%)"
    r"|(?P<wiki>!?\[\[(?P<place>[^\[\]\n]{1,400})\]\](?![(:]))"
    r"|(?P<bang>!?)\[(?P<text>(?:[^\[\]\n\\]|\\.)*)\]\((?P<to><[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)"
    r"(?P<title>\s+\"[^\"\n]*\"|\s+'[^'\n]*')?\s*\)"
    r"|\]\((?P<end><[^<>\n]*>|[^\s()<>]+)"
    r"|(?P<define>^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*)(?P<defined><[^<>\n]*>|\S+)",
    re.MULTILINE,
)
_FENCE_ENDS = pattern(r"^ {0,3}(`{3,}|~{3,})[ \t]*$", re.MULTILINE)
_BLANK_LINE = pattern(r"\n[ \t]*\n")

_NO_PLACE = At(Token("", "", 0))

Address = Callable[[str], str]
"""Gives the address of a page or file, whose path in the site is given (with its #fragment), for the place of the text."""


def portable_markdown(body: str, context: Context, address: Address, html: str | None = None) -> str:
    """`body` with every link, wikilink and image written as a plain Markdown link that `address` gives the target of.

    What leads nowhere, or to what is not published, is text. Embeds of notes are links to them. Where the compiled `html`
    of the body is given, only links that it has are rewritten: the others are in what only looks like Markdown.
    """
    if not _MARKED.search(body):
        return body
    return _Rewriter(body, Work(context, chinese=False), address, html).text()


class _Rewriter:
    """One text on its way."""

    def __init__(self, body: str, work: Work, address: Address, html: str | None) -> None:
        self._body = body
        self._work = work
        self._address = address
        self._html = html
        self._unclosed: set[str] = set()
        """What begins code or a comment and ends nowhere in the rest of the text: looked for once."""

    def text(self) -> str:
        """The text with its links rewritten."""
        body, at = self._body, 0
        written: list[str] = []
        while (found := _PARTS.search(body, at)) is not None:
            written.append(body[at : found.start()])
            opener = found["fence"] or found["ticks"] or found["comment"]
            at = self._closed(found, opener) if opener else found.end()
            if not found["comment"] or at == found.end():
                written.append(body[found.start() : at] if opener else self._link(found))
        return "".join([*written, body[at:]])

    def _closed(self, found: re.Match[str], opener: str) -> int:
        """Where the code or comment ends that begins here; the end of what was found where it does not."""
        body, begin = self._body, found.end()
        if found["fence"]:
            run = found["run"]
            ends = (end for end in _FENCE_ENDS.finditer(body, begin) if end[1].startswith(run))
            return next((end.end() for end in ends), len(body))
        if opener in self._unclosed:
            return begin
        end = self._after_closing_ticks(opener, begin) if found["ticks"] else self._after_comment(opener, begin)
        if end < 0:
            self._unclosed.add(opener)
            return begin
        is_line = found["comment"] and not body[body.rfind("\n", 0, found.start()) + 1 : found.start()].strip()
        return begin if not is_line and _BLANK_LINE.search(body, begin, end) else end

    def _after_closing_ticks(self, opener: str, begin: int) -> int:
        """Where inline code ends; -1 where no run of backticks is as long as the `opener`."""
        closing = re.compile(f"(?<!`){opener}(?!`)").search(self._body, begin)
        return closing.end() if closing else -1

    def _after_comment(self, opener: str, begin: int) -> int:
        """Where a comment ends; -1 where nothing closes it."""
        closer = "-->" if opener == "<!--" else opener
        at = self._body.find(closer, begin)
        return at + len(closer) if at >= 0 else -1

    def _link(self, found: re.Match[str]) -> str:
        try:
            if found["wiki"]:
                return self._wikilink(found)
            if found["end"]:
                return f"]({self._target(found['end']) or '#'}"
            if found["define"]:
                return f"{found['define']}{self._target(found['defined']) or '#'}"
            shown, title = found["text"], found["title"] or ""
            if found["bang"]:
                to = self._placed(image_source(_bare(found["to"]), _NO_PLACE, self._work))
                return f"![{shown}]({to}{title})" if to else shown
            to = self._target(found["to"])
            return f"[{shown}]({to}{title})" if to else shown
        except _NotALinkError:
            return found[0]

    def _target(self, written: str) -> str:
        """Where a link leads; empty for nowhere. Anchors of the same text stay as they are."""
        href = _bare(written)
        if href.startswith("#"):
            return href
        return self._placed(link_target(href, _NO_PLACE, self._work).attributes.get("href", ""))

    def _placed(self, href: str) -> str:
        if not href.startswith(TO_ROOT):
            return href
        if self._html is not None and escape(href) not in self._html:
            raise _NotALinkError
        return self._address(href.removeprefix(TO_ROOT))

    def _wikilink(self, found: re.Match[str]) -> str:
        written, _, label = (part.strip() for part in found["place"].partition("|"))
        place = written.rstrip("\\").strip()
        name, _, heading = (part.strip() for part in place.partition("#"))
        if not name:
            return _heading_link(heading, label)
        target = self._work.context.resolve(place) or self._work.context.resolve(name)
        if target is None:
            return self._file_link(name, label, is_picture=found[0].startswith("!")) or label or name
        href = self._placed(note_target(target, heading).attributes.get("href", ""))
        return f"[{label or target.title or name}]({href})" if href else label or name

    def _file_link(self, name: str, label: str, *, is_picture: bool) -> str:
        """A link to the file called `name`, or the picture; empty where there is no such file."""
        path = file_path(name, name, self._work) if self._work.context.file else None
        to = self._placed(image_source(f"/{path}", _NO_PLACE, self._work)) if path is not None else ""
        if path is None or not to:
            return ""
        return f"![{basename(path)}]({to})" if is_picture else f"[{label or basename(path)}]({to})"


def _heading_link(heading: str, label: str) -> str:
    """A link to a heading of the same note; the `label` alone where it names a block."""
    is_heading = heading and not heading.startswith("^")
    return f"[{label or heading}](#{anchor(heading)})" if is_heading else label


class _NotALinkError(Exception):
    """The page has no such link."""


def _bare(written: str) -> str:
    return written[1:-1] if written.startswith("<") else written
