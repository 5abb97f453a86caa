"""The commands, some files with several: each is a function `run_…`, named in `arguments.py`."""
