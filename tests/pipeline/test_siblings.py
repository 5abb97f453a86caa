"""What files say about those beside them, from build to build."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.pipeline.base import Base

FAREWELL = "灶台闲话每隔一周见一回，来信放在门口的信箱里就好。"


def _clean(base: Base, to: Path) -> dict[str, bytes]:
    """The site that a build without any cache makes of the same."""
    shutil.copytree(base.root, to, ignore=shutil.ignore_patterns(".ainotes", "site"), symlinks=True)
    other = Base(to)
    other.build()
    return other.tree()


def _says_farewell(base: Base) -> list[str]:
    return sorted(path.name for path in base.site.rglob("*.html") if FAREWELL in path.read_text(encoding="utf-8"))


def test_a_line_that_others_take_up_goes_from_all_and_comes_back_with_the_last_edit(
    new_base: Callable[[], Base], tmp_path: Path
) -> None:
    base = new_base()
    folder = base.notes / "stove"
    folder.mkdir()
    texts = ["砂锅开裂以后用米汤补过。", "黑豆磨的豆浆最香也最稠。", "河边的芦苇又长高了一茬。"]
    for number, text in enumerate(texts, 1):
        last = FAREWELL if number == 1 else "没有了。"
        (folder / f"pot-{number}.md").write_text(f"# 锅 {text[:4]}\n\n{text * 4}\n\n{last}\n", encoding="utf-8")
    base.build()
    assert _says_farewell(base)
    second = folder / "pot-2.md"
    before = second.read_text(encoding="utf-8")
    second.write_text(before.replace("没有了。", FAREWELL), encoding="utf-8")
    base.build()
    assert not _says_farewell(base)
    assert base.tree() == _clean(base, tmp_path / "clean1")
    second.write_text(before, encoding="utf-8")
    base.build()
    assert _says_farewell(base)
    assert base.tree() == _clean(base, tmp_path / "clean2")


def test_a_second_file_of_a_name_gives_the_first_its_day_and_takes_it_back(
    new_base: Callable[[], Base], tmp_path: Path
) -> None:
    base = new_base()
    folder = base.notes / "drip"
    folder.mkdir()
    (folder / "2024-05-06 rope drip.md").write_text("一根新的缆绳，六股，每股十九丝。\n", encoding="utf-8")
    base.build()
    page = next(path for path in base.site.rglob("*.html") if path.stem == "2024-05-06-rope-drip")
    assert "<title>rope drip" in page.read_text(encoding="utf-8")
    second = folder / "2024-05-07 rope drip.md"
    second.write_text("绳结的强度只有绳子的一半。\n", encoding="utf-8")
    base.build()
    assert "<title>2024-05-06 rope drip" in page.read_text(encoding="utf-8")
    assert base.tree() == _clean(base, tmp_path / "clean1")
    second.unlink()
    base.build()
    assert "<title>rope drip" in page.read_text(encoding="utf-8")
    assert base.tree() == _clean(base, tmp_path / "clean2")
