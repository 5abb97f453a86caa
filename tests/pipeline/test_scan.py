"""What belongs to the notes, and what is said when it cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ainotes_site.errors import BuildError
from ainotes_site.pipeline.stages.scan import scan


def test_sources_and_assets_sorted_and_hidden_ones_left_out(tmp_path: Path) -> None:
    for name in (
        "b.md",
        "a/z.MD",
        "a/pic.png",
        ".obsidian/x.md",
        ".hidden.md",
        "topics.yml",
        "people.yml",
        "笔记.markdown",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    found = scan(tmp_path)
    assert [source.path for source in found.sources] == ["a/z.MD", "b.md", "笔记.markdown"]
    assert found.assets == ("a/pic.png",)
    assert found.control == ("people.yml", "topics.yml")


def test_a_link_out_of_the_notes_is_a_problem_and_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("private")
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "link.md").symlink_to(secret)
    (notes / "inside.md").symlink_to(notes / "real.md")
    (notes / "real.md").write_text("text")
    found = scan(notes)
    assert [source.path for source in found.sources] == ["inside.md", "real.md"]
    assert [(problem.path, "out of the notes" in problem.message) for problem in found.problems] == [("link.md", True)]


def test_a_dangling_link_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    assert [problem.path for problem in scan(tmp_path).problems] == ["gone.md"]


def test_links_in_a_circle_are_problems(tmp_path: Path) -> None:
    (tmp_path / "one.md").symlink_to(tmp_path / "two.md")
    (tmp_path / "two.md").symlink_to(tmp_path / "one.md")
    assert [problem.path for problem in scan(tmp_path).problems] == ["one.md", "two.md"]


def test_a_name_in_another_encoding_is_a_problem_that_can_be_shown(tmp_path: Path) -> None:
    named = os.path.join(os.fsencode(tmp_path), "笔记.md".encode("gb18030"))
    try:
        with open(named, "wb") as file:
            file.write(b"text")
    except OSError:
        pytest.skip("a file system of which all names are UTF-8")
    found = scan(tmp_path)
    assert found.sources == ()
    assert [problem.hint for problem in found.problems] == ["rename the file"]
    assert str(found.problems[0]).encode()


@pytest.mark.parametrize("name", ["missing", "file.txt"])
def test_a_missing_folder_is_one_line_with_a_next_step(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("")
    with pytest.raises(BuildError, match="--notes DIR") as error:
        scan(tmp_path / name)
    assert "\n" not in str(error.value)


def test_the_digest_is_of_the_content_alone(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("same")
    (tmp_path / "b.md").write_text("same")
    (tmp_path / "c.md").write_text("other")
    first, second, third = (source.digest for source in scan(tmp_path).sources)
    assert first == second != third
