"""What is worked out about single words, whatever the documents: how they are read, and what they are called elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.result import Section
from ainotes_site.search.index.document import SearchDocument
from ainotes_site.search.index.tokenise import tokenise
from ainotes_site.search.text import pinyin
from ainotes_site.search.text.traditional import regional_pairs

_HAN_WORD = pattern(r"[\u3400-\u4dbf\u4e00-\u9fff]{2}")


@dataclass(frozen=True, slots=True)
class Memory:
    """What an earlier run worked out about words. Keeping it saves time only."""

    readings: Mapping[str, str] = field(default_factory=dict)
    """See `pinyin.readings`."""
    regional: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """See `regional_names`."""

    def __or__(self, other: Memory) -> Memory:
        """What either knows."""
        return Memory({**self.readings, **other.readings}, {**self.regional, **other.regional})

    def __sub__(self, other: Memory) -> Memory:
        """What this knows of words that the other does not know."""
        return Memory(
            {word: told for word, told in self.readings.items() if word not in other.readings},
            {word: told for word, told in self.regional.items() if word not in other.regional},
        )

    def __le__(self, other: Memory) -> bool:
        """Whether the other knows all of these words."""
        return self.readings.keys() <= other.readings.keys() and self.regional.keys() <= other.regional.keys()

    def after(self, texts: Iterable[str], cut: Callable[[str], list[str]], phrases: Set[str]) -> Memory:
        """This, and what is new to it in `texts`, which may be marked up: for a moment in which their documents are not
        known yet, since the tables of all readings and names take longer to load than what an edit changes to be written.
        `phrases` are those of the titles that this has known.
        """
        words: set[str] = set()
        rows: set[str] = set()
        for text in texts:
            title = next(filter(_HAN_WORD.search, text.splitlines()), "")
            document = tokenise(SearchDocument("", "", title, "", sections=(Section("", "", text),)), cut)
            words.update(document.words)
            rows.update(document.phrases)
        words -= self.regional.keys()
        readings = pinyin.readings((words | (rows - phrases)) - self.readings.keys(), {})
        return self | Memory(readings, regional_names(words, {}))


def regional_names(words: Iterable[str], known: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What each word is called elsewhere; nothing where it is called the same. `known` is from an earlier run."""
    words = list(words)
    result = {word: known[word] for word in words if word in known}
    fresh: dict[str, tuple[str, ...]] = {word: () for word in words if word not in known}
    for word, name in regional_pairs(fresh):
        fresh[word] = (*fresh[word], name)
    return result | fresh
