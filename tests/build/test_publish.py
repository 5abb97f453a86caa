"""A site is replaced in one step, and only a site of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from ainotes_site.build import publish
from ainotes_site.build.publish import OWN_FOLDER, Draft
from ainotes_site.errors import BuildError


def site_with(folder: Path, **files: str) -> Path:
    (folder / OWN_FOLDER).mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name}.html").write_text(text)
    return folder


@pytest.mark.parametrize("one_step", [True, False])
def test_the_draft_takes_the_place_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_step: bool) -> None:
    if not one_step:
        monkeypatch.setattr(publish, "_swap", lambda one, other: False)
    site = site_with(tmp_path / "site", a="old", b="kept", c="gone")
    draft = Draft(site)
    draft.begin()
    draft.place("a.html").write_text("new")
    draft.keep(["b.html"])
    assert (site / "a.html").read_text() == "old"
    draft.publish()
    assert {path.name: path.read_text() for path in site.glob("*.html")} == {"a.html": "new", "b.html": "kept"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_replaced_site_may_wait_in_the_attic_to_be_removed(tmp_path: Path) -> None:
    site, attic = site_with(tmp_path / "site", a="1"), tmp_path / "cache" / "attic"
    for text in ("2", "3"):
        draft = Draft(site, attic)
        draft.begin()
        draft.place(f"{OWN_FOLDER}/x").write_text("")
        draft.place("a.html").write_text(text)
        draft.publish(sweep=False)
        assert (site / "a.html").read_text() == text
        assert [path.read_text() for path in attic.rglob("a.html")] == [str(int(text) - 1)]
        assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "site"]
    draft = Draft(site, attic)
    draft.begin()
    draft.place(f"{OWN_FOLDER}/x").write_text("")
    draft.publish()
    assert not attic.exists()


def test_where_the_attic_is_elsewhere_a_replaced_site_is_removed_at_once(tmp_path: Path) -> None:
    site = site_with(tmp_path / "site", a="1")
    (tmp_path / "attic").write_text("no folder: nothing can be moved into it, as into another file system")
    draft = Draft(site, tmp_path / "attic")
    draft.begin()
    draft.place("a.html").write_text("2")
    draft.publish(sweep=False)
    assert (site / "a.html").read_text() == "2"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["attic", "site"]


def test_a_build_killed_between_two_renames_is_put_right(tmp_path: Path) -> None:
    site_with(tmp_path / ".site.old", a="old")
    (tmp_path / ".site.new").mkdir()
    Draft(tmp_path / "site").begin()
    assert (tmp_path / "site" / "a.html").read_text() == "old"


def test_a_folder_of_somebody_else_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(BuildError, match="no site of ainotes"):
        Draft(tmp_path).begin()
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_an_empty_or_missing_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("empty", "missing"):
        draft = Draft(tmp_path / name)
        draft.begin()
        draft.place("x/y.html").write_text("page")
        draft.publish()
        assert (tmp_path / name / "x" / "y.html").read_text() == "page"
