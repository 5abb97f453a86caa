"""The new site beside the old one, and the step in which it replaces it."""
