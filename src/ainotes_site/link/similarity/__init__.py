"""What entries have in common: related ones, near-duplicates."""
