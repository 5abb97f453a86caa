"""An address that was ever published leads to the entry that a person would name."""

from __future__ import annotations

import random

import pytest

from ainotes_site.link.addresses.permalinks import FIRST_LINE, Record, answering, assign, parse, serialise
from ainotes_site.model import EntryId
from ainotes_site.readers import read

TEXTS = {
    "缓存": "键值缓存把每一步算过的键和值留在显存里，下一个词只需要算自己的那一份，序列越长省得越多，代价是显存随长度增长。",
    "量化": "把权重从十六位压到四位，体积缩到四分之一，困惑度几乎不变；激活里的离群值最难压，常常要先做平滑再动手。",
    "蒸馏": "小模型学大模型的软标签，温度越高分布越平，暗知识越多。数据由老师自己写，学生照着练，最后比直接训练强一截。",
    "对齐": "偏好数据一对一对地给，奖励模型先学会打分，再用策略梯度推着语言模型走，别忘了用散度拉住它不要跑得太远。",
    "检索": "先切块再嵌入，召回之后重排，最后把片段塞进提示词。切得太碎上下文断掉，切得太大噪声变多，重叠一点比较稳妥。",
    "智能体": "想一步，做一步，看结果再想下一步。工具的说明写清楚比换更大的模型管用，失败时把报错原样还给它往往就能自己改好。",
}


class Notes:
    """Notes in memory, with the addresses that each build gives them."""

    def __init__(self) -> None:
        self.files: dict[str, list[tuple[str, str]]] = {}
        self.text = ""
        self.pages: dict[str, str] = {}

    def build(self) -> dict[str, str]:
        """The address of each text, by what it says first."""
        readings = []
        for path, parts in self.files.items():
            lines = [f"## 2024-03-0{number} {title}\n\n{text}\n" for number, (title, text) in enumerate(parts, 1)]
            one = f"# {parts[0][0]}\n\n{parts[0][1]}\n" if len(parts) == 1 else ""
            readings.append(read(path, (one or "---\nformat: journal\n---\n" + "\n".join(lines)).encode()))
        found = assign(readings, parse(self.text).records)
        self.text = serialise(found.records)
        self.pages = {entry.id: entry.body for reading in found.readings for entry in reading.entries}
        assert len(self.pages) == sum(len(parts) for parts in self.files.values())
        return {body.strip()[:8]: address for address, body in self.pages.items()}

    def answer(self, address: str) -> str | None:
        """The text that one finds at an address."""
        target = answering(parse(self.text).records).get(EntryId(address), address)
        return None if target is None else self.pages.get(target)


@pytest.fixture
def notes() -> Notes:
    made = Notes()
    made.files = {f"{name}.md": [(name, text)] for name, text in TEXTS.items()}
    made.build()
    return made


def head(name: str) -> str:
    return TEXTS[name][:8]


def test_a_renamed_file_keeps_its_address(notes: Notes) -> None:
    before = notes.build()[head("缓存")]
    notes.files["归档/kv.md"] = notes.files.pop("缓存.md")
    assert notes.build()[head("缓存")] == before


def test_a_moved_retitled_and_edited_note_keeps_its_address(notes: Notes) -> None:
    before = notes.build()[head("量化")]
    del notes.files["量化.md"]
    notes.files["lab/int4.md"] = [("四位就够", TEXTS["量化"].replace("几乎不变", "只差一点") + "以后再试两位。")]
    assert notes.build()[head("量化")] == before


def test_a_note_of_the_same_name_above_does_not_take_the_address(notes: Notes) -> None:
    notes.files["日志.md"] = [("想法", TEXTS["对齐"] + "一。"), ("别的", TEXTS["检索"] + "二。")]
    before = notes.build()
    address = before[head("对齐")]
    notes.files["日志.md"].insert(
        0, ("想法", "今天什么都没有做，只是在图书馆坐了一下午，看窗外的雨，偶尔翻两页书，傍晚才慢慢地走回家去吃饭。")
    )
    after = notes.build()
    assert notes.pages[address].startswith(TEXTS["对齐"])
    assert after["今天什么都没有做"] != address


def test_of_a_split_note_the_larger_part_keeps_the_address(notes: Notes) -> None:
    notes.files["长文.md"] = [("长文", TEXTS["蒸馏"] + TEXTS["智能体"][:20])]
    del notes.files["蒸馏.md"], notes.files["智能体.md"]
    address = notes.build()[head("蒸馏")]
    notes.files["甲.md"] = [
        ("甲", TEXTS["智能体"][:20] + "这里另外又补写了很长的一段话，讲的是完全不同的事情，和原来的那篇毫无关系。")
    ]
    notes.files["乙.md"] = [("乙", TEXTS["蒸馏"])]
    del notes.files["长文.md"]
    assert notes.build()[head("蒸馏")] == address


def test_the_address_of_a_merged_note_leads_to_where_its_text_is(notes: Notes) -> None:
    gone = notes.build()[head("检索")]
    notes.files["缓存.md"] = [("缓存", f"{TEXTS['缓存']}\n\n{TEXTS['检索']}")]
    del notes.files["检索.md"]
    notes.build()
    assert TEXTS["检索"] in (notes.answer(gone) or "")
    notes.files["归档/缓存.md"] = notes.files.pop("缓存.md")
    notes.build()
    assert TEXTS["检索"] in (notes.answer(gone) or ""), "later builds remember it"


def test_a_deleted_note_is_gone_and_may_come_back(notes: Notes) -> None:
    address = notes.build()[head("智能体")]
    removed = notes.files.pop("智能体.md")
    notes.build()
    assert notes.answer(address) is None
    notes.files["智能体.md"] = removed
    assert notes.build()[head("智能体")] == address


def test_the_owners_id_wins_and_the_old_address_leads_to_it() -> None:
    first = assign([read("a.md", f"# 一\n\n{TEXTS['缓存']}\n".encode())], ())
    second = assign([read("a.md", f"---\nid: kv\n---\n# 一\n\n{TEXTS['缓存']}\n".encode())], first.records)
    assert [entry.id for entry in second.readings[0].entries] == ["kv"]
    assert answering(second.records) == {first.records[0].address: "kv"}


def test_an_id_that_another_entry_has_as_its_address_is_named() -> None:
    first = assign([read("kv.md", f"# 一\n\n{TEXTS['缓存']}\n".encode())], ())
    stated = read("b.md", f"---\nid: kv\n---\n# 二\n\n{TEXTS['量化']}\n".encode())
    second = assign([stated, read("kv.md", f"# 一\n\n{TEXTS['缓存']}\n".encode())], first.records)
    assert [problem.path for problem in second.problems] == ["b.md"]
    assert [entry.id for entry in second.readings[1].entries] == ["kv"]


def test_lines_of_an_unfinished_merge_are_named_and_nothing_is_lost() -> None:
    record = Record(EntryId("a"), "=", "子\t夹/a.md", EntryId("a"), "标题\\", b"\1\0\0\0")
    text = f"<<<<<<< ours\n{serialise([record])}>>>>>>> theirs\n"
    known = parse(text)
    assert known.records == (record,)
    assert [problem.line for problem in known.problems] == [1]
    assert not known.is_whole
    assert parse(serialise([record])) == ((record,), (), True)
    assert parse(FIRST_LINE) == ((), (), True)


def test_order_of_the_readings_does_not_matter() -> None:
    readings = [
        read(f"{place}/{name}.md", f"# {name}\n\n{text}\n".encode()) for place in "ab" for name, text in TEXTS.items()
    ]
    once = assign(readings, ())
    assert assign(readings[::-1], ()).records == once.records
    moved = [read(f"c/{name}.md", f"# {name}\n\n{text}\n".encode()) for name, text in TEXTS.items()]
    assert assign(moved, once.records).records == assign(moved[::-1], once.records).records


@pytest.mark.parametrize("seed", range(20))
def test_random_histories(notes: Notes, seed: int) -> None:
    """Whatever becomes of the files, the address of each text leads to a page that has it."""
    chance = random.Random(seed)
    addresses = notes.build()
    alive = set(TEXTS)
    for step in range(12):
        path = chance.choice(sorted(notes.files))
        what = chance.choice(["rename", "title", "add", "join", "apart", "grow", "delete", "empty"])
        parts = notes.files[path]
        if what == "rename":
            notes.files[f"d{chance.randrange(3)}/{step}.md"] = notes.files.pop(path)
        elif what == "title":
            at = chance.randrange(len(parts))
            parts[at] = (f"新题目{step}", parts[at][1])
        elif what == "add":
            parts.insert(
                0,
                (
                    parts[0][0],
                    f"第{step}次随手补上的一条，内容和别处都不一样：{chance.randrange(10**40)}，{chance.randrange(10**40)}。",
                ),
            )
        elif what == "join" and len(notes.files) > 1:
            other = chance.choice(sorted(set(notes.files) - {path}))
            notes.files[other] += notes.files.pop(path)
        elif what == "apart" and len(parts) > 1:
            notes.files[f"apart{step}.md"] = [parts.pop()]
        elif what == "grow":
            at = chance.randrange(len(parts))
            parts[at] = (parts[at][0], f"{parts[at][1]}\n\n补充 {step}：后来又想了想。")
        elif what == "delete" and len(notes.files) > 2:
            del notes.files[path]
        notes.build()
        written = "\n".join(notes.pages.values())
        alive = {name for name in alive if TEXTS[name] in written}
        for name in alive:
            assert TEXTS[name] in (notes.answer(addresses[head(name)]) or ""), (what, path, name)
        for address in addresses.values():
            assert address in notes.pages or EntryId(address) in answering(parse(notes.text).records)


def addresses_after(before: dict[str, str], after: dict[str, str]) -> dict[str, str]:
    """The addresses of notes, by path, in a state that follows another one."""
    first = assign([read(path, text.encode()) for path, text in before.items()], ())
    second = assign([read(path, text.encode()) for path, text in after.items()], first.records)
    return {reading.path: reading.entries[0].id for reading in second.readings}


def test_the_same_text_counts_more_than_one_that_holds_it() -> None:
    before = {"kv.md": f"# 缓存\n\n{TEXTS['缓存']}\n"}
    longer = f"# 缓存\n\n{TEXTS['缓存']}\n\n{TEXTS['量化']}\n"
    found = addresses_after(before, {"longer.md": longer, "moved.md": f"# 换了题目\n\n{TEXTS['缓存']}\n"})
    assert found["moved.md"] == "kv"


def test_a_note_that_is_next_to_nothing_but_its_title_is_known_by_it() -> None:
    found = addresses_after(
        {"plan.md": "# 要读的书\n\n先列个单子\n"}, {"shelf/books.md": "# 要读的书\n\n先列个单子吧\n"}
    )
    assert found == {"shelf/books.md": "plan"}


def test_a_file_that_is_written_anew_keeps_its_address() -> None:
    before = {"a.md": f"---\nslug: weekly\n---\n# 第一版\n\n{TEXTS['缓存']}\n"}
    assert addresses_after(before, {"a.md": f"---\nslug: weekly\n---\n# 重写\n\n{TEXTS['量化']}\n"}) == {
        "a.md": "weekly"
    }
