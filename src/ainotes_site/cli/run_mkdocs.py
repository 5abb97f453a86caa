"""Starting MkDocs: the one place where the library does."""

from __future__ import annotations

import logging
from pathlib import Path

from ainotes_site.errors import BuildError, ConfigError
from ainotes_site.i18n import error_of
from ainotes_site.pipeline.project import Project
from ainotes_site.pipeline.stages.scan import Scan
from ainotes_site.pipeline.theme.theme_render import TREE


class _Lines(logging.Handler):
    """Keeps what MkDocs warns of, so that it can be said in one line each."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(" ".join(record.getMessage().split()))


def run_mkdocs(config_file: Path, project: Project, strict: bool, folder: Path, found: Scan) -> None:
    """Have MkDocs render chrome and hand-written pages into `folder`. Of the notes it sees what was `found`.

    Raises ConfigError for a configuration that it refuses, BuildError when it cannot build, or warns under `strict`.
    """
    from click.exceptions import ClickException
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import ConfigurationError

    log = logging.getLogger("mkdocs")
    said = _Lines()
    log.addHandler(said)
    log.propagate = False
    tree = folder / TREE
    tree.mkdir(parents=True)
    # MkDocs takes no folder that holds its configuration or what it writes, as a vault that is a repository does. It is to
    # look at none anyway.
    stand_in = folder / "docs"
    stand_in.mkdir()
    try:
        config = load_config(str(config_file), docs_dir=str(stand_in), site_dir=str(tree))
        config.docs_dir = str(project.notes)
        plugin = config.plugins.get("ainotes/entries")
        if plugin is None:
            raise error_of(ConfigError, str(config_file), "mkdocs.no_plugin")
        plugin.config["host_only"] = True
        plugin.found = found
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except ConfigurationError as error:
        fact = " ".join([*said.lines, *str(error).split()])
        raise error_of(ConfigError, str(config_file), "mkdocs.refused", why=fact) from error
    except (ClickException, SystemExit) as error:
        fact = " ".join([*said.lines, *str(error).split()])
        raise error_of(BuildError, str(config_file), "mkdocs.failed", why=fact) from error
    finally:
        log.removeHandler(said)
    if strict and said.lines:
        raise error_of(BuildError, str(config_file), "mkdocs.warning", why=said.lines[0])
