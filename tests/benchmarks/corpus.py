"""Notes of any number, drawn from the ones we have by a written rule, so that a benchmark needs nothing else.

Rule: the sentences of all entries of `notes/` are put in one list. Note number i gets a title of 4 to 12 characters cut
from a random sentence, 1 to 6 paragraphs of 1 to 4 random sentences, a list in every third note, a date, one to three
tags and, in every fifth note, a wikilink to an earlier note. Everything random comes from the seed.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

from ainotes_site.readers import read

_SENTENCE = re.compile(r"[^。！？\n]{8,120}[。！？]")
_TAGS = ("大模型", "检索", "智能体", "训练", "推理", "多模态", "产品", "论文", "工具", "随想")


def sentences(notes: Path) -> list[str]:
    """All sentences of the notes, without Markdown that could span two of them."""
    found: list[str] = []
    for path in sorted(notes.rglob("*.md")):
        for entry in read(path.relative_to(notes).as_posix(), path.read_bytes()).entries:
            found += [
                text.strip(" -*>#|") for text in _SENTENCE.findall(entry.body) if not re.search(r"[`$\[\]<>|]", text)
            ]
    return found


def write_corpus(target: Path, notes: Path, count: int, seed: int) -> None:
    """Write `count` notes, a file each, and the glossary of `notes`."""
    chance = random.Random(seed)
    pool = sentences(notes)
    titles: list[str] = []
    target.mkdir(parents=True)
    for number in range(count):
        words = re.sub(r"\W", "", chance.choice(pool))
        title = f"{words[: chance.randint(4, 12)]} {number}"
        titles.append(title)
        folder = target / f"{number // 1000:03d}"
        folder.mkdir(exist_ok=True)
        (folder / f"n{number:06d}.md").write_text(_note(title, titles, pool, chance, number), encoding="utf-8")
    for path in sorted((notes / "glossary").glob("*.md")):
        (target / path.name).write_bytes(path.read_bytes())


def _note(title: str, titles: list[str], pool: list[str], chance: random.Random, number: int) -> str:
    tags = ", ".join(chance.sample(_TAGS, chance.randint(1, 3)))
    date = f"202{chance.randint(2, 5)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    parts = ["".join(chance.choices(pool, k=chance.randint(1, 4))) for _ in range(chance.randint(1, 6))]
    if number % 3 == 0:
        parts.append("\n".join(f"- {sentence}" for sentence in chance.choices(pool, k=3)))
    if number % 5 == 0:
        parts.append(f"参见 [[{chance.choice(titles)}]]。")
    return f"---\ntitle: {title}\ndate: {date}\ntags: [{tags}]\n---\n" + "\n\n".join(parts) + "\n"
