"""The words of the interface for the scripts in the pages: one file, instead of a copy in every page."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ainotes_site.i18n import catalogue
from ainotes_site.model import Lang
from ainotes_site.render.site import Site

WORDS = "assets/ainotes/words.js"

_PREFIXES = ("search.", "offline.", "script.", "preview.")
"""Keys that scripts ask for."""


def words_script(site: Site) -> bytes:
    """A classic script that sets `ainotes.words`: `{lang, text: {key: words}, topics: {id: name}}`."""
    topics = {str(topic.id): topic.name(site.lang) for topic in site.library.taxonomy} if site.settings.topics else {}
    return words_of(site.lang, topics)


def words_of(lang: Lang, topics: Mapping[str, str]) -> bytes:
    """The same for a language and the names of topics."""
    text = {key: words for prefix in _PREFIXES for key, words in catalogue(prefix, lang).items()}
    digest_of = {"lang": lang, "text": text, "topics": topics}
    script = json.dumps(digest_of, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "\\u2028")
    return f"(window.ainotes=window.ainotes||{{}}).words={script};\n".encode()
