"""Rules of the parser, one syntax a file; `markup.parser` lists them in the order in which they run."""
