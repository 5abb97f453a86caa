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

from ainotes_site.cli import main

SECRET = "密而不发的内容"


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A knowledge base with secrets of each kind, in which the test stands."""
    root = tmp_path / "base"
    assert main(["init", str(root)]) == 0
    notes = root / "notes"
    (notes / "private.md").write_text(f"---\ntitle: 私\nprivate: true\n---\n{SECRET}\n![x](p.png)\n", encoding="utf-8")
    (notes / "p.png").write_bytes(b"\x89PNG private")
    (notes / "shown.png").write_bytes(b"\x89PNG shown")
    (notes / "q.md").write_text(
        "---\ntitle: 为什么要切块？\ntags: [长 标签, '#x']\n---\n"
        f'见 [[为什么要检索增强|那篇]] 和 [[private]]。\n\n![图](shown.png)\n\n%%{SECRET}%%\n\n<!-- {SECRET} -->\n\n"引"\t号\n',
        encoding="utf-8",
    )
    (notes / "q2.md").write_text("---\ntitle: 为什么要切块?\n---\n同名的另一篇。\n", encoding="utf-8")
    monkeypatch.chdir(root)
    capsys.readouterr()
    return root


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
    assert "](../files/shown.png)" in question and (vault / "files" / "shown.png").read_bytes() == b"\x89PNG shown"
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


def test_what_is_private_is_in_none_of_them(base: Path) -> None:
    every = ("--sqlite", "x.db", "--obsidian", "vault", "--anki", "cards.txt", "--book", "book.html")
    assert main(["export", *every]) == 0
    paths = [
        Path("x.db"),
        Path("cards.txt"),
        Path("book.html"),
        *(path for path in Path("vault").rglob("*") if path.is_file()),
    ]
    for path in paths:
        assert SECRET.encode() not in path.read_bytes(), path
        assert b"PNG private" not in path.read_bytes(), path
        assert b64encode(b"\x89PNG private") not in path.read_bytes(), path
    assert not (Path("vault") / "files" / "p.png").exists()


def test_the_same_notes_give_the_same_bytes(base: Path) -> None:
    for out in ("one", "two"):
        assert main(["export", "--sqlite", f"{out}/x.db", "--obsidian", f"{out}/v", "--anki", f"{out}/a.txt"]) == 0
        assert main(["export", "--book", f"{out}/b.html"]) == 0
    trees = [
        {path.relative_to(out).as_posix(): path.read_bytes() for path in Path(out).rglob("*") if path.is_file()}
        for out in ("one", "two")
    ]
    assert trees[0] == trees[1]


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
