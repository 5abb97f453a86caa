"""What is a heading, what its number says, and which headings are days."""
