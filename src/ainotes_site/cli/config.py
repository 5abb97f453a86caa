"""Where a command line finds the knowledge base: its options, then mkdocs.yml, then the defaults."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import yaml

from ainotes_site.errors import ConfigError
from ainotes_site.pipeline.project import CACHE, Project
from ainotes_site.source_rules import WHERE, SourceRule, source_rules

PLUGIN = "ainotes/entries"
"""The plugin whose options say how sources are read."""

DEFAULT_CONFIG = Path(__file__).resolve().parent / "starter" / "mkdocs.yml"
"""Configuration of a knowledge base that has none; `ainotes init` copies it."""


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """A knowledge base and the configuration that MkDocs is to read."""

    project: Project
    config_file: Path


class _AnyTag(yaml.SafeLoader):
    """MkDocs allows tags such as !ENV and !!python/name; here only plain values matter."""


_AnyTag.add_multi_constructor("", lambda loader, suffix, node: None)


def place(options: argparse.Namespace) -> KnowledgeBase:
    """The knowledge base that the options name. Raises ConfigError for a configuration that cannot be read."""
    config_file = options.config_file or Path("mkdocs.yml")
    if config_file.exists():
        said = _plain_values(config_file)
        base = config_file.resolve().parent
    elif options.config_file is not None:
        raise ConfigError(
            str(config_file), "配置文件不存在 (no such file)", 'check --config-file, or run "ainotes init DIR"'
        )
    else:
        said, base, config_file = {}, Path.cwd(), DEFAULT_CONFIG
    notes = options.notes or base / _folder(said, "docs_dir", "notes", config_file)
    site = options.site_dir or base / _folder(said, "site_dir", "site", config_file)
    rules = _rules(said, config_file)
    return KnowledgeBase(Project(notes.absolute(), site.absolute(), base / CACHE, rules), config_file.resolve())


def _rules(said: dict[str, object], config_file: Path) -> tuple[SourceRule, ...]:
    """How sources are read, as the options of the plugin `ainotes/entries` say."""
    plugins = said.get("plugins")
    options = dict(plugins) if isinstance(plugins, dict) else {}
    for one in plugins if isinstance(plugins, list) else ():
        options.update(one if isinstance(one, dict) else {})
    own = options.get(PLUGIN)
    try:
        return source_rules(own.get(WHERE) if isinstance(own, dict) else None)
    except ConfigError as error:
        raise ConfigError(f"{config_file}: {error.place}", error.fact, error.hint) from error


def _plain_values(config_file: Path) -> dict[str, object]:
    try:
        said = yaml.load(config_file.read_text(encoding="utf-8"), Loader=_AnyTag)  # noqa: S506: a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{config_file}:{mark.line + 1}" if mark else str(config_file)
        fact = f"YAML 有误：{getattr(error, 'problem', None) or 'unreadable'} (broken YAML)"
        raise ConfigError(where, fact, "mend that line") from error
    except (OSError, UnicodeDecodeError) as error:
        why = (isinstance(error, OSError) and error.strerror) or error  # of a file it would say its name again
        raise ConfigError(str(config_file), f"读不了：{why} (cannot be read)", "check the file") from error
    if not isinstance(said, dict):
        raise ConfigError(str(config_file), "里面没有设置 (holds no settings)", 'start with "site_name: …"')
    return said


def _folder(said: dict[str, object], key: str, default: str, config_file: Path) -> str:
    value = said.get(key, default)
    if value is None:
        return default
    if not isinstance(value, str):
        raise ConfigError(str(config_file), f"{key} 不是路径 (not a path)", f'write "{key}: {default}"')
    return value
