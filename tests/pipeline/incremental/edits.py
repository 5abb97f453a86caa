"""Small changes of notes, as slips of the hand make them."""

from __future__ import annotations

import random
import re
from pathlib import Path

from ainotes_site.pipeline.stages.scan import SourceFile, digest

SITE = Path(__file__).resolve().parents[2] / "site" / "notes"
_LINES = (
    "新的一句，讲注意力机制和 LoRA。",
    "## 2024-05-09",
    "---",
    "- **权重（Weight）**：数而已。",
    "参见 [[注意力小抄]]，作者 @someone。",
    "#训练 #RAG",
    "https://example.org/new",
    "![[注意力小抄]]",
    "![[attention#要点]]",
    "见 [[attention#要点]]、[[注意力小抄#^b1]] 与 [块](attention.md#^b1)、[夹](../journal/)。",
    "最后一句。 ^b1",
    "## 要点",
    "- 一块字\n  id:: 65f0a1b2-aaaa-2222-3333-444455556666",
    "见 ((65f0a1b2-aaaa-2222-3333-444455556666)) 与 [那块](((65f0a1b2-aaaa-2222-3333-444455556666)))。",
    "{{embed ((65f0a1b2-aaaa-2222-3333-444455556666))}}",
    "```dataview\nLIST FROM #训练\n```",
    "```dataview\nTABLE 分 WHERE 分 > 1 SORT 分\n```",
    "```dataview\nTASK WHERE !completed\n```",
    "- [ ] 待办一条",
    "分:: 3",
    "[页]([[注意力小抄]]) #[[注意力小抄]]",
    "[旧](/blog/old-name/) 与 [新](/2024/05/01/new.html#要点)，[家](/)",
    "",
)


def notes_of(folder: Path) -> dict[str, str]:
    """The notes of a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", "replace")
        for path in folder.rglob("*.md")
    }


def sources(notes: dict[str, str]) -> tuple[SourceFile, ...]:
    """The same as a scan would find them."""
    return tuple(SourceFile(path, text.encode(), digest(text.encode())) for path, text in sorted(notes.items()))


def changed(notes: dict[str, str], chance: random.Random) -> dict[str, str]:
    """One line altered, taken out, doubled, swapped with the next, or put in."""
    path = chance.choice(sorted(notes))
    lines = notes[path].split("\n")
    at = chance.randrange(len(lines))
    what = chance.choice(["word", "drop", "double", "swap", "put"])
    if what == "word" and len(lines[at]) > 2:
        cut = chance.randrange(len(lines[at]))
        lines[at] = lines[at][:cut] + chance.choice("新好x7") + lines[at][cut + 1 :]
    elif what == "drop":
        del lines[at]
    elif what == "double":
        lines.insert(at, lines[at])
    elif what == "swap" and at + 1 < len(lines):
        lines[at : at + 2] = lines[at + 1], lines[at]
    else:
        lines.insert(at, chance.choice(_LINES))
    return {**notes, path: "\n".join(lines)}


def rearranged(notes: dict[str, str], chance: random.Random) -> dict[str, str]:
    """A note renamed, dated otherwise, taken away, copied, moved, spoken of, or written."""
    path = chance.choice(sorted(notes))
    text = notes[path]
    others = {key: value for key, value in notes.items() if key != path}
    name = chance.choice(("new.md", "zz/new.md", "2024/新的一篇.md", "attention.md", path.replace(".md", "-2.md")))
    what = chance.choice(["title", "date", "drop", "copy", "move", "speak", "write", "add", "tag"])
    if what == "tag":
        return {
            **notes,
            path: re.sub(r"tags: \[.*\]", f"tags: [{chance.choice(('训练/微调', '新', 'LoRA, lora'))}]", text),
        }
    if what == "title":
        return {**notes, path: re.sub(r"(?m)^(title: |#+ )", r"\1新的", text, count=chance.randint(1, 3))}
    if what == "date":
        return {**notes, path: re.sub(r"20\d\d-\d\d-\d\d", chance.choice(("2021-03-04", "2026-11-28")), text, count=1)}
    if what == "drop":
        return others if others else notes
    if what == "copy":
        return {**notes, name: text}
    if what == "move":
        return {**others, name: text}
    if what == "speak":
        return {
            **notes,
            path: f"{text}\n参见 [[{chance.choice(sorted(notes)).removesuffix('.md')}]] 与 [[新的一篇]]。\n",
        }
    if what == "write":
        return {
            **notes,
            name: f"---\ntitle: 新的一篇\npermalink: /old-name/\ndate: 2024-05-0{chance.randint(1, 9)}\nauthors: [Ann]\n---\n讲注意力机制，参见 [[attention]]。\n",
        }
    return {
        **notes,
        path: f"{text}\n\n## 2024-06-1{chance.randint(0, 9)} 又一条\n\n讲检索增强生成，参见 [[新的一篇]]。\n",
    }


def many(chance: random.Random, count: int = 40) -> dict[str, str]:
    """Notes in one folder with a glossary and a journal, which speak of each other."""
    words = ("注意力机制", "检索增强生成", "权重", "LoRA", "上下文窗口", "推理成本", "蒸馏", "对齐")
    found = {
        f"n/{number:02}.md": "---\n"
        f"title: {chance.choice(words)}笔记 {chance.randrange(count)}\n"
        f"date: 202{chance.randrange(2, 6)}-0{chance.randint(1, 9)}-1{chance.randrange(10)}\n"
        f"tags: [{', '.join(chance.sample(words, 2))}]\n"
        f"authors: [{chance.choice(('Ann', 'Bob <@bob>', 'bob', '李雷'))}]\n"
        "---\n"
        + "".join(
            f"{chance.choice(words)}与{chance.choice(words)}，见 [[{chance.choice(words)}笔记 {chance.randrange(count)}]]。\n\n"
            for _ in range(chance.randint(1, 4))
        )
        for number in range(count)
    }
    found["glossary.md"] = (
        "---\nformat: glossary\n---\n- **权重（Weight）**：数。\n- **蒸馏（Distillation）**：教小的。\n"
    )
    found["journal.md"] = "".join(
        f"## 2024-05-0{day} 第 {day} 天\n\n{chance.choice(words)}，参见 [[n/0{day}]]。\n\n" for day in range(1, 8)
    )
    return found
