"""The tree of topics and the words that speak for them: the package's own, and what a `topics.yml` changes in it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from ainotes_site.i18n import problem_of
from ainotes_site.lazy_regex import pattern
from ainotes_site.link.owners_yaml import loaded
from ainotes_site.link.phrase_matcher import PhraseMatcher, fold, lexicon
from ainotes_site.model import Problem, Topic, TopicId

CLASSES: Mapping[str, tuple[float, float]] = {
    "strong": (2.0, 2.0),
    "words": (1.0, 1.0),
    "names": (0.4, 1.0),
    "weak": (0.25, 0.25),
}
"""How much a word of each class speaks for its topic, and how much when the title has it: the name of a model or of its
maker is a subject there, and is named in passing anywhere else."""

DEEPEST = 3
"""Levels of the tree."""

_PART_JOINT = pattern(r"(?<=[\u3400-\u9fff])(?:\s*[与和及、，]\s*)(?=[\u3400-\u9fff])")
"""What joins two parts of a Chinese name."""

_KEYS = {"id", "zh", "en", "scope", "scope_en", "parent", *CLASSES}


class Weight(NamedTuple):
    """How much a word speaks for a topic."""

    topic: int
    """Place in `Taxonomy.topics`."""
    usual: float
    in_title: float


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All topics, ready to be looked for. Picklable."""

    topics: tuple[Topic, ...]
    """Parents before children, otherwise as written."""
    lexicon: PhraseMatcher
    """Numbers are places in `words`."""
    words: tuple[str, ...]
    weights: tuple[tuple[Weight, ...], ...]
    """Per word: what it speaks for."""
    names: Mapping[str, TopicId]
    """Ids and names in both languages, in lower case."""
    digest: bytes
    """Changes when anything does that topics or scores depend on."""
    tags_teach: bool = True
    """Whether a tag counts as the topic that it is a word of, and not only as one whose name it is."""
    first_learned: int = sys.maxsize
    """Place in `words` of the first one that the owner's tags taught; those behind it are learned too."""

    def named(self, name: str) -> TopicId | None:
        """The topic with this id or name, in either language."""
        return self.names.get(name.strip().lower()) or self.names.get(name.strip().lower().replace(" ", "-"))

    def tagged(self, tag: str) -> TopicId | None:
        """The topic that a tag names, by its last part: `AI/RAG`. A strong or ordinary word of one topic only is a name of it."""
        name = tag.rpartition("/")[2].strip()
        topic = self.named(tag) or self.named(name)
        if topic or not self.tags_teach:
            return topic
        number = self.lexicon.numbers.get(fold(name)) or self.lexicon.numbers.get(fold(name.replace("_", " ")))
        if number is None or number >= self.first_learned:
            return None
        best = max(weight.usual for weight in self.weights[number])
        of = [weight.topic for weight in self.weights[number] if weight.usual == best]
        return self.topics[of[0]].id if len(of) == 1 and best >= CLASSES["words"][0] else None

    def without_tags(self) -> Taxonomy:
        """The same where tags teach nothing."""
        return replace(self, tags_teach=False, digest=blake2b(self.digest + b"deaf", digest_size=16).digest())


@dataclass(frozen=True, slots=True)
class _Node:
    topic: Topic
    line: int
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def load_taxonomy(text: str | None = None, path: str = "topics.yml") -> tuple[Taxonomy, tuple[Problem, ...]]:
    """The shipped taxonomy, extended or replaced by the `topics.yml` whose text is given.

    A list of topics extends: an id that is known gets the names, parent and words given on top of its own. A mapping
    with `replace: true` and a list under `topics` replaces. What cannot be used is left out with a Problem.
    """
    if text is None:
        return _shipped(), ()
    problems: list[Problem] = []
    written, replaces = _parse(text, path, problems)
    if not written:
        return _shipped(), tuple(problems)
    nodes = {} if replaces else dict(_shipped_nodes())
    for node in written:
        existing = nodes.get(node.topic.id)
        nodes[node.topic.id] = _joined(existing, node) if existing else node
    return _build(_rooted(nodes, path, problems)), tuple(problems)


@lru_cache(maxsize=1)
def _shipped() -> Taxonomy:
    return _build(list(_shipped_nodes().values()))


@lru_cache(maxsize=1)
def _shipped_nodes() -> Mapping[TopicId, _Node]:
    text = files("ainotes_site.link").joinpath("taxonomy.yml").read_text("utf-8")
    problems: list[Problem] = []
    nodes, _ = _parse(text, "taxonomy.yml", problems)
    if problems:
        raise ValueError(str(problems[0]))
    return {node.topic.id: node for node in nodes}


def _parse(text: str, path: str, problems: list[Problem]) -> tuple[list[_Node], bool]:
    """The topics written in `text`, and whether they replace the shipped ones."""
    if (refused := _refused(text, path)) is not None:
        problems.append(refused)
        return [], False
    try:
        root, data = loaded(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        problems.append(problem_of(path, line, "topics.yaml"))
        return [], False
    items = _items(root, data)
    if items is None:
        problems.append(problem_of(path, 0, "topics.no_list"))
        return [], False
    replaces = isinstance(data, dict) and data.get("replace") is True
    return _nodes(items, path, problems), replaces


def _items(root: yaml.Node | None, data: Any) -> list[tuple[int, Any]] | None:
    """The items of the list of topics, each with its line; None where there is no such list."""
    items = data
    if isinstance(data, dict) and isinstance(root, yaml.MappingNode):
        items = data.get("topics")
        root = next((value for key, value in root.value if key.value == "topics"), None)
    if not isinstance(items, list) or not isinstance(root, yaml.SequenceNode):
        return None
    return [(node.start_mark.line + 1, item) for item, node in zip(items, root.value, strict=True)]


def _nodes(items: Sequence[tuple[int, Any]], path: str, problems: list[Problem]) -> list[_Node]:
    """The topics, each once; one that cannot be used is left out with a Problem."""
    nodes: dict[TopicId, _Node] = {}
    for line, item in items:
        node = _node(item, path, line, problems)
        if node and node.topic.id in nodes:
            problems.append(problem_of(path, node.line, "topics.same", topic=node.topic.id))
        elif node:
            nodes[node.topic.id] = node
    return list(nodes.values())


MOST_CHARACTERS = 1_000_000
"""Of a taxonomy; the shipped one has 70,000."""


def _refused(text: str, path: str) -> Problem | None:
    """Why a file is not even loaded: it could take more time and memory than there is."""
    if len(text) > MOST_CHARACTERS:
        return problem_of(path, 0, "yaml.long", most=MOST_CHARACTERS)
    if "<<" in text and "*" in text:  # mappings merged into mappings double with each line
        return problem_of(path, 0, "yaml.merges")
    return None


def _node(item: Any, path: str, line: int, problems: list[Problem]) -> _Node | None:
    name = _topic_id(item)
    if name is None:
        problems.append(problem_of(path, line, "topics.no_id"))
        return None
    for key in sorted(set(map(str, item)) - _KEYS):
        problems.append(problem_of(path, line, "topics.field", key=key, keys=", ".join(sorted(_KEYS))))
    classes = {kind: _words(item.get(kind)) for kind in CLASSES}
    for kind, words in classes.items():
        if words is None:
            problems.append(problem_of(path, line, "topics.words", kind=kind))
    zh, en, scope, scope_en, parent = (_scalar(item.get(key)) for key in ("zh", "en", "scope", "scope_en", "parent"))
    above = TopicId(parent.lower()) if parent else None
    topic = Topic(name, zh, en, scope, scope_en, parent=above)
    return _Node(topic, line, {kind: words or () for kind, words in classes.items()})


def _topic_id(item: Any) -> TopicId | None:
    """The id of a topic: ASCII letters, digits and hyphens; None where it has none."""
    name = item.get("id") if isinstance(item, dict) else None
    if not isinstance(name, str) or not name.strip("-"):
        return None
    return TopicId(name.lower()) if all(c.isascii() and (c.isalnum() or c == "-") for c in name) else None


def _words(value: Any) -> tuple[str, ...] | None:
    if value is None:
        return ()
    if isinstance(value, str):
        value = value.replace("，", ",").replace("、", ",").split(",")
    if not isinstance(value, list) or not all(isinstance(word, str | int | float) for word in value):
        return None
    return tuple(dict.fromkeys(word for each in value if (word := _scalar(each))))


def _scalar(value: Any) -> str:
    # Nested lists are not written out: a few aliases of aliases (`&a [*b, *b]`) would make gigabytes of text.
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _joined(known: _Node, more: _Node) -> _Node:
    topic = replace(
        known.topic,
        name_zh=more.topic.name_zh or known.topic.name_zh,
        name_en=more.topic.name_en or known.topic.name_en,
        scope_zh=more.topic.scope_zh or known.topic.scope_zh,
        scope_en=more.topic.scope_en or known.topic.scope_en,
        parent=more.topic.parent or known.topic.parent,
    )
    classes = {kind: tuple(dict.fromkeys((*known.classes[kind], *more.classes[kind]))) for kind in CLASSES}
    return _Node(topic, more.line, classes)


def _rooted(nodes: Mapping[TopicId, _Node], path: str, problems: list[Problem]) -> list[_Node]:
    """The nodes, those with an impossible parent made roots."""
    rooted = dict(nodes)
    for name, node in nodes.items():
        fault = _fault(name, path, rooted)
        if fault:
            problems.append(fault)
            rooted[name] = replace(node, topic=replace(node.topic, parent=None))
    return list(rooted.values())


def _fault(name: TopicId, path: str, nodes: Mapping[TopicId, _Node]) -> Problem | None:
    at, line = nodes[name].line, [name]
    while (parent := nodes[line[-1]].topic.parent) is not None:
        if parent not in nodes:
            return problem_of(path, at, "topics.parent", parent=parent) if len(line) == 1 else None
        if parent in line:
            return problem_of(path, at, "topics.circle", line=" > ".join((*line, parent)))
        line.append(parent)
    return problem_of(path, at, "topics.deep", topic=name) if len(line) > DEEPEST else None


def _build(nodes: Sequence[_Node]) -> Taxonomy:
    ordered = _parents_first(nodes)
    weights = _class_weights(ordered)
    words = tuple(weights)
    merged, numbers = _merge_spellings(words, weights)
    topics = tuple(map(_topic, ordered))
    names: dict[str, TopicId] = {}
    for topic in topics:
        for name in (topic.id, topic.name_zh, topic.name_en, *map(_joined_parts, (topic.name_zh, topic.name_en))):
            names.setdefault(name.lower(), topic.id)
    content = repr((topics, merged)).encode()
    return Taxonomy(topics, numbers, words, merged, names, blake2b(content, digest_size=16).digest())


def _joined_parts(name: str) -> str:
    """A name of two parts as tags have it: 推理部署 for 推理与部署."""
    return _PART_JOINT.sub("", name)


def _class_weights(nodes: Sequence[_Node]) -> dict[str, dict[int, tuple[float, float]]]:
    """Per word the topics that it speaks for, by their places, with the weights of its class (see `CLASSES`)."""
    weights: dict[str, dict[int, tuple[float, float]]] = {}
    for place, node in enumerate(nodes):
        for kind, weight in CLASSES.items():
            for word in node.classes[kind]:
                weights.setdefault(word, {}).setdefault(place, weight)
        # Its names speak for a topic too, unless it lists them itself: `数据` is a name and an everyday word.
        listed = {fold(word) for kind in CLASSES for word in node.classes[kind]}
        for name in (node.topic.name_zh, node.topic.name_en):
            if name and fold(name) not in listed:
                weights.setdefault(name, {}).setdefault(place, CLASSES["strong"])
    return weights


def _topic(node: _Node) -> Topic:
    """The topic with a name in both languages, and its words."""
    topic = node.topic
    return replace(
        topic,
        name_zh=topic.name_zh or topic.name_en or topic.id,
        name_en=topic.name_en or topic.name_zh or topic.id,
        words=tuple(word for kind in CLASSES for word in node.classes[kind]),
    )


def _merge_spellings(
    words: tuple[str, ...], class_weights: Mapping[str, Mapping[int, tuple[float, float]]]
) -> tuple[tuple[tuple[Weight, ...], ...], PhraseMatcher]:
    """Weights per word, where `GPT-4` of one topic and `GPT4` of another are the same word."""
    found = lexicon(((word, number) for number, word in enumerate(words)), proper=_is_proper, families=True)
    weights: list[dict[int, tuple[float, float]]] = [{} for _ in words]
    for place, word in enumerate(words):
        number = found.numbers.get(fold(word), place)
        for topic, weight in class_weights[word].items():
            weights[number][topic] = max(weight, weights[number].get(topic, (0.0, 0.0)))
    return tuple(tuple(Weight(topic, *both) for topic, both in sorted(weight.items())) for weight in weights), found


def _is_proper(word: str) -> bool:
    """One capitalised Latin word: the taxonomy writes ordinary words small, so this is a name (`Cursor`, `Bark`)."""
    return word.isascii() and word.isalpha() and word[0].isupper() and word[1:].islower()


def _parents_first(nodes: Sequence[_Node]) -> list[_Node]:
    children: dict[TopicId | None, list[_Node]] = {}
    for node in nodes:
        children.setdefault(node.topic.parent, []).append(node)
    ordered: list[_Node] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        node = waiting.pop()
        ordered.append(node)
        waiting.extend(reversed(children.get(node.topic.id, [])))
    return ordered
