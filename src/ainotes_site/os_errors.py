"""What the system refused, said in one line: where, the fact, and what to do."""

from __future__ import annotations

import errno

from ainotes_site.errors import AinotesError
from ainotes_site.i18n import error_of
from ainotes_site.i18n.problems import PROBLEMS


def refused(error: OSError) -> AinotesError:
    """The same as an error of ours."""
    key = f"system.{errno.errorcode.get(error.errno or 0)}"
    if key not in PROBLEMS:
        key = "system.other"
    # Of a copy that cannot be written the system names the source first. What it names nothing of is in the way of all.
    place = error.filename2 or error.filename or "ainotes"
    name = place.decode(errors="replace") if isinstance(place, bytes) else str(place)
    return error_of(AinotesError, name, key, why=error.strerror or error)
