"""From documents to the files of an index."""
