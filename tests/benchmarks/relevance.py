"""Asks others the same queries of the same site, and prints how well each ranks.

    python tests/benchmarks/relevance.py --site site --queries tests/cases/search/notes.jsonl
    python tests/benchmarks/relevance.py --site site --queries mine.jsonl --pagefind PATH

Each line of a file of queries is {"query", "relevant": [ids of entries], "kind"}. Only entries count, and only queries that
some entry answers. The others are: BM25 over words and pairs of characters (k1 1.2, b 0.75); the lunr.js that MkDocs brings,
with all texts and queries cut by jieba beforehand, which is more than MkDocs does for Chinese; Pagefind in Chromium, where
its program is given or installed.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import shutil
import subprocess
import tempfile
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jieba
import mkdocs.contrib.search
from playwright.sync_api import sync_playwright
from quickjs import Context

from ainotes_site.search.engine import open_index
from ainotes_site.search.evaluate import DEPTH, Case, evaluate

Search = Callable[[str, int], Sequence[str]]
_LUNR = Path(mkdocs.contrib.search.__file__).parent / "templates" / "search" / "lunr.js"
_TOKENS = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")


class _Article(HTMLParser):
    """The text of the article of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._depth += tag == "article"

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "article"

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.parts.append(data)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--site", type=Path, required=True)
    options.add_argument("--queries", type=Path, nargs="+", required=True)
    options.add_argument("--kinds", action="store_true", help="a line for each kind of query, too")
    options.add_argument("--pagefind", default=shutil.which("pagefind") or "")
    chosen = options.parse_args()
    texts = {path.stem: article(path) for path in sorted((chosen.site / "entries").glob("*.html"))}
    cases = read_cases(chosen.queries, texts)
    index = open_index(chosen.site / "search")
    say("", "queries", "MRR@10", "recall@10", "none")
    report("ainotes", cases, index.ids, chosen.kinds)
    report("BM25", cases, bm25(texts), chosen.kinds)
    report("MkDocs (lunr)", cases, lunr(texts), chosen.kinds)
    if chosen.pagefind:
        report_pagefind(chosen.pagefind, chosen.site, cases, chosen.kinds)


def article(path: Path) -> str:
    parser = _Article()
    parser.feed(path.read_text(encoding="utf-8"))
    return " ".join(" ".join(parser.parts).split())


def read_cases(files: Sequence[Path], texts: Mapping[str, str]) -> list[tuple[str, Case]]:
    """Cases with their kinds."""
    found = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            relevant = frozenset(id_ for id_ in row["relevant"] if id_ in texts)
            if relevant:
                found.append((row.get("kind", "all"), Case(str(len(found)), row["query"], relevant)))
    return found


def report(name: str, cases: Sequence[tuple[str, Case]], search: Search, detailed: bool = False) -> None:
    """One line for all queries, and one for each kind of which there are several."""
    kinds = sorted({kind for kind, _ in cases})
    for kind in ["", *(kinds if detailed and len(kinds) > 1 else [])]:
        scores = evaluate([case for own, case in cases if kind in ("", own)], search)
        say(
            f"  {kind}" if kind else name,
            scores.queries,
            *(f"{v:.3f}" for v in (scores.mrr, scores.recall, scores.zero)),
        )


def say(name: str, *cells: object) -> None:
    print(f"{name:24}" + "".join(f"{cell!s:>11}" for cell in cells), flush=True)


def tokens(text: str) -> list[str]:
    """Words, and of Chinese the pairs of characters."""
    found: list[str] = []
    for run in _TOKENS.findall(text.lower()):
        found += [run] if run.isascii() or len(run) == 1 else [run[at : at + 2] for at in range(len(run) - 1)]
    return found


def bm25(texts: Mapping[str, str]) -> Search:
    """The Okapi formula (Robertson et al. 1994)."""
    postings: dict[str, dict[str, int]] = defaultdict(dict)
    lengths = {}
    for id_, text in texts.items():
        counts = Counter(tokens(text))
        lengths[id_] = counts.total()
        for token, count in counts.items():
            postings[token][id_] = count
    mean = sum(lengths.values()) / max(len(lengths), 1)

    def search(query: str, limit: int) -> list[str]:
        scores: Counter[str] = Counter()
        for token in set(tokens(query)):
            having = postings.get(token, {})
            idf = math.log(1 + (len(texts) - len(having) + 0.5) / (len(having) + 0.5))
            for id_, count in having.items():
                scores[id_] += idf * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * lengths[id_] / mean))  # type: ignore[assignment]
        return [id_ for id_, _ in scores.most_common(limit)]

    return search


def lunr(texts: Mapping[str, str]) -> Search:
    """lunr.js as MkDocs uses it: fields title and text, every word of the query at will."""
    context = Context()
    context.eval("var window = globalThis; var self = globalThis;")
    context.eval(_LUNR.read_text(encoding="utf-8"))
    documents = [{"id": id_, "text": " ".join(jieba.cut(text))} for id_, text in texts.items()]
    context.eval(
        """var index; function make(rows) { index = lunr(function () { this.ref("id"); this.field("text");
        this.pipeline.remove(lunr.trimmer); for (const row of JSON.parse(rows)) this.add(row); }); }
        function ask(words) { return JSON.stringify(index.query((query) => {
        for (const word of JSON.parse(words)) query.term(word.toLowerCase()); }).map((hit) => hit.ref)); }"""
    )
    context.get("make")(json.dumps(documents))
    ask = context.get("ask")

    def search(query: str, limit: int) -> list[str]:
        words = [word for word in jieba.cut(query) if word.strip()]
        return list(json.loads(ask(json.dumps(words))))[:limit]

    return search


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *values: Any) -> None:
        pass


def report_pagefind(program: str, site: Path, cases: Sequence[tuple[str, Case]], detailed: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(site / "entries", Path(name) / "entries")
        (Path(name) / "index.html").write_text("<!doctype html><title>search</title>", encoding="utf-8")
        subprocess.run([program, "--site", name, "--root-selector", "article"], check=True, capture_output=True)
        handler = partial(_Quiet, directory=name)
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            chromium = shutil.which("chromium") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{server.server_address[1]}/index.html")
            script = """async ([query, limit]) => { const finder = await import("/pagefind/pagefind.js");
                const { results } = await finder.search(query);
                return Promise.all(results.slice(0, limit).map(async (hit) => (await hit.data()).url)); }"""

            def search(query: str, limit: int) -> list[str]:
                return [Path(url).stem for url in page.evaluate(script, [query, limit])]

            report("Pagefind", cases, search, detailed)
            browser.close()
            server.shutdown()


if __name__ == "__main__":
    assert DEPTH == 10, "the head of the table says so"
    main()
