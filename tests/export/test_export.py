"""`ainotes export`: what is published, for other programs; what is not, nowhere."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from base64 import b64encode
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from tests.export.conftest import SECRET, contents, png

from ainotes_site.cli import main


def test_the_database_is_whole_and_finds_chinese(base: Path) -> None:
    assert main(["export", "--sqlite", "out/x.db"]) == 0
    database = sqlite3.connect("out/x.db")
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("INSERT INTO entries_fts(entries_fts) VALUES ('integrity-check')").fetchall() == []
    titles = {title for (title,) in database.execute("SELECT title FROM entries")}
    assert {"为什么要检索增强", "为什么要切块？", "从一条笔记开始"} <= titles
    found = database.execute(
        "SELECT e.title FROM entries_fts f JOIN entries e ON e.number = f.rowid WHERE entries_fts MATCH ?",
        ["检索增强生成"],
    ).fetchall()
    assert ("为什么要检索增强",) in found
    assert database.execute("SELECT target, kind FROM entry_links WHERE source = 'q' AND kind = 'link'").fetchall() == [
        ("rag", "link")
    ]
    assert {name for (name,) in database.execute("SELECT name FROM term_names WHERE term = 'huan-jue'")} == {
        "幻觉",
        "Hallucination",
    }
    assert database.execute("SELECT count(*) FROM mentions WHERE term = 'huan-jue'").fetchone()[0] >= 2
    ((markdown, source, line),) = database.execute("SELECT markdown, source, start_line FROM entries WHERE id = 'q'")
    assert "[那篇](" in markdown and source == "q.md" and line == 5
    database.close()


def test_the_vault_is_one_whose_links_all_lead_somewhere(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--obsidian", "vault"]) == 0
    vault = Path("vault")
    notes = {
        path.relative_to(vault).with_suffix("").as_posix(): path.read_text("utf-8") for path in vault.rglob("*.md")
    }
    assert {"entries/为什么要切块？", "glossary/幻觉", "entries/从一条笔记开始"} <= notes.keys()
    assert len([name for name in notes if name.startswith("entries/为什么要切块")]) == 2
    for text in notes.values():
        assert isinstance(yaml.safe_load(text.split("---\n")[1]), dict)
        assert set(re.findall(r"\[\[([^\]|#]+)", text)) <= notes.keys()
        assert "ainotes-note:" not in text
    question = notes["entries/为什么要切块？"]
    assert "[[entries/为什么要检索增强|那篇]]" in question
    assert "](../files/shown.png)" in question and (vault / "files" / "shown.png").read_bytes() == png(1)
    assert "](../files/%E5%9B%BE%20%E4%B8%80.png)" in question and (vault / "files" / "图 一.png").is_file()
    assert "长-标签" in yaml.safe_load(question.split("---\n")[1])["tags"]
    capsys.readouterr()
    main(["check", "--notes", "vault", "--json"])
    problems = [json.loads(line)["message"] for line in capsys.readouterr().out.splitlines()]
    assert [problem for problem in problems if "链接" in problem or "link" in problem] == []


def test_the_cards_are_rows_that_anki_reads(base: Path) -> None:
    assert main(["export", "--anki", "cards.txt"]) == 0
    lines = Path("cards.txt").read_text(encoding="utf-8").splitlines()
    head = {line[1:].partition(":")[0]: line.partition(":")[2] for line in lines if line.startswith("#")}
    assert (head["separator"], head["html"], head["notetype"]) == ("tab", "true", "Basic")
    assert (head["guid column"], head["tags column"]) == ("1", "4")
    rows = list(csv.reader([line for line in lines if not line.startswith("#")], delimiter="\t"))
    assert all(len(row) == 4 for row in rows)
    cards = {row[1]: row for row in rows}
    assert "没有依据" in cards["幻觉"][2]
    assert "同名的另一篇" in cards["为什么要切块?"][2]
    assert '"引" 号' in cards["为什么要切块？"][2]
    assert len({row[0] for row in rows}) == len(rows)
    assert not re.search(r'\s(?:class|id|data-[a-z-]+)="', "".join(lines))


def test_the_book_is_whole_in_itself(base: Path) -> None:
    assert main(["export", "--book", "book.html"]) == 0
    html = Path("book.html").read_text(encoding="utf-8")
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    inner = {unquote(found) for found in re.findall(r'\shref="#([^"]+)"', html)}
    assert {"rag", "q", "glossary", "term-huan-jue"} <= inner <= set(ids)
    sources = re.findall(r'\ssrc="([^"]*)"', html)
    assert sources and all(source.startswith("data:image/png;base64,") for source in sources)
    outward = re.findall(r'\shref="([^#"][^"]*)"', html)
    assert all(address.startswith("https://") for address in outward)
    assert html.index("<nav") < html.index('<article id="rag"') < html.index('<article id="term-huan-jue"')
    assert "default-src 'none'" in html and "<script" not in html


EVERY = {
    "--sqlite": "x.db",
    "--obsidian": "vault",
    "--anki": "cards.txt",
    "--book": "book.html",
    "--opensearch": "opensearch",
    "--zensical": "zensical",
}


def test_what_is_private_is_in_none_of_them(base: Path) -> None:
    assert main(["export", *(part for pair in EVERY.items() for part in pair), "--json"]) == 0
    assert main(["export", "--book", "book.epub"]) == 0
    for path in map(Path, (*EVERY.values(), "book.epub")):
        for content in contents(path):
            assert SECRET.encode() not in content, path
            assert png(0) not in content, path
            assert b64encode(png(0)) not in content, path
    assert png(1) in contents(Path("vault")) and png(1) in contents(Path("book.epub"))


def test_the_same_notes_give_the_same_bytes(base: Path) -> None:
    for out in ("one", "two"):
        every = (part for option, name in EVERY.items() for part in (option, f"{out}/{name}"))
        assert main(["export", *every]) == main(["export", "--book", f"{out}/b.epub"]) == 0
    trees = [
        {path.relative_to(out).as_posix(): path.read_bytes() for path in Path(out).rglob("*") if path.is_file()}
        for out in ("one", "two")
    ]
    assert trees[0] == trees[1] and len(trees[0]) > len(EVERY)


def test_what_is_there_stays_unless_told_otherwise(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("x.db", "cards.txt"):
        Path(name).write_text("mine", encoding="utf-8")
    Path("vault").mkdir()
    Path("vault/mine.md").write_text("mine", encoding="utf-8")
    for option, name in (("--sqlite", "x.db"), ("--anki", "cards.txt"), ("--obsidian", "vault")):
        assert main(["export", option, name]) == 1
        assert "没有改动" in capsys.readouterr().err
    assert main(["export", "--obsidian", "vault", "--force"]) == 1
    assert Path("x.db").read_text() == Path("cards.txt").read_text() == Path("vault/mine.md").read_text() == "mine"
    assert main(["export", "--sqlite", "x.db", "--anki", "cards.txt", "--force", "--json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert [one["format"] for one in told] == ["sqlite", "anki"] and all(one["count"] for one in told)
    assert main(["export"]) == 1
