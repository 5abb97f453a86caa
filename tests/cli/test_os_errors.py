"""What is said when the system refuses: the place, the fact in both languages, the next step, on one line."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ainotes_site.cli import main
from ainotes_site.os_errors import refused
from ainotes_site.pipeline.cache.record_store import naming

SITE = Path(__file__).resolve().parents[1] / "site"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_is_called_so_with_the_file_that_found_no_room() -> None:
    full = Path("/dev/full")
    with pytest.raises(OSError, match="No space") as caught, naming(full), open(full, "wb") as file:
        file.write(b"x")
    said = str(refused(caught.value))
    assert said.startswith("/dev/full: 磁盘已满 (no space left on the disk); make room")


def test_a_copy_that_fails_names_where_it_went(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"x")
    with pytest.raises(OSError, match="No such file") as caught:
        source.rename(tmp_path / "absent" / "target")
    assert str(refused(caught.value)).startswith(f"{tmp_path / 'absent' / 'target'}: 没有这个文件或文件夹")


def test_what_has_no_words_of_its_own_is_told_as_the_system_tells_it() -> None:
    assert str(refused(OSError(40, "Too many levels", "a"))) == (
        "a: 系统拒绝：Too many levels (refused by the system: Too many levels); "
        "check the path, its permissions and the free space"
    )


@pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="a file that anybody may open and nobody can read through"
)
def test_a_configuration_that_cannot_be_read_says_so_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--config-file", "/proc/self/mem"]) == 1
    said = capsys.readouterr().err
    assert said == "ainotes: /proc/self/mem: 读不了：Input/output error; 请检查这个文件\n"


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of a process")
def test_a_file_that_may_not_grow_ends_the_build_in_one_line_that_names_it(tmp_path: Path) -> None:
    root = tmp_path / "base"
    shutil.copytree(SITE, root, ignore=shutil.ignore_patterns(".*", "site"))
    build = [sys.executable, "-m", "ainotes_site", "build", "--config-file", str(root / "mkdocs.yml")]

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 10, 1 << 10))

    subprocess.run(build, check=True, capture_output=True)
    before = {path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()}
    shutil.rmtree(root / ".ainotes")
    failed = subprocess.run(build, capture_output=True, encoding="utf-8", preexec_fn=limit)
    assert failed.returncode == 1
    told = failed.stderr.splitlines()
    assert len(told) == 1
    assert told[0].startswith(f"ainotes: {root}/.ainotes/")
    assert told[0].endswith(": 文件超过系统允许的大小; 请调高限制（ulimit -f）")
    assert {path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()} == before
    subprocess.run(build, check=True, capture_output=True)
    assert {path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["mkdocs.yml", "base.yml"])
def test_a_configuration_of_a_gigabyte_is_not_read(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mkdocs.yml").write_text("INHERIT: base.yml\nsite_name: x\n")
    with (tmp_path / name).open("wb") as file:
        file.truncate(3_000_000_000)
    assert main(["build", "--config-file", str(tmp_path / "mkdocs.yml")]) == 1
    said = capsys.readouterr().err
    assert (
        said.startswith(f"ainotes: {tmp_path / name}: 文件有 3,000 MB，超过上限 4 MB，未读") and said.count("\n") == 1
    )


def test_a_configuration_that_nests_without_end_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mkdocs.yml").write_text("a: " + "[" * 100_000)
    assert main(["build", "--config-file", str(tmp_path / "mkdocs.yml")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
