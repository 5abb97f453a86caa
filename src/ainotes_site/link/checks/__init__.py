"""The lints of `ainotes check`: one group a file, each a function `(Notes) -> Iterator[Problem]`."""
