"""The rows of the table: each measures its sides in turns and yields its lines."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import classes
from measure import Line, at_least, at_most, cpu_seconds, in_turns, run
from ours import DLCOURSE, OurClass, compare
from terminal import Watching, first_words

from dlcourse.graders.engine.course.course import Course

ROOT = Path(__file__).resolve().parents[2]
CLASS = 300  # submissions, for the comparison with others
SIX, WEEK03 = 150, 15  # submissions, where time per submission is taken
DYNAMO = "import torch, torch._dynamo"
SAMPLE = 4  # submissions that are enough to know the pace of a slow grader


@dataclass(frozen=True)
class Bench:
    """Where to work, how often to repeat, and whether everything is wanted."""

    folder: Path
    rounds: int
    full: bool

    @property
    def few(self) -> int:
        """Rounds of what takes many seconds."""
        return max(1, self.rounds // 2)

    def six(self, count: int) -> OurClass:
        submissions = self.folder / f"six-{count}"
        known = classes.write_six(submissions, count)
        return OurClass(classes.SIX, "small", submissions, self.folder, known)

    def week03(self, count: int) -> OurClass:
        submissions = self.folder / f"week03-{count}"
        known = classes.write_week03(submissions, count)
        return OurClass(classes.four_topics(self.folder / "four"), "week03", submissions, self.folder, known)


def start(bench: Bench) -> Iterator[Line]:
    """The command's start, a student's check, and the next one while `dlcourse watch` runs."""
    home = bench.folder / "student"
    subprocess.run([DLCOURSE, "fetch", "week03", "--into", home], stdout=subprocess.DEVNULL, check=True)
    for path in (ROOT / "solutions" / "week03").glob("*.py"):
        shutil.copy(path, home / "week03")
    python: list[str | Path] = [sys.executable, "-c"]
    rows: list[tuple[str, list[str | Path], str, float]] = [
        ("dlcourse --help / python -c 'import click'", ["--help"], "import click", 1.5),
        ("dlcourse check relu_family / import torch", ["check", "relu_family"], "import torch", 1.3),
        (
            "dlcourse check training_loop / import torch, torch._dynamo",
            ["check", "training_loop"],
            DYNAMO,
            1.3,
        ),
        ("dlcourse check week03, all right / import torch, torch._dynamo", ["check", "week03"], DYNAMO, 3),
    ]
    for title, words, floor, bound in rows:
        sides = lambda words=words: run([DLCOURSE, *words], home), lambda floor=floor: run([*python, floor], home)
        in_turns(1, *sides)  # once unmeasured: files into the cache
        yield at_most(title, in_turns(bench.rounds, *sides), bound)
    words = in_turns(bench.rounds, lambda: first_words(home), lambda: run([*python, "import torch"], home))
    yield at_most("dlcourse check, until the terminal says something / import torch", words, 0.1)
    for topic in ("relu_family", "training_loop"):
        with Watching(home, topic) as watching:
            times = in_turns(
                bench.rounds,
                watching.save,
                lambda watching=watching: watching.took,
                lambda topic=topic: run([DLCOURSE, "check", topic], home),
            )
        title = f"dlcourse watch {topic}: the check after a save"
        yield at_most(f"{title} / dlcourse check {topic}", [(took, cold) for _, took, cold in times], 0.1)
        title = f"{title}, from the save to the screen, with 0.2 s of quiet"
        yield at_most(f"{title} / the same", [(seen, cold) for seen, _, cold in times], 0.3)


def peers(bench: Bench) -> Iterator[Line]:
    """The six tasks against nbgrader and plain pytest: whole command on a class against their pace once running."""
    from peers import Nbgrader, PlainPytest  # imports nbformat

    ours = bench.six(CLASS)
    nbgrader, pytest = Nbgrader(bench.folder / "nbgrader", SAMPLE), PlainPytest(bench.folder / "pytest", SAMPLE)
    ours.grade()  # makes the key
    times = in_turns(
        bench.few, lambda: ours.grade().total / CLASS, lambda: nbgrader.grade().each, lambda: pytest.grade().each
    )
    compare("nbgrader", nbgrader.scores(), nbgrader.known)
    compare("pytest", pytest.scores(), pytest.known)
    title = f"dlcourse grade, {CLASS} submissions of six tasks, start included"
    yield at_least(f"{title} / nbgrader autograde", [(mine, theirs) for mine, theirs, _ in times], 100)
    yield at_least(f"{title} / python -m pytest", [(mine, theirs) for mine, _, theirs in times], 40)


def pace(bench: Bench) -> Iterator[Line]:
    """Time per submission once all is warm: one job against the probes' own code, and two jobs against one."""
    for name, ours, bound in (("six tasks", bench.six(SIX), 2), ("week03", bench.week03(WEEK03), 1.2)):
        ours.grade()  # makes the key
        times = in_turns(
            bench.few,
            lambda ours=ours: ours.grade(1).each,
            lambda ours=ours: ours.floor().each,
            lambda ours=ours: ours.grade(2).each,
        )
        yield at_most(f"{name}: one job / the probes' own code", [(one, floor) for one, floor, _ in times], bound)
        yield at_least(f"{name}: two jobs / one job", [(two, one) for one, _, two in times], 1.8)


def scale(bench: Bench) -> Iterator[Line]:
    """Time per submission and the command's memory, as classes grow."""
    counts = (100, 1000, 5000) if bench.full else (100, 1000)
    groups = [bench.six(count) for count in counts]
    groups[0].grade()  # makes the key
    runs = []
    for ours in groups:
        runs.append(ours.grade())
        ours.forget()
    small = runs[0]
    for count, large in zip(counts[1:], runs[1:], strict=True):
        title, ratio = f"six tasks: {count} submissions / {counts[0]}", large.each / small.each
        yield Line(f"{title}, time for each", large.each, small.each, ratio, "within 10 %", 0.9 <= ratio <= 1.1)
        more = large.megabytes - small.megabytes
        ratio = large.megabytes / small.megabytes
        title = f"{title}, command's peak memory"
        yield Line(title, large.megabytes, small.megabytes, ratio, "± 50 MB", abs(more) <= 50, "MB")
        yield Line(
            f"six tasks: {count} submissions / {counts[0]}, whole command",
            large.total,
            small.total,
            large.total / small.total,
        )


def budget(bench: Bench) -> Iterator[Line]:
    """What the whole week's reference takes once all is imported, and how far the time limits are from it."""
    submissions = bench.folder / "everything"
    known = {"ada": 100.0, "ben": 100.0}
    for name in known:
        (submissions / name).mkdir(parents=True)
        for path in (ROOT / "solutions" / "week03").glob("*.py"):
            shutil.copy(path, submissions / name)
    ours = OurClass(ROOT, "week03", submissions, bench.folder, known)
    ours.grade(1)
    times = in_turns(bench.few, ours.floor, lambda: cpu_seconds([sys.executable, "-c", DYNAMO]))
    week = [(sum(floor.cpu.values()), importing) for floor, importing in times]
    yield at_most("week03: CPU seconds of all probes on the reference / import torch, torch._dynamo", week, 3)
    floor, importing = times[-1]
    name, most = max(floor.cpu.items(), key=lambda item: item[1])
    yield at_most(
        f"week03: the largest topic, {name} / the week's budget, three such imports", [(most, 3 * importing)], 0.25
    )
    factors = {topic.file_name: (floor.slowest[topic.file_name], topic.entry.seconds) for topic in Course(ROOT).topics}
    name, pair = min(factors.items(), key=lambda item: item[1][1] / item[1][0])
    yield at_least(f"week03: the tightest time limit, {name}: slowest probe / limit", [pair], 20)


def regrade(bench: Bench) -> Iterator[Line]:
    """Judging stored evidence again against grading."""
    ours = bench.week03(WEEK03)
    ours.grade()
    times = in_turns(bench.few, ours.regrade, lambda: ours.grade().total)
    yield at_least(f"week03: dlcourse regrade / dlcourse grade, {WEEK03} submissions", times, 10)
