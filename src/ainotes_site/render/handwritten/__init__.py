"""Hand-written pages of a site, as MkDocs rendered them: terms linked in them, topics made of their tags."""
