"""The head of a social post: whose it is, of when, and what it quotes."""
