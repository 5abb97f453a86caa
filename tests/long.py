"""How often random tests try: a few times by default, many times under `make test-long`."""

from __future__ import annotations

import os

LONG = os.environ.get("AINOTES_TEST_LONG", "") not in ("", "0")
"""Whether there is time for many."""


def seeds(few: int, many: int) -> range:
    """Seeds of a random test: the first `few` of them, or `many`."""
    return range(many if LONG else few)
