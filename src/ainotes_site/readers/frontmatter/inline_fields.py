"""Fields that stand as text at the top of a note: 作者：…, 发布时间：…, - Tags: … as clippings and exports have them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TypeVar

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Link, Person
from ainotes_site.readers.boilerplate.blocks import made_of
from ainotes_site.readers.detect.authors import looks_like_name, person
from ainotes_site.readers.detect.dates import date_line, find_date, is_span
from ainotes_site.readers.detect.field_names import fields_of, is_field_heading, names, normal
from ainotes_site.readers.detect.inline_tags import inline_tags
from ainotes_site.readers.detect.links import only_url
from ainotes_site.readers.detect.phrases import alternatives, words
from ainotes_site.readers.detect.simplify import simplified
from ainotes_site.readers.detect.titles.titles import plain
from ainotes_site.readers.frontmatter.front_matter import FrontMatter
from ainotes_site.readers.frontmatter.stamp_line import closing_stamp, stamp_line
from ainotes_site.readers.frontmatter.values import list_of, people_of, unlinked
from ainotes_site.readers.glossary.term_tables import is_table_rule

LINES = 24
"""Among how many first lines fields are looked for."""

CLOSING, SIGNATURE_LENGTH = 600, 24
"""Among how many last characters fields are looked for, and those of the longest line that may stand below them."""

BYLINE_LENGTH = 100
"""Longest line in which author, place and day stand side by side, in characters."""

_FIELD = pattern(
    r"[ \t]{0,4}(?:>[ ]?)?(?:[-*+•][ \t]+)?(?:\*\*|__|[*_])?(?P<label>[A-Za-z\u3400-\u9fff][\w /-]{0,23}?)[ \t]*"
    r"(?:(?:\*\*|__)[ \t]*[:：]|(?:::?|：)[ \t]*(?:\*\*|__)?)[ \t]*(?P<value>\S.*)$"
)
_BAR = pattern(r"\s*[|｜]\s*|\s+[·•/]\s+|[ \t]*\u3000[ \t]*|[ \t]{3,}")
_NEXT_LABEL = pattern(r"[ \t](?<=\S[ \t])[ \t]*(?=\**(?P<label>[A-Za-z\u3400-\u9fff]{2,12})\**\s?[:：])")
_TRAIL = pattern(r"\s{0,3}(?:\[[^\[\]\n]{1,60}\]\([^()\s]{1,300}\)\s*[/›»>|·→]\s*){1,6}[^\[\]\n]{0,40}$")
"""The way to a page through the pages above it."""
_TRAIL_END = pattern(r"[/›»>|·→]\s*([\d./ -]{8,12})$")
_TAGS = pattern(r"(?:#\w[\w/-]{0,40}\s*[·|,，]?\s*){1,8}(?=!?\[)")
"""Tags before a link on one line."""
_FROM_A_COUNTRY = pattern(
    r"[*_\s]*[\[(（〔【［][\u3400-\u9fff]{1,3}[\])）〕】］]\s*(?P<who>[^\s/|,，。：:\[（(]{2,30})[*_\s]*$"
)
"""An author alone on a line with the country before the name, as books have it: [英] 某某·某某."""
_SKIPPED = pattern(
    r"\s*(?:>\s*(?:\[!\w+\].{0,60})?|!\[.*|#{1,6}\s+(?P<head>\S.{0,24})|(?:[-*_]\s?){3,})$", re.IGNORECASE
)
_BYLINE = pattern(rf"[*_>\s]*(?:{alternatives('detect/author_words', 'byline')})(?!.*[。，！？；])", re.IGNORECASE)
"""How a line begins that names the author, the place and the day without a colon."""
_WRITTEN_BY = pattern(
    rf"[*_>\s]*(?:(?:{alternatives('detect/author_words', 'written-by')})\s?[/|｜丨：: ]\s?)(?P<who>[^\s|｜丨/·,，\d][^|｜丨/·,，\d]{{0,30}}?)"
    rf"\s*(?:$|[|｜丨/·,，\d@]|\s(?:{alternatives('detect/author_words', 'credit')})[/|｜丨：: ])",
    re.IGNORECASE,
)
"""Whom such a line names."""
_SENT_FROM = pattern(r"(?=[^自]*自)[*_>\s]*(?P<who>\S{2,16}(?:[、 ]\S{2,16}){0,3})\s+(?:发自|报道自)\s*\S{1,12}\s*$")
"""Whom the line of a news desk names, and the place: 小林 发自 上海."""
_SITE_LINE = pattern(
    r"\s{0,3}\[(?:[\w-]{1,40}\.){1,4}[a-z]{2,10}\]\(https?://[^()\s]{1,1800}\)[ \t]*(?P<who>[^\s\[(].{0,60})$"
)
"""What a save service writes under the title: the site as a link, and who wrote."""
_LISTED = pattern(r"\s*(?:[-*+]|\d+[.)])\s")
_AUTHOR_LABEL = pattern(r"^(?:作者|撰文|文|author|by)\s*[:：/]\s*", re.IGNORECASE)
_SCRIPTS_PARTED = pattern(
    r"([A-Za-z][\w.&' -]{1,30}?|[\u3400-\u9fff]{2,12})\s+(?=[\u3400-\u9fff]|(?<=[\u3400-\u9fff] )[A-Za-z])"
)
"""A name and an account after it, in two scripts: Some Park 某某公园."""
_LINK = pattern(r"\[[^\[\]\n]{0,300}\]\(<?(https?://[^\s()<>]{1,2000})>?\)")
_DATAVIEW = pattern(r"\s*(?:[\[(][^\[\]()\n:]{1,40}::[^\n]{1,200}?[\])]\s*){1,8}$")
"""Fields in brackets, as Dataview has them within a line."""
_MAIL = pattern(r"\s*<[^<>\s@]{1,64}@[^<>\s]{1,64}>\s*$")
"""The address of a letter behind a name."""
_BOLD_LABEL = pattern(r"\s{0,3}[-*+]\s+\*\*(?P<label>[^*:：\n]{1,20})\*\*\s+(?P<value>[^\s:：].{0,100})$")
_ROW = pattern(r"\s*\|[ \t]*(?:\*\*)?(?P<label>[^|\n*]{1,20}?)(?:\*\*)?[ \t]*\|[ \t]*(?P<value>[^|\n]*?)[ \t]*\|?\s*$")
"""A row of a table of two columns, as properties stand in one below its header."""
_COMMENT = pattern(r"\s*<!--[ \t]*(?:[\w-]+(?![\w:：-]))?[ \t]*|[ \t]*-->\s*$")
"""The marks of a comment of HTML, with the word that says what it is for: `<!--info`."""
_ON_A_SITE = pattern(r"^(@\w{1,60}) on (?:X|Twitter)$")
_HANDED = pattern(
    r"(?:[^\s@:：/]{1,6}\s?)?@(?P<who>[^\s@，,（(/.:]{1,20})(?:\s?[（(][^（()）]{1,20}[)）]|\s\S{1,10})?$"
)
"""A handle with who that is: @someone（V2EX）, a reader @someone."""
_ROLE = pattern(rf"(?:{alternatives('frontmatter/persons', 'role')})$")
"""How an apposition to a name ends: 小林，某公司工程师."""
_AND = pattern(r"\s*(?:[&,，、;；]|\band\b|[和与])\s*(?=@)")
_OF_YEAR = pattern(r"[,，]?\s[（(]?(?:19|20)\d\d[)）]?\s*$")
"""The year of a work after the names of who wrote it: Ash et al., 1944."""
_AND_OTHERS = pattern(r"(?:\s*等(?:人|著)?|,?\s+et al\.?)\s*$")
_HAN_WORDS = pattern(r"[#\w\u3400-\u9fff-]*[\u3400-\u9fff][\w\u3400-\u9fff-]*(?:\s+\S+)+$")


@dataclass(frozen=True, slots=True)
class InlineFields:
    """What the first lines of a note say about it."""

    date: str | None = None
    updated: str | None = None
    authors: tuple[Person, ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    title: str = ""
    links: tuple[Link, ...] = ()
    """What it is about."""


NOTHING = InlineFields()
_Value = TypeVar("_Value")
_Fields = Sequence[tuple[frozenset[str], str]]
"""What the name of each field means, and its value."""


def stated(body: str) -> InlineFields:
    """Dates, authors, tags and aliases among the fields that `body` begins with, or ends with where they say where it is from;
    they stay in it."""
    fields = [
        (fields_of(label), value)
        for label, value in (*_fields(body), *_closing_fields(body))
        if label not in ("up", "Up")
    ]  # in a vault, the note above; UP is who published a video
    if not fields:
        return NOTHING

    return InlineFields(
        _own_date(fields),
        _first(fields, "updated", find_date),
        next((who for field, read in _WHO if (who := _first(fields, field, read))), ()),
        _first(fields, "tags", _words) or (),
        _first(fields, "aliases", _words) or (),
        _first(fields, "title", plain) or _subject(fields),
        tuple(Link(url, url) for named, value in fields if "origin" in named and (url := _address(value))),
    )


def may_state_title(text: str) -> bool:
    """A glance that tells most texts: whether a part of a field's name that means the title is anywhere in it."""
    said = simplified(text).lower()
    return any(any(map(said.__contains__, names(field))) for field in ("title", "title-ending", "subject"))


def _first(fields: _Fields, field: str, read: Callable[[str], _Value]) -> _Value | None:
    """What the first of some fields says that means `field` and can be read."""
    return next(filter(None, (read(value) for named, value in fields if field in named)), None)


def _subject(fields: _Fields) -> str:
    """What a letter is about: a field of this name means that only beside one that says who sent it."""
    return (_first(fields, "subject", plain) or "") if any("sender" in named for named, _ in fields) else ""


def _address(value: str) -> str:
    """The address that a value consists of, bare or as a link."""
    link = _LINK.fullmatch(value)
    return only_url(link[1] if link else value) or ""


def _own_date(fields: _Fields) -> str | None:
    """The day of a note. Beside neither an author, nor where it is from, nor when it was changed, the day on which something was
    published is that of the thing that the note is about."""
    own = [value for named, value in fields if "date" in named and "published" not in named]
    own += [value for named, value in fields if named & {"created", "day-ending"}]
    if any(named & {"origin", "author", "updated"} for named, _ in fields):
        own += [value for named, value in fields if "published" in named]
    return next(filter(None, map(find_date, own)), None)


def _fields(body: str) -> Iterator[tuple[str, str]]:
    """(label, value) of the lines before the first that is neither a field nor an ornament above them."""
    tabled = False
    for line in body.split("\n", LINES)[:LINES]:
        if (row := _row(line)) is not None:
            tabled = tabled or is_table_rule(line)
            if tabled and row["value"]:
                yield row["label"].strip(" :："), row["value"]
        elif (said := _said(line)) is not None:
            yield from said
        else:
            return


def _said(line: str) -> Iterable[tuple[str, str]] | None:
    """The fields of a line, none of an ornament; None where it is text."""
    text = _COMMENT.sub("", line)
    if _DATAVIEW.match(line):
        return inline_properties(line)
    if (whole := _field(text)) is not None:
        return _side_by_side(text, whole)
    if not text.strip() or _is_ornament(text):
        return [("日期", day) for day in map(date_line, _TRAIL_END.findall(text)) if day] if "](" in text else ()
    return _labelled(text) or _credits(text)


def _field(text: str) -> re.Match[str] | None:
    match = _FIELD.match(text) if len(text) <= 400 and (":" in text or "：" in text) else None
    is_time = match is not None and match["label"][-1].isdecimal() and match["value"][0].isdecimal()
    return None if is_time else match  # 小林 2024年5月1日 08:30


def _labelled(text: str) -> Sequence[tuple[str, str]]:
    """The field of an item whose label stands in bold and without a colon: - **作者** Ann Roe."""
    match = _BOLD_LABEL.match(text) if "**" in text else None
    return [(match["label"], match["value"])] if match and fields_of(match["label"]) else ()


def _row(line: str) -> re.Match[str] | None:
    return _ROW.match(line) if "|" in line[:4] and len(line) <= 400 else None


def _closing_fields(body: str) -> Iterator[tuple[str, str]]:
    """(label, value) of the last lines: of a stamp (编辑于 2024-05-01 20:11), and of fields as exporters write them."""
    tail = body[-CLOSING:]
    texts = [line for line in tail.split("\n") if line.strip(" >")]
    if len(texts) > 1:
        yield from closing_stamp(texts[-1])
        yield from _exported_fields(texts) if "://" in tail else ()


def _exported_fields(texts: list[str]) -> Iterator[tuple[str, str]]:
    """Fields below a text: > 更新: …, > 原文: https://…; none where no address is among them."""
    if _FIELD.match(texts[-1]) is None and len(texts[-1]) <= SIGNATURE_LENGTH:
        texts = texts[:-1]
    found = [*takewhile(bool, map(_FIELD.match, reversed(texts[1:])))]
    fields = [(match["label"].strip(), match["value"].strip(" \t_*")) for match in reversed(found) if match]
    if any("origin" in fields_of(label) and "://" in value for label, value in fields):
        yield from fields


def _credits(text: str) -> Sequence[tuple[str, str]] | None:
    """What a line without colons says of who wrote, where and when; None where it is text."""
    if len(text) >= 2000:
        return None
    site = _SITE_LINE.match(text)
    if site is not None:
        return [("作者", _signed(site["who"]))]
    if (date_line(text) is not None or is_span(text)) and not _LISTED.match(text):
        return [("日期", text)]
    named = _FROM_A_COUNTRY.match(text)
    if named is not None:
        return [("作者", named["who"])]
    sent = _SENT_FROM.match(text)
    if sent is not None:
        return [("作者", sent["who"])]
    stamp = None if _LISTED.match(text) else stamp_line(text)
    if stamp is None and len(text) <= BYLINE_LENGTH and _BYLINE.match(text):
        return list(_byline(plain(text.replace("*", " "))))
    return stamp


def _is_ornament(text: str) -> bool:
    """Whether a line may stand above and between fields: a picture, a link, a rule, the heading of a list of fields."""
    ornament = _SKIPPED.match(text)
    if ornament is None:
        bare = _TAGS.sub("", text.lstrip(), count=1) if "#" in text else text
        return made_of((bare,)) in ("link", "tag") or _TRAIL.match(text) is not None
    return ornament["head"] is None or is_field_heading(ornament["head"])


def _side_by_side(text: str, whole: re.Match[str]) -> Iterator[tuple[str, str]]:
    """The fields on one line, which may be several: 作者：… | 日期：…"""
    found = [_FIELD.match(piece) for part in _BAR.split(text) for piece in _at_labels(part)]
    if all(found):
        yield from ((match["label"].strip(), match["value"].strip(" \t_*")) for match in found if match)
    else:
        yield from stamp_line(text) or [(whole["label"].strip(), whole["value"].strip(" \t_*"))]


def _at_labels(text: str) -> Iterator[str]:
    """`text` parted where the name of another field stands behind a blank: 作者：… 日期：…"""
    start = 0
    for match in _NEXT_LABEL.finditer(text):
        if fields_of(match["label"]) and _FIELD.match(text[start : match.start()]):
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


def _byline(text: str) -> Iterator[tuple[str, str]]:
    """A line with the author, the place and the day, without colons: 文 / 小林 2024-05-01."""
    yield "日期", text
    named = _WRITTEN_BY.match(text)
    if named is not None:
        yield "作者", named["who"].strip()


def _signed(text: str) -> str:
    """Whom a save service names beside the site: a name, said twice where the account is named after it."""
    who = _AUTHOR_LABEL.sub("", plain(text)).strip()
    half = len(who) // 2
    if len(who) > 2 and who[:half].strip() == who[half:].strip():
        return who[:half].strip()
    parted = _SCRIPTS_PARTED.match(who)
    return parted[1] if parted else who


def _people(value: str) -> tuple[Person, ...]:
    """Names that can be names; none where one of them is a piece of text."""
    names = _OF_YEAR.sub("", _ON_A_SITE.sub(r"\1", plain(_MAIL.sub("", value))), count=1)
    first, *others = people_of(_AND_OTHERS.sub("", names)) or (None,)
    if first is None:
        return ()
    people = (first, *(other for other in others if not _ROLE.search(other.name)))
    if any((p.name or "").lower() in words("frontmatter/persons", "nobody") for p in people):
        return ()
    return people if all(looks_like_name(p.name or p.handle or "") for p in people) else ()


def _words(value: str) -> tuple[str, ...]:
    """Tags parted by commas, by their hash signs, or by spaces where they are Chinese."""
    listed = value.startswith("[") and value.endswith("]") and not value.startswith("[[")
    text = plain(value.strip("[]") if listed else value.replace("]] [[", "]],[["))
    parted = re.sub(r"\s+", ",", text) if _HAN_WORDS.match(text) and not re.search("[,，、;；]", text) else text
    return tuple(tag.lstrip("#") for tag in list_of(parted) if tag.strip("#") and len(tag) <= 40)


def with_exported(front: FrontMatter, text: str) -> FrontMatter:
    """Front matter with what the properties say that an exporter wrote as text, where it says nothing of that; without the day,
    which is none of notes that a file may hold."""
    said, fields = stated(text), dict(_fields(text))
    known = {name for name, _ in front.properties}
    named = (
        ("-".join(normal(label).split()), unlinked(value)) for label, value in fields.items() if not fields_of(label)
    )
    return replace(
        front,
        updated=front.updated or said.updated,
        authors=front.authors or said.authors,
        tags=tuple(dict.fromkeys((*front.tags, *said.tags, *inline_tags(text)))),
        aliases=front.aliases or said.aliases,
        links=tuple(dict.fromkeys((*front.links, *(link.url for link in said.links)))),
        properties=(*front.properties, *((name, value) for name, value in named if name not in known)),
    )


def _contributor(value: str) -> tuple[Person, ...]:
    """Who sent in what comes from them: @someone (of the group), a reader @someone, @one & @other."""
    parts = _AND.split(plain(value)) if "@" in value else ()
    handles = [match["who"] for part in parts if (match := _HANDED.match(part)) and looks_like_name(match["who"])]
    return tuple(map(person, handles)) if len(handles) == len(parts) else ()


_WHO: tuple[tuple[str, Callable[[str], tuple[Person, ...]]], ...] = (
    ("author", _people), ("sender", _people), ("origin", _contributor), ("contributor", _contributor),
)  # fmt: skip
"""The fields that may say who wrote, the surest first."""

HIDDEN = pattern(r"%%.*?%%|<!--.*?-->|^(`{3,}|~{3,}).*?^\1[ \t]*$", re.DOTALL | re.MULTILINE)
"""What a page does not show as text, and code."""
_PROPERTY = pattern(
    r"(?:^|[(\[]|(?<=\s[-*+]\s))[ \t]*(?:[-*+][ \t]+)?\**([^\W\d_][\w /-]{0,40}?)\**::[ \t]*((?:\[\[[^\[\]\n]*\]\]|[^\n\])]){1,200})",
    re.MULTILINE,
)


def inline_properties(body: str) -> Iterator[tuple[str, str]]:
    """Dataview's and Logseq's `key:: value` and `[key:: value]` in a body, by names in lower case."""
    if "::" in body:
        lines = HIDDEN.sub("", body).split("\n")
        for found in _PROPERTY.finditer("\n".join(line if "::" in line else "" for line in lines)):
            if found[2].strip():
                yield "-".join(found[1].lower().split()), unlinked(found[2].strip())
