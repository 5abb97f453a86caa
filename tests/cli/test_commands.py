"""Each command as it is typed: what it prints, what it exits with, and one line for what is wrong."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ainotes_site.cli import main
from ainotes_site.cli.arguments import parser
from ainotes_site.model import Lang
from ainotes_site.search.engine import open_index

SITE = Path(__file__).resolve().parents[1] / "site"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built knowledge base."""
    root = tmp_path_factory.mktemp("cli") / "base"
    shutil.copytree(SITE, root, ignore=shutil.ignore_patterns(".*", "site"))
    assert main(["build", "--config-file", str(root / "mkdocs.yml")]) == 0
    return root


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_build_says_what_it_did_and_where_to_look(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--config-file", str(base / "mkdocs.yml")]) == 0
    assert str(base / "site" / "index.html") in capsys.readouterr().out


def test_explain_says_why(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "copy"
    shutil.copytree(base, root)
    (root / "site" / "people.html").write_text("altered", encoding="utf-8")
    note = root / "notes" / "journal" / "attention.md"
    note.write_text(note.read_text(encoding="utf-8").replace("按相关性", "按相似度"), encoding="utf-8")
    capsys.readouterr()
    assert main(["build", "--explain", "--config-file", str(root / "mkdocs.yml")]) == 0
    said = capsys.readouterr().out
    assert "people.html: 站点里的文件被改动过" in said
    assert "entries/attention-cheatsheet.html: 有变：内容本身\n" in said


def test_a_clone_without_its_history_is_said_in_one_line(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "copy"
    shutil.copytree(base, root)
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@b.example"]
    for command in (["init", "-q"], ["add", "mkdocs.yml"], ["commit", "-qm", "one"]):
        subprocess.run([*git, *command], check=True)
    build = ["build", "--config-file", str(root / "mkdocs.yml")]
    assert main(build) == 0
    assert "浅克隆" not in capsys.readouterr().err
    head = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout
    (root / ".git" / "shallow").write_text(head, "ascii")
    assert main(build) == 0
    assert [line for line in capsys.readouterr().err.splitlines() if "浅克隆" in line] == [
        "这是浅克隆，没有历史：没写日期的笔记不会从 git 得到日期；要日期请取全部历史（fetch-depth: 0）。"
    ]


def test_strict_fails_on_a_problem(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "copy"
    shutil.copytree(base, root)
    (root / "notes" / "bad.md").write_bytes("# 标题\n\xff\xfe\x00坏".encode("latin-1", "replace") + b"\x00\x01\x02\xff")
    assert main(["build", "--strict", "--config-file", str(root / "mkdocs.yml")]) == 1
    said = capsys.readouterr().err
    assert "bad.md" in said
    assert "Traceback" not in said
    assert not (root / "site" / "sources" / "bad.html").exists()


def test_parse_gives_entries_terms_and_skipped_lines_as_promised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = tmp_path / "2024-05.md"
    digest.write_text(
        "### 01\n\n2024-05-06\n\n林小树\n@xiaoshu\n大模型的幻觉怎么办？#对齐 见 https://a.com/x?utm_source=y\n\n"
        "### 02\n\n2024-05-06\n\n\n",
        encoding="utf-8",
    )
    glossary = tmp_path / "words.md"
    glossary.write_text("# 术语\n\n- **幻觉（Hallucination）**：没有依据。\n- **对齐**：合人意。\n", encoding="utf-8")
    assert main(["parse", "--json", str(digest), str(glossary)]) == 0
    found = lines(capsys)
    entry = next(one for one in found if one["type"] == "entry")
    assert entry["id"] == "2024-05-06-01"
    assert entry["kind"] == "post"
    assert (entry["date"], entry["date_inferred"]) == ("2024-05-06", False)
    assert entry["authors"] == [{"name": "林小树", "handle": "xiaoshu"}]
    assert entry["tags"] == ["对齐"]
    assert [link["url"] for link in entry["links"]] == ["https://a.com/x"]  # type: ignore[union-attr, index, attr-defined]
    assert set(entry["topics"]) <= set(entry["topic_evidence"])  # type: ignore[arg-type, call-overload]
    assert entry["source"]["start_line"] == 1  # type: ignore[index]
    assert [(one["name"], one["aliases"]) for one in found if one["type"] == "term"] == [
        ("幻觉", ["Hallucination"]),
        ("对齐", []),
    ]
    assert "empty-template" in [one.get("reason") for one in found if one["type"] == "skipped"]


def test_audit_accounts_for_every_line(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--json", str(base / "notes")]) == 0
    assert all(ledger["unaccounted"] == [] for ledger in lines(capsys))


def test_check_reports_and_fails_under_strict_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note = tmp_path / "n.md"
    note.write_text("---\ntitle: 一条\n---\n见 [[不存在]] 和 [文件](nowhere.md)。\n", encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 0
    assert "不存在" in capsys.readouterr().out
    assert main(["check", "--strict", "--json", str(tmp_path)]) == 1
    assert {"path", "line", "kind", "message", "hint"} == set(lines(capsys)[0])


def test_search_finds_what_the_page_would(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = str(base / "site")
    assert main(["search", "注意力机制", "--site", site, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["hits"][0]["id"] == "attention-cheatsheet"
    assert main(["search", "没有这样的话呀呀呀", "--site", site, "--literal"]) in (0, 1)
    assert main(["search", "切块", "--site", site]) == 0


def test_glossary_terms_are_listed_in_the_terminal(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The kind of a term had no name there, and the command ended with a traceback."""
    assert main(["search", "kind:term", "--site", str(base / "site")]) == 0
    assert "(术语)" in capsys.readouterr().out


def test_the_terminal_says_which_word_was_mended(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "注义力机制", "--site", str(base / "site")]) == 0
    assert "您是不是要找：注意力机制" in capsys.readouterr().err


def test_a_batch_answers_each_query(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch = tmp_path / "q.jsonl"
    batch.write_text('{"qid": "1", "query": "注意力"}\n\n{"qid": 2, "query": ""}\n', encoding="utf-8")
    assert main(["search", "--site", str(base / "site"), "--batch", str(batch)]) == 0
    first, second = lines(capsys)
    assert len(first["ids"]) > 1  # type: ignore[arg-type]
    assert first["qid"] == "1"
    assert first["ids"]
    assert isinstance(first["ms"], float)
    assert (second["qid"], second["ids"]) == (2, [])
    assert main(["search", "--site", str(base / "site"), "--limit", "1", "--batch", str(batch)]) == 0
    assert lines(capsys)[0]["ids"] == first["ids"][:1]  # type: ignore[index]


def test_a_batch_says_which_query_was_stopped(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = tmp_path / "q.jsonl"
    batch.write_text('{"qid": "1", "query": "注意力 OR 幻觉"}\n', encoding="utf-8")
    index = open_index(base / "site" / "search")
    monkeypatch.setattr("ainotes_site.search.engine.SECONDS", 0.0)
    monkeypatch.setattr("ainotes_site.search.engine.open_index", lambda path: index)
    assert main(["search", "--site", str(base / "site"), "--batch", str(batch)]) == 0
    told = capsys.readouterr()
    row = json.loads(told.out)
    assert (row["ids"], row["stopped"]) == ([], True)
    assert told.err.startswith("1: ")


def test_an_index_alone_answers_as_the_site_does(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["index", "--notes", str(base / "notes"), "--out", str(tmp_path / "out")]) == 0
    capsys.readouterr()
    answers = []
    for site in (base / "site", tmp_path / "out"):
        assert main(["search", "向量", "--site", str(site), "--json"]) == 0
        answers.append(json.loads(capsys.readouterr().out)["hits"])
        for hit in answers[-1]:
            del hit["score"]  # the index of the site has its hand-written pages too, so words are not as rare there
    assert answers[0] == answers[1]


def test_eval_measures(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text('{"qid": "1", "query": "注意力小抄", "relevant": ["attention-cheatsheet"]}\n', encoding="utf-8")
    assert main(["eval", str(cases), "--site", str(base / "site"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["mrr"] == 1.0


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        (["build", "--config-file", "{}/none.yml"], "ainotes init DIR"),
        (["build", "--notes", "{}/none"], "--notes DIR"),
        (["search", "x", "--site", "{}/none"], "build"),
        (["search", "--batch", "{}/bad.jsonl", "--site", "{site}"], "one object a line"),
        (["search", "--batch", "{}/latin.jsonl", "--site", "{site}"], "save it as UTF-8"),
        (["eval", "{}/latin.jsonl", "--site", "{site}"], "save it as UTF-8"),
        (["parse", "{}/none.md"], "check the path"),
        (["init", "{}/bad.jsonl"], "new folder"),
        (["build", "--config-file", "{}/bad.yml"], "mend"),
    ],
)
def test_what_is_impossible_is_one_line_with_a_next_step(
    base: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    hint: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AINOTES_LANG", "en")
    (tmp_path / "bad.jsonl").write_text("no json\n", encoding="utf-8")
    (tmp_path / "latin.jsonl").write_bytes(b'{"qid": 1, "query": "caf\xe9"}\n')
    (tmp_path / "bad.yml").write_text("a: [1\nb: 2\n", encoding="utf-8")
    words = [word.replace("{site}", str(base / "site")).replace("{}", str(tmp_path)) for word in command]
    assert main(words) == 1
    said = capsys.readouterr().err
    assert hint in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["publish"],
        ["build", "--fast"],
        ["build", "--workers", "0"],
        ["serve", "--port", "65536"],
        ["serve", "--port", "-1"],
        ["search", "x", "--limit", "many"],
        ["init"],
    ],
)
def test_wrong_use_is_one_line_with_a_next_step(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(command)
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert said.count("\n") == 1
    assert '--help"' in said
    assert "_" not in said


def test_a_terminal_of_another_encoding_is_no_obstacle(base: Path) -> None:
    command = [sys.executable, "-m", "ainotes_site", "search", "注意力", "--site", str(base / "site")]
    done = subprocess.run(command, env={**os.environ, "PYTHONIOENCODING": "ascii"}, capture_output=True, check=True)
    assert rb"\u6ce8" in done.stdout


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_speaks_the_language_that_is_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setenv("AINOTES_LANG", lang)
    with pytest.raises(SystemExit):
        main(["build", "--help"])
    assert ("Read the notes" in capsys.readouterr().out) == (lang == "en")


def test_what_is_not_published_is_in_no_index_and_in_no_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "home.md").write_text("# 家里\n\n暗号菠萝，见 [[没有的笔记]]。\n", encoding="utf-8")
    (tmp_path / "notes" / "open.md").write_text("---\npublish: true\n---\n# 公开\n\n可以看的西瓜。\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        'site_name: x\ndocs_dir: notes\nplugins:\n  - ainotes/entries: {notes: ["**"], publish: only}\n  - ainotes/search\n',
        encoding="utf-8",
    )
    assert main(["index", "--out", "out"]) == 0
    capsys.readouterr()
    assert main(["search", "西瓜", "--site", "out"]) == 0
    assert "公开" in capsys.readouterr().out
    main(["search", "菠萝", "--site", "out"])
    assert "家里" not in capsys.readouterr().out
    main(["check"])
    assert "没有的笔记" not in capsys.readouterr().out


def _commands(lang: Lang) -> dict[str, argparse.ArgumentParser]:
    (choices,) = [action.choices for action in parser(lang)._actions if isinstance(action.choices, dict)]
    return dict(choices)


@pytest.mark.parametrize(("lang", "words"), [("zh", "退出码："), ("en", "Exit codes: ")])
def test_every_command_says_what_it_exits_with(lang: Lang, words: str) -> None:
    for name, command in _commands(lang).items():
        said = command.format_help().partition(words)[2]
        assert said.startswith("130 " if name == "serve" else "0 ") and "2 " in said, name


def test_what_a_program_may_ask_knows_json() -> None:
    without = {name for name, command in _commands("en").items() if "--json" not in command.format_help()}
    assert without == {"serve", "index", "mcp"}, "a preview, a file that programs read, a protocol of its own"


def test_a_program_is_told_what_a_build_did(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "copy"
    shutil.copytree(base, root)
    build = ["build", "--json", "--strict", "--config-file", str(root / "mkdocs.yml")]
    assert main(build) == 0
    (said,) = lines(capsys)
    assert said["published"] is True and said["site"] == str(root / "site") and said["problems"] == []
    assert all(isinstance(said[name], int) for name in ("sources", "entries", "terms", "files", "written"))
    (root / "notes" / "new.md").write_text("# 新\n\n见 [[没有这篇]]。\n", encoding="utf-8")
    assert main(build) == 1
    (said,) = lines(capsys)
    assert said["published"] is False and not (root / "site" / "entries" / "new.html").exists()
    (problem,) = said["problems"]  # type: ignore[misc]
    assert (problem["path"], problem["line"], problem["remark"]) == ("new.md", 3, False) and problem["hint"]
    assert main([word for word in build if word != "--strict"]) == 0
    (said,) = lines(capsys)
    assert {"path": "entries/new.html", "code": "new", "parts": []} in said["reasons"]  # type: ignore[operator]


def test_who_begins_in_english_meets_no_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("AINOTES_LANG", raising=False)
    monkeypatch.chdir(tmp_path)
    assert main(["init", "base", "--lang", "en", "--github-pages"]) == 0
    monkeypatch.chdir(tmp_path / "base")
    for words in (
        ["check"],
        ["build"],
        ["doctor"],
        ["new", "A title"],
        ["export", "--book", "b.epub"],
        ["search", "z"],
    ):
        main(words)
    assert main(["export"]) == 1
    said = capsys.readouterr()
    assert not re.search(r"[\u3400-\u9fff]", said.out + said.err)
