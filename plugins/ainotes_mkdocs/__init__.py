"""MkDocs plugins that wire the library into a build."""
