"""What the theme renders for a site, once: page layouts, static files, hand-written pages."""
