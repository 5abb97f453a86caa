"""Looking at somebody else's notes runs nothing of theirs: only a build reads the configuration as MkDocs does."""

from __future__ import annotations

from pathlib import Path

import pytest

from ainotes_site.cli import main

_CONFIG = """\
site_name: !!python/object/apply:os.mkdir ["{trace}"]
hooks: [hooks.py]
docs_dir: notes
theme: {{name: material, custom_dir: overrides}}
markdown_extensions:
  - evil_extension
  - pymdownx.emoji: {{emoji_index: !!python/object/apply:os.mkdir ["{trace}"]}}
plugins:
  - ainotes/entries: {{lang: !!python/object/new:os.mkdir ["{trace}"]}}
  - evil_plugin
"""


@pytest.mark.parametrize(
    "command",
    [
        ["parse", "notes/a.md"],
        ["audit"],
        ["audit", "--explain", "notes/a.md"],
        ["audit", "--private"],
        ["check"],
        ["index", "--out", "out"],
        ["doctor"],
        ["permalinks", "--init"],
    ],
    ids=" ".join,
)
def test_commands_that_build_no_site_run_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    trace = tmp_path / "trace"
    folder = tmp_path / "theirs"
    (folder / "notes").mkdir(parents=True)
    (folder / "overrides").mkdir()
    (folder / "overrides" / "main.html").write_text(f"{{{{ cycler.__init__.__globals__.os.mkdir('{trace}') }}}}")
    (folder / "mkdocs.yml").write_text(_CONFIG.format(trace=trace))
    code = f"import os\nos.mkdir({str(trace)!r})\n"
    for name in ("hooks", "evil_extension", "evil_plugin", "yaml", "conftest", "sitecustomize", "ainotes_site"):
        (folder / f"{name}.py").write_text(code)
    (folder / "notes" / "a.md").write_text("# A\n\n正文。\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    assert main(command) in (0, 1)
    assert not trace.exists()
