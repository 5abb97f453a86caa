"""A site is replaced in one step, and only a site of ours."""

from __future__ import annotations

import tracemalloc
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.pipeline.publish.owned import mark_as_ours

from ainotes_site.pipeline.publish import publish
from ainotes_site.pipeline.publish.manifest import Manifest
from ainotes_site.pipeline.publish.outputs import FolderTarget, Outputs, write_file
from ainotes_site.pipeline.publish.ownership import MARKER
from ainotes_site.pipeline.publish.publish import SiteDraft, recover
from ainotes_site.pipeline.stages.scan import digest, digest_file


def site_with(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name}.html").write_text(text)
    return mark_as_ours(folder)


@pytest.mark.parametrize("one_step", [True, False])
def test_the_draft_takes_the_place_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_step: bool) -> None:
    if not one_step:
        monkeypatch.setattr(publish, "_swap", lambda one, other: False)
    site = site_with(tmp_path / "site", a="old", b="kept", c="gone")
    draft = SiteDraft(site)
    draft.begin()
    Path(draft.place("a.html")).write_text("new")
    draft.keep(["b.html"])
    assert (site / "a.html").read_text() == "old"
    draft.publish(["a.html", "b.html"])
    assert {path.name: path.read_text() for path in site.glob("*.html")} == {"a.html": "new", "b.html": "kept"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_replaced_site_may_wait_as_the_previous_one_to_be_removed(tmp_path: Path) -> None:
    site, previous_site = site_with(tmp_path / "site", a="1"), tmp_path / "cache" / "previous-site"
    for text in ("2", "3"):
        draft = SiteDraft(site, previous_site)
        draft.begin()
        Path(draft.place("a.html")).write_text(text)
        mark_as_ours(draft.root)
        draft.publish(["a.html", MARKER], sweep=False)
        assert (site / "a.html").read_text() == text
        assert [path.read_text() for path in previous_site.rglob("a.html")] == [str(int(text) - 1)]
        assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "site"]
    draft = SiteDraft(site, previous_site)
    draft.begin()
    draft.publish([])
    assert not previous_site.exists()


def test_an_edit_after_a_whole_build_finds_most_of_its_site_made(tmp_path: Path) -> None:
    site, previous_site = tmp_path / "site", tmp_path / "cache" / "previous-site"
    own = "assets/x"
    draft = SiteDraft(site, previous_site)
    draft.begin()
    for path in ("a.html", "deep/b.html", own, "late.html"):
        Path(draft.place(path)).write_text(path)
    draft.seed_next(["a.html", "deep/b.html", own])
    Path(draft.place("a.html")).unlink()  # written again by a build that goes on
    Path(draft.place("a.html")).write_text("again")
    mark_as_ours(draft.root)
    draft.publish(["a.html", "deep/b.html", own, "late.html", MARKER])
    following = SiteDraft(site, previous_site)
    following.begin(_inodes(site))
    assert sorted(_inodes(following.root)) == [own, "deep/b.html"]
    following.keep(["a.html", "deep/b.html", own, "late.html", MARKER])
    assert _inodes(following.root) == _inodes(site)


def test_a_draft_that_is_forgotten_leaves_nothing_to_the_next_one(tmp_path: Path) -> None:
    draft = SiteDraft(tmp_path / "site", tmp_path / "cache" / "previous-site")
    draft.begin()
    Path(draft.place("a.html")).write_text("a")
    draft.seed_next(["a.html"])
    draft.discard()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def _inodes(site: Path) -> dict[str, int]:
    return {path.relative_to(site).as_posix(): path.stat().st_ino for path in site.rglob("*") if path.is_file()}


def _replaced(tmp_path: Path, files: Mapping[str, str], published: Mapping[str, str]) -> SiteDraft:
    """A draft of a site of `files` that was replaced by one of which the files that stayed the same are links."""
    site = tmp_path / "site"
    for path, text in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text)
    mark_as_ours(site)
    draft = SiteDraft(site, tmp_path / "cache" / "previous-site")
    draft.begin()
    draft.keep([path for path, text in published.items() if files.get(path) == text])
    for path, text in published.items():
        if files.get(path) != text:
            Path(draft.place(path)).write_text(text)
    mark_as_ours(draft.root)
    draft.publish([*published, MARKER], sweep=False)
    assert {path: (site / path).read_text() for path in _inodes(site) if path in published} == published
    return SiteDraft(site, tmp_path / "cache" / "previous-site")


def test_a_draft_begins_with_the_site_that_was_replaced_last(tmp_path: Path) -> None:
    old = {"same.html": "same", "edited.html": "1", "gone/once.html": "gone", "dropped/now.html": "now"}
    new = {"same.html": "same", "edited.html": "2", "dropped/now.html": "now", "come.html": "come"}
    draft = _replaced(tmp_path, old, new)
    published = _inodes(draft.site)
    draft.begin(published)
    assert draft.is_begun
    assert not (tmp_path / "cache" / "previous-site" / "site").exists()
    assert sorted(_inodes(draft.root)) == ["dropped/now.html", "same.html"]
    draft.keep(["same.html", "edited.html", "come.html", MARKER])
    draft.publish(["same.html", "edited.html", "come.html", MARKER], sweep=False)
    kept = {path: inode for path, inode in published.items() if not path.startswith("dropped")}
    assert _inodes(draft.site) == kept
    assert sorted(path.name for path in draft.site.iterdir()) == [MARKER, "come.html", "edited.html", "same.html"]


def test_what_somebody_else_may_have_written_to_is_looked_at(tmp_path: Path) -> None:
    files = {"search/a.js": "a", "search/b.js": "b", "c.html": "c"}
    draft = _replaced(tmp_path, files, files)
    draft.begin(_inodes(draft.site))
    write_file(draft, "search/a.js", b"", b"half of an index")
    draft.recheck("search")
    draft.keep(["search/a.js", "c.html", MARKER])
    draft.publish(["search/a.js", "c.html", MARKER])
    assert sorted(_inodes(draft.site)) == [MARKER, "c.html", "search/a.js"]
    assert (draft.site / "search" / "a.js").read_text() == "a"


def test_a_file_may_become_a_folder_and_a_folder_a_file(tmp_path: Path) -> None:
    files = {"one": "file", "two/a.png": "in a folder", "two/b.png": "too"}
    draft = _replaced(tmp_path, files, files)
    draft.begin(_inodes(draft.site))
    write_file(draft, "one/x/a.png", b"", b"in a folder")
    write_file(draft, "two", b"", b"file")
    write_file(draft, MARKER, b"", b"")
    draft.publish(["one/x/a.png", "two", MARKER])
    assert (draft.site / "one" / "x" / "a.png").read_text() == "in a folder"
    assert (draft.site / "two").read_text() == "file"
    assert sorted(_inodes(draft.site)) == [MARKER, "one/x/a.png", "two"]


def test_where_the_previous_site_cannot_be_moved_to_a_replaced_site_is_removed_at_once(tmp_path: Path) -> None:
    site = site_with(tmp_path / "site", a="1")
    (tmp_path / "previous-site").write_text("no folder: nothing can be moved into it, as into another file system")
    draft = SiteDraft(site, tmp_path / "previous-site")
    draft.begin()
    Path(draft.place("a.html")).write_text("2")
    draft.publish(["a.html", MARKER], sweep=False)
    assert (site / "a.html").read_text() == "2"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["previous-site", "site"]


def test_a_build_killed_between_two_renames_is_put_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "_swap", lambda one, other: False)
    site = site_with(tmp_path / "site", a="old")
    (site / "CNAME").write_text("notes.example.org")
    draft = SiteDraft(site)
    draft.begin()
    site.rename(draft._work.retired)
    draft._work._let_go()  # killed
    SiteDraft(site).begin()
    assert (site / "a.html").read_text() == "old"
    assert (site / "CNAME").read_text() == "notes.example.org"


def test_a_build_killed_right_after_the_swap_loses_nothing_of_the_owner(tmp_path: Path) -> None:
    site = site_with(tmp_path / "site", a="old")
    draft = SiteDraft(site)
    draft.begin()
    Path(draft.place("a.html")).write_text("new")
    mark_as_ours(draft.root)
    (site / "late.pdf").write_text("written while the two changed places")
    assert publish._swap(draft.root, site)
    draft._work._let_go()  # killed
    recover(site)
    assert (site / "a.html").read_text() == "new"
    assert (site / "late.pdf").read_text() == "written while the two changed places"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_empty_or_missing_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("empty", "missing"):
        draft = SiteDraft(tmp_path / name)
        draft.begin()
        Path(draft.place("x/y.html")).write_text("page")
        draft.publish(["a.html"])
        assert (tmp_path / name / "x" / "y.html").read_text() == "page"


def test_a_film_is_copied_piece_by_piece(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(100_000_000)
        file.write(b"end")
    (tmp_path / "site").mkdir()
    outputs = Outputs(FolderTarget(tmp_path / "site"), Manifest(), ())
    tracemalloc.start()
    outputs.add_copy("film.mp4", b"key", film)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
    made = outputs.files["film.mp4"]
    content = film.read_bytes()
    assert (tmp_path / "site" / "film.mp4").read_bytes() == content
    assert (made.size, made.content) == (len(content), digest(content))
    assert digest_file(film) == digest(content)


def test_a_link_that_somebody_put_into_the_previous_site_is_not_followed(tmp_path: Path) -> None:
    site, previous_site = site_with(tmp_path / "site", a="1"), tmp_path / "cache" / "previous-site"
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "x.html").write_text("years of work")
    (previous_site / "site").mkdir(parents=True)
    (previous_site / "site" / "entries").symlink_to(tmp_path / "precious")
    draft = SiteDraft(site, previous_site)
    draft.begin({"a.html": (site / "a.html").stat().st_ino})
    write_file(draft, "entries/x.html", b"", b"new")
    write_file(draft, "entries/y.html", b"", b"new")
    draft.publish(["entries/x.html", "entries/y.html"])
    assert {path.name: path.read_text() for path in (tmp_path / "precious").iterdir()} == {"x.html": "years of work"}
    assert not (site / "entries").is_symlink()
    assert (site / "entries" / "x.html").read_text() == "new"
