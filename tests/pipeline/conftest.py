"""Built knowledge bases for the tests of the build."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pipeline.base import Base

SITE = Path(__file__).resolve().parents[1] / "site"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base that has been built once; to be copied, not changed."""
    root = tmp_path_factory.mktemp("built") / "base"
    shutil.copytree(SITE, root, ignore=shutil.ignore_patterns(".*", "site"))
    Base(root).build()
    return root


@pytest.fixture
def new_base(built: Path, tmp_path: Path) -> Callable[[], Base]:
    """Makes copies of the built knowledge base, caches and site included."""
    made: list[Base] = []

    def copy() -> Base:
        base = Base(tmp_path / f"base{len(made)}")
        shutil.copytree(built, base.root, copy_function=shutil.copy2)
        made.append(base)
        return base

    return copy


@pytest.fixture
def base(new_base: Callable[[], Base]) -> Base:
    """A copy of the built knowledge base."""
    return new_base()
