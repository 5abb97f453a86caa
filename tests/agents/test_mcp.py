"""`ainotes mcp`, spoken to by the SDK's own client, over the pipes that a desktop program would use."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters
from tests.pipeline.base import Base

NOTES = {
    "notes/attention.md": "---\ntitle: 注意力机制\ndate: 2024-05-01\ntags: [大模型]\n---\n\n第一行是引子。\n\n"
    "注意力机制让每个词看见别的词，见 [[旋转位置编码]]。\n\n%%只给自己看%%\n",
    "notes/rope.md": "---\ntitle: 旋转位置编码\ndate: 2023-02-03\n---\n\n旋转位置编码用旋转表示位置，外推更稳。\n"
    "\n%%private%%\n只有我知道的段落。\n%%/private%%\n",
    "notes/secret.md": "---\ntitle: 私人日记\npublish: false\n---\n\n注意力机制与我的密码一二三。\n",
    "notes/术语表.md": "# 术语表\n\n- **幻觉 (Hallucination)**：模型说得流畅却不真实。\n- **量化 (Quantization)**：用更少的位数存权重。\n",
    "secret.txt": "outside\n",
    "mkdocs.yml": "site_name: 小库\nsite_url: https://n.example.org/\ndocs_dir: notes\nuse_directory_urls: false\n"
    "theme: {name: material}\nplugins: [ainotes/entries, ainotes/topics, ainotes/glossary, ainotes/search]\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("mcp")
    for name, text in NOTES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    Base(root).build()
    return root


def talk(root: Path, ask: Callable[[Client], Awaitable[Any]]) -> Any:
    """What comes of asking a server that is started for it."""
    started = StdioServerParameters(
        command=sys.executable, args=["-m", "ainotes_site", "mcp"], cwd=root, env=dict(os.environ)
    )

    async def run() -> Any:
        async with Client(started, read_timeout_seconds=60) as client:
            return await ask(client)

    return anyio.run(run)


async def call(client: Client, tool: str, **arguments: object) -> Any:
    """The structured answer; the text of an error."""
    result = await client.call_tool(tool, arguments)
    return result.content[0].text if result.is_error else json.loads(result.content[0].text)  # type: ignore[union-attr]


def test_a_conversation(root: Path) -> None:
    async def ask(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == ["search", "read", "browse", "cite"]
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
        found = await call(client, "search", query="注意力机制怎么工作")
        first = found["hits"][0]
        assert (first["title"], first["source"]) == ("注意力机制", "attention.md:9")
        assert all("密码" not in str(hit) for hit in found["hits"])
        text = await call(client, "read", name=first["id"])
        assert "只给自己看" not in text["markdown"]
        assert "[旋转位置编码](https://n.example.org/entries/" in text["markdown"]
        later = await call(client, "read", name=first["id"], start_line=9)
        assert later["markdown"].startswith("注意力机制让")
        cited = await call(client, "cite", name=first["id"])
        assert (
            cited["markdown"]
            == f"[注意力机制]({first['url'].partition('#')[0]}) (attention.md:{text['source'][13:].split('-')[0]})"
        )
        around = await call(
            client, "browse", what="neighbours", name="https://n.example.org/entries/" + first["id"] + ".html"
        )
        assert [one["title"] for one in around["links_to"]] == ["旋转位置编码"]
        private = await call(client, "read", name=around["links_to"][0]["id"])
        assert "外推更稳" in private["markdown"] and "只有我知道" not in str(private)
        assert (await call(client, "search", query='"只有我知道"'))["hits"] == []
        term = await call(client, "read", name="hallucination")
        assert term["title"] == "幻觉" and term["definitions"][0]["source"] == "术语表.md:3"
        assert (await call(client, "browse", what="timeline", name="2023"))["total"] == 1
        assert (await call(client, "browse", what="glossary"))["total"] == 2
        topics = (await call(client, "browse", what="topics"))["topics"]
        assert (await call(client, "browse", what="topic", name=topics[0]["name"]))["total"] == topics[0]["entries"]
        prompt = await client.get_prompt("answer-with-sources", {"question": "什么是幻觉？"})
        assert "什么是幻觉？" in str(prompt.messages[0].content)
        resource = await client.read_resource(f"ainotes://entry/{first['id']}")
        assert "注意力机制让" in resource.contents[0].text  # type: ignore[union-attr]

    talk(root, ask)


def test_nothing_is_read_outside_of_what_is_published(root: Path) -> None:
    async def ask(client: Client) -> None:
        for name in (
            "../secret.txt",
            "/etc/passwd",
            "secret.md",
            "私人日记",
            "entries/../../secret.txt",
            "",
            "mkdocs.yml",
        ):
            for tool in ("read", "cite"):
                said = await call(client, tool, name=name)
                assert isinstance(said, str) and "没有这个条目或术语" in said
        listed = await call(client, "browse", what="timeline", limit=50)
        assert {entry["title"] for entry in listed["entries"]} == {"注意力机制", "旋转位置编码"}

    talk(root, ask)


def test_a_hit_that_is_no_longer_published_is_left_out_and_without_an_index_it_says_so(
    root: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(root, copy)
    note = copy / "notes" / "attention.md"
    note.write_text(note.read_text(encoding="utf-8").replace("tags:", "publish: false\ntags:"), encoding="utf-8")

    async def without(client: Client) -> None:
        found = await call(client, "search", query="注意力机制")
        assert "attention.md" not in json.dumps(found, ensure_ascii=False)

    talk(copy, without)
    shutil.rmtree(copy / "site")

    async def unbuilt(client: Client) -> None:
        assert "ainotes build" in await call(client, "search", query="注意力")

    talk(copy, unbuilt)
