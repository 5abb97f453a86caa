"""The browser's half of the search, joined into one classic script. Its numbers come from the Python half."""

from __future__ import annotations

import json
from importlib.resources import files

from ainotes_site.search.format import bigram_postings, bitstream, geometry, text_codes, traditional_table
from ainotes_site.search.query import (
    expansion,
    filters,
    matches,
    missing_terms,
    number_context,
    parser,
    plan,
    rank,
    search,
    snippet,
    synonyms,
)
from ainotes_site.search.text import pinyin

PARTS = (
    "codec.js",
    "fold.js",
    "bitstream.js",
    "bigram_postings.js",
    "postings.js",
    "index_reader.js",
    "vocabulary.js",
    "parser.js",
    "plan.js",
    "matches.js",
    "rank.js",
    "adjacency.js",
    "edit_distance.js",
    "synonyms.js",
    "pinyin.js",
    "typos.js",
    "number_context.js",
    "missing_terms.js",
    "snippet.js",
    "filters.js",
    "filter_aliases.js",
    "date_hint.js",
    "branch.js",
    "search.js",
)
"""The files in the order in which they build on each other."""

_CONSTANTS = {
    "FORMAT": geometry.FORMAT,
    "ROOM": geometry.ROOM,
    "SLOT": geometry.SLOT,
    "WIDTHS": geometry.WIDTHS,
    "TERM": geometry.TERM,
    "INSIDE": geometry.INSIDE,
    "MIXED": geometry.MIXED,
    "SYMBOL_BITS": bitstream.SYMBOL_BITS,
    "RARE_FROM": bigram_postings.RARE_FROM,
    "FIRST_ORDER": bigram_postings.FIRST_ORDER,
    "SIZE_ORDER": bigram_postings.SIZE_ORDER,
    "COMMON_ORDER": bigram_postings.COMMON_ORDER,
    "RARE_ORDER": bigram_postings.RARE_ORDER,
    "STEP_ORDER": traditional_table.STEP_ORDER,
    "SHIFT_ORDER": traditional_table.SHIFT_ORDER,
    "COMMON_CHARACTERS": text_codes.CHARACTERS,
    "COMMON_WORDS": text_codes.WORDS,
    "SHORTEST": text_codes.SHORTEST,
    "FIRST_SHORT": text_codes.FIRST,
    "LONGEST": parser.LONGEST,
    "FIELDS": parser.FIELDS,
    "KIND_NAMES": filters.KIND_NAMES,
    "SHORT_PAIRS": plan.SHORT_PAIRS,
    "LONGER_PAIRS": plan.LONGER_PAIRS,
    "MOST_TERMS": plan.MOST_TERMS,
    "MOST_SPANS": plan.MOST_SPANS,
    "MOST_UNITS": plan.MOST_UNITS,
    "SHORT_NUMBER": number_context.SHORT_NUMBER,
    "ACROSS_LOG": plan.ACROSS_LOG,
    "FULL": matches.FULL,
    "BEGUN": matches.BEGUN,
    "LEAST_IDF": matches.LEAST_IDF,
    "PREFIX_SHARDS": matches.PREFIX_SHARDS,
    "SINGLE_SHARDS": matches.SINGLE_SHARDS,
    "ONE": rank.ONE,
    "SATURATION": rank.SATURATION,
    "LENGTH_SHARE": rank.LENGTH_SHARE,
    "TITLE_SHARE": rank.TITLE_SHARE,
    "LABEL_SHARE": rank.LABEL_SHARE,
    "HEADING_SHARE": rank.HEADING_SHARE,
    "PASSAGE_SHARE": rank.PASSAGE_SHARE,
    "UNCOVERED": rank.UNCOVERED,
    "ADJACENCY": rank.ADJACENCY,
    "TITLE_ADJACENCY": rank.TITLE_ADJACENCY,
    "WHOLE": rank.WHOLE,
    "CANDIDATES": rank.CANDIDATES,
    "PHRASE_CANDIDATES": rank.PHRASE_CANDIDATES,
    "LEAST_COVERAGE": rank.LEAST_COVERAGE,
    "CANDIDATE_RANK": rank.CANDIDATE_RANK,
    "MOST_SYNONYMS": synonyms.MOST_SYNONYMS,
    "MEANT": synonyms.MEANT,
    "PLURALS": matches.PLURALS,
    "MOST_ABSENT": missing_terms.MOST_ABSENT,
    "SHORTEST_CUT": expansion.SHORTEST_CUT,
    "MOST_CUTS": expansion.MOST_CUTS,
    "SHORTEST_MENDED": expansion.SHORTEST_MENDED,
    "MOST_PARTINGS": pinyin.MOST_PARTINGS,
    "LONGEST_SYLLABLE": pinyin.LONGEST_SYLLABLE,
    "MOST_READINGS": expansion.MOST_READINGS,
    "SHORTEST_BEGUN": expansion.SHORTEST_BEGUN,
    "SYNONYM_SHARE": synonyms.SYNONYM_SHARE,
    "PINYIN_SHARE": expansion.PINYIN_SHARE,
    "MENDED_SHARE": expansion.MENDED_SHARE,
    "WINDOW": snippet.WINDOW,
    "LEAD": snippet.LEAD,
    "MOST_CARDS": search.MOST_CARDS,
}


def bundle() -> str:
    """The engine as one classic script. It defines `window.ainotes.search`; see search.js for what that gives."""
    folder = files(__package__)
    constants = json.dumps(_CONSTANTS, ensure_ascii=False, separators=(",", ":"))
    head = f"(window.ainotes = window.ainotes || {{}}).engine = {{ constants: {constants} }};\n"
    return head + "\n".join((folder / part).read_text(encoding="utf-8") for part in PARTS)
