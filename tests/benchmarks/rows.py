"""The rows of the table: each row measures its sides in turns and yields its lines."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import classes
from measure import Line, at_least, at_most, cpu_seconds, in_turns, run
from ours import DLCOURSE, OurClass, compare
from terminal import Watching, first_output

from dlcourse.graders.engine.course.course import Course

ROOT = Path(__file__).resolve().parents[2]
DYNAMO = "import torch, torch._dynamo"


@dataclass(frozen=True)
class Sizes:
    """How much a run measures. The other numbers are submissions.

    rounds: repetitions of a short measurement; a long one gets half as many.
    peers: what we grade for the comparison with others.
    sample: what the others grade: enough to know the pace of a slow grader.
    six, week03: a class of which the time per submission is taken.
    scale: classes that grow.
    whole_week: measure all topics of week03, not four of them.
    warm_up: run each command once before it is measured.
    """

    rounds: int
    peers: int
    sample: int
    six: int
    week03: int
    scale: tuple[int, ...]
    whole_week: bool = True
    warm_up: bool = True

    @property
    def few(self) -> int:
        """Rounds of a long measurement."""
        return max(1, self.rounds // 2)


USUAL = Sizes(rounds=6, peers=300, sample=4, six=150, week03=15, scale=(100, 1000))
TINY = Sizes(rounds=1, peers=8, sample=2, six=8, week03=4, scale=(8, 16), whole_week=False, warm_up=False)


class Bench:
    """One row's folder, and the courses and classes in it."""

    def __init__(self, folder: Path, sizes: Sizes) -> None:
        self.folder = folder
        self.sizes = sizes
        self.four = classes.four_topics(folder / "four")
        self.course = ROOT if sizes.whole_week else self.four  # of the rows about the whole of week03
        self.command: list[str | Path] = [DLCOURSE] if sizes.whole_week else [DLCOURSE, "--course", self.four]

    def warm_up(self, *measures: Callable[[], Any]) -> None:
        """Run what will be measured: this makes keys, and brings files into the system's cache."""
        if self.sizes.warm_up:
            in_turns(1, *measures)

    def six(self, count: int) -> OurClass:
        submissions = self.folder / f"six-{count}"
        known = classes.write_six(submissions, count)
        return OurClass(classes.SIX, "small", submissions, self.folder, known)

    def week03(self, course: Path, count: int) -> OurClass:
        submissions = self.folder / f"week03-{count}"
        known = classes.write_week03(submissions, course, count)
        return OurClass(course, "week03", submissions, self.folder, known)


def start(bench: Bench) -> Iterator[Line]:
    """The command's start, a student's check, and the check after a save in `dlcourse watch`."""
    home = bench.folder / "student"
    run([*bench.command, "fetch", "week03", "--into", home], bench.folder)
    for topic in Course(bench.course).weeks["week03"]:
        shutil.copy(topic.solution, home / "week03")
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
    rounds = bench.sizes.rounds
    for title, words, floor, bound in rows:
        sides = lambda words=words: run([*bench.command, *words], home), lambda floor=floor: run([*python, floor], home)
        bench.warm_up(*sides)
        yield at_most(title, in_turns(rounds, *sides), bound)
    pairs = in_turns(rounds, lambda: first_output(bench.command, home), lambda: run([*python, "import torch"], home))
    yield at_most("dlcourse check, until its first output / import torch", pairs, 0.1)
    for topic in ("relu_family", "training_loop"):
        with Watching(bench.command, home, topic) as watching:
            times = in_turns(
                rounds,
                watching.save,
                lambda watching=watching: watching.took,
                lambda topic=topic: run([*bench.command, "check", topic], home),
            )
        title = f"dlcourse watch {topic}, a check after a save / dlcourse check"
        yield at_most(title, [(took, cold) for _, took, cold in times], 0.1)
        title = f"dlcourse watch {topic}, from a save to the screen / dlcourse check"
        yield at_most(title, [(seen, cold) for seen, _, cold in times], 0.3)  # 0.2 s of `seen` is a wait on purpose


def peers(bench: Bench) -> Iterator[Line]:
    """The six tasks against nbgrader and plain pytest: our whole command against their time per submission."""
    from peers import Nbgrader, PlainPytest  # imports nbformat

    count, sample = bench.sizes.peers, bench.sizes.sample
    ours = bench.six(count)
    nbgrader, pytest = Nbgrader(bench.folder / "nbgrader", sample), PlainPytest(bench.folder / "pytest", sample)
    bench.warm_up(ours.grade)
    times = in_turns(
        bench.sizes.few, lambda: ours.grade().total / count, lambda: nbgrader.grade().each, lambda: pytest.grade().each
    )
    compare("nbgrader", nbgrader.scores(), nbgrader.known)
    compare("pytest", pytest.scores(), pytest.known)
    title = f"six tasks, {count} submissions: dlcourse grade with its start"
    yield at_least(f"{title} / nbgrader autograde", [(mine, theirs) for mine, theirs, _ in times], 100)
    yield at_least(f"{title} / python -m pytest", [(mine, theirs) for mine, _, theirs in times], 40)


def pace(bench: Bench) -> Iterator[Line]:
    """Time per submission once the workers are warm: one job against the probes' own code, two jobs against one."""
    sizes = bench.sizes
    groups = [("six tasks", bench.six(sizes.six), 2.5), ("four topics", bench.week03(bench.four, sizes.week03), 1.2)]
    if sizes.whole_week:
        groups.append(("week03", bench.week03(bench.course, sizes.week03), 1.5))
    for name, ours, bound in groups:
        bench.warm_up(ours.grade)
        times = in_turns(
            sizes.few,
            lambda ours=ours: ours.grade(1).each,
            lambda ours=ours: ours.floor().each,
            lambda ours=ours: ours.grade(2).each,
        )
        yield at_most(f"{name}: one job / the probes' own code", [(one, floor) for one, floor, _ in times], bound)
        yield at_least(f"{name}: two jobs / one job", [(two, one) for one, _, two in times], 1.85)


def authors(bench: Bench) -> Iterator[Line]:
    """What an author and a first grading wait for: the keys of a new seed, and the proof of a topic after a change."""
    ours, floor = bench.week03(bench.course, 2), lambda: run([sys.executable, "-c", DYNAMO], bench.folder)
    bench.warm_up(ours.grade)
    seeds = iter(range(bench.sizes.rounds))
    times = in_turns(bench.sizes.few, lambda: ours.grade(seed=f"bench-{next(seeds)}").total, ours.grade, floor)
    keys = [(new - known.total, importing) for new, known, importing in times]
    yield at_most("week03: keys of a new seed / import torch, torch._dynamo", keys, 8)
    home = classes.own_course(bench.folder / "course", bench.course)
    changes = (
        ("its solution", home / "solutions/week03/training_loop.py", "    #\n", "    ### END SOLUTION", 5),
        ("a mistake's text", home / "solutions/week03/mistakes/training_loop.py", " ", '"""', 1),
    )
    check = [DLCOURSE, "--course", home, "dev", "check", "training_loop"]
    bench.warm_up(lambda: run(check, bench.folder))
    for what, file, text, before, bound in changes:
        edit = partial(classes.insert, file, text, before)
        times = in_turns(bench.sizes.few, edit, lambda: run(check, bench.folder), floor)
        title = f"dlcourse dev check training_loop after a change of {what} / import torch, torch._dynamo"
        yield at_most(title, [(took, importing) for _, took, importing in times], bound)


def scale(bench: Bench) -> Iterator[Line]:
    """Time per submission and the command's memory, as classes grow."""
    counts = bench.sizes.scale
    groups = [bench.six(count) for count in counts]
    bench.warm_up(groups[0].grade)
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
        memory = f"{title}, peak memory of the command"
        yield Line(memory, large.megabytes, small.megabytes, ratio, "± 50 MB", abs(more) <= 50, "MB")
        yield Line(f"{title}, whole command", large.total, small.total, large.total / small.total)


def budget(bench: Bench) -> Iterator[Line]:
    """What the reference of the whole week takes after all imports, and how far that is from the time limits."""
    ours = bench.week03(bench.course, 2)
    ours.grade(1)
    times = in_turns(bench.sizes.few, ours.floor, lambda: cpu_seconds([sys.executable, "-c", DYNAMO]))
    week = [(sum(floor.cpu.values()), importing) for floor, importing in times]
    yield at_most("week03: CPU seconds of all probes on the reference / import torch, torch._dynamo", week, 3)
    floor, importing = times[-1]
    name, most = max(floor.cpu.items(), key=lambda item: item[1])
    title = f"week03: the largest topic, {name} / the week's budget, three such imports"
    yield at_most(title, [(most, 3 * importing)], 0.25)
    limits = {topic.file_name: topic.entry.seconds for topic in Course(bench.course).weeks["week03"]}
    factors = {name: (slowest, limits[name]) for name, slowest in floor.slowest.items()}
    name, pair = min(factors.items(), key=lambda item: item[1][1] / item[1][0])
    yield at_least(f"week03: the tightest time limit, {name}: slowest probe / limit", [pair], 20)


def regrade(bench: Bench) -> Iterator[Line]:
    """Judging stored evidence again against grading."""
    count = bench.sizes.week03
    ours = bench.week03(bench.four, count)
    ours.grade()
    times = in_turns(bench.sizes.few, ours.regrade, lambda: ours.grade().total)
    yield at_least(f"four topics, {count} submissions: dlcourse regrade / dlcourse grade", times, 10)
