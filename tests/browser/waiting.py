"""Waiting for something in a page. Playwright's own way evaluates text in the page, which the pages' policy forbids."""

from __future__ import annotations

import time

from playwright.sync_api import Page

_PATIENCE_SECONDS = 30.0


def wait_until(page: Page, condition: str) -> None:
    """Return as soon as a JavaScript expression is true. Raises TimeoutError when that takes longer than half a minute."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not page.evaluate(f"Boolean({condition})"):
        if time.monotonic() > deadline:
            raise TimeoutError(condition)
        page.wait_for_timeout(30)
