"""A web server for images, well and badly behaved ones, on this machine."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Route = Callable[[BaseHTTPRequestHandler], None]


class ImageServer:
    """Answers as told, and remembers what it was asked."""

    def __init__(self, port: int, scheme: str) -> None:
        self.port = port
        self.scheme = scheme
        self.routes: dict[str, Route] = {}
        self.asked: list[str] = []

    def url(self, path: str) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}{path}"

    def give(self, path: str, route: Route | bytes) -> str:
        """Answer `path` with bytes, or as `route` does; its URL."""
        self.routes[path] = body(route) if isinstance(route, bytes) else route
        return self.url(path)


@contextmanager
def image_server(certificate: Path | None = None) -> Iterator[ImageServer]:
    """A server while the context lasts; with a certificate (and its key in the same file) it speaks TLS."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            try:
                server.routes.get(self.path, status(404))(self)
            except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
                self.close_connection = True  # a client that has had enough

        def log_message(self, format: str, *values: Any) -> None:
            """A test's output is for what fails."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        server = ImageServer(running.server_address[1], "https" if certificate else "http")
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            running.socket = context.wrap_socket(running.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        running.shutdown()


def body(data: bytes, promised: int | None = None, kind: str = "image/png") -> Route:
    """An answer with a body, and perhaps a false promise of its length."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(data) if promised is None else promised))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def endless(data: bytes, pause: float = 0.0) -> Route:
    """A body of unknown length that never ends."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(data)
            time.sleep(pause)

    return answer


def endless_head(handler: BaseHTTPRequestHandler) -> None:
    """A header that comes a byte at a time and never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.05)


def mute(handler: BaseHTTPRequestHandler) -> None:
    """Nothing, until the client leaves."""
    handler.rfile.read()


def status(code: int) -> Route:
    """An answer without an image."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.end_headers()

    return answer


def redirect(to: str) -> Route:
    """A redirect."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", to)
        handler.end_headers()

    return answer
