"""Workflows that publish a knowledge base, for hosts that build it themselves from git."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ainotes_site.i18n import text
from ainotes_site.model import Lang
from ainotes_site.starter.starter_files import FOLDER

PACKAGE = "ainotes-site"
"""What a workflow installs."""


class Host(NamedTuple):
    """A host, and the file at the top of a repository that it obeys."""

    template: str
    target: str


HOSTS: Mapping[str, Host] = {
    "github-pages": Host("github-pages.yml", ".github/workflows/publish.yml"),
    "gitlab-pages": Host("gitlab-ci.yml", ".gitlab-ci.yml"),
    "netlify": Host("netlify.toml", "netlify.toml"),
    "cloudflare": Host("cloudflare-pages.yml", ".github/workflows/cloudflare-pages.yml"),
}
"""By the name of the option of `ainotes init`."""


def workflow(host: str, lang: Lang, *, base: str, site: str, branch: str) -> bytes:
    """The file for a host. `base` is the folder of the configuration in the repository, `site` that of the site in `base`."""
    written = (FOLDER / "hosts" / HOSTS[host].template).read_text(encoding="utf-8")
    values = {
        "title": text(f"host.{host}", lang),
        "history": text("host.history", lang),
        "cache_key": text("host.cache_key", lang),
        "cloudflare": text("host.cloudflare.needs", lang),
        "package": PACKAGE,
        "lang": lang,
        "base": base,
        "site": site,
        "branch": branch,
    }
    for name, value in values.items():
        written = written.replace(f"{{{name}}}", value)
    return written.encode()
