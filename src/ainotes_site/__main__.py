"""The program `ainotes`, which `python -m ainotes_site` is too.

Nothing is imported here that takes its time, so that an interrupt while the rest is loaded is no traceback.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn


def program() -> NoReturn:
    """Run the command line, and end."""
    try:
        from ainotes_site.cli import program as run

        run()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        from ainotes_site.cli.interrupt import INTERRUPTED, said

        print(said(), file=sys.stderr, flush=True)
        os._exit(INTERRUPTED)


if __name__ == "__main__":
    program()
