"""Mentions of terms: precision and recall over labelled sentences, and the rules one by one."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.link.builders import reading, term

from ainotes_site.link.autolink_terms import Matcher, is_linkable, matcher
from ainotes_site.link.merge_terms import merge_terms
from ainotes_site.search.text.segment import Segmenter

CASES = Path(__file__).parents[1] / "cases" / "link" / "mentions.txt"
Place = tuple[int, int]


def _cases() -> tuple[Matcher, list[tuple[str, set[Place], set[Place]]]]:
    """The matcher of the glossary, and per sentence the places that must and must not be found."""
    groups = re.split(r"^= .*\n", CASES.read_text("utf-8"), flags=re.MULTILINE)
    names = [line.split(" = ") for line in groups[1].splitlines() if line]
    terms = [term(name, *aliases, line=at) for at, (name, *aliases) in enumerate(names, 1)]
    sentences = [_labelled(line) for group in groups[2:] for line in group.splitlines() if line]
    cut = Segmenter(name for one in terms for name in one.names).cut
    return matcher(merge_terms([reading("g.md", *terms)]), cut), sentences


def _labelled(line: str) -> tuple[str, set[Place], set[Place]]:
    text, found = "", {"[": set[Place](), "{": set[Place]()}
    for part in re.split(r"(\[[^\]]+\]|\{[^}]+\})", line):
        if part[:1] in found and len(part) > 1:
            inner = part[1:-1].strip()
            found[part[0]].add((len(text), len(text) + len(inner)))
            text += inner
        else:
            text += part
    return text, found["["], found["{"]


def test_precision_and_recall_are_both_at_least_095() -> None:
    find, sentences = _cases()
    right = wrong = missed = labels = 0
    report: list[str] = []
    for text, wanted, unwanted in sentences:
        found = {(match.start, match.end) for match in find(text)}
        right += len(found & wanted)
        wrong += len(found - wanted)
        missed += len(wanted - found)
        labels += len(wanted) + len(unwanted)
        if found != wanted:
            report.append(
                f"{text}: +{[text[a:b] for a, b in found - wanted]} -{[text[a:b] for a, b in wanted - found]}"
            )
    precision, recall = right / (right + wrong), right / (right + missed)
    assert labels >= 150
    assert precision >= 0.95 and recall >= 0.95, f"{precision:.3f} {recall:.3f}\n" + "\n".join(report)


def test_without_a_segmenter_long_han_names_are_found() -> None:
    find = matcher(merge_terms([reading("g.md", term("注意力机制"))]))
    assert [(match.start, match.end) for match in find("自注意力机制")] == [(1, 6)]


def test_the_segmenter_is_asked_only_where_a_short_han_name_stands() -> None:
    asked: list[str] = []

    def spy(text: str) -> list[str]:
        asked.append(text)
        return list(text)

    find = matcher(merge_terms([reading("g.md", term("微调"), term("RAG"), term("注意力机制"))]), spy)
    assert len(find("RAG 与注意力机制都在这里，没有别的")) == 2
    assert asked == []
    find("先训练，再微调。")
    assert asked == ["再微调"]


def test_a_matcher_travels_to_worker_processes() -> None:
    find = pickle.loads(pickle.dumps(_cases()[0]))
    assert [match.term for match in find("用 RAG 做")] == ["jian-suo-zeng-qiang-sheng-cheng"]


def test_names_that_everybody_uses_are_not_linked() -> None:
    assert not any(map(is_linkable, ("熵", "AI", "模型", "Data", "4.0", "7", "R")))
    assert all(map(is_linkable, ("RAG", "微调", "C++", "GPT-4")))


@settings(max_examples=200)
@given(st.text(alphabet="大模型向量微调RAGragLLMs -.4gptGPT'@_/，。\n\u3000Ｒ", max_size=80))
def test_matches_are_in_order_without_overlap_and_inside_the_text(text: str) -> None:
    end = 0
    for match in _FIND(text):
        assert end <= match.start < match.end <= len(text)
        end = match.end


_FIND = _cases()[0]
