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

from measure import CannotMeasureError, Timed, command_failed, run, steady, watched

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
    """A class in `submissions` whose scores are known. Each grading writes to a new folder in `folder`."""

    course: Path
    week: str
    submissions: Path
    folder: Path
    known: Mapping[str, float]
    last: Path = field(init=False)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def grade(self, jobs: int = os.cpu_count() or 1, seed: str | None = None) -> Timed:
        """Grade the class in bubblewrap. The time of a submission is that from one finished record to the next."""
        self.last = self.folder / f"{self.submissions.name}-results-{next(self._numbers)}"
        words = ["--course", self.course, "grade", self.week, self.submissions, "--out", self.last, "--jobs", str(jobs)]
        total, megabytes = watched([DLCOURSE, *words], self.folder, env={"DLCOURSE_SEED": seed} if seed else {})
        each = steady((self.last / "records").iterdir())
        self.check()
        return Timed(total, each, megabytes)

    def regrade(self) -> float:
        """Judge the last results again; return the seconds."""
        seconds = run([DLCOURSE, "--course", self.course, "regrade", self.last], self.folder)
        self.check()
        return seconds

    def check(self) -> None:
        """Raise CannotMeasureError if the scores are not the known ones."""
        compare("dlcourse", self.scores(), self.known)

    def scores(self) -> dict[str, float]:
        lines = (self.last / "results.jsonl").read_text(encoding="utf-8").splitlines()
        return {record["student"]: record["points"] for record in map(json.loads, lines)}

    def floor(self) -> Floor:
        """Run the probes' own code in one warm process, with the keys of the last results."""
        command = [sys.executable, "-P", FLOOR, self.course, self.week, self.submissions, self.last / "keys"]
        env = os.environ | {"OMP_NUM_THREADS": "1"}
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise command_failed(command, done.returncode, done.stderr)
        return Floor(**json.loads(done.stdout.splitlines()[-1]))

    def forget(self) -> None:
        """Delete the last results: those of thousands of students fill a disk."""
        shutil.rmtree(self.last)


def compare(who: str, scores: Mapping[str, float], known: Mapping[str, float]) -> None:
    """Raise CannotMeasureError if somebody's score is not the known one: the work would not be the same."""
    wrong = [
        f"{name}: {scores.get(name)} instead of {known[name]}" for name in known if scores.get(name) != known[name]
    ]
    if wrong or scores.keys() != known.keys():
        raise CannotMeasureError(f"The scores of {who} are not the known ones:\n" + "\n".join(wrong[:10]))
