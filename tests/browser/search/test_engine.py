"""The engine gives the same answers in a browser as in a terminal, over http and from disk."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ainotes_site.markup.result import Section
from ainotes_site.readers import read
from ainotes_site.search.engine import SearchIndex, open_index
from ainotes_site.search.format.scripts import dump
from ainotes_site.search.format.text_code_tables import CHARACTERS, END, WORDS
from ainotes_site.search.format.text_codes import shortened
from ainotes_site.search.index.assemble import build_index
from ainotes_site.search.index.document import SearchDocument, TermCard
from ainotes_site.search.index.lookup import Lookup
from ainotes_site.search.js import bundle

ROOT = Path(__file__).resolve().parents[3]
CASES = ROOT / "tests" / "cases" / "search" / "parity.txt"
EQUIVALENTS = [("注意力机制", "attention", "attention mechanism"), ("大语言模型", "LLM", "large language model")]
PAGE = """<!doctype html><meta charset="utf-8"><title>engine</title>
<script id="ainotes-config" type="application/json">{"root": "."}</script><script src="engine.js"></script>"""

pytestmark = pytest.mark.browser


def documents() -> tuple[list[SearchDocument], list[TermCard]]:
    """The notes of this project, as plainly as a test can: their Markdown stands for their text."""
    found: list[SearchDocument] = []
    cards: dict[str, TermCard] = {}
    for path in sorted((ROOT / "notes").rglob("*.md")):
        reading = read(path.relative_to(ROOT / "notes").as_posix(), path.read_bytes())
        for entry in reading.entries:
            parts = re.split(r"(?m)^#+ (.*)$", entry.body)
            sections = [Section("", "", parts[0])] if parts[0].strip() else []
            sections += [Section(f"s{at}", parts[at], parts[at + 1]) for at in range(1, len(parts), 2)]
            authors = tuple(word for person in entry.authors for word in (person.name, person.handle) if word)
            found.append(
                SearchDocument(
                    id=entry.id,
                    url=f"entries/{entry.id}.html",
                    title=entry.title,
                    kind=str(entry.kind),
                    date=entry.date or "",
                    topics=tuple(entry.topics),
                    tags=entry.tags,
                    authors=authors,
                    sections=tuple(sections),
                )
            )
        for term in reading.terms:
            stem = re.sub(r"\W+", "-", term.name.lower())
            cards[term.name] = TermCard(term.name, term.aliases, term.definitions[0].text, f"terms/{stem}.html")
    return found, list(cards.values())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that is only a search index and a page to run the engine in."""
    base = tmp_path_factory.mktemp("engine")
    for path, content in build_index(*documents(), EQUIVALENTS).items():
        place = base / "search" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    (base / "engine.js").write_text(bundle(), encoding="utf-8")
    (base / "index.html").write_text(PAGE, encoding="utf-8")
    return base


@pytest.fixture(scope="module")
def index(folder: Path) -> SearchIndex:
    return open_index(folder / "search")


@pytest.fixture(scope="module")
def engine(browser: Browser, folder: Path) -> Iterator[Page]:
    """The page, opened from disk."""
    page = browser.new_page()
    page.goto((folder / "index.html").as_uri())
    yield page
    page.close()


def ask(page: Page, queries: list[str], **options: Any) -> list[dict[str, Any]]:
    """What the browser answers to each query."""
    script = "async ([queries, options]) => { const all = []; for (const q of queries) all.push(await ainotes.search(q, options)); return all; }"
    answers: list[dict[str, Any]] = page.evaluate(script, [queries, {"facets": True, **options}])
    return answers


def python_answer(index: SearchIndex, query: str, **options: Any) -> dict[str, Any]:
    """What Python answers, in the browser's words."""
    result = index.search(query, facets=True, **options)
    return {
        "total": result.total,
        "hits": [
            {
                "id": hit.id,
                "url": hit.url,
                "title": hit.title.text,
                "marks": in_utf16(hit.title.text, hit.title.marks),
                "kind": hit.kind,
                "date": hit.date,
                "topics": list(hit.topics),
                "score": hit.score,
                "section": hit.section,
                "snippet": {"text": hit.snippet.text, "marks": in_utf16(hit.snippet.text, hit.snippet.marks)},
            }
            for hit in result.hits
        ],
        "cards": [
            {"name": card.name, "aliases": list(card.aliases), "definition": card.definition, "url": card.url}
            for card in result.cards
        ],
        "remarks": [f"search.remark.{remark.code}" for remark in result.remarks],
        "didYouMean": result.corrected,
        "usedSynonyms": list(dict.fromkeys(said for _, said in result.synonyms)),
        "facets": {name: [[value, count] for value, count in row.items()] for name, row in result.facets.items()},
        "query": result.query,
        "dated": result.dated,
    }


def in_utf16(text: str, marks: tuple[tuple[int, int], ...]) -> list[list[int]]:
    return [[len(text[:place].encode("utf-16-le")) // 2 for place in mark] for mark in marks]


def assert_same(page: Page, index: SearchIndex, queries: list[str], **options: Any) -> None:
    for query, theirs in zip(queries, ask(page, queries, **options), strict=True):
        theirs["remarks"] = [remark.partition(":")[0] for remark in theirs["remarks"]]
        assert theirs.pop("incomplete") is False
        ours = python_answer(index, query, **options)
        assert [hit["id"] for hit in theirs["hits"]] == [hit["id"] for hit in ours["hits"]], query
        assert theirs == ours, query


def test_browser_and_terminal_answer_alike_to_every_case(engine: Page, index: SearchIndex) -> None:
    assert_same(engine, index, cases())


def test_browser_and_terminal_answer_alike_without_synonyms_and_on_later_pages(
    engine: Page, index: SearchIndex
) -> None:
    assert_same(engine, index, cases()[:40], synonyms=False, limit=5, offset=5)


def test_browser_and_terminal_answer_alike_to_random_queries(engine: Page, index: SearchIndex) -> None:
    """Substrings of the notes with words dropped, letters changed, scripts mixed and operators thrown in."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # shown when the test fails
    chance = random.Random(seed)
    texts = [d.title + " " + " ".join(s.text for s in d.sections) for d in documents()[0]]
    queries = [random_query(chance, texts) for _ in range(150)]
    assert_same(engine, index, queries)


def test_queries_are_folded_as_the_index_is(engine: Page, folder: Path) -> None:
    """Of the Basic Multilingual Plane; Python knows Unicode 14, a browser may know characters added since."""
    import unicodedata

    characters = [chr(c) for c in range(0x20, 0x10000) if unicodedata.category(chr(c)) not in ("Cn", "Cs", "Co")]
    script = """async (characters) => { const store = await ainotes.engine.open(); await store.foldAll();
        return characters.map((c) => store.folder.units([c]).map((unit) => unit.text).join(" ")); }"""
    theirs = engine.evaluate(script, characters)
    own = Lookup(lambda path: (folder / "search" / path).read_bytes()).folder
    different = [c for c, form in zip(characters, theirs, strict=True) if " ".join(own.units(c)) != form]
    assert different == []


def cases() -> list[str]:
    return [line for line in CASES.read_text(encoding="utf-8").split("\n") if line and not line.startswith("# ")]


def random_query(chance: random.Random, texts: list[str]) -> str:
    """A piece of a text, and something done to it."""
    text = chance.choice(texts)
    start = chance.randrange(max(1, len(text) - 2))
    piece = text[start : start + chance.choice((1, 2, 3, 4, 6, 10, 16, 30, 60))]
    other = chance.choice(texts)[:8]
    at = chance.randrange(len(piece) + 1)
    return chance.choice(
        (
            piece,
            piece.upper(),
            f'"{piece}"',
            f"{piece} -{other}",
            f"{piece} OR {other}",
            f"{piece} kind:{chance.choice(('note', 'post', 'term', 'nonsense'))}",
            f"{piece} after:2024 before:2025-06",
            piece[:at] + chance.choice("一机的xZ9 ，“-") + piece[at:],
            piece[:at] + piece[at + 1 :],
            f"{piece} {other}",
        )
    )


def test_shown_texts_come_back_as_they_were_written(engine: Page) -> None:
    texts = [CHARACTERS, WORDS, "".join(map(chr, range(END))), "\\u0001 \\b", "数据数据模型 😀的", ""]
    literal = shortened(dump([texts]))
    assert engine.evaluate("(literal) => ainotes.engine.codec.restored(eval(literal))", literal) == [texts]
