"""Which topics an entry has."""
