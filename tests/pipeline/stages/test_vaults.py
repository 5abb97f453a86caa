"""What works in a vault works on its site: an independent reader says which links work, and each must lead there."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.benchmarks.survivors import Folder, Site, survives, wanted

from ainotes_site.pipeline.stages.link import Linked, link_sources
from ainotes_site.pipeline.stages.scan import Scan, scan
from ainotes_site.urls import SOURCES, entry_url, source_url

VAULTS = Path(__file__).resolve().parents[2] / "cases" / "vaults"
FEWEST = {"obsidian": 36, "github": 25, "logseq": 6, "dendron": 5}
"""Links that the independent reader must find, so that it cannot pass by finding none."""
SAID = {
    "obsidian": {"[[计划]]", "[[以后再写]]"},
    "github": set[str](),
    "logseq": set[str](),
    "dendron": set[str](),
}
"""What may be said of each: a guess, and a note that is not there."""


def linked(folder: Path) -> tuple[Scan, Linked]:
    found = scan(folder)
    return found, link_sources(found.sources, assets=found.linkable, line_breaks=found.vaults, workers=1)


def site_of(found: Scan, made: Linked) -> Site:
    library = made.library
    pages = {entry_url(entry.id): library.compiled[entry.id].html for entry in library.entries}
    for record in library.sources:
        pages[source_url(record.slug)] = "".join(f' id="{entry}"' for entry in record.entries)
    files = {*pages, *found.linkable, SOURCES, "index.html"}
    site = Site(files, lambda url: pages.get(url, ""))
    for entry in library.entries:
        site.add(entry.span.path, entry_url(entry.id), entry.title)
    for record in library.sources:
        site.sources[record.path].add(source_url(record.slug))
    return site


@pytest.mark.parametrize("vault", sorted(FEWEST))
def test_every_link_that_works_in_the_vault_works_on_the_site(vault: str) -> None:
    found, made = linked(VAULTS / vault)
    folder, site = Folder(VAULTS / vault), site_of(found, made)
    links = {(want.habit, want.source, want.target, want.fragment): want for want in wanted(folder)}
    lost = [want for want in links.values() if not survives(want, site.leads(want.source), folder, site)]
    assert lost == []
    assert len(links) >= FEWEST[vault]


@pytest.mark.parametrize("vault", sorted(FEWEST))
def test_nothing_is_said_of_links_that_work(vault: str) -> None:
    _, made = linked(VAULTS / vault)
    said = [str(problem) for problem in made.problems if not any(word in problem.message for word in SAID[vault])]
    assert said == []


@pytest.mark.parametrize(
    ("marker", "content", "shown"),
    [
        (".obsidian/app.json", "{}", True),
        (".obsidian/app.json", '{"strictLineBreaks": true}', False),
        ("logseq/config.edn", "{}", True),
        ("other/config.edn", "{}", False),
    ],
)
def test_lines_of_a_vault_stay_lines(marker: str, content: str, shown: bool, tmp_path: Path) -> None:
    (tmp_path / marker).parent.mkdir()
    (tmp_path / marker).write_text(content, encoding="utf-8")
    (tmp_path / "a.md").write_text("# 题\n\n第一行\n第二行\n", encoding="utf-8")
    _, made = linked(tmp_path)
    (compiled,) = made.library.compiled.values()
    assert ("第一行<br>\n第二行" in compiled.html) is shown
    assert ("第一行第二行" in compiled.html) is not shown


def test_backups_of_logseq_are_no_notes(tmp_path: Path) -> None:
    (tmp_path / "logseq" / "bak" / "pages").mkdir(parents=True)
    (tmp_path / "logseq" / "bak" / "pages" / "旧.md").write_text("- 旧\n", encoding="utf-8")
    (tmp_path / "页.md").write_text("- 新\n", encoding="utf-8")
    assert [source.path for source in scan(tmp_path).sources] == ["页.md"]
