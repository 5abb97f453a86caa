"""Posts of X: the archive and bookmarks, read back as they were."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.importers.conftest import Entries, Run, archive, reasons, titled

PIXEL = b"\x89PNG\r\n\x1a\n picture"


def tweet(number: int, moment: str, text: str, **more: Any) -> dict[str, Any]:
    """A post as the archive has it."""
    return {"tweet": {"id_str": str(number), "created_at": moment, "full_text": text, "entities": {}, **more}}


def js(name: str, value: object) -> str:
    """A file of the archive."""
    return f"window.YTD.{name}.part0 = {json.dumps(value, ensure_ascii=False)}"


def x_archive(path: Path, tweets: list[dict[str, Any]], **more: str | bytes) -> Path:
    account = [{"account": {"username": "lin_jian", "accountDisplayName": "林间 🦌 | AI", "accountId": "1"}}]
    files = {
        "data/account.js": js("account", account),
        "data/tweets.js": js("tweets", tweets),
        "data/direct-messages.js": js("direct_messages", [{"dmConversation": {"messages": ["tell nobody"]}}]),
    }
    return archive(path, files | {name.replace("__", "/"): content for name, content in more.items()})


TWEETS = [
    tweet(
        1786000000000000001,
        "Thu May 02 20:19:24 +0000 2024",
        "检索增强的第二个坑：切块太碎 &amp; 丢了标题 https://t.co/abc https://t.co/pic",
        entities={
            "urls": [{"url": "https://t.co/abc", "expanded_url": "https://example.com/rag_chunks?id=3"}],
            "media": [{"url": "https://t.co/pic", "media_url_https": "https://pbs.twimg.com/media/F.png"}],
        },
    ),
    tweet(
        1785000000000000001,
        "Wed May 01 09:00:00 +0000 2024",
        "1. 先看数据\n2. 再看模型\n\n# 2\n\n2024-01-01\n@nobody\n\n---\nnot *bold*",
    ),
    tweet(
        1785000000000000005,
        "Wed May 01 09:05:00 +0000 2024",
        "补一句：评测也要看。",
        in_reply_to_status_id_str="1785000000000000001",
        in_reply_to_screen_name="lin_jian",
    ),
    tweet(1774000000000000001, "Mon Apr 01 00:00:00 +0000 2024", "RT @other_one: Small models are underrated."),
]


def test_an_archive_comes_back_as_digests(base: Path, imported: Run, parsed: Callable[[], Entries]) -> None:
    like = {"like": {"tweetId": "1212092628029698048", "fullText": "A liked <post> about $5 and $6"}}
    long = "长文开头就要说清楚，" * 12
    note = {"noteTweet": {"noteTweetId": "9", "core": {"text": long + "结尾。", "urls": []}}}
    cut = tweet(1786000000000000009, "Fri May 03 00:00:00 +0000 2024", long[:100] + "… https://t.co/x")
    made = x_archive(
        base / "x.zip",
        [*TWEETS, cut],
        **{
            "data__tweets_media__1786000000000000001-F.png": PIXEL,
            "data__tweets_media__7-lost.png": PIXEL,
            "data__like.js": js("like", [like]),
            "data__note-tweet.js": js("note_tweet", [note]),
        },
    )
    said = imported(made)
    assert (said["format"], said["entries"]) == ("x", 6)
    assert reasons(said) == {"file": 1, "unused": 1}
    assert "tell nobody" not in "".join(path.read_text("utf-8") for path in Path("notes").rglob("*.md"))
    entries = parsed()
    first = titled(entries, "检索增强的第二个坑：切块太碎 & 丢了标题")
    assert (first["kind"], first["date"]) == ("post", "2024-05-02")
    assert first["authors"] == [{"name": "林间 🦌 | AI", "handle": "lin_jian"}]
    assert {link["url"] for link in first["links"]} == {
        "https://example.com/rag_chunks?id=3",
        "https://x.com/lin_jian/status/1786000000000000001",
    }
    (image,) = first["images"]
    assert (Path("notes") / first["path"]).parent.joinpath(image["url"]).read_bytes() == PIXEL
    second = titled(entries, "先看数据")
    assert second["date"] == "2024-05-01" and "not \\*bold\\*" in second["body"] and "\\# 2" in second["body"]
    reply = titled(entries, "补一句：评测也要看")
    assert "https://x.com/lin_jian/status/1785000000000000001" in {link["url"] for link in reply["links"]}
    assert titled(entries, "RT @other_one: Small models are underrated")["authors"][0]["handle"] == "other_one"
    liked = entries["A liked <post> about $5 and $6"]
    assert (liked["kind"], liked["date"]) == ("bookmark", "2019-12-31")
    assert any("结尾。" in one["body"] and one["date"] == "2024-05-03" for one in entries.values())


def test_the_next_archive_adds_what_is_new_and_changes_nothing(
    base: Path, imported: Run, parsed: Callable[[], Entries]
) -> None:
    made = x_archive(base / "x.zip", TWEETS[1:])
    assert imported(made)["entries"] == 3
    ids = {title: entry["id"] for title, entry in parsed().items()}
    mine = Path("notes/imports/x/2024-05.md")
    mine.write_text(mine.read_text("utf-8") + "\nMine.\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in Path("notes").rglob("*.md")}
    again = imported(x_archive(base / "x2.zip", TWEETS))
    assert (again["entries"], again["known"]) == (1, 3)
    assert [file["path"] for file in again["files"]] == ["2024-05_2.md"]
    assert {path: path.read_bytes() for path in before} == before
    entries = parsed()
    assert len(entries) == 4 and ids.items() <= {title: entry["id"] for title, entry in entries.items()}.items()
    assert imported(base / "x2.zip")["files"] == []


def test_posts_whose_authors_have_odd_names_keep_them_or_their_handles(
    base: Path, imported: Run, parsed: Callable[[], Entries]
) -> None:
    names = [
        "2024",
        "Dr. No.",
        "关注",
        "· Quote ·",
        "http://a.b",
        "@@@",
        "",
        "张三（AI）",
        "  ",
        "# 1",
        "12:30 · 5月4日",
        "a" * 50,
    ]
    posts = [
        {
            "id": str(1785000000000000000 + number),
            "created_at": f"2024-05-0{number % 9 + 1} 09:30:00 +08:00",
            "full_text": f"Quote\n显示更多\n第 {number} 条说的事",
            "screen_name": f"user_{number}",
            "name": name,
            "media": [],
        }
        for number, name in enumerate(names)
    ]
    (base / "bookmarks.json").write_text(json.dumps(posts), encoding="utf-8")
    said = imported(base / "bookmarks.json")
    assert (said["format"], said["entries"]) == ("x-bookmarks", len(names))
    found = {entry["authors"][0]["handle"]: entry for entry in parsed_list(parsed, names)}
    for number, _ in enumerate(names):
        entry = found[f"user_{number}"]
        assert entry["date"] == f"2024-05-0{number % 9 + 1}"
        assert f"第 {number} 条说的事" in entry["body"]
        assert f"https://x.com/user_{number}/status/{1785000000000000000 + number}" in {
            one["url"] for one in entry["links"]
        }
    assert found["user_1"]["authors"][0]["name"] == "Dr. No."
    assert found["user_7"]["authors"][0]["name"] == "张三（AI）"


def parsed_list(parsed: Callable[[], Entries], names: list[str]) -> list[dict[str, Any]]:
    entries = list(parsed().values())
    assert len(entries) == len(names)
    return entries


def test_bookmarks_as_the_interface_of_x_answers(base: Path, imported: Run, parsed: Callable[[], Entries]) -> None:
    answer = {
        "data": [
            {
                "id": "1785000000000000001",
                "text": "Reasoning models, a short list… https://t.co/a",
                "note_tweet": {
                    "text": "Reasoning models, a short list: https://t.co/a and why",
                    "entities": {"urls": [{"url": "https://t.co/a", "expanded_url": "https://example.com/list"}]},
                },
                "created_at": "2024-05-01T23:30:00.000Z",
                "author_id": "7",
                "attachments": {"media_keys": ["3_1"]},
                "referenced_tweets": [{"type": "quoted", "id": "1784000000000000001"}],
            },
            {"id": "", "text": "nameless"},
        ],
        "includes": {
            "users": [{"id": "7", "username": "ana_maria", "name": "Ana María"}],
            "media": [{"media_key": "3_1", "type": "photo", "url": "https://pbs.twimg.com/media/G.jpg"}],
        },
    }
    (base / "b.json").write_text(json.dumps([answer]), encoding="utf-8")
    said = imported(base / "b.json")
    assert reasons(said) == {"row": 1}
    (entry,) = parsed().values()
    assert entry["authors"] == [{"name": "Ana María", "handle": "ana_maria"}] and entry["date"] == "2024-05-01"
    assert {link["url"] for link in entry["links"]} == {
        "https://example.com/list",
        "https://x.com/i/web/status/1784000000000000001",
        "https://x.com/ana_maria/status/1785000000000000001",
    }
    assert [image["url"] for image in entry["images"]] == ["https://pbs.twimg.com/media/G.jpg"]
