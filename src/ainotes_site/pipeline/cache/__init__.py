"""Results that are stored between builds, each under a digest of what it was made from."""
