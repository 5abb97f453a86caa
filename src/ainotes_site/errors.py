"""Errors that end a command: one line each, place, fact and next step."""

from __future__ import annotations

from ainotes_site.one_line import one_line


class AinotesError(Exception):
    """Something that makes the work impossible. `str()` is the whole message, on one line.

    Only the command line and the MkDocs plugins catch it; problems inside notes are `model.Problem`s instead.
    """

    def __init__(self, place: str, fact: str, hint: str) -> None:
        super().__init__(one_line(f"{place}: {fact}; {hint}"))
        self.place = place
        self.fact = fact
        self.hint = hint

    def __reduce__(self) -> tuple[type[AinotesError], tuple[str, str, str]]:
        """Errors travel between processes."""
        return type(self), (self.place, self.fact, self.hint)


class ConfigError(AinotesError):
    """A configuration that cannot be used."""


class IndexFormatError(AinotesError):
    """A search index that is missing, damaged or of another version."""


class BuildError(AinotesError):
    """A site that cannot be built or published."""


class DamagedCacheError(BuildError):
    """Something in the cache turned out to be damaged while it was used; it is forgotten, so building again helps."""


class Interrupted(KeyboardInterrupt):
    """An interrupt that came while a site was made."""

    def __init__(self, is_published: bool) -> None:
        super().__init__()
        self.is_published = is_published
        """Whether the new site had taken the old one's place already."""
