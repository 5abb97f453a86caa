"""The written format of the index: numbers, postings and texts as classic scripts."""
