"""Pages of strangers as Markdown, by Beautiful Soup (on the parser of the standard library) and markdownify.

Nothing of a page runs or is fetched. Scripts, styles and forms go; links and pictures keep addresses of the web, of mail and
of files beside the page only; the text is escaped, so that none of it becomes HTML again.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from markdownify import ATX, MarkdownConverter

from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of
from ainotes_site.importers.items import Left
from ainotes_site.importers.plain_text import escaped, safe_in_link
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
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_CLOSED_BY_THEMSELVES = frozenset(["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "option"])
_LANGUAGE = re.compile(r"(?:language|lang|highlight-source)-([\w+#.-]{1,30})")
_FENCE = re.compile(r"^[ \t]*(`{3,})", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6})(?= )")
_BLANKS = re.compile(r"\n{3,}")

Address = Callable[[str], str]
"""From an address as the page has it to the one that is written; empty where there is none."""


def page_of(name: str, data: bytes) -> BeautifulSoup:
    """A page, parsed. Raises BuildError where it is too large, nested too deeply, or no text."""
    if len(data) > MOST_HTML_BYTES:
        raise error_of(BuildError, name, "import.large", size=len(data) // 1_000_000, most=MOST_HTML_BYTES // 1_000_000)
    text = decode(data)
    if isinstance(text, Undecodable):
        raise error_of(BuildError, name, "import.no_text")
    html = "\n".join(text.lines)
    _check_depth(name, html)
    return BeautifulSoup(html, "html.parser")


class _Depth(HTMLParser):
    """How deeply elements lie within each other, at most."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open = 0
        self.most = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in _VOID and tag not in _CLOSED_BY_THEMSELVES:
            self.open += 1
            self.most = max(self.most, self.open)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and tag not in _CLOSED_BY_THEMSELVES:
            self.open = max(0, self.open - 1)


def _check_depth(name: str, html: str) -> None:
    """The parser makes trees of any depth; this counts before it does."""
    counter = _Depth()
    counter.feed(html)
    if counter.most > MOST_DEPTH:
        raise error_of(BuildError, name, "import.deep", most=MOST_DEPTH)


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
