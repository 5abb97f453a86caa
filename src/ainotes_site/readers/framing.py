"""Words that frame the notes of a file rather than being one: introductions, words under group headings, closing words.

They are shown, and found, with the note beside them: as a quotation above the note that follows, below the last note where
none does. A file of terms alone has no note beside them; there they are one, under the title of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Entry, Skipped
from ainotes_site.readers.detect.headings.headings import is_rule
from ainotes_site.readers.detect.links import links_and_images
from ainotes_site.readers.detect.titles.titles import Title, letters, plain
from ainotes_site.readers.make_entry import compose
from ainotes_site.readers.source import Parts, Source

LINES, LENGTH = 4, 320
"""How much text still introduces what stands below it, and is no note: lines, and characters in all."""

ASIDE = 60
"""How many characters below a heading are so few that they tell nothing of their own."""

FRAMES = frozenset(("source-title", "introduction"))
"""Reasons for which lines with a text frame the notes."""

_BLOCK = pattern(r"[|#]|!\[|```|~~~|\$\$")
_ITEM = pattern(r"(?:[-*+]|\d+[.)、])\s")
_FIELD = pattern(r"[^\W\d_][\w /()（）-]{0,30}[:：][ \t]*\S.{0,120}$")
"""A property, as exporters list them below a title: Status: done."""
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
_WRAPPER = pattern(r"\s*</?(?:details|summary)\b")


def is_introduction(lines: Sequence[str]) -> bool:
    """Whether lines are at most a few sentences, properties aside, and no list, table, picture, code or heading."""
    texts = (line.strip() for line in lines if line.strip() and not is_rule(line))
    words = list(islice(texts, LINES + 1))
    if len(words) > LINES:
        words = list(islice((line for line in chain(words, texts) if not _FIELD.match(line)), LINES + 1))
    if len(words) > LINES or sum(map(len, words)) > LENGTH or any(map(_BLOCK.match, words)):
        return False
    items = sum(map(bool, map(_ITEM.match, words)))
    return not items or (items == len(words) == 1 and "](" not in words[0])  # one item lists nothing


def is_by_the_way(lines: Sequence[str]) -> bool:
    """Whether lines are a word or two, or a small table: of what failed, of whom is thanked."""
    texts = [line.strip() for line in lines if line.strip() and not is_rule(line)]
    length = sum(map(len, texts))
    return length <= ASIDE or (length <= LENGTH and all(line.startswith("|") for line in texts))


def framed(parts: Parts, source: Source) -> Parts:
    """`parts` with the words that frame them in the notes beside them: those of the text, and the front matter's summary."""
    frames = sorted(filter(_is_frame, parts.skipped), key=lambda skip: skip.span)
    if not (parts.entries or parts.terms):
        return parts
    said = source.front.description
    above = [Skipped("introduction", source.span(0, max(0, source.front.lines - 1)), said)] if said else []
    if not (above or frames):
        return parts
    skipped = tuple(replace(skip, text="") if _is_frame(skip) else skip for skip in parts.skipped)
    if not parts.entries:
        return replace(parts, entries=(_about(source, parts.title, [*above, *frames]),), skipped=skipped)
    return replace(parts, entries=_beside(parts.entries, [*above, *frames]), skipped=skipped)


def _is_frame(skip: Skipped) -> bool:
    return bool(skip.text) and skip.reason in FRAMES and _WRAPPER.match(skip.text) is None


def _beside(entries: Sequence[Entry], frames: Sequence[Skipped]) -> tuple[Entry, ...]:
    order = sorted(range(len(entries)), key=lambda n: entries[n].span)
    above: dict[int, list[str]] = {}
    below: list[str] = []
    for frame in frames:
        after = next((n for n in order if entries[n].span > frame.span), None)
        (below if after is None else above.setdefault(after, [])).append(frame.text)
    made = list(entries)
    for number, texts in above.items():
        made[number] = _with(made[number], "\n\n".join(texts), is_above=True)
    if below:
        made[order[-1]] = _with(made[order[-1]], "\n\n".join(below), is_above=False)
    return tuple(made)


def _with(entry: Entry, text: str, *, is_above: bool) -> Entry:
    """An entry with a quotation above or below its text, unless it says the same itself."""
    if _repeats(entry.body, text):
        return entry
    quoted = _quoted(text) if entry.body.strip() else text
    body = (quoted, entry.body) if is_above else (entry.body, quoted)
    links, images = links_and_images(text)
    return replace(
        entry,
        body="\n\n".join(filter(str.strip, body)),
        links=tuple({link.url: link for link in (*reversed(links), *reversed(entry.links))}.values())[::-1],
        images=tuple(dict.fromkeys((*entry.images, *images))),
    )


def _repeats(body: str, text: str) -> bool:
    """Whether `body` says what `text` does; that it does not is soon told by letters, soonest by those of ASCII."""
    if _ascii_letters(text) not in _ascii_letters(body) or letters(text) not in letters(body):
        return False
    return plain(text) in plain(body)


def _ascii_letters(text: str) -> bytes:
    return text.lower().encode("ascii", "ignore").translate(None, _NO_LETTERS)


def _about(source: Source, title: str, frames: Sequence[Skipped]) -> Entry:
    """The words about a file of terms as a note of its own."""
    first, last = frames[0].span.start_line - 1, frames[0].span.end_line - 1
    body = "\n\n".join(frame.text for frame in frames)
    return compose(source, Title(source.front.title or title), body, source.span(first, last))


def _quoted(text: str) -> str:
    """`text` as a quotation; what is one already stays."""
    lines = text.strip("\n").split("\n")
    return "\n".join(line if line.startswith(">") else f"> {line}".rstrip() for line in lines)
