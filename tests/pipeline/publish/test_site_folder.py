"""Where a site may lie: nowhere that publishing it could cost its owner anything else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ainotes_site.cli import main
from ainotes_site.errors import ConfigError
from ainotes_site.pipeline.project import Project


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A knowledge base whose notes lie beside the folder of its configuration, in a home folder of its own."""
    (tmp_path / "home" / "work" / "here").mkdir(parents=True)
    (tmp_path / "home" / "work" / "notes").mkdir()
    (tmp_path / "home" / "work" / "base" / ".ainotes").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path / "home" / "work" / "here")
    return tmp_path / "home" / "work"


def project(root: Path, site: str) -> Project:
    return Project(root / "notes", root / "base" / site, root / "base" / ".ainotes")


@pytest.mark.parametrize(
    ("site", "fact"),
    [
        ("../notes", "site and notes"),
        ("../notes/site", "site and notes"),
        ("..", "site and notes"),
        (".", "folder of the configuration"),
        ("", "folder of the configuration"),
        ("./site/..", "folder of the configuration"),
        (".ainotes", "the cache"),
        (".ainotes/site", "the cache"),
        ("../here", "working folder"),
        ("../..", "site and notes|home"),
        ("/", "root of the file system|site and notes"),
        ("../.git", "repository"),
        ("../.git/site", "repository"),
        ("a\0b", "NUL"),
        ("x" * 300, "255 bytes"),
        ("字" * 90, "255 bytes"),
        ("con", "some systems cannot have"),
        ("NUL.txt", "some systems cannot have"),
        ("site.", "some systems cannot have"),
        ("a\nb", "some systems cannot have"),
    ],
)
def test_a_dangerous_place_is_refused_in_one_line(root: Path, site: str, fact: str) -> None:
    with pytest.raises(ConfigError, match=fact) as caught:
        project(root, site)
    assert "\n" not in str(caught.value)
    assert "--site-dir" in str(caught.value)


def test_links_are_followed_before_a_place_is_judged(root: Path) -> None:
    (root / "base" / "link").symlink_to(root / "base")
    with pytest.raises(ConfigError, match="folder of the configuration"):
        project(root, "link")
    (root / "base" / "round").symlink_to("round")
    with pytest.raises(ConfigError, match="circle"):
        project(root, "round")
    (root / "base" / "home").symlink_to(root.parent)
    with pytest.raises(ConfigError, match=r"site and notes|home"):
        project(root, "home")


def test_a_link_to_a_good_place_is_followed_once(root: Path) -> None:
    (root / "web").mkdir()
    (root / "base" / "site").symlink_to(root / "web")
    assert project(root, "site").site == Path(os.path.realpath(root / "web"))


def test_names_that_only_look_alike_are_allowed(root: Path) -> None:
    for site in ("../notes-site", "site", "../con-site", ".site", "../hereafter", "console"):
        assert project(root, site).site.name == Path(site).name


def test_a_folder_that_looks_like_a_site_is_not_deleted_with_the_project_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    base = tmp_path / "base"
    (base / "assets" / "ainotes").mkdir(parents=True)
    (base / "mkdocs.yml").write_text("docs_dir: ../notes\nsite_dir: .\nplugins: [ainotes/entries]\n")
    (base / "thesis.txt").write_text("years of work")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("# A\n")
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert main(["build", "--config-file", str(base / "mkdocs.yml")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_plain_mkdocs_refuses_the_same(tmp_path: Path) -> None:
    base = tmp_path / "base"
    base.mkdir()
    (base / "thesis.txt").write_text("years of work")
    (base / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: ../notes\nsite_dir: .\nuse_directory_urls: false\n"
        "theme: {name: material, font: false}\nplugins: [ainotes/entries]\n"
    )
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("# A\n")
    before = sorted(tmp_path.rglob("*"))
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(base / "mkdocs.yml")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert "配置所在的文件夹" in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(tmp_path.rglob("*")) == before
