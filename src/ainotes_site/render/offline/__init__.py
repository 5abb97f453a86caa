"""The worker that keeps a site for reading without a network."""
