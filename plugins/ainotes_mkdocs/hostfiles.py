"""Which files MkDocs gets to see, and which ones it read."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from ainotes_mkdocs.assets import THEME
from ainotes_mkdocs.shells import SHELL_STEM
from ainotes_site.pipeline.stages.scan import Scan
from ainotes_site.pipeline.theme.theme_render import digest_inputs

log = logging.getLogger("mkdocs.plugins.ainotes")

NO_FOLDER = os.devnull
"""What MkDocs is told to look through instead of the notes: nothing. It would follow links that lead in circles."""


class Asset(File):
    """A file beside the notes, which pages may link to. It is published with what is made of the notes, not by MkDocs."""

    def copy_file(self, dirty: bool = False) -> None:
        """Leave it."""


def admit(files: Files, found: Scan, config: MkDocsConfig) -> None:
    """Show MkDocs the pages and other files that the scan has accepted; a file of the theme keeps its place."""
    pages = [source.path for source in found.sources if source.is_page]
    for path in _without_conflicts(pages):
        files.append(_file(File, path, found, config))
    for kind, paths in ((File, found.named), (Asset, (*found.assets, *found.linked_only))):
        for path in paths:
            if files.get_file_from_path(path) is None:
                files.append(_file(kind, path, found, config))


def withhold(files: Files, found: Scan, config: MkDocsConfig) -> None:
    """Of what MkDocs found by itself, take away the notes and what lies beside them: that is published with what is made
    of them. All else stays as it was.
    """
    pages = {source.path for source in found.sources if source.is_page}
    for file in list(files):
        is_theirs = file.src_dir is None or file.src_uri in pages or file.src_uri in found.named
        is_ours = found.rules.is_note(file.src_uri) or found.rules.is_withheld(file.src_uri)
        if is_ours and not is_theirs and Path(file.src_dir or "") == found.notes:
            files.remove(file)
    for path in (*found.assets, *found.linked_only):
        if files.get_file_from_path(path) is None:
            files.append(_file(Asset, path, found, config))


def _file(kind: type[File], path: str, found: Scan, config: MkDocsConfig) -> File:
    return kind(path, str(found.notes), config.site_dir, config.use_directory_urls)


def _without_conflicts(pages: list[str]) -> list[str]:
    """The pages without a `README.md` that has an `index.md` beside it: both would be the same page."""
    there = set(pages)
    kept = []
    for path in pages:
        folder, slash, name = path.rpartition("/")
        if name == "README.md" and f"{folder}{slash}index.md" in there:
            log.warning(f"Excluding '{path}' from the site because it conflicts with '{folder}{slash}index.md'.")
        else:
            kept.append(path)
    return kept


def drop_dated_files(site: Path) -> None:
    """Remove MkDocs' sitemap: it holds shells and today's date. The build writes one of its own."""
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (site / name).unlink(missing_ok=True)


def tidy_sitemap(site: Path) -> None:
    """Take shells of folders out of MkDocs' sitemap, and leave its packed copy to be made again."""
    path = site / "sitemap.xml"
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    if path.exists():
        said = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(rf"\s*<url>\s*<loc>[^<]*/{SHELL_STEM}\.html</loc>.*?</url>", "", said, flags=re.DOTALL),
            encoding="utf-8",
        )


def inputs(config: MkDocsConfig) -> dict[str, str]:
    """Digests of the files outside the notes that the host's output depends on, by path from the configuration."""
    config_file = Path(config.config_file_path or "mkdocs.yml").resolve()
    own = (path for path in THEME.parent.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    configurations = (config_file, *_inherited(config_file))
    found = {*configurations, *own}
    if config.theme.custom_dir:
        found.update(path for path in Path(config.theme.custom_dir).rglob("*") if path.is_file())
    found.update(Path(config_file.parent, name) for name in config.hooks)
    found.update(Path(config_file.parent, name) for name in config.watch)
    return digest_inputs(config_file.parent, found, _variables(configurations))


_ENVIRONMENT = re.compile(r"!ENV[ \t]*(?:\[([^\]]*)\]|([^\s,#]+))")


def _variables(configurations: Iterable[Path]) -> set[str]:
    """Environment variables that configurations take values from (`!ENV NAME`, `!ENV [NAME, OTHER, default]`). A default
    among them counts as a variable that is not set.
    """
    texts = [path.read_text(encoding="utf-8") for path in configurations]
    named = (
        part for text in texts for listed, one in _ENVIRONMENT.findall(text) for part in (one or listed).split(",")
    )
    return {name for part in named if (name := part.strip().strip("'\"")) and "=" not in name and "\0" not in name}


def _inherited(config_file: Path) -> list[Path]:
    match = re.search(r"^INHERIT:\s*['\"]?([^'\"\n#]+)", config_file.read_text(encoding="utf-8"), re.MULTILINE)
    if match is None:
        return []
    parent = (config_file.parent / match[1].strip()).resolve()
    return [parent, *_inherited(parent)] if parent.is_file() else []
