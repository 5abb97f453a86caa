"""What a build and a check report: the same, and `--strict` fails on what the owner can mend, on nothing else."""

from __future__ import annotations

import json

import pytest
from tests.pipeline.base import Base

from ainotes_site.cli import main

TO_MEND = {
    "picture": "![图](no.png)",
    "embed": "![[no.png]]",
    "note": "[那篇](no.md)",
    "wikilink": "[[没有的笔记]]",
    "file": "[表](no.csv)",
    "heading": "[节](#没有)",
    "heading of another": "[[二#没有]]",
    "block": "((65f0a1b2-aaaa-2222-3333-444455550000))",
    "passage": "%%private%%\n没有完",
    "fields": "---\ntags: [a\n---\n一句。",
    "date": "---\ndate: 某天\n---\n一句。",
    "formula": "$\\begin{x$ 与 $$\\frac{a$$",
}
"""What a note may say that its owner can mend: `--strict` fails on each."""
HABITS = {
    "route": "[归档](/archives/) [页](/a/b.html)",
    "page of the host": "[问题](../../issues)",
    "outside": "[上面](../../../x.md)",
    "application": "[打开](zotero://select/x)",
    "template": "![[{{cover}}]] [[<% tp.file.title %>]]",
    "matrix": "[[0, 1]] [[1]] [[ -f x ]]",
    "contents": "[[toc]]\n\n[TOC]\n\n一句。",
    "diagram": "```mermaid\nnoSuchDiagram\n```",
    "private": "[[秘密]] [那篇](秘密.md) [[秘名]]",
    "accents": "naïve café Ångström",
    "queries": "```dataview\nCALENDAR date\n```\n\n{{query (sample 3)}}",
    "component": '<Badge text="x" /> <Counter /> <think>想</think>',
    "other hosts": "![x](https://example.org/a.png) [y](https://example.org/none)",
}
"""What is no mistake, or not the owner's: it fails nothing."""
_BESIDE = {
    "二.md": "# 二\n\n二句。\n",
    "秘密.md": "---\nprivate: true\naliases: [秘名]\n---\n# 秘\n\n三句。\n",
    "docusaurus.config.js": "module.exports = {}\n",
    "数据.xyz": "1\n",
}


def _written(base: Base, cases: dict[str, str]) -> None:
    for path, text in _BESIDE.items():
        (base.notes / path).write_text(text, encoding="utf-8")
    for name, text in cases.items():
        front, mark, rest = text.partition("\n---\n")
        body = f"{front}{mark}# {name}\n\n{rest}\n" if mark else f"# {name}\n\n{text}\n"
        (base.notes / f"{name.replace(' ', '-')}.md").write_text(body, encoding="utf-8")


@pytest.mark.parametrize(("cases", "fails"), [(TO_MEND, True), (HABITS, False)], ids=["to mend", "habits"])
def test_build_and_check_say_the_same_and_strict_fails_on_what_can_be_mended(
    cases: dict[str, str],
    fails: bool,
    base: Base,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _written(base, cases)
    built = base.build().problems
    monkeypatch.chdir(base.root)
    assert main(["check", "--strict", "--json"]) == int(fails)
    checked = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    said = {(one["path"], one["line"], one["message"]) for one in checked}
    language = "zh" if any("\u4e00" <= sign <= "\u9fff" for one in checked for sign in one["message"]) else "en"
    assert {(one.path, one.line, one.said(language)[0]) for one in built} <= said
    mended = {one.path for one in built if not one.remark}
    assert mended == ({f"{name.replace(' ', '-')}.md" for name in cases} if fails else set())
    assert main(["build", "--strict"]) == int(fails)
