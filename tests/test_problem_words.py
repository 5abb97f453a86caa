"""Problems and errors are said in the reader's language, and their words stand in one place."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from ainotes_site.errors import ConfigError
from ainotes_site.i18n import error_of, problem_of
from ainotes_site.i18n.problems import PROBLEMS

SOURCES = Path(__file__).parents[1] / "src"
HAN = re.compile("[\u4e00-\u9fff]")


def test_what_was_found_may_be_chinese_and_what_is_said_of_it_is_not() -> None:
    problem = problem_of("a.md", 3, "wikilink.missing", name="不存在")
    line = problem.in_one_line("en")
    assert line == "a.md:3: unresolved wikilink: [[不存在]]; correct the name, or write the note"
    assert problem.in_one_line("zh") == "a.md:3: 双链没有对应的笔记：[[不存在]]; 请改名字，或写出这篇笔记"


def test_an_error_speaks_both_languages_where_the_readers_is_not_known() -> None:
    error = error_of(ConfigError, "mkdocs.yml", "config.empty")
    assert "里面没有设置" in str(error) and "holds no settings" in str(error)
    assert not HAN.search(error.in_one_line("en")) and error.in_one_line("zh") in (
        "mkdocs.yml: 里面没有设置; 请从 site_name: … 写起",
    )


@pytest.mark.parametrize("key", sorted(PROBLEMS))
def test_both_languages_say_the_same_of_the_same_things(key: str) -> None:
    chinese, english = PROBLEMS[key]
    assert all(HAN.search("".join(words)) for words in (chinese,)) and not HAN.search(
        "".join(english).replace("半年", "")
    )
    fields = [set(re.findall(r"{(\w+)", "".join(words))) for words in (chinese, english)]
    assert fields[0] == fields[1]


def test_problems_and_errors_are_made_from_the_table() -> None:
    elsewhere = []
    for path in sorted(SOURCES.rglob("*.py")):
        if path.parts[-2:-1] == ("i18n",) or path.name in ("errors.py", "model.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            texts = [n for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
            if re.fullmatch(r"Problem|\w+Error", called) and any(HAN.search(str(text.value)) for text in texts):
                elsewhere.append(f"{path.relative_to(SOURCES)}:{node.lineno}")
    assert elsewhere == []
