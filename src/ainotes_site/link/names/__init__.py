"""What the names in links lead to."""
