"""Pages of strangers as Markdown, by Beautiful Soup (on the parser of the standard library) and markdownify.

Nothing of a page runs or is fetched. Scripts, styles and forms go; links and pictures keep addresses of the web, of mail and
of files beside the page only; the text is escaped, so that none of it becomes HTML again.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from markdownify import ATX, MarkdownConverter

from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of
from ainotes_site.importers.items import Left
from ainotes_site.importers.plain_text import escaped, safe_in_link
from ainotes_site.markup.safe_html.allow_list import VOID_TAGS
from ainotes_site.readers.decode import Undecodable, decode

MOST_HTML_BYTES = 32_000_000
"""Of a page."""
MOST_DEPTH = 256
"""Elements within each other: editors of articles nest some dozens. Deeper ones would take more of the stack than there is."""
_RECURSION = 4 * MOST_DEPTH
"""Calls that markdownify needs for them."""
_SCHEMES = ("http", "https", "mailto")
_GONE = (
    "script",
    "style",
    "template",
    "noscript",
    "svg",
    "form",
    "button",
    "input",
    "select",
    "textarea",
    "head",
    "object",
)
_HEADINGS = ("h1", "h2", "h3")
_HALF_TAG = re.compile(r"<[A-Za-z/!?][^<>]*(?=<)")
MOST_HALF_TAGS = 500
"""Tags of a page that another one begins within."""
_LANGUAGE = re.compile(r"(?:language|lang|highlight-source)-([\w+#.-]{1,30})")
_FENCE = re.compile(r"^[ \t]*(`{3,})", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6})(?= )")
_BLANKS = re.compile(r"\n{3,}")

Address = Callable[[str], str]
"""From an address as the page has it to the one that is written; empty where there is none."""


def html_of(name: str, data: bytes) -> str:
    """The text of a page. Raises BuildError where it is none, or too large."""
    if len(data) > MOST_HTML_BYTES:
        raise error_of(BuildError, name, "import.large", size=len(data) // 1_000_000, most=MOST_HTML_BYTES // 1_000_000)
    text = decode(data)
    if isinstance(text, Undecodable):
        raise error_of(BuildError, name, "import.no_text")
    return "\n".join(text.lines)


def page_of(name: str, html: str) -> BeautifulSoup:
    """A page without its scripts, parsed. Raises BuildError where it is nested too deeply or made of halves of tags."""
    text = _parsable(name, html)
    _DepthCheck(name).feed(text)
    return BeautifulSoup(text, "html.parser")


@dataclass(frozen=True, slots=True)
class ListedLink:
    """A link of a page that is a list of them."""

    href: str
    text: str
    heading: str
    """The last heading above it."""
    values: Mapping[str, str]
    """All its attributes."""


def listed_links(name: str, html: str) -> list[ListedLink]:
    """The links of a page, which may be any number and need no end. Raises BuildError as `page_of` does."""
    reader = _Links()
    reader.feed(_parsable(name, html))
    reader.close()
    return reader.found


def _parsable(name: str, html: str) -> str:
    """A page without scripts and styles. The parser looks for the end of each tag again and again where there is none, so pages
    with many of those are refused."""
    text = _without(_without(html, "script"), "style")
    if len(_HALF_TAG.findall(text)) > MOST_HALF_TAGS:
        raise error_of(BuildError, name, "import.damaged", why="<")
    return text


def _without(html: str, tag: str) -> str:
    """`html` without elements of a kind, found by their two tags; one that never ends takes the rest with it."""
    starts, ends = re.compile(rf"<{tag}\b", re.IGNORECASE), re.compile(rf"</{tag}\s*>", re.IGNORECASE)
    pieces, at = [], 0
    while (start := starts.search(html, at)) is not None:
        end = ends.search(html, start.end())
        pieces.append(html[at : start.start()])
        at = end.end() if end else len(html)
    return "".join([*pieces, html[at:]])


class _DepthCheck(HTMLParser):
    """Raises BuildError where elements lie too deeply within each other, as Beautiful Soup sees it: none ends by itself."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=False)
        self._name = name
        self._open = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID_TAGS:
            self._open += 1
            if self._open > MOST_DEPTH:
                raise error_of(BuildError, self._name, "import.deep", most=MOST_DEPTH)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID_TAGS:
            self._open = max(0, self._open - 1)


class _Links(HTMLParser):
    """The links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[ListedLink] = []
        self._heading = ""
        self._within = ""
        self._values: dict[str, str] = {}
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" or tag in _HEADINGS:
            self._within, self._text = tag, []
            self._values = {name: value or "" for name, value in attrs}

    def handle_data(self, data: str) -> None:
        if self._within:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag != self._within:
            return
        text = " ".join("".join(self._text).split())
        if tag == "a":
            self.found.append(ListedLink(self._values.get("href", "").strip(), text, self._heading, self._values))
        else:
            self._heading = text
        self._within = ""


def markdown_of_html(name: str, element: Tag, address: Address, left: list[Left]) -> str:
    """An element of a page as Markdown; what of it is not to be had is added to `left`. Raises BuildError where it is
    nested too deeply after all."""
    for gone in element.find_all(_GONE):
        gone.decompose()
    converter = _Converter(name, address, left)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, limit + _RECURSION))
    try:
        text = str(converter.convert_soup(element))
    except RecursionError as error:
        raise error_of(BuildError, name, "import.deep", most=MOST_DEPTH) from error
    finally:
        sys.setrecursionlimit(limit)
    lines = "\n".join("" if not line.strip() else line for line in text.split("\n"))
    return _BLANKS.sub("\n\n", lines).strip()


def text_of(element: object) -> str:
    """The words of an element, on one line; empty for none."""
    return " ".join(element.get_text(" ").split()) if isinstance(element, Tag) else ""


def attribute(element: object, name: str) -> str:
    """An attribute of an element; empty where it has none."""
    value = element.get(name) if isinstance(element, Tag) else None
    return " ".join(value) if isinstance(value, list) else (value or "").strip()


def web_address(url: str) -> str:
    """A URL of the web or of mail; empty for any other.

    >>> web_address("https://example.com/"), web_address("javascript:alert(1)"), web_address("//example.com/a")
    ('https://example.com/', '', 'https://example.com/a')
    """
    url = re.sub(r"[\x00-\x20]+", "", url) if not url.isprintable() else url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme.lower() in _SCHEMES and (parts.netloc or parts.scheme.lower() == "mailto"):
        return url
    return f"https:{url}" if not parts.scheme and parts.netloc else ""


def lowered(markdown: str, least: int) -> str:
    """Markdown whose headings are of level `least` at the highest, as it stands below others; code stays as it is."""
    lines = markdown.split("\n")
    marks = [found for line in lines if (found := _HEADING.match(line))]
    more = least - min((len(found[1]) for found in marks), default=least)
    if more <= 0:
        return markdown
    fence = ""
    for at, line in enumerate(lines):
        run = _FENCE.match(line)
        if run is not None and (not fence or (len(run[1]) >= len(fence) and not line.strip("` \t"))):
            fence = "" if fence else run[1]
        elif not fence:
            lines[at] = _HEADING.sub(lambda found: "#" * min(6, len(found[1]) + more), line)
    return "\n".join(lines)


class _Converter(MarkdownConverter):
    """markdownify with our escapes, addresses that were looked at, and fences that what is in them cannot end."""

    def __init__(self, name: str, address: Address, left: list[Left]) -> None:
        super().__init__(heading_style=ATX, bullets="-", wrap=True, wrap_width=None, autolinks=False)
        self._name = name
        self._address = address
        self._left = left

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return escaped(text).replace("|", "\\|") if parent_tags & {"td", "th"} else escaped(text)

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = attribute(el, "href")
        inner = " ".join(text.split())
        if "_noformat" in parent_tags or not href or href.startswith("#"):
            return text
        to = self._address(href)
        if not to:
            self._left.append(Left("link", f"{self._name}: {href[:80]}"))
            return text
        if not inner:
            return ""
        before, after = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
        return f"{before}[{inner}]({safe_in_link(to)}){after}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        src = attribute(el, "data-src") or attribute(el, "src")
        if not src:
            return ""
        to = self._address(src)
        if not to:
            self._left.append(Left("picture", f"{self._name}: {src[:80]}"))
            return ""
        return f"![{escaped(' '.join(attribute(el, 'alt').split()))}]({safe_in_link(to)})"

    def convert_iframe(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Films and other pages within the page, as links."""
        src = attribute(el, "data-src") or attribute(el, "src")
        to = self._address(src) if src else ""
        if src and not to:
            self._left.append(Left("link", f"{self._name}: {src[:80]}"))
        return f"\n\n<{safe_in_link(to)}>\n\n" if to.startswith("http") else ""

    def convert_video(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        source = el.find("source")
        src = attribute(el, "src") or attribute(source, "src")
        to = self._address(src) if src else ""
        if not to:
            return text
        return f"\n\n[{escaped(src.rpartition('/')[2][:80]) or 'video'}]({safe_in_link(to)})\n\n"

    convert_audio = convert_video

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if not text.strip():
            return ""
        code = el.find("code")
        named = _LANGUAGE.search(f"{attribute(el, 'class')} {attribute(code, 'class')}")
        longest = max((len(run[1]) for run in re.finditer(r"(`{3,})", text)), default=2)
        fence = "`" * (longest + 1)
        return (
            f"\n\n{fence}{named[1] if named else attribute(el, 'data-lang')[:30]}\n{text.strip(chr(10))}\n{fence}\n\n"
        )

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "pre" in parent_tags or "_noformat" in parent_tags or not text.strip():
            return text
        longest = max((len(run[0]) for run in re.finditer(r"`+", text)), default=0)
        ticks = "`" * (longest + 1)
        gap = " " if text[:1] == "`" or text[-1:] == "`" else ""
        return f"{ticks}{gap}{' '.join(text.split())}{gap}{ticks}"
