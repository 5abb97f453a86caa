"""Boilerplate: a text as blocks, and the kinds of what its author did not write."""
