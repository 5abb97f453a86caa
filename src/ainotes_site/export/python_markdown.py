"""HTML of the site as Markdown of Python-Markdown and PyMdown Extensions, which Zensical, MkDocs and many other generators read.

That dialect asks for blank lines before lists and for four spaces in them, and it lets all raw HTML through. So pages are not
written from the notes but from what the sanitiser let pass: where Markdown has no form for something (formulas, tables with
joined cells, ruby), it stays the HTML that it is. `markdownify` would bring none of that: each of its forms would be another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import TypeAlias
from xml.etree import ElementTree

from ainotes_site.export.book_parts import book_attributes, well_formed
from ainotes_site.lazy_regex import pattern

Element: TypeAlias = "ElementTree.Element[str]"
Place = Callable[[str], str | None]

_SPECIAL = pattern(r"[\\`*_\[\]{}]")
_LINE_START = pattern(r"(?m)^[ \t]*(?:(#|[+-](?=\s|$|[+-]))|(\d+)\.(?=\s)|([!?=~:-])(?=\1|\s|$|[!?=~:-]))")
_ENTITIES = {"!": "&#33;", "?": "&#63;", "=": "&#61;", "~": "&#126;", ":": "&#58;", "-": "&#45;"}
_BLOCKS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "blockquote",
        "pre",
        "table",
        "div",
        "details",
        "figure",
        "section",
        "hr",
        "dl",
        "figcaption",
        "caption",
        "audio",
        "video",
    ]
)
_HTML_INLINE = frozenset(
    [
        "abbr",
        "bdi",
        "bdo",
        "cite",
        "dfn",
        "kbd",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ]
)
_INSTEAD = {"del": "s", "ins": "u"}
"""Elements that would begin a block of raw HTML."""
_ANCHOR = pattern(r"[^\s=}\"']+")
EXTENSIONS: tuple[str | dict[str, object], ...] = (
    "admonition",
    "attr_list",
    "footnotes",
    "sane_lists",
    "tables",
    "pymdownx.details",
    "pymdownx.superfences",
    {"pymdownx.tasklist": {"custom_checkbox": True}},
)
"""What has to be switched on to read it."""


def python_markdown(html: str, link: Place, picture: Place) -> str:
    """The Markdown of sanitised HTML; `link` and `picture` give the addresses, None for what leads nowhere."""
    root = ElementTree.fromstring(f"<div>{well_formed(html)}</div>")
    return _Writer(link, picture).blocks(root).strip("\n")


def inline(text: str) -> str:
    """Plain text as Markdown on a line: what looks like markup is escaped."""
    return _at_line_start(_escaped(" ".join(text.split())))


def _escaped(text: str) -> str:
    return escape(_SPECIAL.sub(r"\\\g<0>", text), quote=False)


def _at_line_start(text: str) -> str:
    """Text whose lines begin no list, heading or block."""

    def replace(found: re.Match[str]) -> str:
        mark, number, sign = found.groups()
        if number:
            return f"{number}\\."
        return f"\\{mark}" if mark else _ENTITIES[sign]

    return _LINE_START.sub(replace, text)


class _Writer:
    def __init__(self, link: Place, picture: Place) -> None:
        self._link = link
        self._picture = picture
        self._forms: dict[str, Callable[[Element], str]] = {
            "p": lambda element: _at_line_start(self._inline(element).strip()),
            "ul": self._list,
            "ol": self._list,
            "blockquote": lambda element: _prefixed(self.blocks(element), "> "),
            "pre": lambda element: self._code(element, ""),
            "table": self._table,
            "details": self._details,
            "figure": self._figure,
            "hr": lambda element: "---",
            "div": self._division,
            "section": self._division,
            "figcaption": lambda element: _at_line_start(self._inline(element).strip()),
            "dl": self._html,
            "audio": lambda element: "",
            "video": lambda element: "",
        }

    def blocks(self, parent: Element) -> str:
        """What an element holds, as blocks; text between them is a paragraph."""
        return _joined(self._parts(parent))

    def _parts(self, parent: Element) -> Iterator[tuple[str, str]]:
        """Tag and Markdown of each block."""
        run = [_escaped(parent.text or "")]
        for child in parent:
            if child.tag in _BLOCKS:
                yield "p", _at_line_start("".join(run).strip())
                yield child.tag, self._block(child)
                run = [_escaped(child.tail or "")]
            else:
                run.append(self._inline_element(child) + _escaped(child.tail or ""))
        yield "p", _at_line_start("".join(run).strip())

    def _block(self, element: Element) -> str:
        if re.fullmatch("h[1-6]", element.tag):
            anchor = element.get("id", "")
            mark = f" {{ #{anchor} }}" if _ANCHOR.fullmatch(anchor) else ""
            return f"{'#' * int(element.tag[1])} {' '.join(self._inline(element).split())}{mark}"
        return self._forms.get(element.tag, self._html)(element)

    def _list(self, element: Element) -> str:
        first = element.get("start", "1")
        number = int(first) if first.isdecimal() else 1
        loose = any(sum(child.tag == "p" for child in item) > 1 for item in element)
        items = []
        for at, item in enumerate(element, number):
            mark = f"{at}." if element.tag == "ol" else "-"
            items.append(f"{mark:<4}" + _prefixed(self._item(item, loose), "    ").lstrip(" "))
        is_parted = loose or any("\n\n" in item or "```" in item for item in items)
        return ("\n\n" if is_parted else "\n").join(items)

    def _item(self, item: Element, loose: bool) -> str:
        parts = [(tag, text) for tag, text in self._parts(item) if text]
        text = _joined(parts, tight=not loose)
        if not parts or not re.fullmatch("p|h[1-6]|blockquote", parts[0][0]):
            text = f"<!-- -->\n\n{text}"  # only these may begin on the line of the mark
        return _checkbox(item) + text

    def _code(self, element: Element, language: str) -> str:
        code = "".join(element.itertext()).strip("\n")
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", code)), default=0))
        return f"{fence}{language if re.fullmatch('[a-z0-9+-]+', language) else ''}\n{code}\n{fence}"

    def _division(self, element: Element) -> str:
        classes = element.get("class", "").split()
        pre = element.find("pre")
        if pre is not None and "highlight" in classes:
            return self._code(pre, element.get("data-lang", ""))
        if "an-math" in classes:
            return f"<div>{self._html_inside(element)}</div>"
        if "admonition" in classes:
            title = element.find("p")
            rest = [part for child in element if child is not title for part in self._of(child)]
            shown = self._inline(title) if title is not None else ""
            return _box("!!!", classes, shown, _joined(rest))
        if "footnotes" in classes:
            return "\n\n".join(self._footnote(item) for item in element.iter("li"))
        return self.blocks(element)

    def _of(self, child: Element) -> Iterator[tuple[str, str]]:
        wrapper = ElementTree.Element("div")
        wrapper.append(child)
        return self._parts(wrapper)

    def _details(self, element: Element) -> str:
        summary = element.find("summary")
        rest = [part for child in element if child is not summary for part in self._of(child)]
        shown = self._inline(summary) if summary is not None else ""
        before = _at_line_start(_escaped((summary.tail if summary is not None else element.text) or "").strip())
        mark = "???+" if element.get("open") is not None else "???"
        return _box(mark, element.get("class", "").split(), shown, _joined([("p", before), *rest]))

    def _figure(self, element: Element) -> str:
        source = element.find(".//pre")
        if source is not None:
            return self._code(source, "mermaid")
        caption = element.find("figcaption")
        said = self._inline(caption).strip() if caption is not None else ""
        parts = [text for child in element if child is not caption for _, text in self._of(child) if text]
        shown = "\n\n".join(parts)
        return shown if said in shown else "\n\n".join([*parts, said])

    def _footnote(self, item: Element) -> str:
        for parent in item.iter():
            for child in list(parent):
                if "footnote-backref" in child.get("class", ""):
                    parent.remove(child)
        return f"[^{_note_name(item.get('id', ''))}]: " + _prefixed(self.blocks(item), "    ").lstrip(" ")

    def _table(self, element: Element) -> str:
        rows = [list(row) for row in element.iter("tr")]
        if len(element.findall("./thead/tr")) != 1 or not all(_is_plain(cell) for row in rows for cell in row):
            return self._html(element)
        lines = ["| " + " | ".join(self._cell(cell) for cell in row) + " |" for row in rows]
        sides = {"left": ":--", "center": ":-:", "right": "--:"}
        lines.insert(1, "| " + " | ".join(sides.get(cell.get("align", ""), "---") for cell in rows[0]) + " |")
        return "\n".join(lines)

    def _cell(self, cell: Element) -> str:
        return " ".join(self._inline(cell).split()).replace("|", "&#124;")

    def _inline(self, parent: Element) -> str:
        """What an element holds, as text of a line."""
        return _escaped(parent.text or "") + "".join(
            self._inline_element(child) + _escaped(child.tail or "") for child in parent
        )

    def _inline_element(self, element: Element) -> str:
        tag = element.tag
        if tag in ("em", "i", "strong", "b"):
            return self._emphasis(element, "*" if tag in ("em", "i") else "**")
        if tag == "code":
            return _code_span("".join(element.itertext()))
        if tag == "a":
            return self._anchor(element)
        if tag == "img":
            return self._image(element)
        if tag == "br":
            return "<br>\n"
        if tag == "math":
            return f"<span>{self._html(element)}</span>"
        if tag == "sup" and (note := element.find("a[@class='footnote-ref']")) is not None:
            return f"[^{_note_name(note.get('href', ''))}]"
        name = _INSTEAD.get(tag, tag)
        if name in _HTML_INLINE:
            return f"<{name}{_kept(element)}>{self._inline(element)}</{name}>"
        return "" if tag in ("label", "input") else self._inline(element)

    def _emphasis(self, element: Element, mark: str) -> str:
        text = self._inline(element)
        inner = text.strip()
        if not inner or len(element):
            name = "em" if mark == "*" else "strong"
            return f"<{name}>{text}</{name}>" if inner else text
        return text.replace(inner, f"{mark}{inner}{mark}", 1)

    def _anchor(self, element: Element) -> str:
        text = self._inline(element)
        target = self._link(element.get("href", "")) if element.get("href") else None
        return f"[{text}](<{_address(target)}>)" if target and text.strip() else text

    def _image(self, element: Element) -> str:
        source = self._picture(element.get("src", ""))
        alt = _escaped(" ".join(element.get("alt", "").split()))
        return f"![{alt}](<{_address(source)}>)" if source else alt

    def _html(self, element: Element) -> str:
        """An element as the HTML that it is, on one line unless lines count in it."""
        values = dict(element.items())
        if element.tag == "math" or (values and element.tag.startswith("m")):
            kept = "".join(f' {name}="{escape(value)}"' for name, value in values.items())
        else:
            kept = _kept(element)
        target = self._link(values["href"]) if "href" in values else None
        source = self._picture(values.get("src", "")) if element.tag == "img" else None
        if element.tag == "img" and not source:
            return escape(values.get("alt", ""))
        address = f' href="{escape(target)}"' if target else f' src="{escape(source)}"' if source else ""
        start = f"<{element.tag}{address}{kept}>"
        if element.tag in ("br", "hr", "img", "input", "col", "wbr"):
            return start
        return f"{start}{self._html_inside(element)}</{element.tag}>"

    def _html_inside(self, element: Element) -> str:
        def text(written: str | None) -> str:
            whole = written or ""
            shown = whole if element.tag in ("pre", "code") else re.sub(r"\s+", " ", whole)
            return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", escape(shown, quote=False))

        return text(element.text) + "".join(self._html(child) + text(child.tail) for child in element)


def _is_plain(cell: Element) -> bool:
    """Whether a cell of a table is one that Markdown can have."""
    is_joined = cell.get("colspan") or cell.get("rowspan")
    return not is_joined and all(part.tag not in _BLOCKS for part in cell.iter() if part is not cell)


def _checkbox(item: Element) -> str:
    box = next(
        (one for one in (item.find(path) for path in ("./label/input", "./p/label/input")) if one is not None), None
    )
    return "" if box is None else "[ ] " if box.get("checked") is None else "[x] "


def _kept(element: Element) -> str:
    return book_attributes({name: escape(value) for name, value in element.items()})


def _joined(parts: Iterator[tuple[str, str]] | list[tuple[str, str]], *, tight: bool = False) -> str:
    """Blocks, parted by blank lines; two lists in a row by a comment, without which they would be one. In a `tight` item of a
    list, a list follows its text at once."""
    written = ""
    before = ""
    for tag, text in parts:
        if not text:
            continue
        if written:
            is_list = tag in ("ul", "ol")
            parted = "\n\n<!-- -->\n\n" if is_list and before in ("ul", "ol") else "\n\n"
            written += "\n" if tight and is_list and before == "p" and "\n\n" not in text else parted
        written += text
        before = tag
    return written


def _prefixed(text: str, prefix: str) -> str:
    return "\n".join(f"{prefix}{line}" if line else prefix.rstrip() for line in text.split("\n"))


def _box(mark: str, classes: list[str], title: str, body: str) -> str:
    kind = next((name for name in classes if name.isalpha() and name not in ("admonition",)), "note")
    shown = " ".join(title.split()).replace('"', "&quot;")
    return f'{mark} {kind} "{shown}"\n\n{_prefixed(body or "&nbsp;", "    ")}'


def _code_span(code: str) -> str:
    flat = " ".join(code.split("\n"))
    if not flat.strip():
        return flat
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", flat)), default=0))
    space = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{ticks}{space}{flat}{space}{ticks}"


def _note_name(anchor: str) -> str:
    return re.sub(r"[^\w-]", "-", anchor.removeprefix("#").removeprefix("fn-")) or "1"


def _address(target: str) -> str:
    return target.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20").replace("\\", "%5C")
