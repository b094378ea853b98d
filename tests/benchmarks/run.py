"""`make bench`: one table of ratios. Each compares ours with something named; both were measured in turns; medians.

No figure is asserted: machines differ, and the same machine differs from minute to minute. A ratio that is not as
wanted is marked MISSED. The exit code is 1 if a row could not be measured.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import traceback
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import rows
from measure import WIDTH, CannotMeasureError

ROWS = {
    "start": rows.start,
    "peers": rows.peers,
    "pace": rows.pace,
    "authors": rows.authors,
    "scale": rows.scale,
    "regrade": rows.regrade,
    "budget": rows.budget,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, help="of the short measurements; long ones get half as many (default: 6)")
    parser.add_argument("--only", choices=ROWS, action="append", help="a row of the table; may be given several times")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--full", action="store_true", help="also 5,000 submissions")
    size.add_argument(
        "--tiny", action="store_true", help="few students, one round: only shows that all can be measured"
    )
    options = parser.parse_args()
    sizes = rows.TINY if options.tiny else rows.USUAL
    if options.full:
        sizes = replace(sizes, scale=(*sizes.scale, 5000))
    if options.rounds:
        sizes = replace(sizes, rounds=options.rounds)
    os.environ["PYTHONSAFEPATH"] = "1"
    os.environ["DLCOURSE_SEED"] = "bench"
    if options.tiny:
        print("Tiny classes: this shows that each row can be measured. The figures mean nothing.")
    print(
        f"{'':<{WIDTH}} {'ours':>11} {'theirs':>11}     ratio; medians of {sizes.rounds} short or {sizes.few} long runs"
    )
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="dlcourse-bench-") as name:
        folder = Path(name).resolve()
        os.environ["DLCOURSE_CACHE"] = str(folder / "cache")
        failed = [
            row for row in options.only or ROWS if not _measure(row, folder / row, sizes, verdicts=not options.tiny)
        ]
    print(f"{time.monotonic() - began:.0f} s")
    if failed:
        sys.exit(f"Not measured: {', '.join(failed)}. What failed is above.")


def _measure(row: str, folder: Path, sizes: rows.Sizes, *, verdicts: bool) -> bool:
    """Print the lines of a row, or why it cannot be measured; return whether it was measured."""
    folder.mkdir()
    try:
        for line in ROWS[row](rows.Bench(folder, sizes)):
            print(line if verdicts else replace(line, met=None), flush=True)
    except CannotMeasureError as error:
        print(f"{row}: {error}", file=sys.stderr, flush=True)
        return False
    except Exception:
        traceback.print_exc()
        return False
    return True


if __name__ == "__main__":
    main()
