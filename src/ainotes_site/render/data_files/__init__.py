"""The knowledge base for programs: Markdown beside the pages, llms.txt, entries.jsonl, graph.json, and their schemas."""
