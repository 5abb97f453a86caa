"""Golden cases of the readers: plain text, each titled with its story.

A case is a title, a line `>>> path`, the input, a line `<<<` and what was read, as `shown` prints it. A line of equals
signs parts cases. `\\u200b`-style escapes after `>>> path (escaped)` let a case hold what an editor would hide. A format after
the path, as in `>>> path (journal)`, is one that the configuration declares for the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ainotes_site.model import Entry, Reading, Span, Term
from ainotes_site.readers import READERS, read
from ainotes_site.source_hints import Hints

CASES = Path(__file__).resolve().parents[1] / "cases" / "readers"
PART = "=" * 80


@dataclass(frozen=True, slots=True)
class Case:
    """One habit, and how it must be read."""

    file: str
    title: str
    path: str
    text: str
    expected: str

    def source(self) -> bytes:
        """The file, as it is on disk."""
        escaped = self.path.endswith(" (escaped)")
        text = self.text.encode().decode("unicode_escape") if escaped else self.text
        return text.encode("utf-8", "surrogatepass")

    def reading(self) -> Reading:
        """What is read today."""
        path, _, remark = self.path.partition(" (")
        format = remark.rstrip(")") if remark.rstrip(")") in READERS else ""
        return read(path, self.source(), Hints(format=format))


def cases() -> Iterator[Case]:
    """All cases, by file."""
    for file in sorted(CASES.glob("*.txt")):
        for chunk in file.read_text("utf-8").split(f"\n{PART}\n"):
            title, _, rest = chunk.strip("\n").partition("\n>>> ")
            path, _, rest = rest.partition("\n")
            text, _, expected = rest.partition("\n<<<")
            yield Case(file.stem, title.strip(), path.strip(), text, expected.strip("\n"))


def shown(reading: Reading) -> str:
    """A reading as text, leaving out what is empty or usual."""
    lines = [f"{reading.format}: {reading.title}"]
    parts: list[tuple[Span, list[str]]] = [(entry.span, _entry(entry)) for entry in reading.entries]
    parts += [(term.definitions[0].span, _term(term)) for term in reading.terms]
    parts += [(skip.span, [f"skipped {_place(skip.span)} {skip.reason}"]) for skip in reading.skipped]
    if reading.front_matter:
        parts.append((reading.front_matter, [f"front matter {_place(reading.front_matter)}"]))
    for _, part in sorted(parts, key=lambda each: (each[0], each[1])):
        lines += part
    lines += [f"problem {problem}" for problem in reading.problems]
    return "\n".join(line.rstrip() for line in lines)


def _place(span: Span) -> str:
    return str(span.start_line) if span.start_line == span.end_line else f"{span.start_line}-{span.end_line}"


def _entry(entry: Entry) -> list[str]:
    words = [f"entry {_place(entry.span)} {entry.kind} {entry.id}", f"  {entry.title}"]
    if entry.date or entry.updated:
        words.append(f"  date: {entry.date}" + (f", updated {entry.updated}" if entry.updated else ""))
    for author in entry.authors:
        words.append(f"  author: {author.name or '(no name)'}" + (f" @{author.handle}" if author.handle else ""))
    for name in ("tags", "topics", "aliases", "section", "nolink"):
        if getattr(entry, name):
            words.append(f"  {name}: {' | '.join(getattr(entry, name))}")
    if entry.description:
        words.append(f"  description: {entry.description}")
    words += [f"  link: {link.url} ({link.text})" for link in entry.links]
    words += [f"  image: {image.url} ({image.alt})" for image in entry.images]
    return words + [f"  | {line}" for line in entry.body.split("\n")]


def _term(term: Term) -> list[str]:
    (definition,) = term.definitions
    names = " = ".join(term.names)
    category = f" [{definition.category}]" if definition.category else ""
    return [
        f"term {_place(definition.span)} {names}{category}",
        *(f"  | {line}" for line in definition.text.split("\n")),
    ]
