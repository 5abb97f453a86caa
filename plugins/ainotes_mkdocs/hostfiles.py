"""Which files MkDocs gets to see, and which ones it read."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from ainotes_mkdocs.assets import THEME
from ainotes_mkdocs.shells import SHELL_STEM
from ainotes_site.pipeline.stages.scan import SUFFIXES, Scan
from ainotes_site.pipeline.theme.fill_pages import NOTE_FOLDER
from ainotes_site.pipeline.theme.render_inputs import digest_inputs, relative_path, variables

log = logging.getLogger("mkdocs.plugins.ainotes")

NO_FOLDER = os.devnull
"""What MkDocs is told to look through instead of the notes: nothing. It would follow links that lead in circles."""


class Asset(File):
    """A file of the notes, which pages may link to. It is published with what is made of the notes, not by MkDocs."""

    def is_documentation_page(self) -> bool:
        """Not MkDocs'."""
        return False

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
    theirs = {source.path for source in found.sources if source.is_page}.union(found.named)
    for file in list(files):
        path = file.src_uri
        if file.src_dir is None or path in theirs or Path(file.src_dir) != found.notes:
            continue
        if found.rules.is_note(path) or found.rules.is_withheld(path):
            files.remove(file)
    for path in (*found.assets, *found.linked_only):
        if files.get_file_from_path(path) is None:
            files.append(_file(Asset, path, found, config))


def look_up_notes(files: Files, found: Scan, config: MkDocsConfig, looked_up: dict[str, bool]) -> None:
    """Let links of pages to notes lead to where these will be. What is looked up, and whether a note is there, is noted in
    `looked_up`.
    """
    notes = {source.path for source in found.sources if not source.is_page}
    theirs = files.get_file_from_path

    def look_up(path: str) -> File | None:
        file = theirs(path)
        if file is None and path.lower().endswith(SUFFIXES):
            looked_up[path] = path in notes
            if path in notes:
                file = _file(Asset, path, found, config)
                file.dest_uri = NOTE_FOLDER + path
        return file

    files.get_file_from_path = look_up  # type: ignore[method-assign]


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
    """Digests of what the host's output depends on outside the notes; more is found while it renders."""
    config_file = Path(config.config_file_path or "mkdocs.yml").resolve()
    own = (path for path in THEME.parent.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    configs = [config_file, *_inherited(config_file)]
    found = {*configs, *own}
    base = config_file.parent
    if config.theme.custom_dir:
        found.update(path for path in Path(config.theme.custom_dir).rglob("*") if path.is_file())
    found.update(Path(base, str(name)) for name in (*config.hooks, *config.watch))
    named = {name for path in configs for name in variables(path.read_text(encoding="utf-8"))}
    return digest_inputs(base, named.union(relative_path(str(path), base) for path in found))


def _inherited(config_file: Path) -> list[Path]:
    match = re.search(r"^INHERIT:\s*['\"]?([^'\"\n#]+)", config_file.read_text(encoding="utf-8"), re.MULTILINE)
    if match is None:
        return []
    parent = (config_file.parent / match[1].strip()).resolve()
    return [parent, *_inherited(parent)] if parent.is_file() else []
