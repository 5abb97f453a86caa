"""`ainotes mcp`: the knowledge base for language models, over standard input and output."""

from __future__ import annotations

import argparse

from ainotes_site.agents.knowledge import Knowledge
from ainotes_site.cli.config import KnowledgeBase, place
from ainotes_site.cli.library import published
from ainotes_site.errors import AinotesError, IndexFormatError
from ainotes_site.i18n import error_of
from ainotes_site.search.engine import SearchIndex, open_index


def run_mcp(options: argparse.Namespace) -> int:
    """Serve until the client goes. Nothing but the protocol is written to standard output."""
    try:
        from ainotes_site.agents.mcp_server import server
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise error_of(AinotesError, "ainotes mcp", "mcp.uninstalled") from error
    server(knowledge_of(place(options))).run("stdio")
    return 0


def knowledge_of(where: KnowledgeBase) -> Knowledge:
    """A knowledge base, read and open for questions; it can be searched where its site has been built."""
    read = published(where)
    index: SearchIndex | None
    try:
        index = open_index(where.project.site / "search")
    except IndexFormatError:
        index = None  # said by whoever searches, with what to do
    return Knowledge(read.linked.library, read.settings, read.linked.links, index)
