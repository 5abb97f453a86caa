"""What changes with the program itself."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from ainotes_site.build import code
from ainotes_site.build.code import code_key
from ainotes_site.packages import installed, normalised


def test_versions_are_those_that_python_knows() -> None:
    assert {name: installed()[normalised(name)] for name in code.MAKERS} == {
        name: version(name) for name in code.MAKERS
    }


def test_another_version_and_another_file_give_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {code_key.__wrapped__()}
    assert code_key.__wrapped__() in keys
    (tmp_path / "nh3-99.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    keys.add(code_key.__wrapped__())
    monkeypatch.setattr(code, "PACKAGE", tmp_path)
    keys.add(code_key.__wrapped__())
    (tmp_path / "new.py").write_text("")
    keys.add(code_key.__wrapped__())
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "new.pyc").write_text("")
    keys.add(code_key.__wrapped__())
    assert len(keys) == 4
