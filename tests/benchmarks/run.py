"""`make bench`: one table of ratios, each against something named that was measured in turns with ours; medians.

Nothing here is asserted: machines differ, and the same one differs from minute to minute. What is wanted and not
reached is marked MISSED.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import rows

ROWS = {
    "start": rows.start,
    "peers": rows.peers,
    "pace": rows.pace,
    "scale": rows.scale,
    "regrade": rows.regrade,
    "budget": rows.budget,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=6, help="of the short measurements; long ones take half")
    parser.add_argument("--only", choices=ROWS, action="append", help="a row of the table; may be given several times")
    parser.add_argument("--full", action="store_true", help="also 5,000 submissions")
    options = parser.parse_args()
    os.environ["PYTHONSAFEPATH"] = "1"
    os.environ["DLCOURSE_SEED"] = "bench"
    print(
        f"{'':<72} {'ours':>11} {'theirs':>11}     ratio; medians of {options.rounds} short or half as many long runs"
    )
    began = time.monotonic()
    for name in options.only or ROWS:
        with tempfile.TemporaryDirectory(prefix="dlcourse-bench-") as folder:
            os.environ["XDG_CACHE_HOME"] = folder
            for line in ROWS[name](rows.Bench(Path(folder).resolve(), options.rounds, options.full)):
                print(line, flush=True)
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
