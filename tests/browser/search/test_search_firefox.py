"""The site from disk in Firefox, driven through Marionette, the remote protocol that every Firefox has built in.

Each message is its length in bytes, a colon, and JSON: `[0, id, command, parameters]` there, and back
`[1, id, error, result]`.
Protocol: https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

_START_SECONDS = 60.0
_WAIT_SECONDS = 30.0
_PREFERENCES = {
    "marionette.port": 0,
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutConfig.showWarning": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "app.update.disabledForTesting": True,
    "extensions.update.enabled": False,
    "services.settings.server": "data:,",
}


class ScriptError(Exception):
    """What Firefox answers in the place of a result."""


class Firefox:
    """One session with one tab."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._stream = self._socket.makefile("rb")
        self._sent = 0
        self._receive()
        self._command("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"pageLoadStrategy": "normal"}}})

    def go(self, url: str) -> None:
        """Open a page and wait until it is loaded."""
        self._command("WebDriver:Navigate", {"url": url})

    def run(self, script: str, *values: object) -> Any:
        """The result of a function body run in the page; a promise is waited for."""
        named = {"script": script, "args": list(values), "newSandbox": True, "scriptTimeout": 30_000}
        return self._command("WebDriver:ExecuteScript", named)["value"]

    def wait(self, script: str) -> Any:
        """The first result of a function body that is true; a page that is left meanwhile is no failure.

        Raises:
            TimeoutError: it was not true within half a minute.
        """
        deadline = time.monotonic() + _WAIT_SECONDS
        while time.monotonic() < deadline:
            try:
                if value := self.run(script):
                    return value
            except ScriptError:
                pass  # the page was being left: the next one is asked
            time.sleep(0.05)
        raise TimeoutError(script)

    def type(self, keys: str) -> None:
        """Press keys, one after the other, wherever the focus is."""
        pressed = [{"type": action, "value": key} for key in keys for action in ("keyDown", "keyUp")]
        self._command("WebDriver:PerformActions", {"actions": [{"type": "key", "id": "keys", "actions": pressed}]})

    def quit(self) -> None:
        """End the program."""
        self._command("Marionette:Quit", {"flags": ["eForceQuit"]})

    def close(self) -> None:
        """Give the connection back; the stream over a socket holds it open too."""
        self._stream.close()
        self._socket.close()

    def _command(self, name: str, parameters: dict[str, object]) -> Any:
        self._sent += 1
        message = json.dumps([0, self._sent, name, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, number, error, result = self._receive()
        assert number == self._sent
        if error is not None:
            raise ScriptError(error)
        return result

    def _receive(self) -> Any:
        length = b""
        while (byte := self._stream.read(1)) != b":":
            assert byte, "Firefox has closed the connection"
            length += byte
        return json.loads(self._stream.read(int(length)))


@contextmanager
def running_firefox(program: str, profile: Path) -> Iterator[Firefox]:
    """A Firefox with a fresh profile in the folder `profile`, ended afterwards."""
    profile.mkdir()
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(profile), "about:blank"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with closing(Firefox(_port(profile / "MarionetteActivePort"))) as firefox:
            yield firefox
            firefox.quit()
        process.wait(timeout=30)
    finally:
        process.kill()
        process.wait()


def _port(file: Path) -> int:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if file.is_file() and (text := file.read_text(encoding="utf-8")):
            return int(text)
        time.sleep(0.1)
    raise TimeoutError("Firefox did not start")


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """A headless Firefox; the test is skipped where there is none."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("no Firefox; install firefox-esr to run these tests")
    with running_firefox(program, tmp_path_factory.mktemp("firefox") / "profile") as running:
        yield running


HITS = "return document.querySelectorAll('.an-hit:not(.an-hit--term) .an-hit__title').length"


def test_a_query_in_the_address_is_answered_from_disk(firefox: Firefox, site: Path) -> None:
    firefox.go((site / "search.html").as_uri() + "?q=注意力")
    assert firefox.wait(HITS)


def test_dialog_opens_on_slash_and_answers_from_disk(firefox: Firefox, site: Path) -> None:
    firefox.go((site / "index.html").as_uri())
    firefox.type("/")
    assert firefox.wait("return document.querySelector('dialog')?.open")
    firefox.type("注意力")
    assert firefox.wait(HITS)
    firefox.type("\ue00c")
    assert firefox.wait("return !document.querySelector('dialog').open")


def test_words_are_marked_on_the_page_one_lands_on(firefox: Firefox, site: Path) -> None:
    firefox.go((site / "search.html").as_uri() + "?q=注意力")
    firefox.wait(HITS)
    firefox.go(firefox.run("return document.querySelector('.an-hit:not(.an-hit--term) a').href"))
    assert firefox.wait("return document.querySelectorAll('mark.an-mark').length")


def test_address_follows_the_query_on_a_page_from_disk(firefox: Firefox, site: Path) -> None:
    firefox.go((site / "search.html").as_uri())
    firefox.type("注意力")
    assert firefox.wait(HITS)
    assert firefox.wait("return new URLSearchParams(location.search).get('q') === '注意力'")


def test_the_policy_holds_from_disk(firefox: Firefox, site: Path) -> None:
    """`'self'` admits the site's scripts, which the tests above rest on; what a page brings inline is refused."""
    html = (site / "index.html").read_text(encoding="utf-8")
    raw = "".join(
        html % "document.documentElement.dataset.ran = 1"
        for html in ("<script>%s</script>", "<img src=x onerror='%s'>", "<svg onload='%s'></svg>")
    )
    before, tag, after = html.partition("</article>")
    hostile = site / "hostile-for-a-test.html"
    hostile.write_text(before + raw + tag + after, encoding="utf-8")
    try:
        firefox.go(hostile.as_uri())
        firefox.run("return new Promise(done => setTimeout(done, 500))")
        assert firefox.run("return document.querySelectorAll('article svg, article img[src=x]').length") == 2
        assert firefox.run("return document.documentElement.dataset.ran ?? null") is None
        assert firefox.run("return document.documentElement.className.includes('js')")
    finally:
        hostile.unlink()


def test_the_form_of_the_home_page_leads_to_the_search_from_disk(firefox: Firefox, site: Path) -> None:
    firefox.go((site / "index.html").as_uri())
    firefox.run("const form = document.querySelector('.an-hero__search'); form.q.value = '注意力'; form.submit()")
    assert firefox.wait(HITS)
