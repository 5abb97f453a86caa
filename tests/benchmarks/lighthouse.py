"""Lighthouse (https://github.com/GoogleChrome/lighthouse) on a built site, behind a plain server that compresses.

    npm install lighthouse@12
    python tests/benchmarks/lighthouse.py site --program node_modules/.bin/lighthouse

Prints the four scores of each page, as a phone on a slow network sees it. Times differ with the load of the machine, so run it
on one that is idle; CHROME_PATH names the browser.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu"
TEXTS = (".html", ".css", ".js", ".svg", ".json")


class Compressing(SimpleHTTPRequestHandler):
    """Serves a folder, texts with gzip, and lets browsers keep what does not change."""

    def do_GET(self) -> None:
        """One file, or the page of what is missing."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        status = HTTPStatus.OK if path.is_file() else HTTPStatus.NOT_FOUND
        path = path if path.is_file() else Path(self.directory) / "404.html"
        body = path.read_bytes()
        self.send_response(status)
        if path.suffix in TEXTS:
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *values: Any) -> None:
        """The scores are what is printed."""


def main() -> int:
    """Print a line for each page; 1 when a score is below the least."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("pages", nargs="*", help="pages of the site; without any, one of each kind that is read most")
    parser.add_argument("--program", default="lighthouse")
    parser.add_argument("--least", type=int, default=98)
    options = parser.parse_args()
    pages = options.pages or _usual(options.site)
    below = 0
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressing, directory=str(options.site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for page in pages:
            found = scores(options.program, f"http://127.0.0.1:{server.server_address[1]}/{page}")
            print(f"{page:40}", *(f"{name} {score:3}" for name, score in found.items()), flush=True)
            below += any(score < options.least for score in found.values())
        server.shutdown()
    return int(below > 0)


def scores(program: str, address: str) -> dict[str, int]:
    """The scores of one page, 0 to 100, by category. Raises CalledProcessError where Lighthouse fails."""
    command = [program, address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    report = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}


def _usual(site: Path) -> list[str]:
    """Home, the longest entry, the longest topic, the glossary and the search page."""
    kinds = (site.glob("entries/*.html"), (path for path in site.glob("topics/*.html") if path.name.count(".") == 1))
    longest = (max(kind, key=lambda path: (path.stat().st_size, path.name)) for kind in kinds)
    found = [path.relative_to(site).as_posix() for path in longest]
    return ["index.html", *found, "glossary.html", "search.html"]


if __name__ == "__main__":
    sys.exit(main())
