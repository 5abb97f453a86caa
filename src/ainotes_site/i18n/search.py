"""The search's words, in pages and terminal: key → (Chinese, English)."""

SEARCH: dict[str, tuple[str, str]] = {}
