"""A knowledge base taken along: as a database, as a vault, as flash cards. All of it from what is published, nothing else."""
