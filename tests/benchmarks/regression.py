"""Fails when a build takes much longer than it did: `python tests/benchmarks/regression.py [--update]`.

Seconds say nothing on a machine that is not known, so each build's processor time is divided by that of a fixed
computation just before and after it, and compared with the quotients in `regression.json`. More than `TOLERANCE` times
the stored one is a regression. `--update` stores what was measured. Builds have one process: two that share a core take
more of its time, and how much more depends on the machine.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from hashlib import blake2b
from pathlib import Path

from build import COMMAND, day, write_base

NOTES = 1000
TOLERANCE = 1.6
STORED = Path(__file__).with_suffix(".json")


def main() -> int:
    """Measure, compare and say so; 1 when something has become slow."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--update", action="store_true")
    update = options.parse_args().update
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        write_base(base, NOTES, 1)
        found = {what: round(_quotient(base), 2) for what in day(base)}
    if update:
        STORED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    slow = {what for what, quotient in found.items() if quotient > TOLERANCE * stored[what]}
    for what, quotient in found.items():
        verdict = "slow" if what in slow else "good"
        print(f"{what:16} {quotient:7.2f} of the reference, stored {stored[what]:7.2f}: {verdict}")
    return int(bool(slow))


def reference() -> float:
    """Processor seconds of the fixed computation: strings, dictionaries and digests, as a build has them."""
    start = time.process_time()
    counts: dict[str, int] = {}
    for number in range(400_000):
        word = f"{number * 2_654_435_761 % 65_521:x}"
        counts[word] = counts.get(word, 0) + len(blake2b(word.encode(), digest_size=8).hexdigest())
    sorted(counts, key=counts.__getitem__)
    return time.process_time() - start


def _quotient(base: Path) -> float:
    before = reference()
    spent = _processor_time(base)
    return spent / ((before + reference()) / 2)


def _processor_time(base: Path) -> float:
    """Seconds of one build, of all its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [*COMMAND, "--workers", "1"], cwd=base, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
