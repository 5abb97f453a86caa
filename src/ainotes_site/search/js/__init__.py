"""The query engine, joined into one classic script: pages run it, and `search.engine` does in a terminal."""

from __future__ import annotations

import json
from importlib.resources import files

from ainotes_site.i18n.search import SEARCH
from ainotes_site.model import Kind
from ainotes_site.search.format import geometry, text_code_tables

PARTS = (
    "constants.js",
    "host.js",
    "format/codec.js",
    "fold.js",
    "format/bitstream.js",
    "format/bigram_postings.js",
    "format/postings.js",
    "format/index_reader.js",
    "format/vocabulary.js",
    "parser.js",
    "query_text.js",
    "occurrences.js",
    "plan.js",
    "matches.js",
    "rank.js",
    "rewrite/edit_distance.js",
    "rewrite/synonyms.js",
    "rewrite/pinyin.js",
    "rewrite/typos.js",
    "rewrite/sound_alikes.js",
    "rewrite/number_context.js",
    "rewrite/missing_terms.js",
    "snippet.js",
    "filters.js",
    "filter_aliases.js",
    "query_dates.js",
    "branch.js",
    "rewrite/related_words.js",
    "rewrite/concepts.js",
    "search.js",
)
"""The files in the order in which they build on each other."""

_GEOMETRY = (
    "FORMAT",
    "ROOM",
    "SLOT",
    "WIDTHS",
    "TERM",
    "INSIDE",
    "MIXED",
    "SYMBOL_BITS",
    "RARE_FROM",
    "FIRST_ORDER",
    "SIZE_ORDER",
    "COMMON_ORDER",
    "RARE_ORDER",
    "STEP_ORDER",
    "SHIFT_ORDER",
    "PREFIX_SHARDS",
)
"""Numbers of the format, by their names in `geometry`."""

_CONSTANTS = {name: getattr(geometry, name) for name in _GEOMETRY} | {
    "COMMON_CHARACTERS": text_code_tables.CHARACTERS,
    "COMMON_WORDS": text_code_tables.WORDS,
    "SHORTEST": text_code_tables.SHORTEST,
    "FIRST_SHORT": text_code_tables.FIRST,
    "KIND_NAMES": {
        name: kind
        for kind in (*Kind, geometry.PAGE, geometry.TERM)
        for shown in SEARCH[f"search.kind.{kind}"]
        for name in (shown.lower(), f"{shown.lower()}s")
    },
}
"""What the two halves must agree on, and what the interface calls kinds in both languages, English names in both numbers."""


def bundle() -> str:
    """The engine as one classic script. It defines `window.ainotes.search`; see search.js for what that gives."""
    folder = files(__package__)
    constants = json.dumps(_CONSTANTS, ensure_ascii=False, separators=(",", ":"))
    head = f"(window.ainotes = window.ainotes || {{}}).engine = {{ constants: {constants} }};\n"
    return head + "\n".join((folder / part).read_text(encoding="utf-8") for part in PARTS)
