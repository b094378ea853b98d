"""`make bench`: the command's speed, as ratios measured in one run, interleaved, medians of several.

Nothing here is asserted: machines differ, and the same one differs from minute to minute. A ratio is against something
named that was measured between the same minutes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DLCOURSE = Path(sys.executable).with_name("dlcourse")


def seconds(command: list[str | Path], cwd: Path) -> float:
    """Return how long a command takes, output thrown away."""
    start = time.perf_counter()
    subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def compare(title: str, ours: list[str | Path], floor: list[str | Path], bound: float, cwd: Path, rounds: int) -> str:
    """Measure two commands in turns; return a line of the table."""
    seconds(ours, cwd), seconds(floor, cwd)  # once unmeasured: files into the cache
    times = [(seconds(ours, cwd), seconds(floor, cwd)) for _ in range(rounds)]
    mine, theirs = (statistics.median(column) for column in zip(*times, strict=True))
    ratio = statistics.median(a / b for a, b in times)
    verdict = "" if ratio <= bound else "  MISSED"
    return f"{title:<62} {mine:7.3f} s {theirs:7.3f} s {ratio:6.2f} ×  (wanted ≤ {bound} ×){verdict}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    os.environ["PYTHONSAFEPATH"] = "1"
    with tempfile.TemporaryDirectory(prefix="dlcourse-bench-") as name:
        folder = Path(name)
        subprocess.run([DLCOURSE, "fetch", "week03", "--into", folder], stdout=subprocess.DEVNULL, check=True)
        for path in (ROOT / "tests" / "demo" / "class" / "ada" / "week03").glob("*.py"):
            shutil.copy(path, folder / "week03")
        python = sys.executable
        print(f"{'':<62} {'ours':>9} {'floor':>9}   ratio, medians of {rounds}", flush=True)
        rows: list[tuple[str, list[str | Path], list[str | Path], float]] = [
            ("dlcourse --help / python -c 'import click'", [DLCOURSE, "--help"], [python, "-c", "import click"], 1.5),
            (
                "dlcourse check relu_family / import torch",
                [DLCOURSE, "check", "relu_family"],
                [python, "-c", "import torch"],
                1.3,
            ),
            (
                "dlcourse check training_loop / import torch, torch._dynamo",
                [DLCOURSE, "check", "training_loop"],
                [python, "-c", "import torch, torch._dynamo"],
                1.3,
            ),
        ]
        for title, ours, floor, bound in rows:
            print(compare(title, ours, floor, bound, folder, rounds), flush=True)


if __name__ == "__main__":
    main()
