"""What the owner has put into the site folder stays there; what is removed is what a build can prove to have made."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pytest
from tests.pipeline.base import Base
from tests.pipeline.publish.owned import mark_as_ours

from ainotes_site.errors import BuildError
from ainotes_site.pipeline.publish import publish
from ainotes_site.pipeline.publish.ownership import MARKER, marker, owned_files
from ainotes_site.pipeline.publish.publish import SiteDraft, recover
from ainotes_site.pipeline.publish.work_folder import WorkFolder
from ainotes_site.pipeline.stages.scan import digest


def publish_pages(
    site: Path, pages: dict[str, str], previous_site: Path | None = None, *, sweep: bool = True
) -> list[str]:
    """Publish a site of these pages; those that could not be published."""
    draft = SiteDraft(site, previous_site)
    draft.begin()
    try:
        for path, text in pages.items():
            Path(draft.place(path)).write_text(text)
        clashes = {clash.path for clash in draft.clashes({*pages, MARKER})}
        files = [path for path in pages if path not in clashes]
        mark_as_ours(draft.root, files)
        draft.publish([*files, MARKER], sweep=sweep)
    except BaseException:
        draft.discard()
        raise
    return sorted(clashes)


def files_in(folder: Path) -> dict[str, str]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {path: file.read_text() for path, file in found.items() if path != MARKER}


THEIRS = {"CNAME": "notes.example.org", ".nojekyll": "", "robots.txt": "User-agent: *", "papers/2024/a.pdf": "%PDF"}


def put(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


@pytest.mark.parametrize("one_step", [True, False])
@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("sweep", [True, False])
def test_files_of_the_owner_survive_every_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_step: bool, links: bool, sweep: bool
) -> None:
    if not one_step:
        monkeypatch.setattr(publish, "_swap", lambda one, other: False)
    if not links:
        monkeypatch.setattr(os, "link", _no_links)
    site = tmp_path / "site"
    publish_pages(site, {"index.html": "0", "gone.html": "0"})
    put(site, THEIRS)
    (site / "empty" / "folder").mkdir(parents=True)
    (site / "entries.zip").symlink_to("/nowhere/at/all")
    os.utime(site / "CNAME", (1, 1))
    for number in range(1, 4):
        publish_pages(site, {"index.html": str(number)}, tmp_path / "cache" / "previous-site", sweep=sweep)
        assert files_in(site) == {"index.html": str(number), **THEIRS}
        assert (site / "empty" / "folder").is_dir()
        assert (site / "entries.zip").readlink() == Path("/nowhere/at/all")
        assert (site / "CNAME").stat().st_mtime == 1
        assert not [path for path in tmp_path.iterdir() if path.name not in ("site", "cache")]


def _no_links(*_: object, **__: object) -> None:
    raise OSError(95, "Operation not supported")


def test_the_first_build_into_a_folder_leaves_what_is_there(tmp_path: Path) -> None:
    put(tmp_path / "site", THEIRS)
    assert publish_pages(tmp_path / "site", {"index.html": "1"}) == []
    assert files_in(tmp_path / "site") == {"index.html": "1", **THEIRS}


def test_a_page_gives_way_to_a_file_of_the_owner_until_that_is_gone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, {"index.html": "my own", "terms": "no folder", "entries/a.html/x": "a folder"})
    pages = {"index.html": "1", "terms/b.html": "1", "entries/a.html": "1", "c.html": "1"}
    assert publish_pages(site, pages) == ["entries/a.html", "index.html", "terms/b.html"]
    assert files_in(site) == {
        "index.html": "my own",
        "terms": "no folder",
        "entries/a.html/x": "a folder",
        "c.html": "1",
    }
    shutil.rmtree(site / "entries")
    (site / "terms").unlink()
    assert publish_pages(site, pages) == ["index.html"]
    (site / "index.html").unlink()
    assert publish_pages(site, pages) == []
    assert files_in(site) == pages


def test_what_the_site_cannot_be_without_does_not_give_way(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_pages(site, {"index.html": "1"})
    put(site, {"search/manifest.js": "my own"})
    with pytest.raises(BuildError, match=r"in the place of search/manifest\.js"):
        publish_pages(site, {"index.html": "2", "search/manifest.js": "2"})
    assert files_in(site) == {"index.html": "1", "search/manifest.js": "my own"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_page_that_its_owner_has_rewritten_is_not_removed_with_the_note(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_pages(site, {"index.html": "1", "a.html": "1", "b.html": "1"})
    (site / "a.html").write_text("rewritten by hand")
    publish_pages(site, {"index.html": "2"})
    assert files_in(site) == {"index.html": "2", "a.html": "rewritten by hand"}
    publish_pages(site, {"index.html": "3"})
    assert files_in(site) == {"index.html": "3", "a.html": "rewritten by hand"}


@pytest.mark.parametrize("kind", ["folder", "worktree"])
def test_a_repository_in_the_site_keeps_its_history(tmp_path: Path, kind: str) -> None:
    site, main = tmp_path / "site", tmp_path / "main"
    publish_pages(site, {"index.html": "0"})
    if kind == "folder":
        git(site, "init", "-q")
    else:
        main.mkdir()
        git(main, "init", "-q")
        git(main, "commit", "-qm", "first", "--allow-empty")
        git(main, "worktree", "add", "-q", "--detach", str(tmp_path / "other"))
        (tmp_path / "other" / ".git").rename(site / ".git")
        git(site, "worktree", "repair", str(site))
    for number in range(3):
        publish_pages(site, {"index.html": str(number)})
        git(site, "add", "-A")
        git(site, "commit", "-qm", f"build {number}")
    assert len(git(site, "log", "--format=%s", "-3").splitlines()) == 3
    assert git(site, "fsck", "--strict") == ""
    assert git(site, "status", "--porcelain") == ""


def git(folder: Path, *words: str) -> str:
    who = {f"GIT_{role}_{part}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    done = subprocess.run(
        ["git", *words], cwd=folder, env={**os.environ, **who}, check=True, capture_output=True, text=True
    )
    return done.stdout


def test_what_is_written_while_the_folders_change_places_is_moved_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    publish_pages(site, {"index.html": "0"})
    put(site, {"notes.txt": "old", "gone.txt": "gone"})
    swap = publish._swap

    def late(one: Path, other: Path) -> bool:
        put(other, {"new.pdf": "%PDF", "deep/er.txt": "x"})
        (other / "draft.txt").write_text("replaced, as editors and git do")
        (other / "draft.txt").replace(other / "notes.txt")
        return swap(one, other)

    monkeypatch.setattr(publish, "_swap", late)
    publish_pages(site, {"index.html": "1"})
    assert files_in(site) == {
        "index.html": "1",
        "notes.txt": "replaced, as editors and git do",
        "gone.txt": "gone",
        "new.pdf": "%PDF",
        "deep/er.txt": "x",
    }


def test_without_marker_the_list_for_offline_reading_says_what_is_ours(tmp_path: Path) -> None:
    site = tmp_path / "site"
    old = {"index.html": "0", "gone.html": "0", "b c.html": "0", "altered.html": "0"}
    put(site, old)
    files = {path.replace(" ", "%20"): [digest(text.encode()).hex(), 1] for path, text in old.items()}
    listed, script = json.dumps(files, separators=(",", ":")), "// the worker\n"
    version = sha256(f"[{listed},{json.dumps(script)}]".encode()).hexdigest()[:16]
    put(
        site,
        {
            "offline.json": f'{{"version":"{version}","files":{listed}}}',
            "sw.js": f'const VERSION = "{version}";\n{script}',
        },
    )
    put(site, {"assets/ainotes/x.css": "unlisted", "altered.html": "by hand", **THEIRS})
    publish_pages(site, {"index.html": "1"})
    kept = {"assets/ainotes/x.css": "unlisted", "altered.html": "by hand"}
    assert files_in(site) == {"index.html": "1", **kept, **THEIRS}


@pytest.mark.parametrize("damage", ["none", "truncated", "another list", "no JSON"])
def test_a_site_without_a_valid_marker_is_refused_with_a_next_step(tmp_path: Path, damage: str) -> None:
    site = tmp_path / "site"
    pages = {"index.html": "1", "assets/ainotes/site.css": "1"}
    publish_pages(site, pages)
    whole = (site / MARKER).read_bytes()
    damaged = {"truncated": whole[:50], "another list": whole.replace(b"index", b"thesis"), "no JSON": b"\xff\x00"}
    if damage == "none":
        (site / MARKER).unlink()
    else:
        (site / MARKER).write_bytes(damaged[damage])
    put(site, THEIRS)
    with pytest.raises(BuildError, match="move it away"):
        publish_pages(site, {"index.html": "2"})
    assert files_in(site) == {**pages, **THEIRS}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("path", ["../thesis.txt", "/etc/hostname", "a/../../thesis.txt", "a\0b", ""])
def test_a_marker_claims_nothing_outside_its_folder(tmp_path: Path, path: str) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / MARKER).write_bytes(marker({path: b"0" * 16, "b.html": b"1" * 16}))
    assert owned_files(site) == {"b.html": "31" * 16}


def test_a_marker_can_list_any_name(tmp_path: Path) -> None:
    names = ["a b.html", "a\nb", "\\", "a\\nb", "词/条.html", "\udcff.png", "..a/b..", "a/...", "\u2028", "\r"]
    (tmp_path / MARKER).write_bytes(marker({name: name.encode("utf-8", "surrogateescape")[:1] * 16 for name in names}))
    assert sorted(owned_files(tmp_path) or ()) == sorted(names)


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_something_of_the_owner_that_has_the_name_of_the_marker_stays(tmp_path: Path, kind: str) -> None:
    site, outside = tmp_path / "site", tmp_path / "thesis.txt"
    outside.write_text("years of work")
    site.mkdir()
    if kind == "link":
        (site / MARKER).symlink_to(outside)
    else:
        put(site, {MARKER if kind == "file" else f"{MARKER}/x": "mine"})
    before = sorted((path, path.is_symlink(), path.is_file() and path.read_text()) for path in tmp_path.rglob("*"))
    with pytest.raises(BuildError, match="in the place of"):
        publish_pages(site, {"index.html": "1"})
    after = sorted((path, path.is_symlink(), path.is_file() and path.read_text()) for path in tmp_path.rglob("*"))
    assert after == before


@pytest.mark.parametrize(
    ("there", "allowed"),
    [
        ([".git/HEAD", "README.md", "src/a.py"], False),
        ([".git/HEAD"], True),
        ([".git/HEAD", "CNAME", "README.md"], True),
        ([".git/HEAD", ".nojekyll", "README.md"], True),
        ([".git", "README.md"], False),
        (["project/.git/HEAD", "index.html"], False),
        (["HEAD", "objects/a", "refs/b"], False),
        ([".hg/store", "a.c"], False),
    ],
)
def test_a_project_under_version_control_is_no_site_folder(tmp_path: Path, there: list[str], allowed: bool) -> None:
    site = tmp_path / "site"
    put(site, dict.fromkeys(there, "x"))
    if allowed:
        assert publish_pages(site, {"page.html": "1"}) == []
        assert files_in(site) == {"page.html": "1", **dict.fromkeys(there, "x")}
    else:
        with pytest.raises(BuildError, match="holds a repository"):
            publish_pages(site, {"page.html": "1"})
        assert files_in(site) == dict.fromkeys(there, "x")


def test_a_link_into_the_site_from_outside_is_not_followed(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    put(outside, {"thesis.txt": "years of work"})
    publish_pages(site, {"index.html": "0", "terms/a.html": "0"})
    shutil.rmtree(site / "terms")
    (site / "terms").symlink_to(outside)
    assert publish_pages(site, {"index.html": "1", "terms/a.html": "1"}) == ["terms/a.html"]
    publish_pages(site, {"index.html": "2"})
    assert files_in(outside) == {"thesis.txt": "years of work"}
    assert (site / "terms").is_symlink()


def test_work_folders_of_others_are_neither_used_nor_removed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    taken = WorkFolder(site).path
    put(tmp_path, {".site.old/a": "a", ".site.new/b": "b", f"{taken.name}/old/c.html": "c", f"{taken.name}/new/d": "d"})
    before = files_in(tmp_path)
    publish_pages(site, {"index.html": "1"})
    publish_pages(site, {"index.html": "2"})
    recover(site)
    shutil.rmtree(site)
    assert files_in(tmp_path) == before


def test_a_link_in_the_place_of_the_work_folder_is_not_followed(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    put(outside, {"old/thesis.txt": "years of work"})
    WorkFolder(site).path.symlink_to(outside)
    publish_pages(site, {"index.html": "1"})
    publish_pages(site, {"index.html": "2"})
    assert files_in(outside) == {"old/thesis.txt": "years of work"}
    assert files_in(site) == {"index.html": "2"}


@pytest.mark.parametrize("left", [[], ["ainotes-work-folder"]])
def test_a_work_folder_that_a_kill_left_in_its_first_moment_is_taken_over(tmp_path: Path, left: list[str]) -> None:
    site = tmp_path / "site"
    work = WorkFolder(site).path
    work.mkdir()
    put(work, dict.fromkeys(left, ""))
    publish_pages(site, {"index.html": "1"})
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("moment", ["_carry", "_swap", "_put_back", "remove_tree"])
def test_an_error_at_any_step_leaves_a_whole_site_with_the_owners_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    site = tmp_path / "site"
    publish_pages(site, {"index.html": "0", "a.html": "0"})
    put(site, THEIRS)
    whole = getattr(publish, moment)
    for late in (False, True):

        def fails(*arguments: object, late: bool = late) -> None:
            if late:
                whole(*arguments)
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(publish, moment, fails)
            with pytest.raises(KeyboardInterrupt):
                publish_pages(site, {"index.html": "1", "a.html": "1"})
        pages = {path: text for path, text in files_in(site).items() if path not in THEIRS}
        assert pages in ({"index.html": "0", "a.html": "0"}, {"index.html": "1", "a.html": "1"})
        assert files_in(site) == {**pages, **THEIRS}
        publish_pages(site, {"index.html": "2", "a.html": "2"})
        assert files_in(site) == {"index.html": "2", "a.html": "2", **THEIRS}
        assert [path.name for path in tmp_path.iterdir()] == ["site"]
        publish_pages(site, {"index.html": "0", "a.html": "0"})


def test_the_rights_of_the_site_folder_stay(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_pages(site, {"index.html": "0"})
    site.chmod(0o2770)
    publish_pages(site, {"index.html": "1"})
    assert site.stat().st_mode & 0o7777 == 0o2770


def edit(base: Base, number: int) -> None:
    with (base.notes / "journal" / "attention.md").open("a", encoding="utf-8") as note:
        note.write(f"\n又一句，第 {number} 句。\n")


def names(problems: Iterable[object]) -> str:
    return "\n".join(map(str, problems))


def test_a_whole_build_and_edits_leave_the_owners_files_and_name_what_is_in_the_way(base: Base) -> None:
    put(base.site, THEIRS)
    edit(base, 1)
    base.build()
    shutil.rmtree(base.cache)
    base.build()  # the marker is enough
    assert {path: (base.site / path).read_text() for path in THEIRS} == THEIRS
    (base.notes / "mine.md").write_text("# 我的\n\n话\n", encoding="utf-8")
    put(base.site, {"entries/mine.html": "by hand"})
    said = names(base.build().problems)
    assert "entries/mine.html: " in said and "in the place of entries/mine.html" in said
    assert (base.site / "entries" / "mine.html").read_text() == "by hand"
    assert "entries/mine.html" not in (base.site / "offline.json").read_text()
    edit(base, 2)
    assert "entries/mine.html" in names(base.build().problems)
    (base.site / "entries" / "mine.html").unlink()
    assert names(base.build().problems) == ""
    assert "我的" in (base.site / "entries" / "mine.html").read_text(encoding="utf-8")
    assert base.build().unchanged


def test_a_site_that_is_a_link_is_published_where_it_leads(base: Base, tmp_path: Path) -> None:
    target = tmp_path / "www"
    base.site.rename(target)
    base.site.symlink_to(target)
    for number in range(2):
        edit(base, number)
        base.build()
        assert base.site.is_symlink()
        assert f"第 {number} 句" in (target / "entries" / "attention-cheatsheet.html").read_text(encoding="utf-8")
