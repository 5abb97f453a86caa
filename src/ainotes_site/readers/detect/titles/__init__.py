"""What a note or an entry is called."""
