"""Images on other hosts: asked for with suspicion, checked, measured and kept."""
