"""Errors that end a command: one line each, place, fact and next step."""

from __future__ import annotations

from ainotes_site.model import Lang, both
from ainotes_site.one_line import one_line


class AinotesError(Exception):
    """Something that makes the work impossible. `str()` is the whole message, on one line.

    Only the command line and the MkDocs plugins catch it; problems inside notes are `model.Problem`s instead.
    """

    def __init__(self, place: str, fact: str, hint: str, english: tuple[str, str] | None = None) -> None:
        """`fact` and `hint` are Chinese, or of both languages where nothing is given in `english` (see `i18n.error_of`)."""
        super().__init__(one_line(f"{place}: {both(fact, hint, english)}"))
        self.place = place
        self.fact = fact
        self.hint = hint
        self.english = english

    def __reduce__(self) -> tuple[type[AinotesError], tuple[str, str, str, tuple[str, str] | None]]:
        """Errors travel between processes."""
        return type(self), (self.place, self.fact, self.hint, self.english)

    def in_one_line(self, lang: Lang) -> str:
        """The message for a reader of a language."""
        said = self.english if lang == "en" and self.english else (self.fact, self.hint)
        return one_line(f"{self.place}: {'; '.join(said)}")


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
