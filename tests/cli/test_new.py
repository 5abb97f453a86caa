"""`ainotes new`: a note where its kind lies, and nothing overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from ainotes_site.cli import main
from ainotes_site.pipeline.stages.scan import scan
from ainotes_site.readers import read


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new knowledge base, in which the test stands."""
    assert main(["init", str(tmp_path / "base")]) == 0
    monkeypatch.chdir(tmp_path / "base")
    return tmp_path / "base"


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Notes without anything in them, in which the test stands."""
    (tmp_path / "notes").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "notes"


def new(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    capsys.readouterr()
    assert main(["new", *words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert isinstance(told, dict)
    return told


def test_each_kind_lies_where_its_kind_lies_and_passes_the_checks(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = new(capsys, "大模型：怎样提问？", "--date", "2026-02-03", "--text", "提示词先写背景。")
    assert note["path"] == "articles/大模型：怎样提问？.md"
    video = new(capsys, "微调大模型的讲座", "--kind", "video", "--text", "讲 LoRA 微调。")
    assert video["path"] == "videos/微调大模型的讲座.md"
    daily = new(capsys, "读论文", "--kind", "daily", "--date", "2026-02-03", "--text", "向量检索。")
    assert (daily["path"], daily["is_new"]) == ("daily/2026-02-03.md", True)
    again = new(capsys, "写代码", "--kind", "daily", "--date", "2026-02-03", "--text", "用 Python 写提示词。")
    assert (again["path"], again["is_new"]) == ("daily/2026-02-03.md", False)
    assert (base / "notes/daily/2026-02-03.md").read_text(encoding="utf-8") == (
        "# 2026-02-03\n\n## 读论文\n\n向量检索。\n\n## 写代码\n\n用 Python 写提示词。\n"
    )
    term = new(capsys, "智能体", "--kind", "term", "--text", "能自己决定下一步的大模型程序。")
    assert (term["path"], term["is_new"]) == ("glossary.md", False)
    assert main(["check", "--strict"]) == 0, capsys.readouterr().out
    found = {source.path: read(source.path, source.data, source.hints) for source in scan(base / "notes").sources}
    (entry,) = found["articles/大模型：怎样提问？.md"].entries
    assert (entry.title, entry.date, entry.body.strip()) == ("大模型：怎样提问？", "2026-02-03", "提示词先写背景。")
    assert found["videos/微调大模型的讲座.md"].entries[0].kind == "video"
    assert [term.name for term in found["glossary.md"].terms][-1] == "智能体"


def test_what_is_there_is_left_as_it_is(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new(capsys, "同名")
    before = {path: path.read_bytes() for path in (base / "notes").rglob("*.md")}
    assert main(["new", "同名"]) == 1
    assert "已经有了" in capsys.readouterr().err
    for name in ("RAG", "rag", "幻觉"):
        assert main(["new", name, "--kind", "term"]) == 1
        assert "glossary.md:" in capsys.readouterr().err
    assert main(["new", "   "]) == 1
    assert {path: path.read_bytes() for path in (base / "notes").rglob("*.md")} == before


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc passwd.md"),
        ("a/b\\c", "a b c.md"),
        ("CON", "CON_.md"),
        ("???", "note_.md"),
        ("[[x]] #y^z", "x y z.md"),
        ("题。", "题。.md"),
    ],
)
def test_a_title_is_a_name_that_every_system_can_have(
    put: Path, capsys: pytest.CaptureFixture[str], title: str, name: str
) -> None:
    assert new(capsys, title)["path"] == name
    (written,) = put.iterdir()
    assert written.name == name
    front = written.read_text(encoding="utf-8").split("---\n")[1]
    assert yaml.safe_load(front)["title"] == title


def test_the_day_is_written_as_the_other_days_are(put: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (put / "log" / "2025" / "12").mkdir(parents=True)
    for day in ("20251230", "20251231"):
        (put / "log" / "2025" / "12" / f"{day}.md").write_text("# 记\n", encoding="utf-8")
    assert new(capsys, "新年", "--kind", "daily", "--date", "2026-01-01")["path"] == "log/2026/01/20260101.md"


def test_an_outline_gets_an_item(put: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (put / "logseq").mkdir()
    (put / "logseq" / "config.edn").write_text("{}", encoding="utf-8")
    (put / "journals").mkdir()
    day = put / "journals" / "2026_01_01.md"
    day.write_bytes("- 早\r\n- 晚".encode())
    told = new(capsys, "夜", "--kind", "daily", "--date", "2026-01-01")
    assert day.read_bytes() == "- 早\r\n- 晚\r\n- 夜\r\n".encode()
    assert told["line"] == 3


def test_a_glossary_in_which_a_line_would_be_no_term_is_left_alone(
    put: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = "---\nformat: glossary\n---\n# 术语\n\n| 术语 | 释义 |\n| --- | --- |\n| 切块 | 切成段。 |\n| 召回 | 找出来。 |\n"
    (put / "words.md").write_text(table, encoding="utf-8")
    told = new(capsys, "重排", "--kind", "term", "--text", "再排一次。")
    written = (put / str(told["path"])).read_text(encoding="utf-8")
    reading = read(str(told["path"]), written.encode())
    assert "重排" in [term.name for term in reading.terms]
    assert told["path"] == "words.md" or (put / "words.md").read_text(encoding="utf-8") == table


def test_a_file_that_is_not_utf8_is_not_added_to(put: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (put / "daily").mkdir()
    day = put / "daily" / "2026-01-01.md"
    day.write_bytes("# 今天\n写于旧电脑的一天\n".encode("gb18030"))
    assert main(["new", "题", "--kind", "daily", "--date", "2026-01-01"]) == 1
    assert "UTF-8" in capsys.readouterr().err
    assert day.read_bytes() == "# 今天\n写于旧电脑的一天\n".encode("gb18030")


def test_a_date_that_is_none_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["new", "题", "--date", "2026-02-30"])
    assert ended.value.code == 2
