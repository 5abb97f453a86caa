"""Where a knowledge base lives, and what it is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from ainotes_site.doctor.finding import Finding
from ainotes_site.pipeline.stages.git_log import ask_git
from ainotes_site.settings import Settings

_WORKFLOWS = (".github/workflows", ".gitlab-ci.yml", "netlify.toml", "wrangler.toml", ".cnb.yml", ".gitee")
_PACKAGES: Mapping[str, str] = {"mcp": "mcp", "mmdr": "diagrams"}
"""Packages that some features need, with the extra that brings them."""


def surroundings(base: Path, notes: Path, site: Path) -> Iterator[Finding]:
    """What version control has of the notes, and what it leaves alone."""
    top = ask_git(notes, "rev-parse", "--show-toplevel").strip()
    if not top:
        yield Finding("no_git", "advice")
        return
    tracked = len(ask_git(notes, "ls-files", "-z", "--", ".").split("\0")) - 1
    if tracked > 0:
        yield Finding("tracked", values={"count": tracked})
    else:
        yield Finding("untracked", "advice")
    if ask_git(notes, "rev-parse", "--is-shallow-repository").strip() == "true":
        yield Finding("shallow", "problem")
    committed = [folder for folder in (site, base / ".ainotes") if _is_tracked(Path(top), folder)]
    for folder in committed:
        yield Finding("committed", "advice", {"folder": folder.name})
    if not any((Path(top) / name).exists() for name in _WORKFLOWS):
        yield Finding("no_workflow", "advice")


def _is_tracked(top: Path, folder: Path) -> bool:
    return folder.is_dir() and bool(ask_git(top, "ls-files", "-z", "--", str(folder)).strip("\0"))


def packages() -> Iterator[Finding]:
    """Packages that some features need."""
    for module, extra in sorted(_PACKAGES.items()):
        if find_spec(module) is None:
            yield Finding(f"no_{module}", "advice", {"extra": extra})


def configured(settings: Settings, has_config: bool, control: Collection[str]) -> Iterator[Finding]:
    """What the configuration leaves out. `control` are the control files of the notes."""
    if not has_config:
        yield Finding("no_config", "advice")
    if not settings.site_url:
        yield Finding("no_url", "advice")
    elif not settings.site_url.startswith("https://"):
        yield Finding("not_https", "advice", {"url": settings.site_url})
    if not settings.site_description:
        yield Finding("no_description", "advice")
    if has_config:
        parts = (("search", settings.search), ("topics", settings.topics), ("glossary", settings.glossary))
        for name, is_on in parts:
            if not is_on:
                yield Finding("no_plugin", "advice", {"plugin": f"ainotes/{name}"})
    if "permalinks.tsv" not in control:
        yield Finding("no_permalinks", "advice")
