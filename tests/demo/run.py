"""`make demo`: a student's half-finished week, checked; then a class of twelve, graded. Safe to run again and again.

The class in `class/`: ada and leo are right (leo in unusual ways), ben is half done, chloe, dan, eva and finn each
make one typical mistake, gia has not started, hugo has a syntax error, ines a loop that never ends, jon is hostile,
and kira imports a package that is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
COMMAND = [sys.executable, "-P", "-m", "dlcourse.cli.main"]


def run(*arguments: str | Path, cwd: Path, expected: tuple[int, ...] = (0,)) -> None:
    """Print a command as a user types it, run it, and stop if it ends with an unexpected exit code."""
    print(f"\n$ dlcourse {' '.join(map(str, arguments))}", flush=True)
    code = subprocess.run([*COMMAND, *map(str, arguments)], cwd=cwd, check=False).returncode
    if code not in expected:
        sys.exit(f"dlcourse ended with exit code {code}, not {' or '.join(map(str, expected))}.")


def main() -> None:
    os.environ.setdefault("DLCOURSE_SEED", "demo")  # a real class keeps its seed secret
    with tempfile.TemporaryDirectory(prefix="dlcourse-demo-") as name:
        folder = Path(name)
        print(f"A student works in {folder / 'work'}.")
        run("fetch", "week03", "--into", "work", cwd=folder)
        for file in (HERE / "half_finished" / "week03").iterdir():
            shutil.copy(file, folder / "work" / "week03")
        run("check", "week03", cwd=folder / "work", expected=(1,))
        run("hint", "training_loop", cwd=folder / "work")
        run("score", "week03", cwd=folder / "work")
        print("\nAn instructor grades the class.")
        isolation: list[str] = []
        if shutil.which("bwrap") is None:
            print("bubblewrap is not installed here (`make sandbox` installs it), so without the sandbox:")
            isolation = ["--isolation", "process"]
        run("grade", "week03", HERE / "class", "--out", "results", *isolation, cwd=folder)
        print(f"\n{(folder / 'results' / 'grades.csv').read_text(encoding='utf-8')}")


if __name__ == "__main__":
    main()
