"""What makes a build after an edit cheap: the last build's snapshot, relinked; the affected pages; the index updated."""
