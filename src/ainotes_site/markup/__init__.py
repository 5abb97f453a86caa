"""Markdown to safe HTML: `compile.compile_entry` does an entry, `inline.render_definition` a glossary definition,
`plain.plain` a title.
"""
