"""`dlcourse grade` and `dlcourse regrade` on a class, timed."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from measure import Timed, run, steady, watched

DLCOURSE = Path(sys.executable).with_name("dlcourse")
FLOOR = Path(__file__).with_name("floor.py")


@dataclass(frozen=True)
class Floor:
    """Seconds for each submission, and by topic file: CPU seconds of all its probes, and seconds of the slowest."""

    each: float
    cpu: dict[str, float]
    slowest: dict[str, float]


@dataclass
class OurClass:
    """A class in `submissions` whose scores are known; results go to new folders in `folder`."""

    course: Path
    week: str
    submissions: Path
    folder: Path
    known: Mapping[str, float]
    last: Path = field(init=False)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def grade(self, jobs: int = os.cpu_count() or 1) -> Timed:
        """Grade the class behind bubblewrap. Each submission's time is that from one finished record to the next."""
        self.last = self.folder / f"{self.submissions.name}-results-{next(self._numbers)}"
        words = ["--course", self.course, "grade", self.week, self.submissions, "--out", self.last, "--jobs", str(jobs)]
        total, megabytes = watched([DLCOURSE, *words], self.folder)
        each = steady((self.last / "records").iterdir())
        self.check()
        return Timed(total, each, megabytes)

    def regrade(self) -> float:
        """Judge the last results again."""
        seconds = run([DLCOURSE, "--course", self.course, "regrade", self.last], self.folder)
        self.check()
        return seconds

    def check(self) -> None:
        """Compare the scores with the known ones; they are the same or the benchmark ends."""
        compare("dlcourse", self.scores(), self.known)

    def scores(self) -> dict[str, float]:
        lines = (self.last / "results.jsonl").read_text(encoding="utf-8").splitlines()
        return {record["student"]: record["points"] for record in map(json.loads, lines)}

    def floor(self) -> Floor:
        """Run the probes' own code in one warm process, on the last results' keys."""
        command = [sys.executable, "-P", FLOOR, self.course, self.week, self.submissions, self.last / "keys"]
        env = os.environ | {"OMP_NUM_THREADS": "1"}
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(done.stderr)
        return Floor(**json.loads(done.stdout.splitlines()[-1]))

    def forget(self) -> None:
        """Remove results, which for thousands of students fill a disk."""
        shutil.rmtree(self.last)


def compare(who: str, scores: Mapping[str, float], known: Mapping[str, float]) -> None:
    """End the benchmark where somebody's scores are not the known ones: it would compare different work."""
    wrong = [
        f"{name}: {scores.get(name)} instead of {known[name]}" for name in known if scores.get(name) != known[name]
    ]
    if wrong or scores.keys() != known.keys():
        raise SystemExit(f"The scores of {who} are not the known ones:\n" + "\n".join(wrong[:10]))
