"""Encodings: which was read, and where a file is none."""

from __future__ import annotations

import pytest

from ainotes_site.readers import read
from ainotes_site.readers.decode import Decoded, Undecodable, decode

TEXT = "# 注意力机制\r\n模型学会看重要的地方，而不是每一处都看。\r\n"
TRADITIONAL = "# 注意力機制\n模型學會看重要的地方，而不是每一處都看。這樣省力得多，也準得多。\n"
LINES = ("# 注意力机制", "模型学会看重要的地方，而不是每一处都看。")


@pytest.mark.parametrize(
    ("codec", "mark", "name"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\0\0", "utf-32-le"),
        ("gb18030", b"", "gb18030"),
        ("gbk", b"", "gb18030"),
    ],
)
def test_the_encoding_is_found_and_named(codec: str, mark: bytes, name: str) -> None:
    assert decode(mark + TEXT.encode(codec)) == Decoded(LINES, name)


def test_utf_16_without_a_mark_shows_in_its_line_ends() -> None:
    assert decode("a: 注意力\nb\n".encode("utf-16-le")) == Decoded(("a: 注意力", "b"), "utf-16-le")


def test_traditional_text_in_gb18030_is_read() -> None:
    text = decode(TRADITIONAL.encode("gb18030"))
    assert isinstance(text, Decoded) and text.lines[0] == "# 注意力機制"


@pytest.mark.parametrize(
    ("story", "data", "offset"),
    [
        ("Big5", TRADITIONAL.encode("big5"), 2),
        ("Latin-1", "na\u00efve caf\u00e9 d\u00e9j\u00e0 vu".encode("latin-1"), 2),
        ("Shift JIS", "これは日本語の文章です。テスト".encode("shift-jis"), 0),
        ("UTF-8 with a byte gone", ("注意力" * 20).encode()[:31] + ("注意力" * 20).encode()[32:], 30),
        ("UTF-8 cut in mid-character", "注意力".encode()[:-1], 6),
        ("UTF-16 cut in mid-character", b"\xff\xfea\0b", 4),
    ],
)
def test_other_bytes_are_a_problem_with_the_place(story: str, data: bytes, offset: int) -> None:
    reading = read("a.md", data)
    assert decode(data) == Undecodable(offset, binary=False, lines=data.count(b"\n") + (not data.endswith(b"\n")))
    assert reading.format == "unreadable" and not reading.entries
    assert str(offset) in reading.problems[0].message
    assert [skip.reason for skip in reading.skipped] == ["unreadable"]


def test_binary_is_a_problem_with_the_place() -> None:
    data = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))
    assert decode(data) == Undecodable(8, binary=True, lines=4)
    assert "binary" in str(read("a.md", data).problems[0])


def test_an_empty_file_is_an_empty_reading() -> None:
    reading = read("a.md", b"")
    assert (reading.lines, reading.entries, reading.problems) == (0, (), ())


def test_lines_end_where_editors_end_them() -> None:
    text = decode("a\r\nb\rc\nd\u2028e\x0cf\n\n".encode())
    assert isinstance(text, Decoded) and text.lines == ("a", "b", "c", "d\u2028e\x0cf", "")


def test_invisible_characters_go_and_emoji_stay_whole() -> None:
    text = decode("注\u200b意\ufeff力\u00a0x \U0001f468\u200d\U0001f469".encode())
    assert isinstance(text, Decoded) and text.lines == ("注意力 x \U0001f468\u200d\U0001f469",)
