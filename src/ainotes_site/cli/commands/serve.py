"""`ainotes serve`: a preview on this machine that follows every save."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from ainotes_site.bounded_read import MOST_NOTE_BYTES, read_bounded
from ainotes_site.cli.commands.build import build_once, no_collection, say_problems
from ainotes_site.cli.config import KnowledgeBase, place
from ainotes_site.cli.preview import Preview, PreviewState
from ainotes_site.errors import AinotesError
from ainotes_site.i18n import text
from ainotes_site.model import Lang
from ainotes_site.os_errors import refused
from ainotes_site.pipeline.stages.scan import SUFFIXES

if TYPE_CHECKING:
    from ainotes_site.pipeline.preview.next_pages import BuiltSite

_SETTLE_SECONDS = 0.05
"""How long the folder must be quiet before a build: editors save in several steps."""

_LISTEN_SECONDS = 1.0
"""After which it is asked whether there has been an interrupt."""


class _Changes(FileSystemEventHandler):
    """Wakes the builder when something in the notes or the configuration changes."""

    def __init__(self, watched: KnowledgeBase) -> None:
        self._config = str(watched.config_file)
        self._notes = str(watched.project.notes)
        self.changed = threading.Event()
        self.uprooted = threading.Event()
        """Set when the notes folder itself was deleted, moved or made: who follows it may follow one that is gone."""
        self._saved: set[str] = set()

    def saved(self) -> list[str]:
        """The notes that were written to since this was last asked, as paths in the notes folder."""
        written, self._saved = self._saved, set()
        return sorted(os.path.relpath(path, self._notes).replace(os.sep, "/") for path in written)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog in its own thread."""
        if event.event_type in ("opened", "closed_no_write"):
            return
        paths = (str(event.src_path), str(event.dest_path or ""))
        if self._notes in paths and event.event_type != "modified":
            self.uprooted.set()
        within = self._notes + os.sep  # a site beside them may have a name that begins alike
        if any(path in (self._config, self._notes) or path.startswith(within) for path in paths):
            inside = (path for path in paths if path.startswith(within) and path.endswith(SUFFIXES))
            self._saved |= set(inside)
            self.changed.set()


class _Watch:
    """The folders that are followed: the notes, and those that hold the notes and the configuration."""

    def __init__(self, where: KnowledgeBase, changes: _Changes) -> None:
        self._notes = where.project.notes
        self._changes = changes
        self._observer = Observer()
        for folder in {self._notes.parent, where.config_file.parent}:
            self._observer.schedule(changes, str(folder), recursive=False)
        self._followed: ObservedWatch | None = None
        self._observer.start()
        self.renew()

    def renew(self) -> None:
        """Follow the notes again when their folder was deleted and has come back, also where that was too quick to see."""
        uprooted = self._changes.uprooted.is_set()
        self._changes.uprooted.clear()
        if self._followed is not None and (uprooted or not self._notes.is_dir()):
            self._observer.unschedule(self._followed)
            self._followed = None
        if self._followed is None and self._notes.is_dir():
            with suppress(OSError):  # gone again: its return is an event
                self._followed = self._observer.schedule(self._changes, str(self._notes), recursive=True)

    def stop(self) -> None:
        """End the thread that follows."""
        self._observer.stop()
        self._observer.join()


class Interrupt:
    """An interrupt that is not lost: in a callback whose exceptions nobody sees, as those around a fork, it would be."""

    def __init__(self) -> None:
        self._asked = False
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._hear)

    def _hear(self, *_: object) -> None:
        self._asked = True
        raise KeyboardInterrupt

    def check(self) -> None:
        """Raises KeyboardInterrupt where there has been one."""
        if self._asked:
            raise KeyboardInterrupt


def run_serve(options: argparse.Namespace) -> int:
    """Build, serve on loopback, and build again after every change until interrupted."""
    interrupt = Interrupt()
    where = place(options)
    changes = _Changes(where)
    watch = _Watch(where, changes)
    builder = _Builder(options, where)
    try:
        builder.build()
        with Preview(where.project.site, options.port, builder.state) as preview:
            print(text("serve.at", builder.lang, url=preview.url), flush=True)
            builder.recall()
            while True:
                while not changes.changed.wait(_LISTEN_SECONDS):
                    interrupt.check()
                interrupt.check()
                _wait_until_quiet(changes)
                watch.renew()
                builder.show(changes.saved())
                builder.build()
    finally:
        watch.stop()


def _wait_until_quiet(changes: _Changes) -> None:
    while changes.changed.is_set():
        changes.changed.clear()
        time.sleep(_SETTLE_SECONDS)


class _Builder:
    """Builds, and keeps in memory what the last build left."""

    def __init__(self, options: argparse.Namespace, where: KnowledgeBase) -> None:
        self.state = PreviewState(options.lang)
        self.lang: Lang = options.lang
        self._options = options
        self._where = where
        self._standing: BuiltSite | None = None

    def recall(self) -> None:
        """Where the build found nothing changed, and so has nothing in memory, get that for the first save."""
        if self._standing is not None:
            return
        from ainotes_site.pipeline.preview.published_pages import built_site

        with no_collection(), suppress(AinotesError, OSError):  # the next build says what is wrong
            self._standing = built_site(self._where.project)

    def show(self, saved: Sequence[str]) -> None:
        """Show the pages of what was saved at once; the build takes its time with the rest of the site."""
        if self._standing is None or len(saved) != 1:
            return
        try:
            data = read_bounded(self._where.project.notes / saved[0], MOST_NOTE_BYTES)
        except OSError:  # deleted, or not to be read: the build says so
            return
        from ainotes_site.pipeline.preview.next_pages import next_pages

        ahead = next_pages(self._standing, saved[0], data)
        if ahead:
            self.state.show(ahead)

    def build(self) -> None:
        """Build and tell the pages; whatever is wrong is said and the last good site stays."""
        start = time.monotonic()
        try:
            with no_collection():
                report = build_once(self._options, self._where, self._on_built)
        except AinotesError as error:
            self._say(error)
            return
        except OSError as error:  # a folder that vanished while it was read: the next event builds again
            self._say(refused(error))
            return
        say_problems(report.problems, self.lang)
        if not report.unchanged:
            print(text("serve.rebuilt", self.lang, seconds=time.monotonic() - start), flush=True)
        self.state.advance([problem.in_one_line(self.lang) for problem in report.problems])

    def _on_built(self, built: BuiltSite) -> None:
        self._standing = built

    def _say(self, error: AinotesError) -> None:
        said = error.in_one_line(self.lang)
        print(f"ainotes: {said}", file=sys.stderr, flush=True)
        self.state.advance([said])
