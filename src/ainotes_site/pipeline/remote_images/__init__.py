"""Images on other hosts: fetched safely, checked, measured and cached."""
