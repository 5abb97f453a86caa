"""Lines that come again at the edges of an owner's files are left out; what is said of each file alone stays, come again or not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from ainotes_site.readers import read
from ainotes_site.source_hints import edges, hints_by_path, line_key, outline

OURS = ("standing-line", "navigation", "empty-heading", "placeholder", "rule", "index", "badges", "plugin-data")


def left_out(files: Mapping[str, str]) -> dict[str, list[str]]:
    """By path, the lines that are left out of the files of one owner."""
    data = {path: text.encode() for path, text in files.items()}
    hints = hints_by_path([(path, outline(text), edges(text)) for path, text in data.items()], ())
    found = {}
    for path, text in data.items():
        reading = read(path, text, hints[path]) if path in hints else read(path, text)
        lines = files[path].split("\n")
        found[path] = [
            line
            for skip in reading.skipped
            if skip.reason in OURS
            for line in lines[skip.span.start_line - 1 : skip.span.end_line]
            if line.strip()
        ]
    return found


def issues(frame: str, count: int = 3, folder: str = "周记") -> dict[str, str]:
    """Files that have nothing in common but the frame around `TEXT`; `N` in it is the number of each."""
    texts = [
        "灶台上的砂锅第一次开裂，裂缝从边沿一直走到锅底，补过的地方比原来更结实。\n\n晾干以后再煮一次米汤。",
        "换了三种豆子磨豆浆，放一夜的黑豆最香，渣也最少，下回试试加两颗枣。\n\n机器洗起来还是麻烦。",
        "把旧书架拆成两截，短的那截放在窗下晒太阳，长的靠墙，正好放得下大开本。\n\n螺丝少了四颗。",
        "河边的芦苇割过一遍，新的一茬还没有长高，白鹭站在水里半天也不动一下。\n\n风很大，没有久留。",
    ]
    return {f"{folder}/{n}.md": frame.replace("N", str(n)).replace("TEXT", texts[n - 1]) for n in range(1, count + 1)}


@pytest.mark.parametrize(
    ("frame", "gone"),
    [
        pytest.param(
            "# 第 N 回\n\n这里是锅边闲话，隔周一回，灶台上的事都可以聊。\n\nTEXT\n\n---\n\n锅边闲话隔周见，来信放在门口的信箱里就好。\n",
            ["这里是锅边闲话，隔周一回，灶台上的事都可以聊。", "---", "锅边闲话隔周见，来信放在门口的信箱里就好。"],
            id="a greeting and a farewell in equal words, with the rule between",
        ),
        pytest.param(
            "[书房](../README.md) » 第 N 格 » 闲话\n\n# 第 N 回\n\nTEXT\n\n← [前一格](N.md) ｜ [后一格](N.md) →\n",
            ["[书房](../README.md) » 第 N 格 » 闲话", "← [前一格](N.md) ｜ [后一格](N.md) →"],
            id="ways through a site that differ in numbers and names",
        ),
        pytest.param(
            "# 第 N 回\n\n<div class='note'>\n<p>本栏由灶王爷口述，阿帆在旁边记录，火候可能记错</p>\n</div>\n\nTEXT\n",
            ["<div class='note'>", "<p>本栏由灶王爷口述，阿帆在旁边记录，火候可能记错</p>", "</div>"],
            id="an element of HTML, with its tags that say nothing",
        ),
        pytest.param(
            "+++\na = 1\nb = 2\nc = 3\nd = 4\ne = 5\nf = 6\ng = 7\nh = 8\ni = 9\nj = 1\nk = 2\n+++\n\n这里是锅边闲话，隔周一回，灶台上的事都可以聊。\n\nTEXT\n",
            ["这里是锅边闲话，隔周一回，灶台上的事都可以聊。"],
            id="a greeting below front matter in TOML, which is no edge",
        ),
        pytest.param(
            "# 第 N 回\n\nTEXT\n\n{% include stove.html src='N.md' %}\n",
            ["{% include stove.html src='N.md' %}"],
            id="a call of a template that differs in what it is given",
        ),
        pytest.param(
            "# 第 N 回\n\nTEXT\n\n{{< youtube id='wNN' title='锅边的一段录像' >}}\n",
            [],
            id="a call that shows a film",
        ),
        pytest.param(
            "# 第 N 回\n\nTEXT\n\n*此页 **某甲N** 抄写，灯下校过一遍*\n",
            ["*此页 **某甲N** 抄写，灯下校过一遍*"],
            id="a stamp that differs in a name in bold",
        ),
        pytest.param(
            "<h2 align='center'>锅边闲话 · 一年里的第 N 回</h2>\n\nTEXT\n",
            [],
            id="a title in HTML stays",
        ),
        pytest.param(
            "# 第 N 回\n\nTEXT\n\n## 关于这一栏\n\n每回写一样东西，写到没有东西可写为止。\n",
            ["## 关于这一栏", "每回写一样东西，写到没有东西可写为止。"],
            id="a section that is the same in each file, with its heading",
        ),
        pytest.param(
            "<!-- box2md 2.1, box N, do not change by hand -->\n\n# 第 N 回\n\nTEXT\n",
            ["<!-- box2md 2.1, box N, do not change by hand -->"],
            id="the stamp of an exporter",
        ),
        pytest.param(
            "# 第 N 回\n\nTEXT\n\n## 点火\n\n```bash\nmake fire\nmake stop\n```\n",
            [],
            id="code in equal words: what several pages tell their reader to type",
        ),
        pytest.param(
            '# 第 N 回\n\n<Note type="warning">\n炉子还热的时候不要开门，等它自己凉下来再说。\n</Note>\n\nTEXT\n\n## 用法\n\n<Recipe steps="3" />\n',
            [],
            id="components of MDX, in a text and below a heading",
        ),
        pytest.param(
            "# 第 N 回\n\n`锅匣 2.3 存 | 炉号 N7fN | 共 N 锅 | 用时 N 分`\n\nTEXT\n",
            ["`锅匣 2.3 存 | 炉号 N7fN | 共 N 锅 | 用时 N 分`"],
            id="a stamp of a program, of which one part differs",
        ),
        pytest.param(
            '# 第 N 回\n\nTEXT\n\n{{< postbox who="me" >}}\n\n{{< neighbours prev="N-a" next="" >}}\n',
            ['{{< postbox who="me" >}}', '{{< neighbours prev="N-a" next="" >}}'],
            id="parts that a site generator sets in, whatever they are told",
        ),
        pytest.param(
            "# 第 N 回\n\nTEXT\n\n## 照片\n\n## 待续\n\n- \n",
            ["## 照片", "## 待续", "- "],
            id="sections of a template that stayed empty",
        ),
        pytest.param(
            "::: tip 灶王爷\n本栏由灶王爷口述，阿帆在旁边记录，火候可能记错。\n:::\n\n# 第 N 回\n\nTEXT\n",
            ["::: tip 灶王爷", "本栏由灶王爷口述，阿帆在旁边记录，火候可能记错。", ":::"],
            id="a container, with its marks",
        ),
    ],
)
def test_what_stands_around_each_text_is_left_out(frame: str, gone: list[str]) -> None:
    files = issues(frame)
    assert left_out(files) == {path: [line.replace("N", str(n)) for line in gone] for n, path in enumerate(files, 1)}


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param("# 第 N 回\n\n- 难度：中\n- 版本：0.N\n\nTEXT\n", id="fields"),
        pytest.param("# 第 N 回\n\n难度：中 | 状态：已经补好 | 用料：糯米\n\nTEXT\n", id="fields side by side"),
        pytest.param("# 第 N 回\n\nhttps://pots.example/shelf/N\n\nTEXT\n", id="an address"),
        pytest.param("# 第 N 回\n\n#灶台 #闲话\n\nTEXT\n", id="tags"),
        pytest.param("# 第 N 回\n\n**这回做了什么**\n\nTEXT\n", id="a label above what each says"),
        pytest.param(
            "# 第 N 回\n\n这回最值得记下来的一件事情是什么呢？\n\nTEXT\n",
            id="a question of a template above its answer",
        ),
        pytest.param(
            "# 第 N 回\n\n<details>\n<summary>展开看</summary>\n\nTEXT\n\n</details>\n", id="a fold around the text"
        ),
        pytest.param("# 第 N 回\n\nTEXT\n\n| 材料 | 用量 |\n| --- | --- |\n| 水 | N 碗 |\n", id="a table"),
        pytest.param("# 第 N 回\n\nTEXT\n\n_2024-0N-01 写完_\n", id="a day"),
        pytest.param("# 第 N 回\n\n## 水\n\nTEXT\n\n## 火\n\n煮了 N 回。\n", id="headings with text of their own"),
    ],
)
def test_what_is_said_of_each_file_stays(frame: str) -> None:
    assert {line for lines in left_out(issues(frame)).values() for line in lines} == set()


def test_a_sentence_behind_a_part_that_comes_again_stays_and_a_field_goes() -> None:
    frame = "# 第 N 回\n\nTEXT\n\n这回共 N 口锅，补了 N 口，剩下的等下回再说。"
    for said, gone in (
        (("这几天下雨。", "裂了一口锅。", "去了趟河边。"), 0),
        (("掌勺：阿帆。", "掌勺：老陈。", "掌勺：小满。"), 1),
    ):
        each = {path: text + own for (path, text), own in zip(issues(frame).items(), said, strict=True)}
        assert [len(lines) for lines in left_out(each).values()] == [gone] * 3


def test_files_that_are_mostly_equal_are_versions_and_lose_nothing() -> None:
    files = {
        f"稿/{n}.md": f"# 砂锅\n\n第 {n} 稿，改了开头的一句话，别的都没有动过。\n\n"
        + "同样的一段长话，说的是怎么补锅，用糯米还是用面糊都试过。\n\n" * 4
        for n in "甲乙丙"
    }
    assert left_out(files) == {path: [] for path in files}


def test_two_files_say_little_and_in_a_large_folder_nothing() -> None:
    frame = "# 第 N 回\n\nTEXT\n\n今天早睡。\n"
    assert not any(left_out(issues(frame, 2)).values())
    long = "# 第 N 回\n\nTEXT\n\n今天没有别的事情，早早睡了，一夜没有做梦。\n"
    assert all(left_out(issues(long, 2)).values())
    others = {f"周记/别的 {n}.md": f"# 别的 {n}\n\n{chr(0x4E00 + n) * 30}。\n" for n in range(12)}
    assert not any(left_out(issues(long, 2) | others).values())


def test_a_line_of_three_files_below_one_folder_counts_whatever_folder_below_it_each_is_in() -> None:
    texts = issues("# 第 N 回\n\nTEXT\n\n{{< lamp-form >}}\n").values()
    spread = dict(zip(("灶/春/1.md", "灶/夏/2.md", "灶/秋/3.md"), texts, strict=True))
    others = {f"外/{chr(0x4E00 + n)}/别的.md": f"# 别的\n\n{chr(0x5E00 + n) * 30}。\n" for n in range(70)}
    found = left_out(spread | others)
    assert {path: lines for path, lines in found.items() if lines} == {path: ["{{< lamp-form >}}"] for path in spread}


@pytest.mark.parametrize(("host", "goes"), [("pots.example", True), ("clay.example", False)])
def test_links_to_one_site_below_a_standing_caption_go_with_it_and_references_stay(host: str, goes: bool) -> None:
    files = issues("# 第 N 回\n\nTEXT\n\n**还有得看**\n\n")
    links = {
        path: [f"- [{pot}是怎么补的](https://pots.example/{pot})", f"- [{pot}用什么土](https://{host}/{pot})"]
        for path, pot in zip(files, ("砂锅", "铁锅", "铜壶"), strict=True)
    }
    found = left_out({path: text + "\n".join(links[path]) + "\n" for path, text in files.items()})
    assert found == {path: ["**还有得看**", *links[path]] if goes else [] for path in files}


def test_lines_are_equal_that_differ_in_numbers_and_places_and_pictures_are_not() -> None:
    def key(line: str) -> int:
        return line_key(line.encode())

    assert key("[打开](https://a.example/x?id=1)  第 12 条") == key("[打开](https://a.example/y) 第 9 条")
    assert key("[打开](https://a.example/x)") != key("[打开](https://b.example/x)")
    assert key("![](https://a.example/1.png)") != key("![](https://a.example/2.png)")


def test_text_between_marks_stays() -> None:
    text = "# 书架\n\n一句话。\n\n<!-- notes start -->\n中间这句是自己写的。\n<!-- notes end -->\n\n再一句话。\n"
    assert left_out({"a.md": text}) == {"a.md": []}


def test_what_a_plugin_hides_is_left_out() -> None:
    text = '# 看板\n\n- [ ] 补锅\n\n%% begin own:notes %%\n\n自己的话。\n\n%% end own:notes %%\n\n%% board:settings\n```\n{"a":1}\n```\n%%\n'
    gone = ["%% begin own:notes %%", "%% end own:notes %%", "%% board:settings", "```", '{"a":1}', "```", "%%"]
    assert left_out({"a.md": text}) == {"a.md": gone}


def test_a_row_of_ways_within_the_file_is_a_table_of_contents() -> None:
    text = "# 锅\n\n[砂锅](#砂锅) · [铁锅](#铁锅) · [汤锅](#汤锅)\n\n## 砂锅\n\n慢。\n\n## 铁锅\n\n快。\n\n## 汤锅\n\n深，见[砂锅](#砂锅)。\n"
    assert left_out({"a.md": text}) == {"a.md": ["[砂锅](#砂锅) · [铁锅](#铁锅) · [汤锅](#汤锅)"]}


def test_a_label_above_empty_boxes_is_a_field_of_a_template_and_in_a_template_it_stays() -> None:
    text = "# 会\n\n到了四个人，说了半天。\n\n**要做的**\n\n- [ ] \n\n**存疑**\n\n-\n"
    assert left_out({"会/a.md": text}) == {"会/a.md": ["**要做的**", "- [ ] ", "**存疑**", "-"]}
    assert left_out({"模板/会.md": text}) == {"模板/会.md": []}


@pytest.mark.parametrize(
    ("frame", "date", "updated", "author"),
    [
        ("# 第 N 回\n\n*锅边闲话，隔周一回，撰稿 阿柚，2025-05-0N 写*\n\nTEXT\n", "2025-05-0N", None, "阿柚"),
        ("*锅边闲话第 N 回 · 写于 2025-05-0N · by Ada Vass*\n\n# 第 N 回\n\nTEXT\n", "2025-05-0N", None, "Ada Vass"),
        ("# 第 N 回\n\nTEXT\n\n*本页最近由 **akun** 于 2025-05-0N 翻新，改动请写在信里*\n", None, "2025-05-0N", ""),
        ("# 第 N 回\n\nTEXT\n\n*锅边的信箱 2025-05-0N 开，来信放在门口就好*\n", None, None, ""),
    ],
    ids=["above", "above, with a name", "a change, below", "another day, below"],
)
def test_a_line_that_comes_again_says_when_and_by_whom_though_it_is_left_out(
    frame: str, date: str | None, updated: str | None, author: str
) -> None:
    files = {path: text.encode() for path, text in issues(frame).items()}
    hints = hints_by_path([(path, outline(text), edges(text)) for path, text in files.items()], ())
    for n, (path, text) in enumerate(files.items(), 1):
        reading = read(path, text, hints[path])
        (entry,) = reading.entries
        assert any(skip.reason == "standing-line" for skip in reading.skipped)
        assert (entry.date, entry.updated) == tuple(day and day.replace("N", str(n)) for day in (date, updated))
        assert [person.name for person in entry.authors] == ([author] if author else [])


@pytest.mark.parametrize(
    ("rule", "goes"),
    [
        pytest.param("1. 先洗手\n2. 別動標籤", True, id="short items in equal words"),
        pytest.param("1. 先洗手\n2. 來了 N 人", False, id="a number of the note alone"),
    ],
)
def test_a_container_in_equal_words_goes_with_its_items(rule: str, goes: bool) -> None:
    notice = f":::spoiler 共筆須知\n{rule}\n:::"
    found = left_out(issues(f"# 第 N 回\n\nTEXT\n\n{notice}\n"))
    assert all(bool(lines) == goes for lines in found.values())
