"""The pages of a site, one kind a file."""
