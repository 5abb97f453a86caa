"""Other ways to say a part of the query: pinyin, and mended typing errors. See js/pinyin.js and js/typos.js."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

from ainotes_site.search.index.vocabulary import frequency_log
from ainotes_site.search.query.edit_distance import distance_within, one_edit_apart
from ainotes_site.search.query.index_reader import IndexReader
from ainotes_site.search.query.matches import find_phrase, word_forms
from ainotes_site.search.query.plan import MOST_SPANS, QueryUnit, han_runs
from ainotes_site.search.query.result import Remark
from ainotes_site.search.query.synonyms import Rewriting
from ainotes_site.search.text.pinyin import LONGEST_SYLLABLE, initials, partings, row_words

MOST_READINGS = 5
"""Words that one run of pinyin may stand for."""
SHORTEST_BEGUN = 5
"""Letters of pinyin whose last syllable may be typed in part: bug is no beginning of 不过."""
SHORTEST_CUT = 4
"""Letters of a Latin word that may be two."""
MOST_CUTS = 4
"""Places where a Latin word that does not occur is tried as two."""
SHORTEST_MENDED = 4
"""Letters of a Latin word that may be mistyped. So short a one lacks a letter or has two swapped: with another letter it
is another word, as BART is not BERT."""
PINYIN_SHARE, MENDED_SHARE = 240, 205
"""What a match of an alternative counts for, of 256."""
_LATIN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


def pinyin(
    store: IndexReader, units: Sequence[QueryUnit], missing: Sequence[int], unknown: Sequence[int]
) -> list[Rewriting]:
    """Words whose reading was typed, for the units that do not occur as Latin words. `missing` are their indexes, `unknown`
    those with which no Latin word begins: there, the last syllable may be typed in part.
    """
    syllables = frozenset(store.readings()["syllables"].split(" ")) if missing else frozenset()
    found: list[Rewriting] = []
    done = -1
    for index in missing:
        if index <= done:
            continue
        for end in _typed_ends(units, index):
            typed = "".join(unit.text for unit in units[index:end])
            words = readings_of(store, typed, syllables, begun=end - 1 in unknown)
            if words:
                asked = typed if end == index + 1 else " ".join(unit.text for unit in units[index:end])
                found += [Rewriting(index, end, tuple(word), PINYIN_SHARE, "pinyin", asked, word) for word in words]
                done = end - 1
                break
    return found


def _typed_ends(units: Sequence[QueryUnit], start: int) -> list[int]:
    """Where a run of Latin words from `start` may end, the longest first: pinyin is often typed with spaces."""
    end = start
    while end < len(units) and end - start < 6 and _LATIN_LETTERS.issuperset(units[end].text):
        end += 1
    return list(range(end, start, -1))


def told_readings(rewritings: Iterable[Rewriting]) -> list[Remark]:
    """What was read as pinyin, and for which words: two letters stand for words that nobody may have thought of."""
    words: dict[str, list[str]] = {}
    for rewriting in rewritings:
        if rewriting.reason == "pinyin":
            words.setdefault(rewriting.asked, []).append(rewriting.said)
    return [Remark("read", {"text": asked, "words": " ".join(said)}) for asked, said in words.items()]


def readings_of(store: IndexReader, typed: str, syllables: frozenset[str], *, begun: bool) -> list[str]:
    """Words read as `typed`: in full, else by initials, else (if `begun`) with the last syllable typed in part, else a row
    of words that are read so in full.
    """
    if len(typed) < 2:
        return []
    parted = partings(typed, syllables)
    for reading in parted:
        words = _words_read(store, reading)
        if words:
            return words
    words = _best(row for _, row in _pinyin_rows(store, typed))
    if not words and begun and len(typed) >= SHORTEST_BEGUN:
        words = _words_begun(store, typed, syllables)
    if words:
        return words
    return next(filter(None, (_chain(store, reading) for reading in parted)), [])


def _words_read(store: IndexReader, reading: Sequence[str]) -> list[str]:
    wanted = " ".join(reading)
    return _best(row for key, row in _pinyin_rows(store, initials(reading)) if key == wanted)


def _words_begun(store: IndexReader, typed: str, syllables: frozenset[str]) -> list[str]:
    """Words whose last syllable is typed in part: `zhuyil` is on the way to `zhuyili`."""
    for size in range(1, min(LONGEST_SYLLABLE, len(typed))):
        for whole in partings(typed[:-size], syllables):
            reading = [*whole, typed[-size:]]
            wanted = " ".join(reading)
            words = _best(row for key, row in _pinyin_rows(store, initials(reading)) if key.startswith(wanted))
            if words:
                return words
    return []


def _best(rows: Iterable[str]) -> list[str]:
    """The most frequent words of some rows."""
    return [word for _, word in sorted(pair for row in rows for pair in row_words(row))[:MOST_READINGS]]


def _chain(store: IndexReader, reading: Sequence[str]) -> list[str]:
    """Words one after the other, the longest first, that are read as `reading` together; at most one row of them."""
    words = []
    start = 0
    while start < len(reading):
        for end in range(len(reading), start + 1, -1):
            found = _words_read(store, reading[start:end])
            if found:
                words.append(found[0])
                start = end
                break
        else:
            return []
    return ["".join(words)] if words else []


def _pinyin_rows(store: IndexReader, letters: str) -> list[tuple[str, str]]:
    """(Syllables, words) of all rows with these initials."""
    prefix = letters + " "
    return [
        (key[len(prefix) :], row)
        for number in store.pinyin_shards(prefix, prefix + "{")
        for key, row in store.rows(f"pinyin/{number}").items()
        if key.startswith(prefix)
    ]


def reglued(store: IndexReader, units: Sequence[QueryUnit], absent: Sequence[int]) -> list[Rewriting]:
    """Latin words typed in one that stand in two, and the other way round: `gptoss`, `deepseekr1`, `lang chain`."""
    found: list[Rewriting] = []
    for index in absent:
        typed = units[index].text
        for first in (index - 1, index):
            pair = [unit.text for unit in units[max(first, 0) : first + 2]]
            if len(pair) == 2 and all(map(_LATIN_LETTERS.issuperset, pair)) and store.postings("".join(pair)):
                asked = " ".join(pair)
                found.append(Rewriting(first, first + 2, ("".join(pair),), PINYIN_SHARE, "glue", asked, "".join(pair)))
        if len(typed) >= SHORTEST_CUT and _LATIN_LETTERS.issuperset(typed):
            rows = store.rows(f"latin/{ord(typed[0]) - ord('a')}")
            cuts = [at for at in range(len(typed) - 1, 0, -1) if at == 1 or typed[:at] in rows][:MOST_CUTS]
            said = [_parted(store, typed[:at], typed[at:]) for at in cuts]
            found += [Rewriting(index, index + 1, two, PINYIN_SHARE, "glue", typed, typed) for two in said if two]
    return found


def _parted(store: IndexReader, first: str, second: str) -> tuple[str, ...]:
    """The two words as they stand one after the other, the second in another form if need be: `pretrain` is Pre-training."""
    forms = (second, *(form for form, _ in word_forms(second)))
    return next(((first, form) for form in forms if len(find_phrase(store, (first, form)))), ())


def mended_latin(store: IndexReader, units: Sequence[QueryUnit], missing: Sequence[int]) -> list[Rewriting]:
    """Words one edit from a typed one (two, if it has eight letters or more)."""
    found: list[Rewriting] = []
    for index in missing:
        typed = units[index].text
        if len(typed) < SHORTEST_MENDED or not _LATIN_LETTERS.issuperset(typed):
            continue
        most = 1 if len(typed) < 8 else 2
        near: list[tuple[int, int, str]] = []
        # The first letter is seldom wrong: words that begin otherwise are loaded when there is nothing else.
        for letters in ({typed[0], typed[1]}, _LATIN_LETTERS - {typed[0], typed[1]}):
            near = near or _near_latin(store, typed, most, letters)
        found += [
            Rewriting(index, index + 1, (word,), MENDED_SHARE, "typo", typed, word)
            for distance, _, word in sorted(near)[:3]
            if distance == min(near)[0]
        ]
    return found


def _near_latin(store: IndexReader, typed: str, most: int, letters: Iterable[str]) -> list[tuple[int, int, str]]:
    """Words that begin with one of `letters`, at most `most` edits away: edits, rarity, word."""
    near = []
    for letter in letters:
        for word, value in store.rows(f"latin/{ord(letter) - ord('a')}").items():
            distance = distance_within(typed, word, most)
            if distance <= most and (len(typed) > SHORTEST_MENDED or _lacking_or_swapped(typed, word)):
                near.append((distance, -frequency_log(value[1]), word))
    return near


def _lacking_or_swapped(typed: str, word: str) -> bool:
    return len(word) > len(typed) or sorted(word) == sorted(typed)


def mended_han(store: IndexReader, units: Sequence[QueryUnit], dead: Sequence[int]) -> list[Rewriting]:
    """Words of three or more characters that differ by one from what was typed around a pair that occurs nowhere.

    `dead` are the offsets of such pairs.
    """
    if not dead:
        return []
    words, holders = _long_words(store)
    found: list[Rewriting] = []
    done = -1
    for start, end in han_runs(units):
        text = "".join(unit.text for unit in units[start:end])
        characters = set(text)
        shared = Counter(word for character in characters for word in holders.get(character, ()))
        near = [word for word, count in shared.items() if count >= len(word) - 1]
        for pair in dead:
            if start <= pair < end and pair > done:
                best = _nearest(text, pair - start, near, words)
                for low, high, word in best:
                    done = max(done, start + high - 1)
                    found.append(
                        Rewriting(start + low, start + high, tuple(word), MENDED_SHARE, "typo", text[low:high], word)
                    )
    return found


def _long_words(store: IndexReader) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Logarithms of the words of three or more characters, and the words that hold each character, once a place."""
    if "long words" not in store.memory:
        words = {word: log for word, log in store.lexicon.logs.items() if len(word) > 2}
        words.update((word, frequency_log(value[1])) for word, value in store.rows("words").items())
        words = {word: log for word, log in words.items() if not _says_little(word, store.stop_words)}
        holders: dict[str, list[str]] = {}
        for word in words:
            for character in word:
                holders.setdefault(character, []).append(word)
        store.memory["long words"] = words, holders
    found: tuple[dict[str, int], dict[str, list[str]]] = store.memory["long words"]
    return found


def _says_little(word: str, stop: Set[str]) -> bool:
    """Whether it is a stop word, or one with a character more: what is one edit from it may be any question."""
    return word in stop or word[1:] in stop or word[:-1] in stop


def _nearest(text: str, pair: int, near: Sequence[str], logs: Mapping[str, int]) -> list[tuple[int, int, str]]:
    """The best word one edit from a window of `text` that holds the pair, as (start, end, word).

    A word that stands in `text` as it is was not mistyped: what stands beside it is another word.
    """
    best: list[tuple[int, int, str, int, str]] = []
    for word in near:
        if word in text:
            continue
        for size in (len(word), len(word) - 1, len(word) + 1):
            for low in range(max(0, pair + 2 - size), min(pair, len(text) - size) + 1):
                if one_edit_apart(text[low : low + size], word):
                    best.append((-len(word), -logs[word], word, low, text[low : low + size]))
    if not best:
        return []
    _, _, word, low, window = min(best)
    return [(low, low + len(window), word)]


def compatible(rewritings: Sequence[Rewriting]) -> list[Rewriting]:
    """Rewritings whose spans are equal or apart, the first ones preferred; of few spans."""
    kept: list[Rewriting] = []
    spans: set[tuple[int, int]] = set()
    for candidate in rewritings:
        span = (candidate.start, candidate.end)
        apart = all(end <= span[0] or span[1] <= start for start, end in spans)
        if span in spans or (apart and len(spans) < MOST_SPANS):
            spans.add(span)
            kept.append(candidate)
    return kept
