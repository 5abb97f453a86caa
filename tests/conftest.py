"""Fixtures that every room shares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from ainotes_site.pipeline.cache.secret_key import VARIABLE

settings.register_profile("untimed", deadline=None)  # a busy machine is no mistake
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def cache_key() -> Iterator[None]:
    """Tests, and the commands that they start, leave no secret in the home of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, "of the tests")
        yield


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The real documents that lie beside a checkout; skipped where they are not."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("../shared/seeds is not beside this checkout")
    return folder
