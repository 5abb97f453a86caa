"""The search index of a build: documents, their tokens, shards, in a process of its own."""
