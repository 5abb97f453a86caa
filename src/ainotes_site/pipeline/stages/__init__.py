"""The stages of a build, one a file: scan, read, date, compile, fingerprint, link, write pages, write the index."""
