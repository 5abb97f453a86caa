"""Hostile notes: a knowledge base whose every note tries to run a script, fetch something, or change the page around it.

The payloads are in `tests/cases/safety/payloads.md` and `tests/cases/markup/evasions.md`; each is a note, and short ones
stand in each place of a note that the site shows: fields, titles, names of files, terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_CASES = Path(__file__).resolve().parents[1] / "cases"
_FILES = (_CASES / "safety" / "payloads.md", _CASES / "markup" / "evasions.md")
_ESCAPE = re.compile(r"\\(?:0(?![0-9])|x[0-9a-f]{2}|u[0-9a-f]{4})")

SHORT = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</script><script>alert(1)</script>",
    "</title></textarea></style><script>alert(1)</script>",
    '"onmouseover="alert(1)',
    "\u2028</script><script>alert(1)//\u2029",
    "&lt;img src=x onerror=alert(1)&gt;",
    "javascript:alert(1)",
)
"""What closes an attribute, an element, a script or a string, and goes on."""

FIELDS = ("title", "author", "tags", "aliases", "url", "summary", "kind", "id", "topics", "date", "cover", "lang")

_CONFIG = """\
site_name: 敌意
docs_dir: notes
site_dir: site
use_directory_urls: false
theme: {name: material, language: zh, font: false}
plugins:
  - ainotes/entries: {pages: [own.md]}
  - ainotes/topics
  - ainotes/glossary
  - ainotes/search
"""


def payloads() -> list[tuple[str, str]]:
    """Title and text of each."""
    found = []
    for file in _FILES:
        for block in re.split(r"^~~~~ ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, _, text = block.partition("\n")
            found.append((title, _ESCAPE.sub(_character, text)))
    return found


def hostile_notes() -> Iterator[tuple[str, str]]:
    """Path and text of every note."""
    for number, (title, text) in enumerate(payloads()):
        yield f"payloads/p{number:03}.md", f"# 注意力 {title}\n\n{text}\n"
    for field in FIELDS:
        for number, text in enumerate(SHORT):
            quoted = text.replace("'", "''")
            value = f"['{quoted}']" if field in ("tags", "aliases", "author", "topics") else f"'{quoted}'"
            yield (
                f"fields/{field}{number}.md",
                f"---\n{field}: {value}\n---\n# 注意力 {field} {text}\n\n{text} 正文。\n",
            )
    for number, text in enumerate(SHORT):
        name = text.replace("/", "")
        yield f"names/{name}{number}.md", f"注意力，见 [[{name}{number}]]，{text}。\n\n## {text}\n\n[回去](#{text})\n"
    terms = "".join(f"## 词{at}{text}（Term{at} {text}）\n\n定义 {text}，注意力。\n\n" for at, text in enumerate(SHORT))
    yield "glossary.md", f"---\nformat: glossary\n---\n# 术语\n\n{terms}"
    days = "".join(f"## 2025-01-{at + 1:02}\n\n### 注意力 {text}\n\n词{at} {text}\n\n" for at, text in enumerate(SHORT))
    yield "journal.md", f"# 日记\n\n{days}"
    posts = "".join(
        f"## {text}\n\n@a{at} {text} https://x.com/a{at}/status/{at}1 {text}\n\n" for at, text in enumerate(SHORT)
    )
    yield "posts.md", f"---\nformat: posts\n---\n# 帖子\n\n{posts}"
    yield "own.md", "# 自己的页\n\n可信。\n"


def write_hostile_base(root: Path) -> None:
    """A knowledge base of all of them."""
    (root / "mkdocs.yml").parent.mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    for path, text in hostile_notes():
        file = root / "notes" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")


def _character(found: re.Match[str]) -> str:
    code = found[0][1:]
    return "\0" if code == "0" else chr(int(code[1:], 16))
