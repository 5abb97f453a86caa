"""The knowledge base as tools for language models: what they can be told (`knowledge`), and how (`mcp_server`)."""
