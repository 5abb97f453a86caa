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
