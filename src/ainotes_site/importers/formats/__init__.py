"""The formats of exports: each module says whether an export is its own, and reads it."""
