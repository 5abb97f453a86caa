"""What a page, and an entry on it, depends on, as a digest."""
