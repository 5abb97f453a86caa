"""Lists of what was saved: Pocket, Instapaper, Readwise, Cubox, feeds; read back as they were."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.importers.conftest import Entries, Run, archive, reasons, titled

from ainotes_site.cli import main


def table(*rows: Sequence[str]) -> str:
    """A CSV file."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    return written.getvalue()


def test_pocket_as_csv_with_highlights(base: Path, imported: Run, parsed: Callable[[], Entries]) -> None:
    links = table(
        ["title", "url", "time_added", "tags", "status"],
        [
            "检索增强：从零到一 [上]",
            "https://example.com/rag(1)?utm_source=x&id=2",
            "1714521600",
            "rag|长 标签",
            "unread",
        ],
        ["A second one, dated 2019-03-01", "https://example.com/b", "1714521601", "", "archive"],
        ["", "https://example.com/untitled", "1600000000", "", "unread"],
        ["bad", "javascript:alert(1)", "1714521600", "", "unread"],
    )
    marks = [
        {
            "url": "https://example.com/b",
            "title": "Marked",
            "highlights": [{"quote": "Worth *it*.", "created_at": 1714521602}],
        }
    ]
    made = archive(
        base / "pocket.zip",
        {"part_000000.csv": links, "annotations/part_000000.json": json.dumps(marks), "readme.txt": "hello"},
    )
    said = imported(made)
    assert (said["format"], said["entries"], reasons(said)) == ("pocket", 4, {"file": 1, "row": 1})
    entries = parsed()
    first = entries["检索增强：从零到一 [上]"]
    assert (first["kind"], first["date"], first["tags"]) == ("bookmark", "2024-05-01", ["rag", "长 标签"])
    assert [link["url"] for link in first["links"]] == ["https://example.com/rag%281%29?id=2"]
    assert titled(entries, "A second one")["date"] == "2024-05-01"
    assert entries["https://example.com/untitled"]["date"] == "2020-09-13"
    marked = entries["Marked"]
    assert marked["body"] == "> Worth \\*it\\*." and marked["links"][0]["url"] == "https://example.com/b"


def test_pocket_as_a_page_with_both_lists(base: Path, imported: Run, parsed: Callable[[], Entries]) -> None:
    (base / "ril_export.html").write_text(
        "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>"
        '<li><a href="https://example.com/a" time_added="1714521600" tags="rag,kv">Tom &amp; Jerry &lt;3</a></li></ul>'
        '<h1>Read Archive</h1><ul><li><a href="https://example.com/c" time_added="1411521600" tags="">丙</a></li></ul></body></html>',
        encoding="utf-8",
    )
    assert imported("ril_export.html")["format"] == "pocket"
    entries = parsed()
    assert entries["Tom & Jerry <3"]["tags"] == ["rag", "kv"]
    assert (entries["丙"]["date"], entries["丙"]["path"]) == ("2014-09-24", "imports/pocket/2014-09.md")


def test_instapaper_as_csv_and_as_a_page(base: Path, imported: Run, parsed: Callable[[], Entries]) -> None:
    (base / "a.csv").write_text(
        table(
            ["URL", "Title", "Selection", "Folder", "Timestamp", "Tags"],
            ["https://example.com/1", "One", "", "Unread", "1714521600", "[]"],
            ["https://example.com/2", "Two", "What was\nselected", "Papers", "1714608000", '["ai", "long reads"]'],
            ["instapaper://private-content/3", "Mail", "", "Unread", "1714608000", ""],
        ),
        encoding="utf-8",
    )
    said = imported("a.csv")
    assert (said["format"], said["entries"], reasons(said)) == ("instapaper", 2, {"row": 1})
    entries = parsed()
    assert (entries["One"]["date"], entries["One"]["tags"], entries["One"]["kind"]) == ("2024-05-01", [], "bookmark")
    assert (entries["Two"]["date"], entries["Two"]["tags"]) == ("2024-05-02", ["ai", "long reads", "Papers"])
    assert "What was\nselected" in entries["Two"]["body"]
    (base / "b.html").write_text(
        "<html><head><title>Instapaper: Export</title></head><body><h1>Unread</h1><ol>"
        '<li><a href="https://example.com/1">One</a></ol><h1>Papers</h1><ol><li><a href="https://example.com/4">Four</a></ol>',
        encoding="utf-8",
    )
    said = imported("b.html")
    assert (said["format"], said["known"]) == ("instapaper", 1)
    assert parsed()["Four"]["tags"] == ["Papers"]


def test_readwise_highlights_are_a_page_a_book_and_new_ones_follow(
    base: Path, imported: Run, parsed: Callable[[], Entries]
) -> None:
    head = ["Highlight", "Book Title", "Book Author", "Amazon Book ID", "Note", "Color", "Tags", "Location Type", "Location",
            "Highlighted at", "Document tags", "Mood"]  # fmt: skip
    one = ["# 1 is no heading", "深度学习的数学", "李雷, Ana María and Tom", "B0", "my *own* note", "yellow", "key idea", "page", "12",
           "2024-03-01 08:00:00+00:00", "math,books", "good"]  # fmt: skip
    two = [
        "Second passage",
        "深度学习的数学",
        "李雷, Ana María and Tom",
        "",
        "",
        "",
        "",
        "",
        "",
        "2024-03-05 08:00:00",
        "math",
        "",
    ]
    lost = ["No book", "", "", "", "", "", "", "", "", "", "", ""]
    (base / "r.csv").write_text(table(head, one, lost), encoding="utf-8-sig")
    said = imported("r.csv")
    assert (said["format"], said["entries"], reasons(said)) == ("readwise", 1, {"column": 1, "row": 1})
    entry = parsed()["深度学习的数学"]
    assert (entry["date"], entry["tags"]) == ("2024-03-01", ["math", "books", "key-idea"])
    assert [author["name"] for author in entry["authors"]] == ["李雷", "Ana María", "Tom"]
    assert (
        "> \\# 1 is no heading" in entry["body"] and "my \\*own\\* note" in entry["body"] and "page 12" in entry["body"]
    )
    (base / "r.csv").write_text(table(head, one, two), encoding="utf-8")
    said = imported("r.csv")
    assert [file["path"] for file in said["files"]] == ["深度学习的数学_2.md"]
    later = Path("notes/imports/readwise/深度学习的数学_2.md").read_text("utf-8")
    assert "Second passage" in later and "no heading" not in later
    assert imported("r.csv")["files"] == []


def test_documents_of_reader(base: Path, imported: Run, parsed: Callable[[], Entries]) -> None:
    (base / "d.csv").write_text(
        table(
            ["Title", "URL", "ID", "Document tags", "Saved date", "Reading progress", "Location", "Seen"],
            [
                "标题",
                "https://example.com/x",
                "01h",
                "['ai', 'to read']",
                "2024-06-07 10:00:00+00:00",
                "0.3",
                "archive",
                "True",
            ],
        ),
        encoding="utf-8",
    )
    assert imported("d.csv")["format"] == "readwise"
    entry = parsed()["标题"]
    assert (entry["date"], entry["tags"], entry["links"][0]["url"]) == (
        "2024-06-07",
        ["ai", "to read"],
        "https://example.com/x",
    )


def test_cubox_in_chinese_from_windows(base: Path, imported: Run, parsed: Callable[[], Entries]) -> None:
    written = table(
        ["标题", "链接", "描述", "文件夹", "标签", "创建时间", "作者", "正文", "心情"],
        [
            "大模型入门",
            "https://example.com/llm",
            "一句描述。",
            "学习",
            "AI,入门",
            "2024-07-08 09:10:11",
            "何舟",
            "",
            "好",
        ],
        [
            "带正文的",
            "https://example.com/full",
            "",
            "",
            "",
            "2024/07/09",
            "",
            "第一段。\n\n第二段 <b>不是标签</b>。",
            "",
        ],
    )
    (base / "cubox.csv").write_bytes(written.encode("gb18030"))
    said = imported("cubox.csv")
    assert (said["format"], reasons(said)) == ("cubox", {"column": 1})
    entries = parsed()
    first = entries["大模型入门"]
    assert (first["kind"], first["date"], first["tags"]) == ("bookmark", "2024-07-08", ["AI", "入门", "学习"])
    assert [author["name"] for author in first["authors"]] == ["何舟"] and "一句描述。" in first["body"]
    second = entries["带正文的"]
    assert (second["kind"], second["date"], second["path"]) == ("article", "2024-07-09", "imports/cubox/带正文的.md")
    assert second["links"][0]["url"] == "https://example.com/full" and "&lt;b>不是标签" in second["body"]


def test_feeds_are_bookmarks_in_the_folders_that_they_had(
    base: Path, imported: Run, parsed: Callable[[], Entries]
) -> None:
    (base / "feeds.opml").write_text(
        '<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body><outline text="AI 研究">'
        '<outline type="rss" text="某博客" xmlUrl="https://example.com/feed.xml" htmlUrl="https://example.com/" category="/a/b,c" '
        'description="写 *模型* 的"/><outline type="rss" text="Only a feed" xmlUrl="https://example.org/rss"/></outline>'
        '<outline type="rss" text="bad" xmlUrl="file:///etc/passwd"/></body></opml>',
        encoding="utf-8",
    )
    said = imported("feeds.opml")
    assert (said["format"], reasons(said)) == ("opml", {"row": 1})
    entries = parsed()
    first = entries["某博客"]
    assert (first["kind"], first["tags"]) == ("bookmark", ["AI 研究", "a/b", "c"])
    assert {link["url"] for link in first["links"]} == {"https://example.com/", "https://example.com/feed.xml"}
    assert entries["Only a feed"]["links"][0]["url"] == "https://example.org/rss"


def test_a_file_of_no_known_kind_says_what_to_do(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (base / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert main(["import", "x.csv"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "--from" in said
