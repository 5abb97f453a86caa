"""The preview: on this machine only, and never behind what was saved."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from ainotes_site.cli.arguments import arguments
from ainotes_site.cli.commands.serve import Interrupt, _Builder, _Changes, _wait_until_quiet, _Watch
from ainotes_site.cli.config import place

SITE = Path(__file__).resolve().parents[1] / "site"
PATIENCE = 60
PAGE = "entries/attention-cheatsheet.html"


def _hear_interrupts() -> None:
    """What a shell runs in the background ignores them, and so would what that starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Serving:
    """A running `ainotes serve`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        command = [sys.executable, "-m", "ainotes_site", "serve", "--port", "0"]
        command += ["--config-file", str(root / "mkdocs.yml")]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, preexec_fn=_hear_interrupts
        )
        assert self.process.stdout is not None
        self.url = next(line for line in self.process.stdout if "http://" in line).split("：")[1].split("（")[0].strip()

    def get(self, path: str, host: str | None = None) -> tuple[int, str]:
        request = urllib.request.Request(self.url + path, headers={"Host": host} if host else {})
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode("utf-8")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8")

    def news(self, after: object = "") -> dict[str, object]:
        return dict(json.loads(self.get(f"__ainotes/changes?after={after}")[1]))

    def until(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end, "nothing happened"
            time.sleep(0.1)


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    root = tmp_path / "base"
    shutil.copytree(SITE, root, ignore=shutil.ignore_patterns(".*", "site"))
    running = Serving(root)
    yield running
    running.process.send_signal(signal.SIGINT)
    running.process.communicate(timeout=PATIENCE)
    assert running.process.returncode == 130


def test_a_saved_edit_shows_and_the_page_is_told(serving: Serving) -> None:
    page = "entries/attention-cheatsheet.html"
    assert "__ainotes/preview.js" in serving.get(page)[1]
    version = serving.news()["version"]
    note = serving.root / "notes" / "journal" / "attention.md"
    note.write_text(note.read_text(encoding="utf-8") + "\n刚刚写下的一句。\n", encoding="utf-8")
    serving.until(lambda: "刚刚写下的一句" in serving.get(page)[1])
    assert serving.news(version)["version"] != version


def test_the_first_save_on_an_unchanged_site_is_shown_ahead(tmp_path: Path) -> None:
    root = tmp_path / "base"
    shutil.copytree(SITE, root, ignore=shutil.ignore_patterns(".*", "site"))
    options = arguments(["serve", "--config-file", str(root / "mkdocs.yml")])
    _Builder(options, place(options)).build()
    builder = _Builder(options, place(options))
    builder.build()
    note = root / "notes" / "journal" / "attention.md"
    note.write_text(note.read_text(encoding="utf-8") + "\n刚刚写下的一句。\n", encoding="utf-8")
    builder.show(["journal/attention.md"])
    assert builder.state.page(PAGE) is None
    builder.recall()
    builder.show(["journal/attention.md"])
    assert "刚刚写下的一句" in (builder.state.page(PAGE) or b"").decode("utf-8")


def test_an_interrupt_that_somebody_swallowed_is_not_lost() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        interrupt = Interrupt()
        interrupt.check()
        with suppress(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(PATIENCE)
        with pytest.raises(KeyboardInterrupt):
            interrupt.check()
    finally:
        signal.signal(signal.SIGINT, before)


def test_only_the_page_that_changed_is_told_to_load_again(serving: Serving) -> None:
    edited, other = "/entries/attention-cheatsheet.html", "/sources.html"
    news = {page: serving.news(f"&page={page}")["page"] for page in (edited, other)}
    assert all(f'data-page="{mark}"' in serving.get(page[1:])[1] for page, mark in news.items())
    note = serving.root / "notes" / "journal" / "attention.md"
    note.write_text(note.read_text(encoding="utf-8").replace("按相关性", "按相似度"), encoding="utf-8")
    serving.until(lambda: serving.news(f"&page={edited}")["page"] != news[edited])
    serving.until(lambda: "按相似度" in (serving.root / "site" / edited[1:]).read_text(encoding="utf-8"))
    assert serving.news(f"&page={other}")["page"] == news[other]


def test_problems_show_in_the_page_and_go_again(serving: Serving) -> None:
    broken = serving.root / "notes" / "broken.md"
    broken.write_text("---\ntitle: [x\n---\n正文\n", encoding="utf-8")
    serving.until(lambda: any("broken.md" in str(one) for one in serving.news()["problems"]))  # type: ignore[attr-defined]
    broken.unlink()
    serving.until(lambda: not serving.news()["problems"])


def test_a_deleted_notes_folder_is_survived(serving: Serving) -> None:
    notes, aside = serving.root / "notes", serving.root / "aside"
    notes.rename(aside)
    serving.until(lambda: bool(serving.news()["problems"]))
    assert serving.get("index.html")[0] == 200
    aside.rename(notes)
    serving.until(lambda: not serving.news()["problems"])
    (notes / "again.md").write_text("# 又来\n\n话\n", encoding="utf-8")
    serving.until(lambda: any(path.name.startswith("again") for path in (serving.root / "site" / "entries").iterdir()))


def test_notes_that_were_replaced_at_once_are_followed(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    changes = _Changes(place(arguments(["serve", "--notes", str(notes)])))
    watch = _Watch(place(arguments(["serve", "--notes", str(notes)])), changes)
    try:
        notes.rmdir()
        notes.mkdir()
        assert changes.changed.wait(PATIENCE)
        _wait_until_quiet(changes)
        watch.renew()
        (notes / "a.md").write_text("a", encoding="utf-8")
        assert changes.changed.wait(PATIENCE)
        _wait_until_quiet(changes)
        assert changes.saved() == ["a.md"]
    finally:
        watch.stop()


def test_only_this_machine_is_served(serving: Serving) -> None:
    assert serving.url.startswith("http://127.0.0.1:")
    assert serving.get("index.html", host="evil.example")[0] == 421
    sockets = Path(f"/proc/{serving.process.pid}/net/tcp")
    if sockets.exists():
        port = f"{int(serving.url.rstrip('/').rpartition(':')[2]):04X}"
        listening = [line.split()[1] for line in sockets.read_text().splitlines()[1:] if line.split()[3] == "0A"]
        assert [place for place in listening if place.endswith(f":{port}")] == [f"0100007F:{port}"]


def test_a_missing_page_is_a_404_with_a_way_on(serving: Serving) -> None:
    status, html = serving.get("no/such/page.html")
    assert status == 404
    assert "<title>" in html
    assert serving.get("../mkdocs.yml")[0] == 404 or os.sep not in serving.get("../mkdocs.yml")[1]
