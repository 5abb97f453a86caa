"""The pages' words: key → (Chinese, English)."""

PAGES: dict[str, tuple[str, str]] = {}
