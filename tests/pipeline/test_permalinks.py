"""A knowledge base that remembers its addresses: `permalinks.tsv`, `redirect_from`, and the pages that lead on."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable

import pytest
from tests.long import seeds
from tests.pipeline.base import Base
from tests.pipeline.test_build import change, differing

from ainotes_site.cli import main
from ainotes_site.link.addresses.page_addresses import url_of
from ainotes_site.link.addresses.permalinks import FIRST_LINE, parse
from ainotes_site.pipeline.stages.scan import PERMALINKS

TEXT = "键值缓存把每一步算过的键和值留在显存里，下一个词只需要算自己的那一份，序列越长省得越多，代价是显存随长度增长。"
OTHER = "把权重从十六位压到四位，体积缩到四分之一，困惑度几乎不变；激活里的离群值最难压，常常要先做平滑再动手。"


@pytest.fixture
def lasting(base: Base) -> Base:
    """With two notes of its own, all addresses remembered."""
    (base.notes / "kv-cache.md").write_text(f"# 键值缓存\n\n{TEXT}\n", encoding="utf-8")
    (base.notes / "int4.md").write_text(f"# 四位\n\n{OTHER}\n", encoding="utf-8")
    (base.notes / PERMALINKS).write_text(f"{FIRST_LINE}\n", encoding="utf-8")
    base.build()
    return base


def clean(base: Base, build: Callable[[Base], object]) -> tuple[dict[str, bytes], bytes]:
    """What the notes of `base`, as they are before it is built, give without any cache: the site, and what is remembered."""
    other = Base(base.root.with_name(base.root.name + "-clean"))
    shutil.rmtree(other.root, ignore_errors=True)
    shutil.copytree(base.root, other.root, ignore=shutil.ignore_patterns("site", ".ainotes"))
    build(other)
    return other.tree(), (other.notes / PERMALINKS).read_bytes()


def test_beginning_changes_no_address(base: Base) -> None:
    before = base.tree()
    assert main(["permalinks", "--init", "--config-file", str(base.root / "mkdocs.yml")]) == 0
    written = (base.notes / PERMALINKS).read_bytes()
    base.build()
    assert differing(base.tree(), before) == []
    assert (base.notes / PERMALINKS).read_bytes() == written
    assert base.build().unchanged


def test_a_note_that_moves_keeps_its_page(lasting: Base) -> None:
    page = (lasting.site / "entries" / "kv-cache.html").read_bytes()
    assert TEXT.encode() in page
    (lasting.notes / "lab").mkdir()
    (lasting.notes / "kv-cache.md").rename(lasting.notes / "lab" / "memory.md")
    expected = clean(lasting, Base.build)
    report = lasting.build()
    assert report.read == 1, "an edit"
    assert TEXT.encode() in (lasting.site / "entries" / "kv-cache.html").read_bytes()
    assert (differing(lasting.tree(), expected[0]), (lasting.notes / PERMALINKS).read_bytes()) == ([], expected[1])
    assert lasting.build().unchanged


def test_the_address_of_a_merged_note_leads_on(lasting: Base) -> None:
    with open(lasting.notes / "int4.md", "a", encoding="utf-8") as file:
        file.write(f"\n{TEXT}\n")
    (lasting.notes / "kv-cache.md").unlink()
    lasting.build()
    page = (lasting.site / "entries" / "kv-cache.html").read_text(encoding="utf-8")
    assert 'location.replace("int4.html"+location.search+location.hash)' in page
    assert 'content="0; url=int4.html"' in page
    listed = (lasting.site / "llms.txt").read_text(encoding="utf-8")
    assert "int4" in listed
    assert "kv-cache" not in listed


def test_a_deleted_note_says_that_it_is_gone(lasting: Base) -> None:
    (lasting.notes / "kv-cache.md").unlink()
    lasting.build()
    page = (lasting.site / "entries" / "kv-cache.html").read_text(encoding="utf-8")
    assert "这篇笔记已经不在了" in page
    assert 'href="../index.html"' in page


def test_a_file_with_the_marks_of_a_merge_is_left_alone(lasting: Base) -> None:
    file = lasting.notes / PERMALINKS
    torn = f"<<<<<<< ours\n{file.read_text(encoding='utf-8')}"
    file.write_text(torn, encoding="utf-8")
    (lasting.notes / "new.md").write_text("# 新\n\n新的。\n", encoding="utf-8")
    report = lasting.build()
    assert [(one.path, one.line) for one in report.problems if one.path == PERMALINKS] == [(PERMALINKS, 1)]
    assert file.read_text(encoding="utf-8") == torn


def test_paths_of_an_older_site_lead_to_the_note(lasting: Base) -> None:
    (lasting.notes / "kv-cache.md").write_text(
        "---\nredirect_from:\n  - /2020/kv/\n  - /../up\n  - /index.html\naliases: [缓存, /old/kv.html]\n"
        f"---\n# 键值缓存\n\n{TEXT}\n",
        encoding="utf-8",
    )
    expected = clean(lasting, Base.build)
    report = lasting.build()
    assert differing(lasting.tree(), expected[0]) == []
    assert 'replace("../../entries/kv-cache.html"' in (lasting.site / "2020/kv/index.html").read_text(encoding="utf-8")
    assert 'replace("../entries/kv-cache.html"' in (lasting.site / "old/kv.html").read_text(encoding="utf-8")
    refused = [one.message for one in report.problems if one.path == "kv-cache.md"]
    assert len(refused) == 2, refused
    (lasting.notes / "int4.md").write_text(f"# 四位\n\n{OTHER}改了。\n", encoding="utf-8")
    expected = clean(lasting, Base.build)
    lasting.build()
    assert differing(lasting.tree(), expected[0]) == []


@pytest.mark.parametrize("seed", seeds(2, 20))
def test_any_sequence_of_edits_gives_the_bytes_of_a_clean_build(lasting: Base, seed: int) -> None:
    chance = random.Random(seed)
    done: list[str] = []
    for _ in range(4):
        done += [change(lasting, chance) for _ in range(chance.randint(1, 2))]
        notes = sorted(lasting.notes.rglob("*.md"))
        if chance.random() < 0.5:
            moved = chance.choice(notes)
            moved.rename(moved.with_name(f"moved-{len(done)}.md"))
        expected = clean(lasting, Base.build)
        lasting.build()
        assert differing(lasting.tree(), expected[0]) == [], done
        assert (lasting.notes / PERMALINKS).read_bytes() == expected[1], done
        for record in parse((lasting.notes / PERMALINKS).read_text(encoding="utf-8")).records:
            assert (lasting.site / url_of(record.address)).is_file(), (record, done)
