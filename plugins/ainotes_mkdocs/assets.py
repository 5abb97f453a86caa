"""The theme's style sheets and scripts, joined into one file each: a page asks for two files instead of forty.

The order is written out, because a later file may use what an earlier one defines.
"""
