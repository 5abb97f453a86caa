"""The preview's web server: loopback only, pages that reload when the site has changed."""

from __future__ import annotations

import json
import os
import re
import sys
import threading
from collections.abc import Mapping, Sequence
from functools import partial
from hashlib import blake2b
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from ainotes_site.errors import BuildError
from ainotes_site.i18n import error_of, text
from ainotes_site.model import Lang

WAIT = "/__ainotes/changes"
"""Where the pages ask for news: answers when the site has changed, or after a while to ask again."""

_SCRIPT = "/__ainotes/preview.js"
"""The preview's script. It is a file, since the policy of the pages lets no other inline script run than theirs."""
_HOST = "127.0.0.1"
_OWN_HOST = re.compile(r"(?:127\.0\.0\.1|localhost)(?::\d{1,5})?", re.ASCII | re.IGNORECASE)
_BACKLOG = 1024
"""Connections that the system holds until they are taken up: browsers open many at once."""
_SLOW_SECONDS = 60
"""For which a client may say nothing; then its connection ends."""
_PATIENCE_SECONDS = 25
_CLIENT = (Path(__file__).resolve().parent / "preview.js").read_text(encoding="utf-8")


class PreviewState:
    """Which version of the site is on show, and what is wrong with it. Used by several threads."""

    def __init__(self, lang: Lang = "zh") -> None:
        self._news = threading.Condition()
        self._lang: Lang = lang
        self._version = 0
        self._problems: tuple[str, ...] = ()
        self._ahead: Mapping[str, bytes] = {}

    def advance(self, problems: Sequence[str]) -> None:
        """A build has ended."""
        with self._news:
            self._version += 1
            self._problems = tuple(problems)
            self._ahead = {}
            self._news.notify_all()

    def show(self, ahead: Mapping[str, bytes]) -> None:
        """Show these pages (by URL) instead of those of the site until the next build has ended."""
        with self._news:
            self._version += 1
            self._ahead = ahead
            self._news.notify_all()

    def page(self, url: str) -> bytes | None:
        """A page that is shown ahead of the build."""
        return self._ahead.get(url)

    def after(self, version: int) -> dict[str, object]:
        """The state as soon as it is newer than `version`, or as it is when patience runs out."""
        with self._news:
            self._news.wait_for(lambda: self._version != version, _PATIENCE_SECONDS)
            summary = text("serve.problems", self._lang, total=len(self._problems))
            words = {"summary": summary, "close": text("serve.close", self._lang)}
            return {"version": self._version, "problems": list(self._problems), "words": words}


class Preview:
    """A running server; a context manager. `url` is where the site is."""

    def __init__(self, site: Path, port: int, state: PreviewState) -> None:
        """Raises BuildError when the port is taken."""
        handler = partial(_Handler, state=state, directory=str(site))
        try:
            self._server = _Server((_HOST, port), handler)
        except OSError as error:
            raise error_of(BuildError, f"{_HOST}:{port}", "serve.port", why=error.strerror) from error
        self._allowed = self._server.server_address[1]
        self.url = f"http://{_HOST}:{self._allowed}/"

    def __enter__(self) -> Preview:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    """One thread a connection."""

    daemon_threads = True
    request_queue_size = _BACKLOG

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle of an answer is no mistake of ours; anything else is said."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(SimpleHTTPRequestHandler):
    """Files of the site, with the preview's script in every page."""

    protocol_version = "HTTP/1.1"
    timeout = _SLOW_SECONDS
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".webmanifest": "application/manifest+json"}  # noqa: RUF012

    def __init__(self, *positional: Any, state: PreviewState, **named: Any) -> None:
        self._state = state
        super().__init__(*positional, **named)

    def do_HEAD(self) -> None:
        """The same without a body."""
        self.do_GET()

    def do_GET(self) -> None:
        """Answer a request of this machine's own browser."""
        if not self._meant_for_us():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        elif self.path.startswith(WAIT):
            asked = dict(parse_qsl(urlsplit(self.path).query))
            version = asked.get("after", "")
            news = self._state.after(int(version) if version.isdecimal() else -1)
            page = self._page(asked.get("page", ""))
            self._send("application/json", json.dumps({**news, "page": _mark(page[0]) if page else ""}))
        elif self.path == _SCRIPT:
            self._send("text/javascript; charset=utf-8", _CLIENT)
        elif (page := self._page(self.path)) is not None:
            html, status = page
            script = f'<script src="{_SCRIPT}" data-page="{_mark(html)}"></script>'
            self._send("text/html; charset=utf-8", html + script, status)
        elif self.command == "HEAD":
            super().do_HEAD()
        else:
            super().do_GET()

    def end_headers(self) -> None:
        """Nothing of a preview is ever to be taken from a browser's cache, for what it is not, or told to other hosts; nor is
        it for pages of other hosts, which could have the search index, a script, hand them all notes.
        """
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def log_message(self, format: str, *values: Any) -> None:
        """Requests are of no interest to who is writing notes."""

    def _meant_for_us(self) -> bool:
        """Whether the host is a name of this machine: a foreign page that rebinds its name gets nothing."""
        return _OWN_HOST.fullmatch(self.headers.get("Host") or "") is not None

    def _page(self, url: str) -> tuple[str, HTTPStatus] | None:
        """The page at a URL of this server; None for what is no page."""
        path = Path(self.translate_path(url))
        if os.path.isdir(path):
            path = path / "index.html"
        ahead = self._state.page(path.relative_to(self.directory).as_posix())
        if ahead is not None:
            return ahead.decode("utf-8"), HTTPStatus.OK
        exists = os.path.isfile(path)  # of a name that no file can have it says no; `Path.exists` raises
        if exists and path.suffix != ".html":
            return None
        status = HTTPStatus.OK if exists else HTTPStatus.NOT_FOUND
        chosen = path if exists else Path(self.directory) / "404.html"
        try:
            return chosen.read_text(encoding="utf-8", errors="replace"), status
        except OSError:  # no site yet: an empty page that shows what is wrong
            return "<!doctype html><title>ainotes</title>", HTTPStatus.NOT_FOUND

    def _send(self, kind: str, body: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        data = body.encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


def _mark(html: str) -> str:
    """Tells one version of a page from another."""
    return blake2b(html.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
