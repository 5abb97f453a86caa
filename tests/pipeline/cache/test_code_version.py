"""What changes with the program itself."""

from __future__ import annotations

import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest

from ainotes_site.package_versions import installed, normalised
from ainotes_site.pipeline.cache import code_version
from ainotes_site.pipeline.cache.code_version import code_key


def test_versions_are_those_that_python_knows() -> None:
    names = [name for name in code_version.MAKERS if name != "mmdr" or find_spec("mmdr")]  # of the extra `diagrams`
    assert {name: installed()[normalised(name)] for name in names} == {name: version(name) for name in names}


def test_another_version_and_another_file_give_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {code_key.__wrapped__()}
    assert code_key.__wrapped__() in keys
    (tmp_path / "nh3-99.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    keys.add(code_key.__wrapped__())
    monkeypatch.setattr(code_version, "PACKAGE", tmp_path)
    keys.add(code_key.__wrapped__())
    (tmp_path / "new.py").write_text("")
    keys.add(code_key.__wrapped__())
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "new.pyc").write_text("")
    keys.add(code_key.__wrapped__())
    assert len(keys) == 4
