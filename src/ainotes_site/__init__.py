"""ainotes: messy notes in, a browsable and searchable static knowledge base out."""

__version__ = "0.1.0"
