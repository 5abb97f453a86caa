"""The house stands as ARCHITECTURE.md says: imports point one way, and no room is too large to oversee."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from radon.complexity import cc_visit
from radon.visitors import Class, Function

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(
    path for folder in ("src", "plugins") for ending in ("*.py", "*.js") for path in (ROOT / folder).rglob(ending)
)
_CLASS = re.compile(r"^class ([A-Z]\w*)", re.MULTILINE)
MOST_FILES = 22
DATA = {path for name in ("cases", "site") for path in (ROOT / "tests" / name).rglob("*")}
"""What tests read, which is shaped as notes are."""
MOST_COMPLEXITY = 12
"""Cyclomatic complexity of a function, as radon counts it: comprehensions and boolean operators included."""


def test_imports_point_one_way() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run([command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_no_folder_is_too_full_to_oversee() -> None:
    rooms = [path for room in ("src", "plugins", "tests") for path in (ROOT / room).rglob("*")]
    folders = {path.parent for path in rooms if path.suffix in {".py", ".js", ".html", ".css"}} - DATA
    files = {folder: [item for item in folder.iterdir() if item.is_file()] for folder in folders}
    assert {
        folder.relative_to(ROOT).as_posix(): len(found) for folder, found in files.items() if len(found) > MOST_FILES
    } == {}


def _functions(block: Class | Function) -> Iterator[Function]:
    """The functions of a block, itself among them where it is one; those within functions too."""
    if isinstance(block, Function):
        yield block
    inside = (*block.methods, *block.inner_classes) if isinstance(block, Class) else block.closures
    for each in inside:
        yield from _functions(each)


def test_no_function_is_too_complex() -> None:
    found = {
        f"{path.relative_to(ROOT).as_posix()} {function.fullname}": function.complexity
        for path in MODULES
        if path.suffix == ".py"
        for block in cc_visit(path.read_text(encoding="utf-8"))
        for function in _functions(block)
    }
    assert len(found) > 1_000
    too_complex = {name: complexity for name, complexity in found.items() if complexity > MOST_COMPLEXITY}
    assert too_complex == {}, "split it into functions that say what they do"


def test_no_public_class_has_two_meanings() -> None:
    named: dict[str, list[str]] = {}
    for path in MODULES:
        if path.suffix == ".py":
            for name in _CLASS.findall(path.read_text(encoding="utf-8")):
                named.setdefault(name, []).append(path.relative_to(ROOT).as_posix())
    assert {name: found for name, found in named.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("only_in", "needle"),
    [
        ("search/text/segment.py", "import jieba"),
        ("search/text/segment.py", "import rjieba"),
        ("cli/", "from mkdocs"),
        ("cli/", "print("),
        ("cli/", "sys.exit("),
    ],
)
def test_what_has_one_place_is_nowhere_else(only_in: str, needle: str) -> None:
    library = ROOT / "src" / "ainotes_site"
    found = {
        path.relative_to(library).as_posix()
        for path in library.rglob("*.py")
        if any(line.lstrip().startswith(needle) for line in path.read_text(encoding="utf-8").splitlines())
    }
    assert {path for path in found if not path.startswith(only_in) and path != "__main__.py"} == set()


def test_starting_the_command_line_imports_nothing_heavy() -> None:
    code = (
        "import sys; from ainotes_site.cli.arguments import arguments; arguments(['build']);"
        "print([name for name in ('mkdocs', 'jieba', 'numpy', 'markdown_it', 'jinja2', 'rich', 'yaml') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_every_test_is_found(pytestconfig: pytest.Config) -> None:
    skipped = pytestconfig.getini("norecursedirs")
    files = [path.relative_to(ROOT) for path in (ROOT / "tests").rglob("test_*.py")]
    assert files and not [file for file in files for part in file.parts if any(fnmatch(part, one) for one in skipped)]
