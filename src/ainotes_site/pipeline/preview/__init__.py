"""What `ainotes serve` shows between a save and the end of the build that follows."""
