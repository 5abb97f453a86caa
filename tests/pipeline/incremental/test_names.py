"""Names are looked up anew only where they may lead elsewhere, and then as if all had been made anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ainotes_site.link.library import Library
from ainotes_site.link.merge import merge
from ainotes_site.link.names.resolver import NameResolver
from ainotes_site.link.relations import settle
from ainotes_site.link.taxonomy import load_taxonomy
from ainotes_site.pipeline.incremental.names import ChangedNames, changed_name_keys
from ainotes_site.readers import read

ONE = "---\ntitle: 注意力小抄\ndate: 2024-01-01\n---\n一句。\n"
OTHER = "---\ntitle: 位置编码\ndate: 2024-01-02\n---\n两句。\n"
TWO_DAYS = "## 2024-05-09 甲\n\n一句。\n\n## 2024-05-10 乙\n\n两句。\n"


def linked(notes: dict[str, str]) -> tuple[Library, NameResolver]:
    readings = [read(path, text.encode()) for path, text in notes.items()]
    joined = merge(readings, load_taxonomy(None)[0])
    return settle(joined, {}), joined.links.resolve


def refused() -> NameResolver:
    raise AssertionError("not to be asked")


@pytest.mark.parametrize(
    ("before", "after", "elsewhere", "as_before"),
    [
        ({"a.md": ONE}, {"a.md": ONE.replace("小抄", "笔记")}, ["注意力小抄", "注意力笔记", "a"], ["位置编码", "b"]),
        ({"a.md": ONE}, {"a.md": ONE + "又一句。\n"}, [], ["注意力小抄", "a"]),
        ({"a.md": ONE}, {}, ["注意力小抄", "a", "a.md", "a#注意力小抄"], ["位置编码", "b"]),
        ({}, {"x/a.md": ONE}, ["注意力小抄", "a", "x/a"], ["位置编码", "b"]),
        ({"d.md": TWO_DAYS}, {"d.md": TWO_DAYS.replace("甲", "丙")}, ["甲", "丙", "d#甲"], ["乙", "d#乙", "d"]),
        ({"d.md": TWO_DAYS}, {"d.md": TWO_DAYS.partition("## 2024-05-10")[0]}, ["乙", "d", "d#甲"], ["b"]),
    ],
    ids=["renamed", "edited", "gone", "new", "a heading of several", "one of two"],
)
def test_names_that_may_lead_elsewhere(
    before: dict[str, str], after: dict[str, str], elsewhere: list[str], as_before: list[str]
) -> None:
    old, names = linked({**before, "b.md": OTHER})
    _, anew = linked({**after, "b.md": OTHER})
    readings = [read(path, text.encode()) for path, text in after.items()]
    keys = changed_name_keys(old, readings, before.keys() - after.keys())
    make: Callable[[], NameResolver] = lambda: anew  # noqa: E731
    for name in (*elsewhere, *as_before):
        assert ChangedNames(names, keys, make)(name) == anew(name)
    for name in as_before:
        ChangedNames(names, keys, refused)(name)
    for name in elsewhere:
        with pytest.raises(AssertionError):
            ChangedNames(names, keys, refused)(name)


def test_equal_names_change_places_with_their_lines() -> None:
    text = "## 甲\n日期：2024-05-09\n\n一句。\n\n## 甲\n日期：2024-05-10\n\n两句。\n"
    first, second = text.split("\n\n## ")
    old, names = linked({"d.md": text, "b.md": "参见 [[甲]]。\n"})
    turned = f"## {second.strip()}\n\n{first}\n"
    keys = changed_name_keys(old, [read("d.md", turned.encode())], ())
    _, anew = linked({"d.md": turned, "b.md": "参见 [[甲]]。\n"})
    now = ChangedNames(names, keys, lambda: anew)
    assert now("甲") == anew("甲")
    assert now.rivals_of("甲") == anew.rivals_of("甲") != ()
