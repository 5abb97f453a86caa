"""Passes over the tokens of one entry, one concern a file, in the order that `markup.compile` lists."""
