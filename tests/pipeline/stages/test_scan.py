"""What belongs to the notes, and what is said when it cannot be read."""

from __future__ import annotations

import os
import time
import tracemalloc
from pathlib import Path

import pytest

from ainotes_site.bounded_read import MOST_NOTE_BYTES
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
    assert [(problem.path, "out of the notes" in str(problem)) for problem in found.problems] == [("link.md", True)]


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
    assert [problem.said("en")[1] for problem in found.problems] == ["rename the file"]
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


def _sparse(path: Path, size: int) -> None:
    """A file of so many bytes that takes no room: they are read as zeros."""
    with path.open("wb") as file:
        file.truncate(size)


def test_a_gigabyte_among_the_notes_is_named_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n")
    for name in ("big.md", "topics.yml"):
        _sparse(tmp_path / name, 3_000_000_000)
    tracemalloc.start()
    begun = time.monotonic()
    found = scan(tmp_path)
    assert time.monotonic() - begun < 1
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
    assert [source.path for source in found.sources] == ["a.md"]
    assert found.control == ()
    assert [problem.path for problem in found.problems] == ["big.md", "topics.yml"]
    assert "a file of 3,000 MB, above the bound of 24 MB, not read" in str(found.problems[0])


def test_a_note_just_within_the_bound_is_read(tmp_path: Path) -> None:
    _sparse(tmp_path / "a.md", MOST_NOTE_BYTES)
    _sparse(tmp_path / "b.md", MOST_NOTE_BYTES + 1)
    found = scan(tmp_path)
    assert [source.path for source in found.sources] == ["a.md"]
    assert [problem.path for problem in found.problems] == ["b.md"]


def test_a_file_that_grows_after_it_was_looked_at_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# A\n")
    source = scan(tmp_path).sources[0]._replace(content=str(path))
    _sparse(path, 3_000_000_000)
    tracemalloc.start()
    with pytest.raises(BuildError, match="changed while"):
        source.data  # noqa: B018
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names")
@pytest.mark.parametrize("name", ["note.md", "pic.png"])
def test_a_link_to_a_pipe_is_a_problem_and_does_not_wait(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / name).symlink_to("pipe")
    found = scan(tmp_path)
    assert (found.sources, found.assets) == ((), ())
    assert [problem.path for problem in found.problems] == [name]


@pytest.mark.parametrize("written", ["[" * 200_000, "", "\xff"])
def test_settings_of_a_vault_that_cannot_be_read_count_for_nothing(tmp_path: Path, written: str) -> None:
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / ".obsidian" / "app.json").write_text(written, encoding="latin-1")
    assert scan(tmp_path).vaults == ("",)


def test_settings_of_a_vault_of_a_gigabyte_are_not_read(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    _sparse(tmp_path / ".obsidian" / "app.json", 3_000_000_000)
    assert scan(tmp_path).vaults == ("",)
