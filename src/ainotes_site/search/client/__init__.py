"""The browser's half of the search, joined into one classic script. Its numbers come from the Python half."""

from __future__ import annotations

import json
from importlib.resources import files

from ainotes_site.search import (
    absent,
    bits,
    common,
    evidence,
    expand,
    language,
    layout,
    naming,
    pairs,
    pinyin,
    plan,
    query,
    score,
    snippet,
    tie,
    variants,
)

PARTS = (
    "codec.js",
    "fold.js",
    "bits.js",
    "pairs.js",
    "postings.js",
    "store.js",
    "lexicon.js",
    "language.js",
    "plan.js",
    "evidence.js",
    "score.js",
    "adjacency.js",
    "typo.js",
    "names.js",
    "pinyin.js",
    "mend.js",
    "tie.js",
    "absent.js",
    "snippet.js",
    "conditions.js",
    "branch.js",
    "search.js",
)
"""The files in the order in which they build on each other."""

_CONSTANTS = {
    "FORMAT": layout.FORMAT,
    "ROOM": layout.ROOM,
    "SLOT": layout.SLOT,
    "WIDTHS": layout.WIDTHS,
    "TERM": layout.TERM,
    "INSIDE": layout.INSIDE,
    "MIXED": layout.MIXED,
    "SYMBOL_BITS": bits.SYMBOL_BITS,
    "RARE_FROM": pairs.RARE_FROM,
    "FIRST_ORDER": pairs.FIRST_ORDER,
    "SIZE_ORDER": pairs.SIZE_ORDER,
    "COMMON_ORDER": pairs.COMMON_ORDER,
    "RARE_ORDER": pairs.RARE_ORDER,
    "STEP_ORDER": variants.STEP_ORDER,
    "SHIFT_ORDER": variants.SHIFT_ORDER,
    "COMMON_CHARACTERS": common.CHARACTERS,
    "COMMON_WORDS": common.WORDS,
    "SHORTEST": common.SHORTEST,
    "FIRST_SHORT": common.FIRST,
    "LONGEST": language.LONGEST,
    "FIELDS": language.FIELDS,
    "SHORT_PAIRS": plan.SHORT_PAIRS,
    "LONGER_PAIRS": plan.LONGER_PAIRS,
    "MOST_TERMS": plan.MOST_TERMS,
    "MOST_SPANS": plan.MOST_SPANS,
    "MOST_UNITS": plan.MOST_UNITS,
    "SHORT_NUMBER": tie.SHORT_NUMBER,
    "ACROSS_LOG": plan.ACROSS_LOG,
    "FULL": evidence.FULL,
    "BEGUN": evidence.BEGUN,
    "LEAST_IDF": evidence.LEAST_IDF,
    "PREFIX_SHARDS": evidence.PREFIX_SHARDS,
    "SINGLE_SHARDS": evidence.SINGLE_SHARDS,
    "ONE": score.ONE,
    "SATURATION": score.SATURATION,
    "LENGTH_SHARE": score.LENGTH_SHARE,
    "TITLE_SHARE": score.TITLE_SHARE,
    "LABEL_SHARE": score.LABEL_SHARE,
    "HEADING_SHARE": score.HEADING_SHARE,
    "PASSAGE_SHARE": score.PASSAGE_SHARE,
    "UNCOVERED": score.UNCOVERED,
    "ADJACENCY": score.ADJACENCY,
    "TITLE_ADJACENCY": score.TITLE_ADJACENCY,
    "WHOLE": score.WHOLE,
    "CANDIDATES": score.CANDIDATES,
    "PHRASE_CANDIDATES": score.PHRASE_CANDIDATES,
    "LEAST_COVERAGE": score.LEAST_COVERAGE,
    "CANDIDATE_RANK": score.CANDIDATE_RANK,
    "MOST_SYNONYMS": naming.MOST_SYNONYMS,
    "MEANT": naming.MEANT,
    "PLURALS": evidence.PLURALS,
    "MOST_ABSENT": absent.MOST_ABSENT,
    "MOST_CUTS": expand.MOST_CUTS,
    "MOST_PARTINGS": pinyin.MOST_PARTINGS,
    "MOST_READINGS": expand.MOST_READINGS,
    "SYNONYM_SHARE": naming.SYNONYM_SHARE,
    "PINYIN_SHARE": expand.PINYIN_SHARE,
    "MENDED_SHARE": expand.MENDED_SHARE,
    "WINDOW": snippet.WINDOW,
    "LEAD": snippet.LEAD,
    "MOST_CARDS": query.MOST_CARDS,
}


def bundle() -> str:
    """The engine as one classic script. It defines `window.ainotes.search`; see search.js for what that gives."""
    folder = files(__package__)
    constants = json.dumps(_CONSTANTS, ensure_ascii=False, separators=(",", ":"))
    head = f"(window.ainotes = window.ainotes || {{}}).engine = {{ constants: {constants} }};\n"
    return head + "\n".join((folder / part).read_text(encoding="utf-8") for part in PARTS)
