"""A Model Context Protocol server over `Knowledge`: four tools that only read, two kinds of resource, one prompt.

Protocol: https://modelcontextprotocol.io. Needs the extra `ainotes-site[mcp]`. Descriptions are in the language of the
knowledge base; the model reads them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from ainotes_site import __version__
from ainotes_site.agents.knowledge import Answer, Knowledge, UnknownNameError
from ainotes_site.i18n import text

_READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

What = Literal["topics", "topic", "glossary", "timeline", "neighbours"]


def server(knowledge: Knowledge) -> MCPServer:
    """The server of a knowledge base; `run("stdio")` of it serves."""
    lang = knowledge.settings.lang
    made = MCPServer(
        "ainotes",
        title=knowledge.settings.site_name,
        instructions=text("mcp.instructions", lang, name=knowledge.settings.site_name),
        version=__version__,
        log_level="WARNING",
    )

    @made.tool(description=text("mcp.search", lang), annotations=_READ_ONLY)
    def search(query: str, limit: int = 10, offset: int = 0) -> Answer:
        return _answer(lambda: knowledge.search(query, limit, offset))

    @made.tool(description=text("mcp.read", lang), annotations=_READ_ONLY)
    def read(name: str, start_line: int = 0) -> Answer:
        return _answer(lambda: knowledge.read(name, start_line))

    @made.tool(description=text("mcp.browse", lang), annotations=_READ_ONLY)
    def browse(what: What, name: str = "", limit: int = 20, offset: int = 0) -> Answer:
        return _answer(lambda: _browsed(knowledge, what, name, limit, offset))

    @made.tool(description=text("mcp.cite", lang), annotations=_READ_ONLY)
    def cite(name: str) -> Answer:
        return _answer(lambda: knowledge.cite(name))

    @made.resource("ainotes://entry/{name}", mime_type="text/markdown", description=text("mcp.entry", lang))
    def entry(name: str) -> str:
        return str(knowledge.read(name).get("markdown", ""))

    @made.resource("ainotes://glossary", mime_type="application/json", description=text("mcp.glossary", lang))
    def glossary() -> Answer:
        return knowledge.glossary()

    @made.prompt(name="answer-with-sources", description=text("mcp.prompt", lang))
    def answer_with_sources(question: str) -> str:
        return text("mcp.prompt.text", lang, question=question)

    return made


def _browsed(knowledge: Knowledge, what: What, name: str, limit: int, offset: int) -> Answer:
    if what == "topics":
        return knowledge.topics()
    if what == "topic":
        return knowledge.topic(name, limit, offset)
    if what == "glossary":
        return knowledge.glossary(limit, offset)
    if what == "timeline":
        return knowledge.timeline(name, limit, offset)
    return knowledge.neighbours(name)


def _answer(ask: Callable[[], Answer]) -> Answer:
    try:
        return ask()
    except UnknownNameError as error:
        raise ToolError(str(error)) from error
