"""`ainotes check --stale` and `--links`: what is due for review, and links that lead nowhere any more."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ainotes_site.cli import main
from ainotes_site.doctor.outward_links import ask_all
from ainotes_site.doctor.stale import stale
from ainotes_site.pipeline.cache.record_store import MemoryStore, RecordStore
from ainotes_site.pipeline.remote_images.ssrf import is_public
from ainotes_site.pipeline.stages.scan import SourceFile, digest

TODAY = "2026-06-15"


def due(front: str) -> list[str]:
    data = f"---\ntitle: 题\n{front}\n---\n正文。\n".encode()
    found = list(stale([SourceFile("a.md", data, digest(data))], TODAY))
    assert all(problem.line == 2 + len(front.split("\n")) for problem in found)
    return [problem.message for problem in found]


@pytest.mark.parametrize(
    "front",
    [
        "review: 2026-06-15",
        "review: 2026-06",
        "verified: 2025-06-01",
        "verified: 2026-01-01\nreview: 90",
        "verified: 2026-01-01\nreview: 3 months",
        "date: 2025-12-01\nreview: 半年",
        "updated: 2026-05-01\nreview: 4 weeks",
        "date: 2024-01-01\nreview: 1y",
    ],
)
def test_a_note_that_is_due_is_named_on_its_line(front: str) -> None:
    (message,) = due(front)
    assert "复查" in message


@pytest.mark.parametrize(
    "front",
    [
        "review: 2026-06-16",
        "verified: 2026-06-01",
        "verified: 2026-06-01\nreview: 30 天",
        "review: 90",
        "date: 2001-01-01",
    ],
)
def test_a_note_that_is_not_due_is_not_named(front: str) -> None:
    assert due(front) == []


def test_what_is_neither_day_nor_time_is_said() -> None:
    (message,) = due("review: 有空的时候")
    assert "有空的时候" in message
    (message,) = due("verified: 昨天吧")
    assert "verified" in message


def test_the_command_lists_only_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text(
        "---\ntitle: 大模型\nverified: 2020-01-01\n---\n见 [[没有]]。\n", encoding="utf-8"
    )
    assert main(["check", "--stale", "--json"]) == 0
    (problem,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (problem["path"], problem["line"]) == ("a.md", 3)
    (tmp_path / "notes" / "a.md").write_text("---\ntitle: 大模型\n---\n见 [[没有]]。\n", encoding="utf-8")
    assert main(["check", "--stale", "--strict"]) == 0


class Web:
    """A web server of this machine that answers as told and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answers: dict[str, tuple[int, str]] = {}

    def of(self, path: str, status: int, location: str = "") -> str:
        self.answers[path] = (status, location)
        return f"http://127.0.0.1:{self.port}{path}"

    port = 0


@pytest.fixture
def web() -> Iterator[Web]:
    told = Web()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            told.asked.append(f"{self.command} {self.path}")
            status, location = told.answers[self.path]
            if self.command == "HEAD" and self.path == "/no-head":
                status = 405
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            self._answer()

        def do_HEAD(self) -> None:
            self._answer()

        def log_message(self, format: str, *values: Any) -> None:
            """A test's output is for what fails."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        told.port = running.server_address[1]
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield told
        running.shutdown()


def verdicts(urls: list[str], store: RecordStore | None = None, today: str = TODAY) -> dict[str, str]:
    answers = ask_all(urls, store or MemoryStore(), today, lambda address: True, pause=0)
    return {url: answer.verdict for url, answer in answers.items()}


def test_what_servers_answer_is_told_apart(web: Web) -> None:
    good, gone, bad_head = web.of("/a", 200), web.of("/gone", 404), web.of("/no-head", 200)
    refused, busy = web.of("/refused", 403), web.of("/busy", 429)
    moved, then = web.of("/old", 301, "/new"), web.of("/temporary", 302, "/a")
    web.of("/new", 200)
    circle = web.of("/circle", 302, "/circle")
    urls = [good, gone, bad_head, refused, busy, moved, then, circle, "mailto:a@example.org"]
    assert verdicts([*urls, f"{good}#part"]) == {
        good: "works",
        gone: "gone",
        bad_head: "works",
        refused: "unsure",
        busy: "unsure",
        moved: "moved",
        then: "works",
        circle: "unsure",
    }
    assert [one for one in web.asked if "no-head" in one] == ["HEAD /no-head", "GET /no-head"]
    assert [one for one in web.asked if one.endswith("/busy")] == ["HEAD /busy"]


def test_an_answer_counts_for_its_time_and_then_is_asked_for_again(web: Web, tmp_path: Path) -> None:
    good, gone = web.of("/a", 200), web.of("/gone", 410)
    store = tmp_path / "links.store"
    first = verdicts([good, gone], RecordStore(store))
    count = len(web.asked)
    assert verdicts([good, gone], RecordStore(store), "2026-06-20") == first
    assert len(web.asked) == count
    verdicts([good, gone], RecordStore(store), "2026-06-25")
    assert web.asked[count:] == ["HEAD /gone"]


def test_machines_of_the_own_network_are_not_asked(web: Web) -> None:
    url = web.of("/a", 200)
    assert ask_all([url], MemoryStore(), TODAY, is_public)[url].verdict == "unsure"
    assert web.asked == []


def test_where_no_network_answers_nothing_is_called_broken(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    urls = [f"http://127.0.0.{host}:{port}/" for host in (2, 3, 4)]
    store = RecordStore(tmp_path / "links.store")
    assert set(verdicts(urls, store).values()) == {"unsure"}
    assert not list(RecordStore(tmp_path / "links.store").keys())
    assert set(verdicts(urls[:1]).values()) == {"dead host"}


def test_the_command_names_the_line_and_an_archive(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("ainotes_site.cli.commands.inspect_commands.is_public", lambda address: True)
    monkeypatch.setattr("ainotes_site.doctor.outward_links.PAUSE", 0)
    gone, moved = web.of("/gone", 404), web.of("/old", 308, "/new")
    web.of("/new", 200)
    (tmp_path / "notes").mkdir()
    note = f"# 大模型\n\n第一行。\n见 [这里]({gone}) 和 [那里]({moved})。\n"
    (tmp_path / "notes" / "a.md").write_text(note, encoding="utf-8")
    assert main(["check", "--links", "--strict", "--json"]) == 1
    problems = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(one["path"], one["line"]) for one in problems} == {("a.md", 4)}
    assert any(f"https://web.archive.org/web/*/{gone}" in one["hint"] for one in problems)
    assert any("/new" in one["hint"] for one in problems)


def test_without_being_told_to_nothing_is_asked(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text(f"# 大模型\n\n见 {web.of('/a', 404)} 。\n", encoding="utf-8")
    assert main(["check"]) == 0
    assert web.asked == []
