"""`python -m ainotes_site` is `ainotes`."""

from ainotes_site.cli import program

program()
