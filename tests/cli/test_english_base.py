"""A base with `lang: en` shows no Chinese of ours, whatever is asked of it and without any environment variable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ainotes_site.cli import main

HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]")
SHOWN = (".html", ".json", ".jsonl", ".xml", ".txt", ".md", ".webmanifest")
SCRIPTS = ("assets/ainotes/words.js", "assets/ainotes/previews/*.js", "sw.js")
"""Scripts that hold words; others hold tables of characters for the search, which nobody is shown."""
COMMANDS = (
    "build",
    "check",
    "audit",
    "search attention",
    "search 检索",
    "search zzzz",
    "doctor",
    "export --book book.html --anki cards.txt --obsidian vault --zensical plain",
    "new A note",
    "search --nothing",
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new English knowledge base with a note that has problems of each kind that is common."""
    folder = tmp_path_factory.mktemp("english") / "base"
    assert main(["init", "--lang", "en", str(folder)]) == 0
    wrong = (
        "---\ntags: []\nid: Not valid\n---\nA note to [[nowhere]], $\\frac{$ and ![](none.png).\n\n## Empty heading\n"
    )
    (folder / "notes" / "wrong.md").write_text(wrong, encoding="utf-8")
    (folder / "notes" / "empty.md").write_text("", encoding="utf-8")
    return folder


def test_every_command_and_page_is_english(
    base: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("AINOTES_LANG", raising=False)
    monkeypatch.setenv("AINOTES_SITE_URL", "https://example.org/")
    monkeypatch.chdir(base)
    for command in COMMANDS:
        try:
            main(command.split())
        except SystemExit:  # wrong use
            continue
        said = capsys.readouterr()
        assert (command, HAN.findall((said.out + said.err).replace(command.split()[-1], ""))) == (command, [])
        assert said.out + said.err
    assert [(path.relative_to(base).as_posix(), found) for path in shown(base) if (found := _han(path))] == []


def shown(base: Path) -> Iterator[Path]:
    site = base / "site"
    yield from (path for path in sorted(site.rglob("*")) if path.suffix in SHOWN)
    for pattern in SCRIPTS:
        found = sorted(site.glob(pattern))
        assert found, pattern
        yield from found
    yield from (path for path in (base / "book.html", base / "cards.txt", *sorted((base / "vault").rglob("*.md"))))


def _han(path: Path) -> str:
    return "".join(HAN.findall(path.read_text(encoding="utf-8")))[:40]
