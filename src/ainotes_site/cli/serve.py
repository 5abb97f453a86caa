"""`ainotes serve`: a preview on this machine that follows every save."""

from __future__ import annotations

import argparse
import sys
import threading
import time
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from ainotes_site.cli.build import build_once, say_problems
from ainotes_site.cli.config import Place, place
from ainotes_site.cli.preview import Preview, State
from ainotes_site.errors import AinotesError
from ainotes_site.i18n import text
from ainotes_site.model import Lang

_SETTLE_SECONDS = 0.05
"""How long the folder must be quiet before a build: editors save in several steps."""


class _Changes(FileSystemEventHandler):
    """Wakes the builder when something in the notes or the configuration changes."""

    def __init__(self, watched: Place) -> None:
        self._config = str(watched.config_file)
        self._notes = str(watched.project.notes)
        self.changed = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog in its own thread."""
        if event.event_type in ("opened", "closed_no_write"):
            return
        paths = (str(event.src_path), str(event.dest_path or ""))
        if any(path == self._config or path.startswith(self._notes) for path in paths):
            self.changed.set()


class _Watch:
    """The folders that are followed: the notes, and those that hold the notes and the configuration."""

    def __init__(self, where: Place, changes: _Changes) -> None:
        self._notes = where.project.notes
        self._changes = changes
        self._observer = Observer()
        for folder in {self._notes.parent, where.config_file.parent}:
            self._observer.schedule(changes, str(folder), recursive=False)
        self._followed: ObservedWatch | None = None
        self._observer.start()
        self.renew()

    def renew(self) -> None:
        """Follow the notes again when their folder was deleted and has come back."""
        if self._followed is not None and not self._notes.is_dir():
            self._observer.unschedule(self._followed)
            self._followed = None
        elif self._followed is None and self._notes.is_dir():
            self._followed = self._observer.schedule(self._changes, str(self._notes), recursive=True)

    def stop(self) -> None:
        """End the thread that follows."""
        self._observer.stop()
        self._observer.join()


def run_serve(options: argparse.Namespace) -> int:
    """Build, serve on loopback, and build again after every change until interrupted."""
    lang: Lang = options.lang
    where = place(options)
    state = State()
    changes = _Changes(where)
    watch = _Watch(where, changes)
    try:
        _build(options, where, state, lang)
        with Preview(where.project.site, options.port, state) as preview:
            print(text("serve.at", lang, url=preview.url), flush=True)
            while True:
                changes.changed.wait()
                _wait_until_quiet(changes)
                watch.renew()
                _build(options, where, state, lang)
    finally:
        watch.stop()


def _wait_until_quiet(changes: _Changes) -> None:
    while changes.changed.is_set():
        changes.changed.clear()
        time.sleep(_SETTLE_SECONDS)


def _build(options: argparse.Namespace, where: Place, state: State, lang: Lang) -> None:
    """Build and tell the pages; whatever is wrong is said and the last good site stays."""
    start = time.monotonic()
    try:
        report = build_once(options, where)
    except AinotesError as error:
        print(f"ainotes: {error}", file=sys.stderr, flush=True)
        state.advance([str(error)])
        return
    except OSError as error:  # a folder that vanished while it was read: the next event builds again
        print(f"ainotes: {error.filename}: {error.strerror}", file=sys.stderr, flush=True)
        state.advance([f"{Path(str(error.filename)).name}: {error.strerror}"])
        return
    say_problems(report.problems, lang)
    if not report.unchanged:
        print(text("serve.rebuilt", lang, seconds=time.monotonic() - start), flush=True)
    state.advance([str(problem) for problem in report.problems])
