"""How a knowledge base begins: starter files in two languages, what fits notes that exist, workflows that publish."""
