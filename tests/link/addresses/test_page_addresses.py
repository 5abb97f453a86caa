"""Every address that the page of a source, a term, a person, a topic or a tag ever had leads to what it was of."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest

from ainotes_site.link.addresses.page_addresses import with_pages
from ainotes_site.link.addresses.permalinks import LIVE, Record, answering, parse, serialise
from ainotes_site.link.library import Library, PersonRecord, SourceRecord
from ainotes_site.model import Definition, Entry, EntryId, Kind, Person, Span, Term, TermSlug, Topic, TopicId
from ainotes_site.urls import tag_slug


@dataclass
class Notes:
    """Things that are renamed, each under a number that stays, and the file that remembers their addresses."""

    terms: dict[int, list[str]] = field(default_factory=dict)
    """Names, the newest first."""
    people: dict[int, list[str]] = field(default_factory=dict)
    topics: dict[int, list[str]] = field(default_factory=dict)
    files: dict[str, list[int]] = field(default_factory=dict)
    """Numbers of the entries in a file."""
    text: str = ""

    def build(self) -> dict[tuple[str, int], str]:
        """The address of each thing today."""
        library = Library(
            (),
            {},
            tuple(
                Term(names[0], tuple(names[1:]), (Definition("", Span("g.md", 1, 1)),), TermSlug(names[0].lower()))
                for names in self.terms.values()
            ),
            tuple(Topic(TopicId(names[0].lower()), names[0], "", words=tuple(names)) for names in self.topics.values()),
            tuple(
                PersonRecord(names[0].lower(), Person(names[0]), (names[0],), "", ()) for names in self.people.values()
            ),
            tuple(
                SourceRecord(path[:-3], path, path, "journal", "utf-8", 9, tuple(map(_entry, numbers)), (), ())
                for path, numbers in self.files.items()
            ),
            person_names=tuple(map(tuple, self.people.values())),
        )
        entries = [
            Record(_entry(number), LIVE, path, _entry(number), "", b"")
            for path, numbers in self.files.items()
            for number in numbers
        ]
        before = parse(self.text)
        assert before.is_whole
        self.text = serialise(with_pages(before.records, sorted(entries), library))
        found = {
            (kind, number): f"{kind}/{names[0].lower()}"
            for kind in ("terms", "people", "topics")
            for number, names in getattr(self, kind).items()
        }
        for path, numbers in self.files.items():
            address = str(_entry(numbers[0])) if len(numbers) == 1 else f"sources/{path[:-3]}"
            found |= {("sources", number): address for number in numbers}
        return found

    def answer(self, address: str) -> str | None:
        """The address that one ends at."""
        return answering(parse(self.text).records).get(EntryId(address), EntryId(address))


def _entry(number: int) -> EntryId:
    return EntryId(f"e{number}")


@pytest.mark.parametrize("seed", range(8))
def test_random_histories(seed: int) -> None:
    chance = random.Random(seed)
    fresh = iter(range(1000))
    notes = Notes(
        *({number: [f"Name{next(fresh)}"] for number in range(4)} for _ in range(3)),
        {f"file{number}.md": [number * 3, number * 3 + 1, number * 3 + 2] for number in range(5)},
    )
    whole = {path[:-3]: numbers for path, numbers in notes.files.items()}
    published = [(thing, address) for thing, address in notes.build().items() if thing[0] != "sources"]
    for _ in range(12):
        kind = chance.choice(["terms", "people", "topics", "sources", "sources"])
        if kind == "sources":
            old = chance.choice(sorted(notes.files))
            numbers = notes.files.pop(old)
            other = chance.choice([*sorted(notes.files), f"file{next(fresh)}.md"])
            notes.files[other] = [*notes.files.get(other, []), *numbers]
            whole |= {path[:-3]: list(numbers) for path, numbers in notes.files.items()}
        else:
            names = getattr(notes, kind)[chance.choice(range(4))]
            back = chance.random() < 0.2
            names.insert(0, names.pop() if back else f"Name{next(fresh)}")
        today = notes.build()
        published += [(thing, address) for thing, address in today.items() if thing[0] != "sources"]
        for thing, address in published:
            assert notes.answer(address) == today[thing]
        for stem, numbers in whole.items():
            assert notes.answer(f"sources/{stem}") in {today["sources", number] for number in numbers}


def test_what_is_gone_says_so_and_has_its_address_again_when_it_comes_back() -> None:
    notes = Notes(terms={0: ["RAG"]}, topics={0: ["Agents"]}, files={"a.md": [1, 2]})
    notes.build()
    kept, notes.terms, notes.topics, notes.files = notes.terms, {}, {}, {}
    notes.build()
    assert [notes.answer(address) for address in ("terms/rag", "topics/agents", "sources/a")] == [None] * 3
    notes.terms = kept
    notes.files = {"a.md": [1]}
    notes.build()
    assert [notes.answer(address) for address in ("terms/rag", "sources/a")] == ["terms/rag", "e1"]


def test_lines_of_no_known_folder_are_no_addresses() -> None:
    line = "terms/../x\t=\t\t\tx\t\n"
    assert not parse(line).is_whole
    assert not parse(line.replace("terms/../x", "img/x")).is_whole
    assert parse(line.replace("terms/../x", "terms/x")).is_whole


def _tagged(text: str, *tags: tuple[str, ...]) -> str:
    """The file after a build of entries with these tags, each in a source of its own."""
    entries = tuple(
        Entry(_entry(number), "", Kind.NOTE, "", Span(f"n{number}.md", 1, 1), tags=own)
        for number, own in enumerate(tags)
    )
    return serialise(with_pages(parse(text).records, (), Library(entries, {}, (), ())))


@pytest.mark.parametrize(
    ("before", "after", "answer"),
    [
        ("old", "new", "tags/new"),
        ("machine-learning", "Machine Learning", f"tags/{tag_slug('Machine Learning')}"),
        ("old", "topic/new", f"tags/{tag_slug('topic/new')}"),
        ("old", "other", None),
    ],
)
def test_a_tag_that_is_renamed_leads_to_its_new_name(before: str, after: str, answer: str | None) -> None:
    text = _tagged("", (before,), ("other",))
    renamed = _tagged(text, (after,), ("other",))
    assert answering(parse(renamed).records).get(EntryId(f"tags/{before}")) == answer
    again = _tagged(renamed, (before,), ("other",))
    assert f"tags/{before}\t{LIVE}\t" in again
