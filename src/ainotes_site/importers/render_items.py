"""Items as files of Markdown that our readers read back as they were: digests, journals, notes of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from ainotes_site.i18n import text
from ainotes_site.importers.html_text import lowered
from ainotes_site.importers.items import Form, ImportedItem
from ainotes_site.importers.plain_text import escaped, link_to, plain_line
from ainotes_site.model import Kind, Lang, Person
from ainotes_site.readers.detect.posts.post_header import post_head
from ainotes_site.render.data_files.markdown_copies import front_matter

_PARTED = re.compile(r"[,，、;；\[\]]")
"""What front matter takes a name apart at."""
_MONTH = re.compile(r"\d{4}-\d\d$")
_ADDRESS = re.compile(r"ainotes-(file|note):([^\s()<>\]]+)")

_READERS = {Form.POST: "digest", Form.LISTED: "journal"}

Address = Callable[[str, str], str]
"""From `file` or `note`, and what is named, quoted, to what a link says."""


def page_file(item: ImportedItem, address: Address, *, private: bool) -> str:
    """A file of one item."""
    front: dict[str, object] = {
        "title": item.title,
        "date": item.date,
        "source": item.url,
        "authors": [_stated(person) for person in item.authors],
        "tags": [plain_line(tag) for tag in item.tags],
        "kind": str(item.kind or ""),
        **{name: plain_line(value) for name, value in item.fields.items()},
        "format": "note",
        "boilerplate": "" if item.kind is Kind.ARTICLE else "keep",
        "private": private or None,
    }
    return f"{front_matter(front)}\n{_addressed(_body(item), address)}".rstrip("\n") + "\n"


def shared_file(
    items: Sequence[ImportedItem], title: str, first_number: int, lang: Lang, address: Address, *, private: bool
) -> str:
    """A file of items of one form and kind. Posts are numbered from `first_number`."""
    form = items[0].form
    front: Mapping[str, object] = {
        "title": title,
        "format": _READERS[form],
        "kind": str(items[0].kind or ""),
        "boilerplate": "keep",
        "private": private or None,
    }
    pieces = [
        _post(item, number) if form is Form.POST else _listed(item, lang)
        for number, item in enumerate(items, first_number)
    ]
    return f"{front_matter(front)}\n" + _addressed("\n\n".join(pieces), address) + "\n"


def title_of(format: str, place: str, lang: Lang) -> str:
    """The title of a file that is shared: what is in it, and the month."""
    folder, _, name = place.rpartition("/")
    label = text(f"import.label.{format}{f'.{folder}' if folder else ''}", lang)
    return f"{label} {name}" if _MONTH.fullmatch(name) else label


def _body(item: ImportedItem) -> str:
    return "\n\n".join(piece for piece in (item.text, *(part.text for part in item.parts)) if piece)


def _addressed(markdown: str, address: Address) -> str:
    return _ADDRESS.sub(lambda found: address(found[1], found[2]), markdown)


def _stated(person: Person) -> object:
    """A person in front matter, where commas part persons."""
    if _PARTED.search(person.name):
        return {"name": person.name, **({"handle": person.handle} if person.handle else {})}
    return " ".join(part for part in (person.name, f"@{person.handle}" if person.handle else "") if part)


def _post(item: ImportedItem, number: int) -> str:
    head = [item.date, *_signature(item), *([item.url] if item.url else [])]
    return "\n".join([f"## {number}", "", *head, "", _under(item, 3)])


def _signature(item: ImportedItem) -> list[str]:
    """The author as the reader of digests knows one. A name that it would take for text gives way to the handle."""
    if not item.authors:
        return []
    person = item.authors[0]
    if person.handle is None:
        return [person.name] if person.name else []
    at_handle = f"@{person.handle}"
    for written in ([f"{person.name} {at_handle}"], [person.name, at_handle]):
        head = post_head([item.date, *written, "", "."], 0, len(written) + 3)
        if head.stop == 1 + len(written) and head.author == person:
            return written
    return [f"{person.handle} {at_handle}"]


def _listed(item: ImportedItem, lang: Lang) -> str:
    name = link_to(item.url, item.title) if item.url else escaped(plain_line(item.title))
    pieces = [f"## {item.date} {name}" if item.date else f"## {name}"]
    colon = "：" if lang == "zh" else ": "
    fields = []
    if item.authors:
        fields.append(
            f"{text('import.author', lang)}{colon}{', '.join(escaped(person.name) for person in item.authors)}"
        )
    if item.tags:
        fields.append(f"{text('import.tags', lang)}{colon}{_listed_tags(item.tags)}")
    return "\n\n".join(piece for piece in (*pieces, "\n".join(fields), _under(item, 3)) if piece)


def _listed_tags(tags: Sequence[str]) -> str:
    """Tags on a line. A comma at the end keeps the words of one tag together."""
    whole = [re.sub(r"[,，、;；#]+", " ", plain_line(tag)).strip() for tag in tags]
    written = ", ".join(escaped(tag) for tag in whole if tag)
    return f"{written}," if len(whole) == 1 and " " in written else written


def _under(item: ImportedItem, least: int) -> str:
    return lowered(_body(item), least)
