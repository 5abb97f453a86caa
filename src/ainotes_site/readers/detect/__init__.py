"""Detectors: dates, authors, titles, numbers, boilerplate and the like, found in text."""
