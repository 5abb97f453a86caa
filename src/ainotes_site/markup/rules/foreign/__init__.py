"""What other programs write that Markdown does not have: fenced callouts, tags of site generators."""
