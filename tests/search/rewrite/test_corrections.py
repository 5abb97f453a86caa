"""Corrections that are offered are right: of the queries in tests/cases/search/corrections.txt, asked of our own notes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ainotes_site.cli import main as command
from ainotes_site.search.engine import SearchIndex, open_index
from ainotes_site.search.index.document import SearchDocument

ROOT = Path(__file__).resolve().parents[3]
CASES = ROOT / "tests" / "cases" / "search" / "corrections.txt"
PRECISION = 0.97
RECALL = 0.9


def test_a_name_that_the_notes_have_otherwise_is_mended(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    """`kalman fliter` found nothing: the note has 卡尔曼滤波 only, so neither word was there to be mended to."""
    index = build([doc("a", "卡尔曼滤波", "合成两个估计。"), doc("b", "别的")], (), [("卡尔曼滤波", "Kalman filter")])
    result = index.search("kalman fliter")
    assert ([hit.id for hit in result.hits], result.corrected) == (["a"], "kalman filter")
    assert not index.search("kolmogorov flat").corrected


def test_a_word_is_mended_to_one_that_stands_beside_the_others(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    """`who invented attention` offered `inverted`, which no note had together with attention."""
    index = build([doc("a", "Attention", "Queries and keys."), doc("b", "Inverted lists", "Terms.")])
    assert not index.search("invertad attention").corrected
    assert index.search("invertad lists").corrected == "inverted lists"


def test_an_everyday_word_is_no_typing_error(
    doc: Callable[..., SearchDocument], build: Callable[..., SearchIndex]
) -> None:
    """`the difference between two lists` was mended to `the inference …`, and what changed nothing was offered as well."""
    index = build([doc("a", "Inference lists", "Of two."), doc("b", "Work-flow of one agent")])
    assert not index.search("difference between lists").corrected
    assert not index.search("WORKFLOW of one agent").corrected


def test_what_is_offered_is_right(tmp_path: Path) -> None:
    command(["index", "--notes", str(ROOT / "notes"), "--out", str(tmp_path)])
    index = open_index(tmp_path / "search")
    lines = [line for line in CASES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    meant = dict((*(part.strip() for part in line.split("=")), "")[:2] for line in lines)
    said = {typed: index.search(typed, limit=1).corrected for typed in meant}
    offered = [typed for typed in meant if said[typed]]
    wrong = [f"{typed} = {said[typed]}" for typed in offered if said[typed] != meant[typed]]
    missed = [typed for typed in meant if meant[typed] and not said[typed]]
    assert len(meant) >= 200
    assert len(wrong) <= (1 - PRECISION) * len(offered), wrong
    assert len(missed) <= (1 - RECALL) * len([one for one in meant.values() if one]), missed
