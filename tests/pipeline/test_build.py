"""Whatever happened before, a build gives what a clean build gives, and an unfinished one changes nothing."""

from __future__ import annotations

import errno
import gc
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from tests.long import seeds
from tests.pipeline.base import Base
from tests.pipeline.incremental.edits import changed, many, notes_of, rearranged

from ainotes_site.errors import AinotesError, BuildError, ConfigError
from ainotes_site.link.library import Library
from ainotes_site.markup.result import Compiled
from ainotes_site.pipeline import write_site
from ainotes_site.pipeline.build import PREVIOUS_SITE
from ainotes_site.pipeline.lock import exclusive
from ainotes_site.pipeline.publish import outputs
from ainotes_site.pipeline.theme.theme_render import ThemeRender, read_tree_file
from ainotes_site.search.engine import open_index
from ainotes_site.settings import Settings


def clean_tree(base: Base) -> dict[str, bytes]:
    """What the same notes give without any cache."""
    other = Base(base.root.with_name(base.root.name + "-clean"))
    shutil.rmtree(other.root, ignore_errors=True)
    shutil.copytree(base.root, other.root, ignore=shutil.ignore_patterns("site", ".ainotes"))
    other.build()
    return other.tree()


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def test_an_unchanged_site_is_left_alone(base: Base) -> None:
    before = {path: path.stat().st_mtime_ns for path in base.site.rglob("*")}
    report = base.build()
    assert report.unchanged
    assert {path: path.stat().st_mtime_ns for path in base.site.rglob("*")} == before


def test_an_edit_reads_and_compiles_only_what_changed(base: Base) -> None:
    note = base.notes / "journal" / "attention.md"
    note.write_text(note.read_text(encoding="utf-8").replace("按相关性", "按相似度"), encoding="utf-8")
    report = base.build()
    assert (report.read, report.compiled) == (1, 1)
    assert "按相似度" in (base.site / "entries" / "attention-cheatsheet.html").read_text(encoding="utf-8")
    assert differing(base.tree(), clean_tree(base)) == []
    reasons = {reason.path: reason for reason in report.reasons}
    assert "about.html" not in reasons
    assert reasons["entries/attention-cheatsheet.html"].parts == ("self",)
    listing = [reason for path, reason in reasons.items() if path.endswith(".full.html")]
    assert listing and all(reason.parts == ("entries",) for reason in listing)


def test_a_new_term_costs_the_compiling_of_those_who_speak_of_it(base: Base) -> None:
    glossary = base.notes / "glossary" / "new.md"
    glossary.write_text("---\nformat: glossary\n---\n- **没人提过的词（Unheard）**：没有。\n", encoding="utf-8")
    assert base.build().compiled == 0
    assert differing(base.tree(), clean_tree(base)) == []
    glossary.write_text("---\nformat: glossary\n---\n- **相关性（Relevance）**：有多近。\n", encoding="utf-8")
    report = base.build()
    speaking = sum("相关性" in path.read_text(encoding="utf-8") for path in base.notes.rglob("*.md")) - 1
    assert 0 < report.compiled <= speaking
    assert differing(base.tree(), clean_tree(base)) == []


def test_a_file_somebody_altered_in_the_site_is_made_again(base: Base) -> None:
    page = base.site / "entries" / "attention-cheatsheet.html"
    whole = page.read_bytes()
    page.write_text("vandalised", encoding="utf-8")
    (base.site / "terms").rename(base.root / "elsewhere")
    report = base.build()
    assert page.read_bytes() == whole
    assert ("entries/attention-cheatsheet.html", "damaged", ()) in report.reasons
    assert differing(base.tree(), clean_tree(base)) == []


NOTE = "---\ntitle: {title}\ndate: 2025-01-0{day}\n---\n{body}\n"
SENTENCES = [
    "RAG 先检索再回答。",
    "注意力机制给每个位置一个权重。",
    "幻觉不会自己消失。",
    "参见 [[注意力小抄]]。",
    "参见 [[新笔记1]]。",
    "北大的论文讲向北大概多远。",
    "#训练 要有耐心。",
    "## 小标题\n下面是正文。",
]


def change(base: Base, chance: random.Random) -> str:
    """One random edit, as people make them."""
    sources = sorted(base.notes.rglob("*.md"))
    what = chance.choice(["add", "edit", "slip", "slip", "rename", "delete", "term", "unterm", "topics", "asset"])
    if what == "add":
        body = "\n\n".join(chance.sample(SENTENCES, 3))
        number = chance.randint(1, 4)
        (base.notes / f"new{number}.md").write_text(
            NOTE.format(title=f"新笔记{number}", day=number, body=body), encoding="utf-8"
        )
    elif what == "edit":
        path = chance.choice(sources)
        text = path.read_text(encoding="utf-8")
        path.write_text(text + "\n\n" + chance.choice(SENTENCES) + "\n", encoding="utf-8")
    elif what == "slip":
        for name, text in changed(notes_of(base.notes), chance).items():
            (base.notes / name).write_text(text, encoding="utf-8")
    elif what == "rename":
        path = chance.choice(sources)
        path.rename(path.with_name(f"moved{chance.randint(1, 99)}.md"))
    elif what == "delete":
        chance.choice(sources).unlink()
    elif what == "term":
        (base.notes / "glossary").mkdir(exist_ok=True)
        (base.notes / "glossary" / "new.md").write_text(
            f"# 新术语\n- **权重（Weight）**：{chance.randint(1, 9)} 个数。\n- **论文**：写给同行看的。\n",
            encoding="utf-8",
        )
    elif what == "unterm":
        (base.notes / "glossary" / "terms.md").unlink(missing_ok=True)
    elif what == "topics":
        (base.notes / "topics.yml").write_text(
            f"- id: patience\n  zh: 耐心\n  en: Patience\n  words: [耐心, 位置{chance.randint(1, 9)}]\n",
            encoding="utf-8",
        )
    else:
        (base.notes / "img").mkdir(exist_ok=True)
        (base.notes / "img" / "dot.svg").write_text(f"<svg><!--{chance.randint(1, 9)}--></svg>", encoding="utf-8")
    return what


@pytest.mark.parametrize("seed", seeds(2, 40))
def test_any_sequence_of_edits_gives_the_bytes_of_a_clean_build(base: Base, seed: int) -> None:
    chance = random.Random(seed)
    done: list[str] = []
    for _ in range(5):
        done += [change(base, chance) for _ in range(chance.randint(1, 2))]
        base.build()
        assert differing(base.tree(), clean_tree(base)) == [], done


def test_persons_of_a_list_and_of_notes_are_found_as_in_a_clean_build(base: Base) -> None:
    """An author who comes with an edit has a card; `people.yml` gives more names, and what is wrong with it is said."""
    (base.notes / "by.md").write_text(
        "# 一封信\n\n- 作者：张伟明\n- 日期：2024-04-01\n\n写给同行。\n", encoding="utf-8"
    )
    base.build()
    assert differing(base.tree(), clean_tree(base)) == []
    (base.notes / "people.yml").write_text("- [张伟明, Zhang Weiming]\n- [一人]\n", encoding="utf-8")
    problems = base.build().problems
    assert differing(base.tree(), clean_tree(base)) == []
    assert [(problem.path, problem.line) for problem in problems if problem.path == "people.yml"] == [("people.yml", 2)]
    index = open_index(base.site / "search")
    assert [card.name for card in index.search("zhang weiming").cards] == ["张伟明"]
    (base.notes / "by.md").write_text(
        "# 一封信\n\n- 作者：李思远\n- 日期：2024-04-01\n\n写给同行。\n", encoding="utf-8"
    )
    problems = base.build().problems
    assert differing(base.tree(), clean_tree(base)) == []
    assert [(problem.path, problem.line) for problem in problems if problem.path == "people.yml"] == [("people.yml", 2)]
    assert [card.name for card in open_index(base.site / "search").search("李思远").cards] == ["李思远"]


def lay_out(base: Base, notes: dict[str, str]) -> None:
    """Have the notes folder hold these and nothing else."""
    shutil.rmtree(base.notes)
    for name, text in notes.items():
        (base.notes / name).parent.mkdir(parents=True, exist_ok=True)
        (base.notes / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("seed", seeds(2, 30))
def test_notes_that_come_and_go_give_the_bytes_of_a_clean_build(base: Base, seed: int) -> None:
    chance = random.Random(seed)
    notes = many(chance)
    lay_out(base, notes)
    base.build()
    snapshot = base.cache / "linked.snapshot"
    revised = 0
    for _ in range(5):
        for _ in range(chance.randint(1, 2)):
            notes = rearranged(notes, chance)
        lay_out(base, notes)
        before = snapshot.stat().st_mtime_ns
        base.build()
        revised += snapshot.stat().st_mtime_ns == before
        assert differing(base.tree(), clean_tree(base)) == []
    assert revised


def test_an_edit_that_is_taken_back_while_another_is_made(base: Base) -> None:
    first, second = base.notes / "journal" / "attention.md", base.notes / "journal" / "2025.md"
    whole = first.read_text(encoding="utf-8")
    first.write_text(whole + "\n\n又一句，讲 LoRA。\n", encoding="utf-8")
    base.build()
    first.write_text(whole, encoding="utf-8")
    second.write_text(second.read_text(encoding="utf-8") + "\n\n再一句。\n", encoding="utf-8")
    base.build()
    assert differing(base.tree(), clean_tree(base)) == []


def test_place_workers_and_cache_leave_no_trace(base: Base, built: Path) -> None:
    elsewhere = Base(base.root.parent / "别处" / "deeper")
    shutil.copytree(built, elsewhere.root, ignore=shutil.ignore_patterns("site", ".ainotes"))
    os.utime(elsewhere.notes / "journal" / "2025.md", (0, 0))
    elsewhere.build(workers=3)
    assert differing(base.tree(), elsewhere.tree()) == []
    assert all(str(base.root).encode() not in content for content in base.tree().values())


def test_clock_zone_locale_and_hash_seed_leave_no_trace(base: Base) -> None:
    whole = base.tree()
    for surroundings in (
        {"SOURCE_DATE_EPOCH": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"SOURCE_DATE_EPOCH": "2000000000", "TZ": "America/Adak", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    ):
        shutil.rmtree(base.site)
        shutil.rmtree(base.cache)
        command = [sys.executable, "-m", "ainotes_site", "build", "--config-file", str(base.root / "mkdocs.yml")]
        subprocess.run(command, env={**os.environ, **surroundings}, check=True, capture_output=True)
        assert differing(base.tree(), whole) == []


@pytest.mark.parametrize("damage", ["truncate", "scribble", "delete"])
def test_a_damaged_cache_costs_time_only(base: Base, damage: str) -> None:
    expected = base.tree()
    for path in sorted(base.cache.rglob("*")):
        if path.is_file() and path.name != "lock":
            raw = path.read_bytes()
            if damage == "truncate":
                path.write_bytes(raw[: len(raw) // 2])
            elif damage == "scribble":
                path.write_bytes(bytes(byte ^ 0x55 for byte in raw[:4000]) + raw[4000:])
            else:
                path.unlink()
    base.build()
    assert differing(base.tree(), expected) == []
    with (base.notes / "journal" / "attention.md").open("a", encoding="utf-8") as note:
        note.write("\n又一句。\n")
    base.build()
    assert differing(base.tree(), clean_tree(base)) == []


@pytest.mark.parametrize("name", ["theme.json", "seal"])
def test_a_single_wrong_letter_in_what_the_host_said_is_seen(base: Base, name: str) -> None:
    expected = base.tree()
    path = base.cache / "theme" / name
    path.write_bytes(path.read_bytes().replace(b"a", b"b", 40))
    shutil.rmtree(base.site)
    base.build()
    assert differing(base.tree(), expected) == []


def test_a_damaged_file_of_the_host_is_not_published_and_is_made_again(base: Base) -> None:
    expected = base.tree()
    next((base.cache / "theme" / "tree" / "assets" / "javascripts").glob("bundle*.js")).write_bytes(b"damaged")
    shutil.rmtree(base.site)
    base.build()
    assert differing(base.tree(), expected) == []


def test_what_lies_beside_a_site_that_mkdocs_writes_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "seal").write_bytes(b"somebody else's")
    host = ThemeRender(Settings(), {}, {}, tree={"a.css": "00"})
    with pytest.raises(BuildError, match="a damaged file"):
        read_tree_file(host, tmp_path / "site", "a.css")
    assert (tmp_path / "seal").is_file()


def test_pages_are_published_without_the_indentation_of_the_theme(base: Base) -> None:
    chrome = (
        (base.site / "404.html").read_text(encoding="utf-8"),
        (base.site / "index.html").read_text(encoding="utf-8"),
    )
    heads = [re.sub(r"<script.*?</script>", "<i>", html.partition("<main")[0], flags=re.DOTALL) for html in chrome]
    assert [re.search(r"\n[ \t]*\n|\n[ \t]+<", head) is not None for head in heads] == [True, False]


@pytest.mark.parametrize(
    "name", ["compiled", "index", "linked", "readings", "fingerprints", "templates", "tokens", "site"]
)
def test_an_edit_finds_its_way_without_any_one_file_of_the_cache(base: Base, name: str) -> None:
    lost = list(base.cache.glob(f"{name}[.-]*"))
    assert lost or name == "templates"  # a process that has compiled them before does not keep them
    for path in lost:
        path.unlink()
    with (base.notes / "journal" / "attention.md").open("a", encoding="utf-8") as note:
        note.write("\n又一句，讲 LoRA。\n")
    base.build(workers=2)
    assert differing(base.tree(), clean_tree(base)) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_a_whole_build_leaves_the_beginning_of_the_next_one(base: Base, workers: int) -> None:
    shutil.rmtree(base.cache)
    base.build(workers=workers)
    spare = base.cache / PREVIOUS_SITE / "site"
    links = {path: path.relative_to(spare) for path in spare.rglob("*.html")}
    assert 2 * len(links) > len(list(base.site.rglob("*.html")))
    assert all(path.samefile(base.site / page) for path, page in links.items())


def test_edits_in_a_row_begin_each_with_the_site_before_the_last(base: Base) -> None:
    note, picture = base.notes / "journal" / "attention.md", base.notes / "pictures.png"
    drawing, page = base.notes / "img" / "attention.svg", base.site / "entries" / "attention-cheatsheet.html"
    assert 'width="300" height="100"' in page.read_text(encoding="utf-8")
    for number in range(4):
        if number == 3:  # of a page that is not edited
            drawing.write_text(
                drawing.read_text(encoding="utf-8").replace("0 0 240 80", "0 0 240 90"), encoding="utf-8"
            )
        else:
            note.write_text(f"{note.read_text(encoding='utf-8')}\n第 {number} 句，讲 LoRA。\n", encoding="utf-8")
        if number == 1:
            picture.write_bytes(b"picture")
        elif number == 2:
            picture.unlink()
            picture.mkdir()
            (picture / "a.png").write_bytes(b"in a folder of that name")
        base.build(workers=2)
        assert (base.cache / PREVIOUS_SITE / "site" / "index.html").is_file()
        assert differing(base.tree(), clean_tree(base)) == []
    assert 'width="300" height="112"' in page.read_text(encoding="utf-8")


def test_a_commit_costs_what_it_touches(base: Base) -> None:
    note = base.notes / "undated.md"
    note.write_text("# 没有日期的一篇\n\n一句话。\n", encoding="utf-8")
    (base.root / ".gitignore").write_text("/site/\n/.ainotes/\n")
    git = partial(_git, base.root)
    git("2024-03-01", "init", "-q")
    git("2024-03-01", "add", "-A")
    git("2024-03-01", "commit", "-qm", "x")
    (base.notes / "later.md").write_text("# 还没有提交的一篇\n\n一句话。\n", encoding="utf-8")
    base.build()
    git("2024-03-21", "add", "-A")
    git("2024-03-21", "commit", "-qm", "x")
    assert "catalogue" not in base.build().seconds
    assert "2024-03-21" in (base.site / "entries" / "later.html").read_text(encoding="utf-8")
    page = base.site / "entries" / "undated.html"
    assert "2024-03-01" in page.read_text(encoding="utf-8")
    for day in ("2024-04-11", "2024-05-12"):
        note.write_text(f"{note.read_text(encoding='utf-8')}\n又一句。\n", encoding="utf-8")
        git(day, "commit", "-qam", "x")
        report = base.build()
        assert "catalogue" not in report.seconds and report.read == 2
        assert f"{int(day[5:7])} 月 {int(day[8:])} 日" in page.read_text(encoding="utf-8")
        assert differing(base.tree(), clean_tree(base)) == []
    git("2024-06-13", "checkout", "-q", "--orphan", "anew")
    git("2024-06-13", "commit", "-qam", "y")
    assert "catalogue" in base.build().seconds
    assert "2024-06-13" in page.read_text(encoding="utf-8")


def test_the_first_note_without_a_date_is_dated_by_its_commits(base: Base) -> None:
    shutil.rmtree(base.notes)
    base.notes.mkdir()
    for number in range(4):
        (base.notes / f"{number}.md").write_text(
            f"---\ndate: 2024-01-0{number + 1}\n---\n第 {number} 篇。\n", encoding="utf-8"
        )
    git = partial(_git, base.root)
    git("2024-03-01", "init", "-q")
    base.build()
    note = base.notes / "undated.md"
    for day, shown in (("2024-04-11", "2024-04-11"), ("2024-05-12", "5 月 12 日")):
        with note.open("a", encoding="utf-8") as file:
            file.write("又一句。\n\n")
        git(day, "add", "notes")
        git(day, "commit", "-qm", "x")
        assert "catalogue" not in base.build().seconds
        assert shown in (base.site / "entries" / "undated.html").read_text(encoding="utf-8")
        assert differing(base.tree(), clean_tree(base)) == []


def _git(root: Path, day: str, *words: str) -> None:
    who = {"GIT_AUTHOR_NAME": "n", "GIT_AUTHOR_EMAIL": "e", "GIT_COMMITTER_NAME": "n", "GIT_COMMITTER_EMAIL": "e"}
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+0000", "GIT_COMMITTER_DATE": f"{day}T12:00:00+0000"}
    subprocess.run(["git", *words], cwd=root, env={**os.environ, **who, **when}, check=True, capture_output=True)


def test_a_build_leaves_nothing_that_only_the_collector_would_free(base: Base) -> None:
    gc.collect()
    gc.disable()  # as `serve` does while it builds
    try:
        held: list[int] = []
        for sentence in ("又一句。", "又一句，讲 LoRA。", "再一句。"):
            with (base.notes / "journal" / "attention.md").open("a", encoding="utf-8") as note:
                note.write(f"\n{sentence}\n")
            base.build(workers=2)
            held.append(sum(isinstance(value, (Library, Compiled)) for value in gc.get_objects()))
        assert held[0] == held[1] == held[2]
    finally:
        gc.enable()


def test_strict_publishes_nothing_while_there_are_problems(base: Base) -> None:
    before = base.tree()
    (base.notes / "bad.md").write_text("---\ntitle: x\n---\n见 [[没有这条]]。\n", encoding="utf-8")
    report = base.build(strict=True)
    assert any("没有这条" in problem.message for problem in report.problems)
    assert base.tree() == before
    assert not base.build().unchanged
    assert (base.site / "entries" / "bad.html").exists()


def test_a_full_disk_leaves_the_old_site(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    before = base.tree()
    (base.notes / "more.md").write_text("# 新\n\n正文\n", encoding="utf-8")

    def full(*_: object) -> object:
        raise OSError(errno.ENOSPC, "No space left on device", "somewhere")

    with monkeypatch.context() as patch:
        patch.setattr(outputs, "write_file", full)
        with pytest.raises(OSError, match="No space"):
            base.build()
    assert base.tree() == before
    base.build()
    assert differing(base.tree(), clean_tree(base)) == []


def test_a_mistake_in_the_middle_leaves_the_old_site(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    before = base.tree()
    (base.notes / "more.md").write_text("# 新\n\n正文\n", encoding="utf-8")

    def broken(*_: object) -> object:
        raise RuntimeError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr(write_site, "_offline", broken)
        with pytest.raises(RuntimeError):
            base.build()
    assert base.tree() == before
    assert sorted(path.name for path in base.root.iterdir()) == [".ainotes", "mkdocs.yml", "notes", "site"]


def test_killed_at_any_moment_the_old_or_the_new_site_is_whole(base: Base) -> None:
    chance = random.Random(7)
    command = [sys.executable, "-m", "ainotes_site", "build", "--config-file", str(base.root / "mkdocs.yml")]
    old = base.tree()
    for number in range(12):
        (base.notes / "kill.md").write_text(f"# 第一条\n\n改 {number}\n\n# 第二条\n\n正文\n", encoding="utf-8")
        new = clean_tree(base)
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.05, 1.6))
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert base.tree() in (old, new)
        base.build()
        assert differing(base.tree(), new) == []
        old = new


def test_two_builds_at_once_wait_for_each_other(tmp_path: Path) -> None:
    said: list[str] = []
    with exclusive(tmp_path / "lock", lambda: said.append("first")):
        code = (
            "import sys; from pathlib import Path; from ainotes_site.pipeline.lock import exclusive\n"
            "with exclusive(Path(sys.argv[1]), lambda: print('waiting', flush=True)): print('in')"
        )
        other = subprocess.Popen([sys.executable, "-c", code, tmp_path / "lock"], stdout=subprocess.PIPE, text=True)
        assert other.stdout is not None
        assert other.stdout.readline() == "waiting\n"
    assert other.communicate(timeout=20)[0] == "in\n"
    assert said == []


def test_site_and_notes_may_not_lie_in_each_other(base: Base, tmp_path: Path) -> None:
    from ainotes_site.pipeline.project import Project

    for site in (base.notes, base.notes / "site", base.root):
        with pytest.raises(ConfigError, match="site and notes"):
            Project(base.notes, site, tmp_path)


def test_a_missing_notes_folder_is_said_and_the_site_stays(new_base: Callable[[], Base]) -> None:
    base = new_base()
    before = base.tree()
    shutil.rmtree(base.notes)
    with pytest.raises(BuildError, match="notes folder does not exist"):
        base.build()
    assert base.tree() == before


def test_files_that_cannot_be_read_are_problems_and_the_rest_is_built(base: Base) -> None:
    (base.notes / "gone.md").symlink_to(base.notes / "nowhere.md")
    (base.notes / "round.png").symlink_to(base.notes / "round.png")
    os.mkfifo(base.notes / "pipe.md")
    odd = os.path.join(os.fsencode(base.notes), b"\xff.png")
    with suppress(OSError), open(odd, "wb"):  # there are file systems of which all names are UTF-8
        pass
    report = base.build()
    said = [problem.path for problem in report.problems]
    assert {"gone.md", "round.png"} <= set(said)
    assert os.path.exists(odd) == ("\ufffd.png" in said)
    assert not report.unchanged


def test_a_broken_configuration_is_one_line(base: Base) -> None:
    (base.root / "mkdocs.yml").write_text("site_name: x\nplugins: [no-such-plugin]\n", encoding="utf-8")
    with pytest.raises(AinotesError) as error:
        base.build()
    assert "\n" not in str(error.value)


def test_plain_mkdocs_gives_the_same_site(base: Base) -> None:
    expected = base.tree()
    shutil.rmtree(base.site)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(base.root / "mkdocs.yml")]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    assert differing(base.tree(), expected) == []


def test_an_unchanged_site_needs_nothing_that_is_slow_to_import(base: Base) -> None:
    code = (
        "import sys; from ainotes_site.cli import main; main(['build', '--config-file', sys.argv[1]]);"
        "heavy = ('mkdocs', 'jinja2', 'markdown_it', 'numpy', 'jieba', 'rjieba', 'nh3', 'pypinyin', 'rich');"
        "print([name for name in heavy if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(base.root / "mkdocs.yml")]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "没有变化" in said.stdout
    assert said.stdout.splitlines()[-1] == "[]"
