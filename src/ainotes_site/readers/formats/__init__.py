"""The formats of notes, one a file."""
