"""Measures the search index on a generated corpus: `python tests/benchmarks/search.py [--documents N] [--no-browser]`.

Rule of the corpus: a document has a title of 2 to 4 words and 3 to 6 sentences. Half of the sentences are those of
`notes/`; the others are 4 to 12 words drawn by their frequency in jieba's dictionary, so that the number of different
words and pairs is that of a large body of text, not that of a few notes repeated. Queries are whole titles, words,
questions of 10 to 30 characters, substrings, names, pinyin and words with a typing error. All from one seed.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import jieba
from playwright.sync_api import Page, sync_playwright
from pypinyin import lazy_pinyin

from ainotes_site.markup.result import Section
from ainotes_site.readers import read
from ainotes_site.search.engine import open_index
from ainotes_site.search.index.assemble import Assembled, assemble, in_order, index_segmenter
from ainotes_site.search.index.columns import Columns, columns, revised
from ainotes_site.search.index.document import SearchDocument
from ainotes_site.search.index.tokenise import TokenisedDocument, tokenise
from ainotes_site.search.js import bundle

ROOT = Path(__file__).resolve().parents[2]
EQUIVALENTS = [("注意力机制", "attention"), ("大语言模型", "LLM"), ("检索增强生成", "RAG"), ("幻觉", "hallucination")]
QUESTIONS = ("{}是什么", "为什么{}会影响{}的结果", "怎样用{}来改进{}，有哪些需要注意的地方", "{}和{}有什么区别")
NAMES = ("注意力机制", "attention", "大模型", "GPT-4", "RAG", "LoRA", "幻觉", "transformer 架构", "微调", "智能体")
PAGE = """<!doctype html><meta charset="utf-8"><title>search</title>
<script id="ainotes-config" type="application/json">{"root": "."}</script><script src="engine.js"></script>"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=17000)
    options.add_argument("--queries", type=int, default=200)
    options.add_argument("--no-browser", action="store_true")
    chosen = options.parse_args()
    documents = corpus(chosen.documents)
    queries = questions(documents, chosen.queries)
    characters = sum(len(d.title) + sum(len(s.text) for s in d.sections) for d in documents)
    say("documents", f"{len(documents)}, {characters} characters")
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        write(base, build(documents))
        measure_terminal(base, queries)
        measure_substrings(base, documents)
        if not chosen.no_browser:
            measure_browser(base, queries)


def corpus(count: int, seed: int = 1) -> list[SearchDocument]:
    """`count` documents by the rule above."""
    chance = random.Random(seed)
    sentences = list(_sentences())
    words, frequencies = _dictionary()
    sums = list(itertools.accumulate(frequencies))

    def some_words(low: int, high: int) -> str:
        return "".join(chance.choices(words, cum_weights=sums, k=chance.randint(low, high)))

    documents = []
    for number in range(count):
        body = [
            chance.choice(sentences) if chance.random() < 0.5 else some_words(4, 12) + chance.choice("，。")
            for _ in range(chance.randint(3, 6))
        ]
        documents.append(
            SearchDocument(
                id=f"d{number:06d}",
                url=f"entries/d{number:06d}.html",
                title=some_words(2, 4),
                kind=chance.choice(("note", "post", "video", "article")),
                date=f"{chance.randint(2021, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
                topics=tuple(chance.sample(("llm", "agent", "rag-retrieval", "data", "nlp", "reasoning"), 2)),
                sections=(Section("", "", "".join(body)),),
            )
        )
    return documents


def _sentences() -> Iterator[str]:
    for path in sorted((ROOT / "notes").rglob("*.md")):
        for entry in read(path.relative_to(ROOT / "notes").as_posix(), path.read_bytes()).entries:
            yield from re.findall(r"[^。！？\n]{8,80}[。！？]", entry.body)


def _dictionary() -> tuple[list[str], list[int]]:
    rows = [line.split() for line in (Path(jieba.__path__[0]) / "dict.txt").read_text(encoding="utf-8").split("\n")]
    kept = [row for row in rows if len(row) > 1 and re.fullmatch(r"[\u4e00-\u9fff]{1,5}", row[0])]
    return [row[0] for row in kept], [int(row[1]) for row in kept]


def questions(documents: Sequence[SearchDocument], count: int, seed: int = 2) -> list[str]:
    """Queries of every kind, in equal parts."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        document = chance.choice(documents)
        text = document.sections[0].text
        runs = re.findall(r"[\u4e00-\u9fff]{4,}", text) or ["大语言模型"]
        run = chance.choice(runs)
        start = chance.randrange(max(1, len(run) - 4))
        piece = run[start : start + chance.randint(2, 8)]
        word = chance.choice([word for word in jieba.cut(run) if len(word) > 1] or [piece])
        other = chance.choice(NAMES)
        kinds = (
            document.title,
            word,
            chance.choice(QUESTIONS).format(piece[:6], other),
            piece,
            other,
            "".join(lazy_pinyin(word)),
            piece[:1] + chance.choice("的模型学") + piece[2:],
            f"{word} {other}",
        )
        found.append(kinds[number % len(kinds)])
    return found


def build(documents: Sequence[SearchDocument]) -> dict[str, bytes]:
    segmenter = index_segmenter([], EQUIVALENTS)
    start = time.process_time()
    tokenised = {document.id.encode(): tokenise(document, segmenter.cut) for document in in_order(documents)}
    middle = time.process_time()
    fetch = tokenised.__getitem__
    merged = columns(list(tokenised), fetch)
    made = assemble(merged, fetch, [], EQUIVALENTS)
    written = {shard.path: shard.make() for shard in made.shards}
    end = time.process_time()
    again = edit(documents[len(documents) // 2], tokenised, merged, made)
    say("build, processor time", f"{end - start:.1f} s ({middle - start:.1f} documents, {end - middle:.1f} index)")
    say("index after one edit", f"{again:.2f} s")
    sizes: dict[str, list[int]] = {}
    for path, content in written.items():
        row = sizes.setdefault(path.split("/")[0], [0, 0, 0])
        for column, value in enumerate((1, len(content), len(gzip.compress(content, 6)))):
            row[column] += value
    for name, (files, raw, packed) in sizes.items():
        say(f"  {name}", f"{files} files, {raw / 1e6:.2f} MB, gzipped {packed / 1e6:.3f} MB")
    total = sum(row[2] for row in sizes.values())
    say("index gzipped", f"{total / 1e6:.2f} MB, pinyin {100 * sizes['pinyin'][2] / total:.1f} %")
    return written


def edit(
    document: SearchDocument, tokenised: dict[bytes, TokenisedDocument], merged: Columns, made: Assembled
) -> float:
    """Seconds that it takes to make the shards which differ after one document has got another sentence."""
    extra = Section("later", "后记", "后来又想到一点。")
    changed = replace(document, sections=(*document.sections, extra))
    fresh = {b"edited": tokenise(changed, index_segmenter([], EQUIVALENTS).cut)}
    keys = [b"edited" if key == document.id.encode() else key for key in tokenised]
    fetch = (tokenised | fresh).__getitem__
    known = {shard.path: shard.key for shard in made.shards}
    start = time.process_time()
    after = revised(merged, keys, fetch)
    assert after is not None
    for shard in assemble(after, fetch, [], EQUIVALENTS, made.memory).shards:
        if known.get(shard.path) != shard.key:
            shard.make()
    return time.process_time() - start


def write(base: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        place = base / "search" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    (base / "engine.js").write_text(bundle(), encoding="utf-8")
    (base / "index.html").write_text(PAGE, encoding="utf-8")


def measure_terminal(base: Path, queries: Sequence[str]) -> None:
    times = []
    index = open_index(base / "search")
    for query in queries:
        start = time.process_time()
        index.search(query)
        times.append((time.process_time() - start) * 1000)
    say("terminal, a query, processor time", quantiles(times, "ms"))
    program = "import sys; from pathlib import Path; from ainotes_site.search.engine import open_index; "
    program += "open_index(Path(sys.argv[1])).search(sys.argv[2])"
    times = []
    for query in queries[:10]:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", program, str(base / "search"), query], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)
    say("terminal, with its start, processor time", quantiles(times, "ms"))


def measure_substrings(base: Path, documents: Sequence[SearchDocument], count: int = 400, seed: int = 3) -> None:
    """Whether a piece of a text, cut without regard to words, is in the first result, and in any of the first ten."""
    chance = random.Random(seed)
    texts = {document.id: f"{document.title}\n{document.sections[0].text}" for document in documents}
    index = open_index(base / "search")
    first = ten = 0
    for _ in range(count):
        run = chance.choice(
            re.findall(r"[\u4e00-\u9fff]{4,}", chance.choice(documents).sections[0].text) or ["大语言模型"]
        )
        start = chance.randrange(len(run) - 1)
        piece = run[start : start + chance.randint(2, 8)]
        holds = [piece in texts[one] for one in index.ids(piece)]
        first += holds[:1] == [True]
        ten += any(holds)
    say("pieces of texts", f"{first / count:.4f} in the first result, {ten / count:.4f} in the first ten")


class _Packed(SimpleHTTPRequestHandler):
    """Serves files gzipped, as web servers do, and counts the bytes."""

    sent: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        packed = gzip.compress(path.read_bytes(), 6)
        self.sent.append(len(packed))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        self.wfile.write(packed)

    def log_message(self, format: str, *values: Any) -> None:
        pass


def measure_browser(base: Path, queries: Sequence[str]) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Packed, directory=str(base))) as server, sync_playwright() as p:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        address = f"http://127.0.0.1:{server.server_address[1]}/index.html"
        measure_bytes(page, address, queries)
        page.goto(address)
        script = """async (queries) => { const times = []; for (const q of queries) { await ainotes.search(q);
            const start = performance.now(); await ainotes.search(q); times.push(performance.now() - start); }
            return [times, performance.memory.usedJSHeapSize]; }"""
        times, heap = page.evaluate(script, list(queries))
        say("Chromium, a query with its shards loaded", quantiles(times, "ms"))
        slow = sorted(zip(times, queries, strict=True), reverse=True)[:3]
        say("  slowest", json.dumps([[round(spent, 1), query[:30]] for spent, query in slow], ensure_ascii=False))
        say("Chromium, memory after all queries", f"{heap / 1e6:.0f} MB")
        browser.close()
        server.shutdown()


def measure_bytes(page: Page, address: str, queries: Sequence[str]) -> None:
    amounts: list[tuple[float, int, str]] = []
    for query in queries:
        page.goto(address)
        _Packed.sent.clear()
        page.evaluate("(query) => ainotes.search(query)", query)
        amounts.append((sum(_Packed.sent) / 1000, len(_Packed.sent), query))
    say("bytes from an idle page to the first results", quantiles([row[0] for row in amounts], "KB"))
    say("  requests", quantiles([float(row[1]) for row in amounts], ""))
    worst = [[round(size), requests, query[:30]] for size, requests, query in sorted(amounts, reverse=True)[:5]]
    say("  most", json.dumps(worst, ensure_ascii=False))


def quantiles(values: Sequence[float], unit: str) -> str:
    ordered = sorted(values)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"median {statistics.median(ordered):.1f} {unit}, 95 % {high:.1f} {unit}, most {ordered[-1]:.1f} {unit}"


def say(what: str, value: str) -> None:
    print(f"{what}: {value}", flush=True)


if __name__ == "__main__":
    main()
