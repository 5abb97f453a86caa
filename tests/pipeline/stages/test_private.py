"""What is private stays at home: a secret in every place that a note has is nowhere in the site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.pipeline.base import Base

from ainotes_site.cli import main
from ainotes_site.pipeline.file_rules import file_rules
from ainotes_site.pipeline.stages.link import link_sources
from ainotes_site.pipeline.stages.private_assets import private_assets
from ainotes_site.pipeline.stages.scan import scan

SECRET = "zhimimima9137"
BLOCK = "65f0a1b2-aaaa-2222-3333-444455556666"
LINKS = f"见 [那篇](别的.md) 和 [[别的]]、[[别名]]、[[题名]]，(({BLOCK})) [[别的#小节]]。"
PLACES = f"""---
title: 标题 {SECRET}
{{said}}
tags: [标签{SECRET}]
aliases: [别名{SECRET}]
authors: [人{SECRET}]
date: 2024-01-01
---

正文 {SECRET} 讲检索增强，#里面{SECRET} 见 [[公开]]，[链接](https://example.org/{SECRET})。

![图 {SECRET}](img/{SECRET}.png)

## 小节 {SECRET}

- **术语{SECRET}**：意思。 ^{SECRET}
"""
SAYS = ["draft: true", "publish: false", "private: true", "status: draft", "草稿: 是", "私密: true", "发布: 否"]


def write(base: Base, said: str) -> None:
    (base.notes / "img").mkdir(exist_ok=True)
    (base.notes / "img" / f"{SECRET}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + SECRET.encode())
    (base.notes / f"秘密{SECRET}.md").write_text(PLACES.format(said=said), encoding="utf-8")
    (base.notes / "公开.md").write_text(f"# 公开\n\n{LINKS}\n\n![[别的]]\n", encoding="utf-8")
    (base.notes / "别的.md").write_text(
        f"---\n{said}\naliases: [别名]\n---\n# 题名\n\n- 这里引用 {SECRET}。\n  id:: {BLOCK}\n", encoding="utf-8"
    )


def leaks(base: Base) -> list[str]:
    """Files of the site whose name or content has the secret, in any way in which it may be cut."""
    return telling(base.tree())


def telling(files: Mapping[str, bytes]) -> list[str]:
    parts = (SECRET, SECRET[:9], SECRET[-8:])
    return [path for path, content in files.items() if any(p in path or p.encode() in content for p in parts)]


def test_a_secret_is_nowhere_in_the_site_and_links_to_it_are_text(base: Base) -> None:
    write(base, "draft: true")
    report = base.build()
    assert leaks(base) == []
    assert [str(problem) for problem in report.problems if problem.path == "公开.md"] == []
    page = next(content for path, content in base.tree().items() if path.startswith("entries/gong-kai"))
    assert "那篇" in page.decode() and "an-missing" not in page.decode()
    (base.notes / f"秘密{SECRET}.md").write_text(PLACES.format(said="draft: false"), encoding="utf-8")
    base.build()
    assert leaks(base) != []
    (base.notes / f"秘密{SECRET}.md").write_text(PLACES.format(said="draft: true"), encoding="utf-8")
    base.build()
    assert leaks(base) == []


@pytest.mark.parametrize(("said", "is_private"), [("draft: true", True), ("draft: false", False)])
def test_a_secret_is_in_no_export(base: Base, said: str, is_private: bool) -> None:
    write(base, said)
    out = base.root / "out"
    out.mkdir()
    files = {"sqlite": "a.db", "anki": "a.txt", "obsidian": "vault", "opensearch": "bulk", "zensical": "plain"}
    wanted = [part for name, path in files.items() for part in (f"--{name}", str(out / path))]
    config = ["--config-file", str(base.root / "mkdocs.yml")]
    assert main(["export", *wanted, "--book", str(out / "a.html"), *config]) == 0
    assert main(["export", "--book", str(out / "a.epub"), *config]) == 0
    with ZipFile(out / "a.epub") as book:
        inside = {f"a.epub/{name}": book.read(name) for name in book.namelist()}
    found = telling({p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()} | inside)
    if is_private:
        assert found == []
    else:
        assert {path.partition("/")[0] for path in found} >= {"a.db", "vault", "bulk", "plain", "a.html", "a.epub"}


PASSAGES = [
    "%%private%%\n\n{secret}\n\n## {secret}\n\n- a {secret}\n\n%%/private%%",
    "开头 %%private%%{secret}%%/private%% 结尾 %% 私密 %% {secret} %% /私密 %%",
    "<!-- private -->\n```\n{secret}\n```\n![{secret}](img/{secret}.png)\n<!-- /private -->",
    "%%private%%\n{secret}\n%%private%%\n{secret}\n%%/private%%\n{secret}\n%%/private%%",
    "%%private%%\n```\n{secret}\n%%/private%%\n\n```\n见\n```",
]


@pytest.mark.parametrize("passage", PASSAGES)
def test_a_private_passage_is_nowhere_in_the_site_and_the_rest_is(base: Base, passage: str) -> None:
    if "img/" in passage:
        (base.notes / "img").mkdir(exist_ok=True)
        (base.notes / "img" / f"{SECRET}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + SECRET.encode())
    text = f"# 半篇\n\n看得见甲。\n\n{passage.format(secret=SECRET)}\n\n看得见乙。\n"
    (base.notes / "半篇.md").write_text(text, encoding="utf-8")
    (base.notes / "公开.md").write_text("# 公开\n\n![[半篇]]\n", encoding="utf-8")
    (base.notes / "about.md").write_text(f"---\nformat: page\n---\n{text}", encoding="utf-8")
    base.build()
    assert leaks(base) == []
    assert "看得见甲" in base.tree()["about.html"].decode()
    page = next(content for path, content in base.tree().items() if path.startswith("entries/ban-pian"))
    assert "看得见甲" in page.decode() and "看得见乙" in page.decode()


def test_a_private_passage_without_an_end_hides_the_rest_and_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"# 题\n\n看得见。\n\n%%private%%\n\n{SECRET}\n", encoding="utf-8")
    linked = link_sources(scan(tmp_path).sources, workers=1)
    assert [entry.body for entry in linked.library.entries] == ["看得见。"]
    assert [(problem.path, problem.line) for problem in linked.problems] == [("a.md", 5)]


def test_a_mark_in_code_or_without_its_beginning_hides_nothing(tmp_path: Path) -> None:
    text = "# 题\n\n`%%private%%` 甲。\n\n```\n%%private%%\n```\n\n乙。%%/private%%\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    html = next(iter(link_sources(scan(tmp_path).sources, workers=1).library.compiled.values())).html
    assert "甲" in html and "乙" in html


@pytest.mark.parametrize("said", SAYS)
def test_every_way_to_say_so_is_understood(said: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\n{said}\n---\n# 题\n\n{SECRET}\n", encoding="utf-8")
    linked = link_sources(scan(tmp_path).sources, workers=1)
    assert linked.library.entries == () and linked.library.sources == ()


@pytest.mark.parametrize("said", ["publish: true", "draft: false", "status: done", "published: 2024-01-01", "公开: 是"])
def test_anything_else_is_published(said: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\n{said}\n---\n# 题\n\n文。\n", encoding="utf-8")
    assert len(link_sources(scan(tmp_path).sources, workers=1).library.entries) == 1


def test_where_only_what_says_so_is_published(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 题\n\n文。\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("---\npublish: true\n---\n# 二\n\n文，见 [[a]]。\n", encoding="utf-8")
    linked = link_sources(scan(tmp_path).sources, publish_only=True, workers=1)
    assert [entry.span.path for entry in linked.library.entries] == ["b.md"]
    assert linked.problems == ()


def test_audit_lists_what_stays_at_home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("---\nprivate: yes\n---\n# 题\n\n文。\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# 二\n\n文。\n", encoding="utf-8")
    assert main(["audit", "--private", str(tmp_path)]) == 0
    assert capsys.readouterr().out.split() == ["a.md"]


def test_audit_lists_what_the_configuration_excludes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("模板/日记.md", "模板/图.png", "a.md"):
        (tmp_path / "notes" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "notes" / path).write_text("# 题\n\n文。\n", encoding="utf-8")
    plugins = "- ainotes/entries:\n    exclude: ['模板/']\n- ainotes/topics\n- ainotes/glossary\n- ainotes/search\n"
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\ndocs_dir: notes\nplugins:\n{plugins}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["audit", "--private"]) == 0
    assert capsys.readouterr().out.split() == ["模板/图.png", "模板/日记.md"]
    assert main(["audit", "--private", "notes/a.md"]) == 0
    assert capsys.readouterr().out == ""


def test_a_picture_that_only_excluded_notes_name_stays_at_home(tmp_path: Path) -> None:
    hidden = "![[甲.PNG]] ![](img/乙.png) 见丁%20v1.0.png，"
    for path, text in (("模板/日记.md", hidden), ("公开.md", "# 公开\n\n![](img/乙.png)\n")):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "img").mkdir()
    for name in ("甲.png", "乙.png", "丙.png", "丁 v1.0.png"):
        (tmp_path / "img" / name).write_bytes(b"1")
    found = scan(tmp_path, rules=file_rules({"exclude": ["模板/"]}, None, ()))
    linked = link_sources(found.sources, assets=found.linkable, withheld=found.withheld, workers=1)
    assert private_assets(found, (), (), linked.library.compiled.values()) == {"img/甲.png", "img/丁 v1.0.png"}


def test_what_is_excluded_is_not_read_or_published_and_links_to_it_are_text(tmp_path: Path) -> None:
    for path in ("模板/日记.md", "模板/深/a.png", "甲/_内部.md", "板.canvas", "甲/页.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(f"# {SECRET}\n\n文。\n", encoding="utf-8")
    (tmp_path / "公开.md").write_text(
        "# 公开\n\n[[日记]] [内](甲/_内部.md) [[板.canvas]] [图](模板/深/a.png) [[甲/页]]\n", encoding="utf-8"
    )
    found = scan(tmp_path, rules=file_rules({"exclude": ["模板/", "**/_*", "*.canvas"]}, None, ()))
    assert [source.path for source in found.sources] == ["公开.md", "甲/页.md"]
    assert found.linkable == ()
    linked = link_sources(found.sources, assets=found.linkable, withheld=found.withheld, workers=1)
    assert linked.problems == ()
    entry = next(entry for entry in linked.library.entries if entry.span.path == "公开.md")
    assert linked.library.compiled[entry.id].html.count("<a ") == 1
