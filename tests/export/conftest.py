"""A knowledge base to take along, with what must stay at home."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from ainotes_site.cli import main

SECRET = "密而不发的内容"


HARD = r"""---
title: "难写的 & <怪> 东西"
date: 2024-05
topics: [rag-retrieval]
---
Words & < > "q", the open source.

![图](图%20一.png) ![错名](wrong.jpg) ![坏图的说明](broken.png) ![d](d.svg) ![远](https://example.com/x.png)

[a](<https://example.com/a b|c>) [b](https://例子.测试/检索?q=检索) [c](http://[bad) [d](mailto:a@b.example)
[e](https://example.com/100%) [f](#no-such) [g](#标题-一) [h](rag.md#nothing) [file](data.csv) [[q]]

## 标题 一

### 3.1 "引号"

- [x] done
- [ ] open

| a | b |
|:-:|--:|
| 1 | <b>2</b> |

<details open><summary>more</summary>

inner

</details>

> [!note] Title
> body

term[^1] and again[^1]

[^1]: Foot *note*.

$$\begin{aligned}\dfrac{a}{b}&=\sum_{i=0}^n x_i\\ \left[\begin{matrix}1&2\end{matrix}\right]\end{aligned}$$

$\tfrac12 \binom{n}{k} \boxed{x} \overset{a}{b} \color{red}{y} \cancel{z} \begin{cases}1 & x\\2&y\end{cases} \xrightarrow{abc}$

```mermaid
sequenceDiagram
A->>B: hi & <b>
```

<summary><b>alone</b></summary>

<ruby>漢<rt>kan</rt></ruby> a<br>b <hr> <ol start="3" reversed type="a"><li value="7">x</li></ol>
<table><tr><td align=left colspan=2>x</td></tr></table> <a name="anchor">n</a><span id="标题-一">dup</span>
"""
GRAPHVIZ = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n'
    ' "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n<svg width="62pt" height="44pt" viewBox="0 0 62 44" '
    'xmlns="http://www.w3.org/2000/svg"><title>d</title><g id="graph0" class="graph"><text x="2" y="9">A</text></g></svg>'
)


def png(shade: int) -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes([0, shade]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def contents(path: Path) -> Iterator[bytes]:
    """What all files of an export hold, those in archives too."""
    if path.is_dir():
        for each in sorted(path.rglob("*")):
            if each.is_file():
                yield from contents(each)
    elif is_zipfile(path):
        with ZipFile(path) as archive:
            yield from map(archive.read, archive.namelist())
    else:
        yield path.read_bytes()


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A knowledge base with secrets of each kind, in which the test stands."""
    root = tmp_path / "base"
    assert main(["init", str(root)]) == 0
    notes = root / "notes"
    (notes / "private.md").write_text(f"---\ntitle: 私\nprivate: true\n---\n{SECRET}\n![x](p.png)\n", encoding="utf-8")
    (notes / "p.png").write_bytes(png(0))
    (notes / "shown.png").write_bytes(png(1))
    (notes / "图 一.png").write_bytes(png(2))
    (notes / "q.md").write_text(
        "---\ntitle: 为什么要切块？\ntags: [长 标签, '#x']\n---\n"
        f'见 [[为什么要检索增强|那篇]] 和 [[private]]。\n\n![图](shown.png) ![图](图%20一.png)\n\n%%{SECRET}%%\n\n<!-- {SECRET} -->\n\n"引"\t号\n',
        encoding="utf-8",
    )
    (notes / "q2.md").write_text("---\ntitle: 为什么要切块?\n---\n同名的另一篇。\n", encoding="utf-8")
    monkeypatch.chdir(root)
    capsys.readouterr()
    return root


@pytest.fixture
def hard(base: Path) -> Path:
    """The knowledge base with a note of all that a book must cope with."""
    notes = base / "notes"
    (notes / "hard.md").write_text(HARD, encoding="utf-8")
    (notes / "wrong.jpg").write_bytes(png(3))
    (notes / "broken.png").write_bytes(b"no picture")
    (notes / "d.svg").write_text(GRAPHVIZ, encoding="utf-8")
    (notes / "data.csv").write_text("a,b\n", encoding="utf-8")
    return base
