"""The command line's words: key → (Chinese, English)."""

COMMAND: dict[str, tuple[str, str]] = {}
