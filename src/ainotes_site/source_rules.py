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

WHERE = "sources"
"""Option of `ainotes/entries` that holds the rules."""

MOST_LEVELS = 6

FORMATS = (
    *("chat", "digest", "glossary", "newsletter", "outline"),
    *("posts", "details", "numbered", "journal", "note"),
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
        raise ConfigError(
            WHERE, "不是「路径: 格式」的列表 (no mapping of globs to formats)", 'write "digests/**": digest'
        )
    return tuple(_rule(str(glob), value) for glob, value in said.items())


def _rule(glob: str, value: object) -> SourceRule:
    options = value if isinstance(value, Mapping) else {"format": value}
    format, level, boilerplate = options.get("format", ""), options.get("level", 0), options.get("boilerplate")
    if format not in FORMATS and (format or boilerplate is None):
        fact = f"不认识的格式 (unknown format): {format}"
        raise ConfigError(f"{WHERE}: {glob}", fact, f"use one of {', '.join(FORMATS)}")
    if unknown := sorted(str(name) for name in options if name not in ("format", "level", "boilerplate")):
        fact = f"不认识的选项 (unknown option): {', '.join(unknown)}"
        raise ConfigError(f"{WHERE}: {glob}", fact, "use format, level and boilerplate")
    if boilerplate not in (None, "keep"):
        fact = f"boilerplate 只能是 keep (no such choice): {boilerplate}"
        raise ConfigError(f"{WHERE}: {glob}", fact, "write boilerplate: keep")
    if isinstance(level, bool) or not isinstance(level, int) or not 0 <= level <= MOST_LEVELS:
        raise ConfigError(f"{WHERE}: {glob}", f"level 不是 1 到 6 的数 (no level): {level}", "write level: 2")
    return SourceRule(glob, str(format), level, boilerplate == "keep")


def rule_for(path: str, rules: Collection[SourceRule]) -> SourceRule | None:
    """The first rule whose glob matches `path`."""
    return next((rule for rule in rules if matches(path, (rule.glob,))), None)
