"""Glossaries: terms with definitions, in lists, tables, headings or HTML."""
