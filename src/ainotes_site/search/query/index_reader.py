"""The index on disk, read shard by shard: the terminal's half of js/index_reader.js."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ainotes_site.errors import IndexFormatError
from ainotes_site.lazy_regex import pattern
from ainotes_site.search.format import traditional_table
from ainotes_site.search.format.bigram_postings import EMPTY, Pairs, Postings
from ainotes_site.search.format.codec import KEY_MARKS, SEPARATOR, VALUE_MARKS, Ints, decode, parse_script
from ainotes_site.search.format.geometry import FORMAT, HEADING, PASSAGE, ROOM, SLOT, TITLE, WIDTHS, room
from ainotes_site.search.format.text_codes import restored
from ainotes_site.search.index.vocabulary import Lexicon, frequency_log
from ainotes_site.search.text.fold import Folder, is_han

Made = TypeVar("Made")
_ROW = pattern(rf"([{KEY_MARKS}])([^{VALUE_MARKS}]*)([{VALUE_MARKS}][^{KEY_MARKS}]*)")
_REBUILD = "build the site again"


class IndexReader:
    """Manifest and shards. A shard that is missing or damaged reads as empty, and its name is in `damaged`."""

    def __init__(self, read: Callable[[str], bytes], place: str) -> None:
        """`read` gives the bytes of a file of the index, or raises OSError; `place` names the index in errors."""
        self._bytes = read
        self._place = place
        self._shards: dict[str, Any] = {}
        self.damaged: list[str] = []
        self.memory: dict[str, Any] = {}
        """What others have worked out from shards, to keep it for the next query."""
        try:
            self._lay_out(self._manifest())
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise IndexFormatError(f"{place}/manifest.js", "索引已损坏 (damaged search index)", _REBUILD) from error

    def _lay_out(self, manifest: dict[str, Any]) -> None:
        self._manifest_checks: dict[str, str] = manifest["checks"]
        self.documents: int = manifest["docs"]
        self.terms: int = manifest["terms"]
        """Number of glossary terms; they are the first documents."""
        self.kinds = np.frombuffer(manifest["kinds"].encode("ascii"), dtype=np.uint8) - ord("0")
        """Kind of each block."""
        slots = _slots(self.kinds, manifest["widths"])
        starts, end = _starts(self.kinds, slots, np.cumsum(decode(manifest["cells"])))
        edges = np.concatenate(([0], starts[1:], [end]))[-len(starts) - 1 :]
        self.block_of_slot = np.repeat(np.arange(len(slots)), np.diff(edges))
        self.block_starts = starts * SLOT
        self.document_of_block = np.cumsum(self.kinds == TITLE) - 1
        self.title_blocks = np.flatnonzero(self.kinds == TITLE)
        self.heading_of_block = _headings(self.kinds)
        """For each passage the block of its heading; -1 where there is none."""
        self.lengths = slots * SLOT
        """Length of each block in units, as far as its slot tells."""
        self.mean_lengths = _mean_lengths(self.kinds, self.lengths)
        """For each block the mean length of the blocks of its kind."""
        self._key_starts: list[str] = manifest["keys"].split(SEPARATOR) if manifest["keys"] else []
        self._pair_starts: list[str] = manifest["pairs"].split(SEPARATOR) if manifest["pairs"] else []
        self._text_starts = np.cumsum(decode(manifest["texts"])).tolist()
        self.stop_words = frozenset(manifest["stop"].split(SEPARATOR))
        # Questions have words that few notes need: where these are no words, they are cut to pieces that seem telling.
        logs = {word: 0 for word in self.stop_words if len(word) > 1 and is_han(word[0])}
        logs.update((word, frequency_log(value[1])) for word, value in read_rows(manifest["lexicon"]))
        self.lexicon = Lexicon(logs, self.documents)
        self.folder = Folder(_pairs(manifest["fold"]))

    def _manifest(self) -> dict[str, Any]:
        path = f"{self._place}/manifest.js"
        try:
            data = self._bytes("manifest.js")
        except OSError as error:
            raise IndexFormatError(path, "没有搜索索引 (no search index here)", _REBUILD) from error
        name, version, manifest = parse_script(data, path)
        if name != "manifest":
            raise IndexFormatError(path, "索引文件已损坏 (damaged search index)", _REBUILD)
        if version != str(FORMAT):
            raise IndexFormatError(
                path, f"索引是另一版本 {version} (index format {version}, this program reads {FORMAT})", _REBUILD
            )
        return dict(manifest)

    def load(self, name: str, empty: Any) -> Any:
        """Payload of a shard by its path without `.js`; `empty` when it is missing or damaged."""
        if name not in self._shards:
            try:
                self._shards[name] = self._read(name)
            except IndexFormatError:
                self.damaged.append(name)
                self._shards[name] = empty
        return self._shards[name]

    def _read(self, name: str) -> Any:
        path = f"{self._place}/{name}.js"
        try:
            data = self._bytes(f"{name}.js")
        except OSError as error:
            raise IndexFormatError(path, "缺少索引文件 (search shard is missing)", _REBUILD) from error
        found, check, payload = parse_script(data, path)
        if found != name or check != self._check(name):
            raise IndexFormatError(path, "索引文件来自另一次构建 (shard of another build)", _REBUILD)
        return payload

    def _check(self, name: str) -> str:
        folder, _, number = name.partition("/")
        checks = self.readings()["checks"] if folder == "pinyin" else self._manifest_checks[folder]
        return checks[2 * int(number) : 2 * int(number) + 2] if number else checks

    def rows(self, name: str) -> dict[str, str]:
        """Rows of a front-coded shard, in the order of their keys."""
        payload = self.load(name, "")
        key = f"rows:{name}"
        if key not in self._shards:
            self._shards[key] = dict(read_rows(payload))
        found: dict[str, str] = self._shards[key]
        return found

    def key_shards(self, first: str, last: str) -> range:
        """Numbers of the shards that may hold Latin keys and labels from `first` to `last`, both included."""
        return _shard_range(self._key_starts, first, last)

    def pinyin_shards(self, first: str, last: str) -> range:
        """Numbers of the pinyin shards that may hold keys from `first` to `last`, both included."""
        return _shard_range(self.readings()["starts"], first, last)

    def readings(self) -> dict[str, Any]:
        """The directory of the pinyin shards, and the syllables that occur."""
        found: dict[str, Any] = self.load("readings", {"syllables": "", "starts": [], "checks": ""})
        return found

    def pairs(self, number: int) -> Pairs:
        """Keys of a shard of Han postings."""
        return self._made(f"pairs/{number}", Pairs, EMPTY)

    def _made(self, name: str, make: Callable[[Any], Made], empty: Any) -> Made:
        """What `make` makes of a shard, or of `empty` where the shard is missing or `make` refuses it."""
        payload = self.load(name, empty)
        key = f"rows:{name}"
        if key not in self._shards:
            try:
                self._shards[key] = make(payload)
            except (TypeError, ValueError):
                self.damaged.append(name)
                self._shards[key] = make(empty)
        made: Made = self._shards[key]
        return made

    def postings(self, key: str) -> Postings | None:
        """Postings of a key; None when it does not occur."""
        if is_han(key):
            return next((self.pairs(number).get(key) for number in _shard_range(self._pair_starts, key, key)), None)
        value = next((self.rows(f"keys/{number}").get(key) for number in self.key_shards(key, key)), None)
        return latin_postings(value) if value else None

    def postings_from(self, prefix: str, limit: int) -> Iterator[tuple[str, Postings]]:
        """Keys that begin with `prefix` and their postings, from at most `limit` shards."""
        last = prefix + chr(0x10FFFF)
        if is_han(prefix):
            for number in _shard_range(self._pair_starts, prefix, last)[:limit]:
                yield from self.pairs(number).beginning(prefix)
        else:
            for number in self.key_shards(prefix, last)[:limit]:
                for key, value in self.rows(f"keys/{number}").items():
                    if key.startswith(prefix):
                        yield key, latin_postings(value)

    def text_shard(self, block: int) -> tuple[int, int]:
        """Number of the shard that shows a block, and the first block in it."""
        number = bisect_right(self._text_starts, block) - 1
        return number, self._text_starts[number]

    def record(self, block: int) -> Any:
        """What is shown of a block; None when its shard is damaged."""
        number, first = self.text_shard(block)
        records = self.load(f"texts/{number}", [])
        return _restored(records[block - first]) if block - first < len(records) else None

    def first_passage(self, document: int) -> int:
        """The first passage of a document as a block; -1 when it is only a title."""
        start = int(self.title_blocks[document])
        for block in range(start + 1, len(self.kinds)):
            if self.kinds[block] == PASSAGE:
                return block
            if self.kinds[block] == TITLE:
                break
        return -1

    def fold_all(self) -> None:
        """Makes folding know every traditional character, not only those that GB 2312 has."""
        rest = self._made("fold", traditional_table.read, traditional_table.NONE)
        if len(self.folder.han) < len(rest):
            self.folder = Folder({**self.folder.han, **rest})


def latin_postings(value: str) -> Postings:
    """Postings from the value of a row."""
    return VALUE_MARKS.index(value[0]), decode(value[1:])


def read_rows(text: str) -> Iterator[tuple[str, str]]:
    """Rows of a text that `shards.front_coded` wrote; values keep their marks."""
    before = ""
    for mark, rest, value in _ROW.findall(text):
        before = before[: KEY_MARKS.index(mark)] + rest
        yield before, value


def _slots(kinds: NDArray[np.uint8], widths: list[str]) -> Ints:
    """Width of each block in slots; the manifest has a row of widths for each kind."""
    slots = np.zeros(len(kinds), dtype=np.int64)
    for kind, row in enumerate(widths):
        slots[kinds == kind] = np.asarray(WIDTHS, dtype=np.int64)[decode(row)]
    return slots


def _starts(kinds: NDArray[np.uint8], slots: Ints, cells: Ints) -> tuple[Ints, int]:
    """The first slot of each block, and the end of all. The first documents are terms in these cells; the notes begin with
    the last of `cells`.
    """
    titles = np.flatnonzero(kinds == TITLE)
    before = np.cumsum(slots) - slots
    taken = np.diff(before[titles], append=slots.sum())
    ends = np.cumsum(room(taken[len(cells) - 1 :])) + cells[-1] * ROOM
    first = np.concatenate((cells * ROOM, ends))
    return before + (first[:-1] - before[titles])[np.cumsum(kinds == TITLE) - 1], int(first[-1])


def _mean_lengths(kinds: NDArray[np.uint8], lengths: Ints) -> Ints:
    means = np.ones(4, dtype=np.int64)
    for kind in range(4):
        count = int(np.count_nonzero(kinds == kind))
        if count:
            means[kind] = int(lengths[kinds == kind].sum()) // count
    return means[kinds]


def _headings(kinds: NDArray[np.uint8]) -> Ints:
    """For each passage the last heading since the title of its document, or -1."""
    index = np.arange(len(kinds))
    heading = np.maximum.accumulate(np.where(kinds == HEADING, index, -1))
    title = np.maximum.accumulate(np.where(kinds == TITLE, index, -1))
    return np.where((kinds == PASSAGE) & (heading > title), heading, -1)


def _shard_range(starts: list[str], first: str, last: str) -> range:
    return range(max(bisect_right(starts, first) - 1, 0), bisect_right(starts, last))


def _restored(value: Any) -> Any:
    """A record with its texts as they were."""
    if isinstance(value, list):
        return [_restored(part) for part in value]
    return restored(value) if isinstance(value, str) else value


def _pairs(text: str) -> dict[str, str]:
    return dict(zip(text[::2], text[1::2], strict=True))
