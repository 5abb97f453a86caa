"""Words that tags teach after an edit: as in a clean build, and only where something else is taught is all linked anew."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from tests.long import seeds
from tests.pipeline.incremental.edits import sources
from tests.pipeline.incremental.test_relink import SETTINGS, Desk, check, revisions, shown_of

from ainotes_site.pipeline.incremental.snapshot_inputs import snapshot_key
from ainotes_site.pipeline.stages.link import link_sources
from ainotes_site.pipeline.stages.scan import Scan

THINGS = {"检索": ("quillbox", "搪瓷罐"), "机器人": ("stiltwalker", "竹蜻蜓")}


def kitchen(count: int = 24) -> dict[str, str]:
    """Tagged notes of which every other is about one of two kinds of things, and a few without tags."""
    found = {}
    for number in range(count):
        tag, things = sorted(THINGS.items())[number % 2]
        tags = f"tags: [{tag}, 厨房]\n" if number % 6 else ""
        found[f"k/{number:02}.md"] = (
            f"---\ntitle: {things[number % 2]} 与盘子之 {number}\ndate: 2024-01-{number + 1:02}\n{tags}---\n"
            f"{things[0]} 和{things[1]}洗净晾干，见 [[01]]。\n"
        )
    return found


def slip(notes: dict[str, str], chance: random.Random) -> dict[str, str]:
    """A tag, a thing or a sentence altered; a note taken away or copied."""
    path = chance.choice(sorted(notes))
    text = notes[path]
    what = chance.choice(["tag", "thing", "end", "end", "drop", "copy"])
    if what == "drop":
        return {key: value for key, value in notes.items() if key != path}
    if what == "copy":
        return {**notes, f"k/new{chance.randrange(5)}.md": text.replace("title: ", "title: 又一个 ")}
    if what == "end":
        return {**notes, path: f"{text}\n又洗了一遍 {chance.randrange(9)}。\n"}
    one, other = (
        chance.sample([*THINGS], 2) if what == "tag" else chance.sample([*THINGS["检索"], *THINGS["机器人"]], 2)
    )
    return {**notes, path: text.replace(one, other)}


@pytest.mark.parametrize("seed", seeds(3, 40))
def test_random_edits_of_examples(seed: int, tmp_path: Path) -> None:
    assert revisions(Desk(tmp_path, kitchen()), slip, random.Random(seed)) > 0


def test_an_edit_that_teaches_nothing_else_is_revised_and_one_that_does_is_not(tmp_path: Path) -> None:
    notes = kitchen()
    desk = Desk(tmp_path, notes)
    library = link_sources(sources(notes)).library
    untagged = [entry.topics for entry in library.entries if not entry.tags]
    assert untagged and all(untagged)  # the tags of the others have taught it
    longer = {**notes, "k/01.md": notes["k/01.md"] + "\n又洗了一遍。\n"}
    assert check(desk, longer, shown_of(notes))
    assert check(desk, {**notes, "k/new.md": notes["k/01.md"].replace("title: ", "title: 又一个 ")}, shown_of(notes))
    astray = {path: text.replace("检索", "随笔") if path < "k/20" else text for path, text in notes.items()}
    assert desk.revised(astray) is None


def test_where_tags_are_not_to_teach_they_do_not(tmp_path: Path) -> None:
    notes = kitchen()
    off = link_sources(sources(notes), tags_teach=False)
    assert [entry.topics for entry in off.library.entries if not entry.tags] == [()] * 4
    assert not any(topic.learned for topic in off.library.taxonomy)
    found = Scan(tmp_path, sources(notes), (), (), (), (), {}, ())
    assert snapshot_key(found, SETTINGS) != snapshot_key(found, replace(SETTINGS, topics_from_tags=False))
