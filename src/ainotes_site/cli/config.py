"""Where a command line finds the knowledge base: its options, then mkdocs.yml, then the defaults."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml
from yaml_env_tag import construct_env_tag

from ainotes_site.bounded_read import MOST_CONFIG_BYTES, TooLargeError, megabytes, read_bounded
from ainotes_site.cli.interrupt import spoken_language
from ainotes_site.errors import ConfigError
from ainotes_site.i18n import error_of
from ainotes_site.pipeline.file_rules import FileRules, file_rules, path_rules
from ainotes_site.pipeline.project import CACHE, Project
from ainotes_site.starter.starter_files import starter_config


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """A knowledge base and the configuration that MkDocs is to read."""

    project: Project
    config_file: Path


class _AnyTag(yaml.SafeLoader):
    """MkDocs allows tags such as !ENV and !!python/name; here only plain values matter."""


_AnyTag.add_multi_constructor("", lambda loader, suffix, node: None)
_AnyTag.add_constructor("!ENV", construct_env_tag)


def place(options: argparse.Namespace) -> KnowledgeBase:
    """The knowledge base that the options name. Raises ConfigError for a configuration that cannot be read."""
    config_file = options.config_file or Path("mkdocs.yml")
    if config_file.exists():
        said = plain_values(config_file)
        base = config_file.resolve().parent
    elif options.config_file is not None:
        raise error_of(ConfigError, str(config_file), "config.missing")
    else:
        said, base, config_file = {}, Path.cwd(), starter_config(spoken_language())
    notes = options.notes or base / _folder(said, "docs_dir", _usual_folder(base), config_file)
    site = options.site_dir or base / _folder(said, "site_dir", "site", config_file)
    rules = _rules(said)
    if (
        notes.resolve() == config_file.resolve().parent
    ):  # a vault that is a repository: what steers the build is no note
        rules = replace(rules, exclude=(*rules.exclude, config_file.name))
    project = Project(notes.absolute(), site.absolute(), base / CACHE, rules)
    return KnowledgeBase(project, config_file.resolve())


def _usual_folder(base: Path) -> str:
    """The folder of the notes where nothing is said of it: on a site that was there before us it is MkDocs' own."""
    return "docs" if (base / "docs").is_dir() and not (base / "notes").is_dir() else "notes"


def entries_options(config_file: Path) -> Mapping[str, object]:
    """What a configuration says of `ainotes/entries`, as it is written."""
    return plugin_options(plain_values(config_file).get("plugins"))


def _rules(said: Mapping[str, object]) -> FileRules:
    """The same rules as the plugin finds in the configuration that MkDocs gives it."""
    theme = said.get("theme")
    named = [theme.get("logo"), theme.get("favicon")] if isinstance(theme, dict) else []
    for key in ("extra_css", "extra_javascript"):
        listed = said.get(key)
        for item in listed if isinstance(listed, list) else ():
            named.append(item.get("path") if isinstance(item, dict) else item)
    urls = said.get("use_directory_urls", bool(said))  # without a configuration there is no site of MkDocs
    return file_rules(
        plugin_options(said.get("plugins")),
        said.get("nav"),
        named,
        directory_urls=urls is not False,
        unpublished=_unpublished(said),
    )


def _unpublished(said: Mapping[str, object]) -> list[tuple[bool, str]]:
    """What MkDocs is told not to publish; `pathspec` is loaded where that is said, as it takes its time."""
    texts = [text for key in ("exclude_docs", "draft_docs") if isinstance(text := said.get(key), str)]
    if not texts:
        return []
    from pathspec.gitignore import GitIgnoreSpec

    return [pair for text in texts for pair in path_rules(GitIgnoreSpec.from_lines(text.splitlines()).patterns)]


def plugin_options(plugins: object) -> Mapping[str, object]:
    """The options of `ainotes/entries`: MkDocs takes a list of names and mappings, or one mapping."""
    for item in plugins if isinstance(plugins, list) else [plugins]:
        options = item.get("ainotes/entries") if isinstance(item, dict) else None
        if isinstance(options, dict):
            return options
    return {}


def plain_values(config_file: Path, inheriting: frozenset[Path] = frozenset()) -> dict[str, object]:
    """The values of a configuration file, over those of the file that it inherits from."""
    said = _values_of(config_file)
    parent = said.pop("INHERIT", None)
    if not isinstance(parent, str):
        return said
    inherited = (config_file.parent / parent).resolve()
    if inherited in inheriting:
        raise error_of(ConfigError, str(config_file), "config.inherits")
    return _merged(plain_values(inherited, inheriting | {inherited}), said)


def _merged(base: dict[str, object], over: dict[str, object]) -> dict[str, object]:
    """`over` laid over `base`, mappings key by key, as MkDocs does it."""
    merged = dict(base)
    for key, value in over.items():
        below = base.get(key)
        merged[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def _values_of(config_file: Path) -> dict[str, object]:
    try:
        written = read_bounded(config_file, MOST_CONFIG_BYTES).decode()
        said = yaml.load(written, Loader=_AnyTag)  # a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{config_file}:{mark.line + 1}" if mark else str(config_file)
        why = getattr(error, "problem", None) or "unreadable"
        raise error_of(ConfigError, where, "config.yaml", why=why) from error
    except RecursionError as error:
        raise error_of(ConfigError, str(config_file), "config.yaml", why="nested too deep") from error
    except TooLargeError as error:
        sizes = {"size": megabytes(error.size), "most": megabytes(error.most)}
        raise error_of(ConfigError, str(config_file), "config.large", **sizes) from error
    except (OSError, UnicodeDecodeError) as error:
        why = (isinstance(error, OSError) and error.strerror) or error  # of a file it would say its name again
        raise error_of(ConfigError, str(config_file), "config.unreadable", why=why) from error
    if not isinstance(said, dict):
        raise error_of(ConfigError, str(config_file), "config.empty")
    return said


def _folder(said: dict[str, object], key: str, default: str, config_file: Path) -> str:
    value = said.get(key, default)
    if value is None:
        return default
    if not isinstance(value, str):
        raise error_of(ConfigError, str(config_file), "config.no_path", key=key, default=default)
    return value


def from_here(path: Path) -> str:
    """`path` as short as it can be written in the folder that a command is run in."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative
