"""Ranking: BM25 (Robertson and Zaragoza 2009) over words and character pairs, by fields and passages, in whole numbers.

A term's weight is its inverse document frequency; less when it crosses words or is a stop word. A document scores by
its title, its labels and its best passage; what it covers of the query multiplies that, and what stands in it as asked
adds to it. Every step is whole-number arithmetic below 2**53, so that js/rank.js gives the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ainotes_site.search.format.codec import Ints
from ainotes_site.search.format.geometry import LABELS, PASSAGE
from ainotes_site.search.index.inverted_lists import distinct
from ainotes_site.search.query.index_reader import IndexReader
from ainotes_site.search.query.matches import BEGUN, FULL, Evidence, aligned, idf
from ainotes_site.search.query.plan import MOST_UNITS, Sort, Term

ONE = 1024
SATURATION = 12
"""BM25's k1, in tenths."""
LENGTH_SHARE = 6
"""BM25's b, in tenths."""
TITLE_SHARE, LABEL_SHARE, HEADING_SHARE, PASSAGE_SHARE = 8, 2, 4, 4
"""What a match counts for by its field, in quarters."""
UNCOVERED = 256
"""What is left of the score of a document that covers nothing, of `ONE`."""
ADJACENCY = 640
"""What a term counts for, of `ONE`, when it stands beside its neighbours as asked."""
TITLE_ADJACENCY = 960
WHOLE = 1024
"""What every term counts for, of `ONE`, where the whole query stands as it is: GPT-4V is in that text, not only GPT-4."""
CANDIDATES = 200
"""Documents whose adjacency is looked at."""
PHRASE_CANDIDATES = 400
"""Documents with the whole query as it stands that are looked at besides."""
LEAST_COVERAGE = 25
"""Per cent of the best coverage that a document needs to be a hit."""
LINE_BITS = 17
"""Bits for a place within a block, shifted by the offset of a term: a block has at most 65,536 places."""
CANDIDATE_RANK = 1 << 50
"""Added to the scores of candidates: they come before all others."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to say units `start` to `end` of the query."""

    start: int
    end: int
    evidence: Evidence
    share: int
    """What it counts for, of 256."""


@dataclass(slots=True)
class Ranking:
    """Scores of all documents for one branch of a query."""

    order: Ints
    """For each document its rank value; 0 when it is no hit. Larger comes first, then the later document."""
    best: Ints
    """For each document its best passage as a block, or -1."""


@dataclass(slots=True)
class _Scored:
    blocks: Ints
    """Blocks in which a term stands, sorted."""
    scores: Ints
    certain: NDArray[np.bool_]
    """For each block whether the term itself stands there, and not only words that begin with it."""
    bits: int = 0
    weight: int = 0
    units: range = range(0)
    """What of the query it stands for."""


@dataclass(slots=True)
class _Board:
    """What the terms add up to, by block."""

    scores: Ints
    bits: Ints
    faint: Ints
    """Bits of the terms that at least a word of the block begins with."""
    weights: list[int] = field(default_factory=list)
    """Weight of each bit."""


def rank(
    store: IndexReader,
    terms: Sequence[tuple[Term, Evidence]],
    alternatives: Sequence[Alternative],
    allowed: NDArray[np.bool_],
) -> Ranking:
    """Scores of one branch. `terms` are those of the query in order, `allowed` the documents that pass its filters."""
    found = [(term, evidence, term_weight(store, term, evidence)) for term, evidence in terms if len(evidence)]
    scores, bits, faint = np.zeros((3, len(store.kinds)), dtype=np.int64)
    board = _Board(scores, bits, faint)
    _fill(store, board, found, alternatives)
    base, coverage, best, passage = _by_document(store, board)
    total = max(FULL * sum(board.weights), 1)
    base = base * (UNCOVERED + (ONE - UNCOVERED) * coverage // total) >> 10
    base[~allowed] = 0
    whole = _whole_query(store, found, len(terms))
    hit = (base > 0) & (coverage * 100 >= int(coverage[allowed].max(initial=0)) * LEAST_COVERAGE)
    hit[whole] |= base[whole] > 0
    base[~hit] = 0
    chosen = _candidates(base, whole)
    order = base.copy()
    extra = _adjacency(store, found, chosen, passage, best)
    order[chosen] += extra + CANDIDATE_RANK
    order[whole[order[whole] > 0]] += sum(weight for _, _, weight in found) * WHOLE
    return Ranking(order, best)


def term_weight(store: IndexReader, term: Term, evidence: Evidence) -> int:
    """Weight of a term: its inverse document frequency, halved across words, an eighth for stop words.

    A pair at the edge of a stop word says nothing either, unless it is all that there is of a single character.
    """
    weight = idf(store.documents, _document_frequency(store, evidence))
    if term.stop or (term.edge and not term.loose):
        return weight >> 3
    if term.sort == Sort.PAIR and not evidence.inside:
        return weight >> 1
    return weight


def _document_frequency(store: IndexReader, evidence: Evidence) -> int:
    """Documents with the term; words that only begin like it do not make it less telling."""
    places = evidence.places[evidence.shares > BEGUN]
    documents = store.document_of_block[store.block_of_slot[places >> 4]]
    return int(np.count_nonzero(np.diff(documents, prepend=-1)))


def _score(store: IndexReader, evidence: Evidence, weight: int) -> _Scored:
    """BM25 of one term for each block it stands in, times `ONE`."""
    blocks = store.block_of_slot[evidence.places >> 4]
    heads = np.flatnonzero(np.diff(blocks, prepend=-1))
    frequency = np.add.reduceat(evidence.shares, heads)
    certain = np.maximum.reduceat(evidence.shares, heads) > BEGUN
    where = blocks[heads]
    return _Scored(where, weight * saturated(frequency, store.lengths[where], store.mean_lengths[where]), certain)


def saturated(frequency: Ints, length: Ints, mean: Ints) -> Ints:
    """tf (k1 + 1) / (tf + k1 (1 - b + b length / mean)), times `ONE`; `frequency` is in quarters."""
    penalty = SATURATION * ((10 - LENGTH_SHARE) * mean + LENGTH_SHARE * length)
    return frequency * ((10 + SATURATION) * 10 * mean * ONE) // (frequency * (100 * mean) + FULL * penalty)


def _fill(
    store: IndexReader, board: _Board, found: Sequence[tuple[Term, Evidence, int]], alternatives: Sequence[Alternative]
) -> None:
    spans = sorted({(a.start, a.end) for a in alternatives if len(a.evidence)})
    own: dict[tuple[int, int], list[_Scored]] = {span: [] for span in spans}
    for term, evidence, weight in found:
        scored = _score(store, evidence, weight)
        scored.bits, scored.weight = 1 << len(board.weights), weight
        scored.units = range(term.offset, term.offset + (2 if term.sort == Sort.PAIR else 1))
        board.weights.append(weight)
        board.bits[scored.blocks[scored.certain]] |= scored.bits
        board.faint[scored.blocks] |= scored.bits
        span = next((s for s in spans if s[0] <= scored.units.start and scored.units.stop <= s[1]), None)
        if span is None:
            board.scores[scored.blocks] += scored.scores
        else:
            own[span].append(scored)
    for span in spans:
        _fill_span(store, board, own[span], [a for a in alternatives if (a.start, a.end) == span and len(a.evidence)])


def _fill_span(store: IndexReader, board: _Board, own: Sequence[_Scored], alternatives: Sequence[Alternative]) -> None:
    """A span counts by the better of what was typed and its alternatives: who types AI asks for AI first, if it is there."""
    best = np.zeros_like(board.scores)
    for scored in own:
        best[scored.blocks] += scored.scores
    typed = sum(scored.weight for scored in own)
    bits = sum(scored.bits for scored in own)
    whole = len({unit for scored in own for unit in scored.units}) == alternatives[0].end - alternatives[0].start
    weights = [idf(store.documents, _document_frequency(store, a.evidence)) for a in alternatives]
    if not bits:
        bits = 1 << len(board.weights)
        board.weights.append(max(weights))
    for alternative, weight in zip(alternatives, weights, strict=True):
        worth = typed if whole else max(weight, typed)
        scored = _score(store, alternative.evidence, worth * alternative.share >> 8)
        best[scored.blocks] = np.maximum(best[scored.blocks], scored.scores)
        board.bits[scored.blocks] |= bits
        board.faint[scored.blocks] |= bits
    board.scores += best


def _by_document(store: IndexReader, board: _Board) -> tuple[Ints, Ints, Ints, Ints]:
    """Score, coverage (in quarters) and best passage of each document, and the score of each passage with its heading.

    A word that only begins with a term covers a quarter of it: who types AI does not ask for aider.
    """
    title = store.title_blocks
    labels = np.flatnonzero(store.kinds == LABELS)
    label_score = np.zeros(store.documents, dtype=np.int64)
    np.add.at(label_score, store.document_of_block[labels], board.scores[labels])
    scores = board.scores * PASSAGE_SHARE
    headed = np.flatnonzero(store.heading_of_block >= 0)
    scores[headed] += board.scores[store.heading_of_block[headed]] * HEADING_SHARE
    scores[store.kinds != PASSAGE] = 0
    alive = np.flatnonzero(scores)
    document = store.document_of_block[alive]
    passage = np.zeros(store.documents, dtype=np.int64)
    np.maximum.at(passage, document, scores[alive])
    winners = alive[scores[alive] == passage[document]][::-1]
    best = np.full(store.documents, -1, dtype=np.int64)
    best[store.document_of_block[winners]] = winners
    bits, faint = (_gathered(store, row, labels, best) for row in (board.bits, board.faint))
    coverage = np.zeros(store.documents, dtype=np.int64)
    for index, weight in enumerate(board.weights):
        coverage += ((bits >> index & 1) * (FULL - BEGUN) + (faint >> index & 1) * BEGUN) * weight
    base = (board.scores[title] * TITLE_SHARE + label_score * LABEL_SHARE + passage) >> 2
    return base, coverage, best, scores


def _gathered(store: IndexReader, row: Ints, labels: Ints, best: Ints) -> Ints:
    """For each document the bits of its title, its labels, and its best passage with the heading."""
    bits = row[store.title_blocks]
    np.bitwise_or.at(bits, store.document_of_block[labels], row[labels])
    there = np.flatnonzero(best >= 0)
    bits[there] |= row[best[there]]
    under = there[store.heading_of_block[best[there]] >= 0]
    bits[under] |= row[store.heading_of_block[best[under]]]
    return bits


def _whole_query(store: IndexReader, found: Sequence[tuple[Term, Evidence, int]], wanted: int) -> Ints:
    """Documents in which all terms stand as asked."""
    if len(found) < wanted or len(found) < 2:
        return np.zeros(0, dtype=np.int64)
    places = aligned([(term.offset, evidence.places) for term, evidence, _ in found])
    return distinct(store.document_of_block[store.block_of_slot[(places + found[0][0].offset) >> 4]])


def _candidates(base: Ints, whole: Ints) -> Ints:
    hits = np.flatnonzero(base)
    top = hits[np.lexsort((-hits, -base[hits]))][:CANDIDATES]
    whole = whole[base[whole] > 0]
    exact = whole[np.lexsort((-whole, -base[whole]))][:PHRASE_CANDIDATES]
    return distinct(np.concatenate((top, exact)))


def _adjacency(
    store: IndexReader, found: Sequence[tuple[Term, Evidence, int]], chosen: Ints, passage: Ints, best: Ints
) -> Ints:
    """For each chosen document the weight of the terms that stand best together; moves its best passage there."""
    wanted = np.zeros(store.documents, dtype=bool)
    wanted[chosen] = True
    lines: list[Ints] = []
    weights: list[Ints] = []
    for term, evidence, weight in found:
        blocks = store.block_of_slot[evidence.places >> 4]
        inside = wanted[store.document_of_block[blocks]]
        blocks = blocks[inside]
        line = evidence.places[inside] - store.block_starts[blocks] - term.offset + MOST_UNITS
        lines.append((blocks << LINE_BITS) + line)
        weights.append(np.full(len(lines[-1]), weight, dtype=np.int64))
    extra = np.zeros(store.documents, dtype=np.int64)
    if not lines or not len(chosen):
        return extra[chosen]
    line, together = _summed(np.concatenate(lines), np.concatenate(weights))
    blocks = line >> LINE_BITS
    by_block = np.zeros(len(store.kinds), dtype=np.int64)
    np.maximum.at(by_block, blocks, together)
    seen = distinct(blocks, ordered=True)
    document = store.document_of_block[seen]
    share = np.where(store.kinds[seen] == 0, TITLE_ADJACENCY, ADJACENCY)
    np.maximum.at(extra, document, by_block[seen] * share)
    _move_best(store, seen, passage, by_block, best)
    return extra[chosen]


def _summed(keys: Ints, weights: Ints) -> tuple[Ints, Ints]:
    """The different keys, ascending, and the sum of the weights of each."""
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.flatnonzero(np.diff(keys, prepend=keys[:1] - 1))
    return keys[starts], np.add.reduceat(weights[order], starts) if len(starts) else weights


def _move_best(store: IndexReader, seen: Ints, passage: Ints, by_block: Ints, best: Ints) -> None:
    spots = seen[store.kinds[seen] == PASSAGE]
    value = passage[spots] + by_block[spots] * (ADJACENCY * PASSAGE_SHARE)
    document = store.document_of_block[spots]
    top = np.zeros(store.documents, dtype=np.int64)
    np.maximum.at(top, document, value)
    winners = spots[value == top[document]][::-1]
    best[store.document_of_block[winners]] = winners
