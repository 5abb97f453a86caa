"""What the configuration says about how sources are read: globs, each with a format and its options, or one of these.

    sources:
      "digests/**": digest
      "inbox/*.md": {format: journal, level: 2}
      "clips/**": {boilerplate: keep}

The first glob that matches a source's path in the notes counts. See `globs.matches` for what
they mean.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ainotes_site.errors import ConfigError
from ainotes_site.globs import matches
from ainotes_site.i18n import error_of

WHERE = "sources"
"""Option of `ainotes/entries` that holds the rules."""

MOST_LEVELS = 6

FORMATS = (
    *("chat", "digest", "glossary", "newsletter", "outline"),
    *("posts", "details", "items", "rows", "numbered", "journal", "note"),
)
"""Names of the formats that a source may be read in, as `format:` and the rules say them."""


@dataclass(frozen=True, slots=True)
class SourceRule:
    """A glob, and how the sources that it names are read."""

    glob: str
    format: str
    """Empty where the rule does not say."""
    level: int = 0
    """Level of the headings that begin entries; 0 where the rule does not say."""
    keep_boilerplate: bool = False
    """Whether what looks like boilerplate is to be shown."""


def source_rules(said: object) -> tuple[SourceRule, ...]:
    """The rules that a configuration holds under `sources`. Raises ConfigError for what is no rule."""
    if said is None:
        return ()
    if not isinstance(said, Mapping):
        raise error_of(ConfigError, WHERE, "sources.no_mapping")
    return tuple(_rule(str(glob), value) for glob, value in said.items())


def _rule(glob: str, value: object) -> SourceRule:
    place = f"{WHERE}: {glob}"
    options = value if isinstance(value, Mapping) else {"format": value}
    format, level, boilerplate = options.get("format", ""), options.get("level", 0), options.get("boilerplate")
    if format not in FORMATS and (format or boilerplate is None):
        raise error_of(ConfigError, place, "sources.format", format=format, formats=", ".join(FORMATS))
    if unknown := sorted(str(name) for name in options if name not in ("format", "level", "boilerplate")):
        raise error_of(ConfigError, place, "sources.options", names=", ".join(unknown))
    if boilerplate not in (None, "keep"):
        raise error_of(ConfigError, place, "sources.boilerplate", value=boilerplate)
    if isinstance(level, bool) or not isinstance(level, int) or not 0 <= level <= MOST_LEVELS:
        raise error_of(ConfigError, place, "sources.level", value=level)
    return SourceRule(glob, str(format), level, boilerplate == "keep")


def rule_for(path: str, rules: Collection[SourceRule]) -> SourceRule | None:
    """The first rule whose glob matches `path`."""
    return next((rule for rule in rules if matches(path, (rule.glob,))), None)
