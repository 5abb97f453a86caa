"""The preview's server answers this machine's browser alone, whatever it is asked for and however slowly."""

from __future__ import annotations

import http.client
import socket
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ainotes_site.cli.preview import WAIT, Preview, PreviewState

PATIENCE = 30


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    (tmp_path / "index.html").write_text("<p>page</p>", encoding="utf-8")
    (tmp_path / "404.html").write_text("<p>nothing here</p>", encoding="utf-8")
    (tmp_path / "a.png").write_bytes(b"picture" * 100_000)
    (tmp_path / "gbk.html").write_bytes("词".encode("gbk"))
    (tmp_path / "folder.html").mkdir()
    with Preview(tmp_path, 0, PreviewState()) as running:
        yield running


def ask(preview: Preview, method: str, path: str, host: str | None = None) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port_of(preview), timeout=PATIENCE)
    connection.putrequest(method, path, skip_host=host is not None)
    if host is not None:
        connection.putheader("Host", host)
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found


def port_of(preview: Preview) -> int:
    return int(preview.url.rstrip("/").rpartition(":")[2])


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/index.html", "/a.png", "/"])
def test_a_name_that_is_not_of_this_machine_gets_nothing(preview: Preview, method: str, path: str) -> None:
    assert ask(preview, method, path, "evil.example.org")[0] == 421
    assert ask(preview, method, path, "")[0] == 421
    assert ask(preview, method, path, "127.0.0.1:80.evil.example.org")[0] == 421
    assert ask(preview, method, path)[0] == 200


@pytest.mark.parametrize("path", ["/index.html", "/a.png", "/absent.html", "/folder.html"])
def test_a_head_says_what_a_get_says_without_the_body(preview: Preview, path: str) -> None:
    status, headers, body = ask(preview, "HEAD", path)
    assert (status, body) == (ask(preview, "GET", path)[0], b"")
    assert headers["content-length"] == ask(preview, "GET", path)[1]["content-length"]


@pytest.mark.parametrize(
    "path", ["/" + "x" * 300, "/" + "%E5%AD%97" * 100 + ".html", "/a%00b", "/a%00b.html", "/%ff.png", "/folder.html"]
)
def test_a_name_that_no_file_has_is_not_found(preview: Preview, path: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert ask(preview, "GET", path)[0] == 404
    assert ask(preview, "HEAD", path)[0] == 404
    assert capfd.readouterr().err == ""


def test_a_page_in_another_encoding_is_shown_all_the_same(preview: Preview) -> None:
    assert ask(preview, "GET", "/gbk.html")[0] == 200


@pytest.mark.parametrize("path", ["/index.html", "/a.png", "/absent", f"{WAIT}?after=-1"])
def test_every_answer_says_how_it_is_to_be_taken(preview: Preview, path: str) -> None:
    headers = ask(preview, "GET", path)[1]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_a_client_that_goes_away_is_no_mistake(preview: Preview, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(10):
        client = socket.create_connection(("127.0.0.1", port_of(preview)))
        client.sendall(b"GET /a.png HTTP/1.1\r\nHost: localhost\r\n\r\n")
        client.recv(10)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset
        client.close()
    time.sleep(0.5)
    assert ask(preview, "GET", "/index.html")[0] == 200
    assert capfd.readouterr().err == ""


def test_any_other_mistake_is_said(
    preview: Preview, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(PreviewState, "page", lambda *_: 1 / 0)
    with pytest.raises(http.client.RemoteDisconnected):
        ask(preview, "GET", "/index.html")
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_many_slow_clients_keep_nobody_out(preview: Preview) -> None:
    slow: list[socket.socket] = []
    refused: list[OSError] = []

    def connect() -> None:
        try:
            client = socket.create_connection(("127.0.0.1", port_of(preview)), timeout=PATIENCE)
            client.sendall(b"GET / HTTP/1.1\r\nHost: lo")
            slow.append(client)
        except OSError as error:
            refused.append(error)

    begun = time.monotonic()
    clients = [threading.Thread(target=connect) for _ in range(300)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert (len(slow), refused) == (300, [])
    assert ask(preview, "GET", "/index.html")[0] == 200
    assert time.monotonic() - begun < PATIENCE
    for one in slow:
        one.close()
