"""Which files MkDocs gets to see, and which ones it read."""

from __future__ import annotations

import os
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from ainotes_mkdocs.assets import THEME
from ainotes_site.pipeline.stages.scan import CONTROL_FILES, is_text
from ainotes_site.pipeline.theme.handwritten import is_page
from ainotes_site.pipeline.theme.theme_render import digest_inputs


def drop_notes(files: Files) -> None:
    """Remove what is no page of its own: note sources, control files, links that leave the notes folder, and what a scan
    of the notes says is not read.
    """
    for file in list(files):
        if file.src_dir is None or file.abs_src_path is None:
            continue
        if file.src_uri in CONTROL_FILES or not _is_readable(file) or _is_note(file) or _leaves(file):
            files.remove(file)


def drop_dated_files(site: Path) -> None:
    """Remove MkDocs' sitemap: it holds shells and today's date. The build writes one of its own."""
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (site / name).unlink(missing_ok=True)


def inputs(config: MkDocsConfig) -> dict[str, str]:
    """Digests of the files outside the notes that the host's output depends on, by path from the configuration."""
    config_file = Path(config.config_file_path or "mkdocs.yml").resolve()
    own = (path for path in THEME.parent.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    found = {config_file, *_inherited(config_file), *own}
    if config.theme.custom_dir:
        found.update(path for path in Path(config.theme.custom_dir).rglob("*") if path.is_file())
    found.update(Path(config_file.parent, name) for name in config.hooks)
    found.update(Path(config_file.parent, name) for name in config.watch)
    return digest_inputs(config_file.parent, found)


def _inherited(config_file: Path) -> list[Path]:
    match = re.search(r"^INHERIT:\s*['\"]?([^'\"\n#]+)", config_file.read_text(encoding="utf-8"), re.MULTILINE)
    if match is None:
        return []
    parent = (config_file.parent / match[1].strip()).resolve()
    return [parent, *_inherited(parent)] if parent.is_file() else []


def _is_readable(file: File) -> bool:
    path = str(file.abs_src_path)
    return is_text(file.src_uri) and os.path.isfile(path) and os.access(path, os.R_OK)


def _is_note(file: File) -> bool:
    return file.is_documentation_page() and not is_page(file.content_bytes)


def _leaves(file: File) -> bool:
    root = os.path.realpath(str(file.src_dir))
    return os.path.commonpath((root, os.path.realpath(str(file.abs_src_path)))) != root
