"""Pictures, films and embedded notes: what they show, how large they are, what stands below them."""
