"""Proving a course: what `dlcourse dev check` promises of every topic, a line for each violation."""

from __future__ import annotations

import dataclasses
import multiprocessing.util
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from dlcourse.graders import reading, stubs
from dlcourse.graders.collect.collectors import Collectors
from dlcourse.graders.collect.sandboxes import reference_sandbox
from dlcourse.graders.course import Course, Topic, lesson_files
from dlcourse.graders.errors import BrokenGrader
from dlcourse.graders.evidence import TopicEvidence, difference
from dlcourse.graders.judge.judge import Subject, judge
from dlcourse.graders.judge.wording import BROKEN
from dlcourse.graders.keys import build_key, find_key, make_job, replacement
from dlcourse.graders.records import TopicResult
from dlcourse.graders.text import points
from dlcourse.graders.wire import Tree

SEED = "dev check"
JUNK = ("__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache")


@dataclass(frozen=True)
class Trial:
    """One known solution and what it must lead to. `replace` puts a mistake or variant in its exercise's place."""

    kind: str  # reference, stub, mistake or variant
    name: str
    source: bytes
    replace: Tree = None
    example: reading.Example | None = None


def prove(
    course: Course,
    topics: Sequence[Topic],
    *,
    seeds: int = 0,
    jobs: int = 1,
    say: Callable[[str], None] = lambda _: None,
) -> list[str]:
    """Return every violation in these topics; in the whole course's files and points, if they are all of it.

    seeds: how many more seeds the reference and the variants must pass with, on one and on two threads in turns.
    jobs: how many topics to prove at once, each in a process of its own.
    """
    found: list[str] = []
    sound: list[Topic] = []
    for topic in topics:
        complaints = list(_static(topic))
        found += complaints
        if not complaints:
            sound.append(topic)
    if jobs > 1 and len(sound) > 1:
        context = multiprocessing.get_context("spawn")  # a fork would copy threads' locks
        with ProcessPoolExecutor(min(jobs, len(sound)), context, initializer=_begin_process) as pool:
            due = [pool.submit(_in_process, str(course.root), topic.id, seeds) for topic in sound]
            for topic, proved in zip(sound, due, strict=True):
                say(topic.id)
                found += proved.result()
    else:
        with Collectors(reference_sandbox) as collectors:
            for topic in sound:
                say(topic.id)
                found += _dynamic(topic, collectors, seeds)
    if len(topics) == len(course.topics):
        found += _week_points(course)
        found += _stray_files(course)
    return found


_collectors: Collectors  # of a process that proves one topic after the other


def _begin_process() -> None:
    global _collectors  # noqa: PLW0603  an initializer has no other way
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C is the command's to explain
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _collectors = Collectors(reference_sandbox)
    multiprocessing.util.Finalize(None, _collectors.__exit__, exitpriority=1)


def _end_with_parent() -> None:
    """End this process when the command is gone, however it went."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


def _in_process(root: str, topic: str, seeds: int) -> list[str]:
    return _dynamic(Course(Path(root)).find(topic)[0], _collectors, seeds)


def _static(topic: Topic) -> Iterator[str]:
    """What can be said without running anything."""
    missing = [
        path for path in (topic.solution, topic.stub, topic.probes_file, topic.visible_file) if not path.exists()
    ]
    for path in missing:
        step = "run `dlcourse dev stubs`" if path == topic.stub else "write it, or take the topic out of course.toml"
        yield f"{topic.id}: {_short(topic, path)} is missing: {step}."
    if missing:
        return
    try:
        checks = topic.checks(hidden=True)
        if both := topic.visible_checks.keys() & topic.hidden_checks.keys():
            yield f"{topic.id}: {', '.join(sorted(both))} is both visible and hidden: rename one."
        yield from _describes(topic, checks)
        solution = topic.solution.read_text(encoding="utf-8")
        if topic.stub.read_text(encoding="utf-8") != stubs.cut(solution, _short(topic, topic.solution)):
            yield f"{topic.id}: {_short(topic, topic.stub)} is out of step with its solution: run `dlcourse dev stubs`."
        if topic.lesson.exists() and topic.heading not in topic.lesson.read_text(encoding="utf-8").splitlines():
            yield f"{topic.id}: {_short(topic, topic.lesson)} has no section “{topic.heading}”: write it."
        if stubs.BEGIN not in solution:
            yield f"{topic.id}: {_short(topic, topic.solution)} marks no solution with {stubs.BEGIN} and {stubs.END}."
    except (BrokenGrader, UnicodeDecodeError) as error:
        yield str(error)


def _describes(topic: Topic, checks: dict[str, reading.Check]) -> Iterator[str]:
    """Titles, hints, docstrings, names and points."""
    exercises = reading.read_exercises(topic.solution)
    names = {exercise.name for exercise in exercises}
    for exercise in exercises:
        if not exercise.documented:
            yield f"{topic.id}: {exercise.name} has no docstring; it is the student's contract."
    earlier: set[str] = set()
    for check in checks.values():
        if not check.hints or not all(check.hints):
            yield f"{topic.id}: {check.name} has no hint."
        if unknown := set(check.needs) - earlier:
            yield f"{topic.id}: {check.name} needs {', '.join(sorted(unknown))}, which is no earlier check of this topic."
        earlier.add(check.name)
    for probe in topic.probes.values():
        if not probe.exercises:
            yield f"{topic.id}: the probe {probe.name} calls nothing of the student's."
        if not any(probe.name in check.probes for check in checks.values()):
            yield f"{topic.id}: no check asks for the probe {probe.name}: use it or delete it."
        for stranger in sorted(set(probe.exercises) - names):
            yield f"{topic.id}: the probe {probe.name} calls {stranger!r}, which the solution does not have."
    for example in (*topic.mistakes.values(), *topic.variants.values()):
        kind = "variant" if example.caught_by is None else "mistake"
        if example.of.split(".")[0] not in names:
            yield f"{topic.id}: the {kind} {example.name} is of {example.of!r}, which the solution does not have."
        if not example.text and not example.like:
            yield f"{topic.id}: the {kind} {example.name} has no docstring" + (
                "; it is the student's feedback." if kind == "mistake" else "."
            )
    for mistake in topic.mistakes.values():
        if mistake.like and (mistake.like not in topic.mistakes or topic.mistakes[mistake.like].like):
            yield f"{topic.id}: the mistake {mistake.name} says it is like {mistake.like!r}, which is no mistake with its own feedback."
        if mistake.caught_by not in checks:
            yield f"{topic.id}: the mistake {mistake.name} says it is caught by {mistake.caught_by!r}, which is no check of this topic."
    total = sum(check.points for check in checks.values())
    if abs(total - topic.entry.points) > 1e-9:
        yield f"{topic.id}: its checks add up to {points(total)} points, course.toml says {points(topic.entry.points)}."
    if not topic.mistakes:
        yield f"{topic.id}: there are no mistakes in {_short(topic, topic.mistakes_file)}: nothing shows that a check can fail."


def _dynamic(topic: Topic, collectors: Collectors, seeds: int) -> list[str]:
    """What only running the known solutions can show."""
    checks = topic.checks(hidden=True)
    complaints: list[str] = []
    references: list[TopicEvidence] = []
    broken: set[str] = set()

    def submissions(subject: Subject) -> Iterator[tuple[Trial, Subject, TopicEvidence]]:
        """Every trial with all checks, the visible mistakes with a student's key, then other seeds."""
        for trial in _trials(topic):
            evidence = _run(trial, subject, collectors)
            if trial.kind == "reference":
                references.append(evidence)
            yield trial, subject, evidence
        own = Subject(topic, find_key(topic, collectors), topic.checks(hidden=False))
        for trial in _trials(topic, " with a student's key"):
            if trial.kind == "reference" or (trial.example and trial.example.caught_by in own.checks):
                yield trial, own, _run(trial, own, collectors)
        for number in range(seeds):
            seed, threads = f"{SEED} {number}", 1 + number % 2
            key = build_key(topic, collectors, seed=seed, hidden=True, mistakes=False, preload=subject.key.preload)
            drawn = Subject(topic, key, subject.checks)
            for trial in _trials(topic, f" with seed {number} on {threads} thread{'s' if threads > 1 else ''}"):
                if trial.kind in ("reference", "variant"):
                    yield trial, drawn, _run(trial, drawn, collectors, threads)

    def verdict(trial: Trial, result: TopicResult) -> None:
        complaints.extend(f"{topic.id}: {line}" for line in _complaints(trial, result, broken))

    try:
        subject = Subject(topic, find_key(topic, collectors, seed=SEED, hidden=True), checks)
        judge([subject], submissions(subject), verdict)
    except BrokenGrader as error:  # the reference or a probe fails: the other topics are proved all the same
        return [*complaints, str(error) if topic.id in str(error).splitlines()[0] else f"{topic.id}: {error}"]
    first, second = references
    return complaints + [
        f"{topic.id}: the probe {name} leaves other evidence each time: make what it draws an input."
        for name in first
        if difference(second[name].values, first[name].values, 0, 0) is not None
    ]


def _run(trial: Trial, subject: Subject, collectors: Collectors, threads: int = 1) -> TopicEvidence:
    job = make_job(subject.topic, subject.key, subject.topic.probes_of(subject.checks), trial.source, trial.replace)
    return collectors.get(subject.key.preload).collect(dataclasses.replace(job, threads=threads))


def _trials(topic: Topic, with_what: str = "") -> Iterator[Trial]:
    solution = topic.solution.read_bytes()
    yield Trial("reference", f"the reference{with_what}", solution)
    if not with_what:
        yield Trial("reference", "the reference, run again", solution)
        yield Trial("stub", "the untouched stub", topic.stub.read_bytes())
    for kind, path, examples in (
        ("mistake", topic.mistakes_file, topic.mistakes),
        ("variant", topic.variants_file, topic.variants),
    ):
        for example in examples.values():
            yield Trial(kind, f"the {kind} {example.name}{with_what}", solution, replacement(path, example), example)


def _complaints(trial: Trial, result: TopicResult, broken: set[str]) -> Iterator[str]:
    """What is wrong with one trial's result; a check that breaks is said, and added to `broken`, once."""
    by_name = {check.name: check for check in result.checks}
    for check in result.checks:
        if check.status == "broken":
            if check.name not in broken:
                yield f"{check.name} breaks on {trial.name}: {check.lines[0].text.removeprefix(BROKEN)}"
                broken.add(check.name)
        elif trial.kind in ("reference", "variant") and check.status != "passed":
            yield f"{trial.name} must get full marks, but {check.name} is {check.status}:\n{_indented(check.message)}"
        elif trial.kind == "stub" and check.status != "not_started":
            yield f"{trial.name} must leave every check not_started, but {check.name} is {check.status}."
    if trial.kind == "mistake" and trial.example is not None and trial.example.caught_by is not None:
        check = by_name[trial.example.caught_by]
        caught = [c.name for c in result.checks if c.status in ("failed", "error", "timeout")]
        if check.status == "broken":
            return
        if check.status not in ("failed", "error", "timeout"):
            yield f"{trial.name} is not caught by {check.name} ({check.status}); caught by: {', '.join(caught) or 'no check'}."
        elif check.mistake != (trial.example.like or trial.example.name):
            other = f"taken for {check.mistake}" if check.mistake else "not recognised"
            yield f"{trial.name} is {other} at {check.name}: give it a probe on which only it leaves this evidence, or say `like=`."


def _week_points(course: Course) -> Iterator[str]:
    for week in course.manifest.weeks:
        total = sum(topic.points for topic in week.topics)
        if abs(total - week.points) > 1e-9:
            yield f"{week.name}: its topics add up to {points(total)} points, course.toml says {points(week.points)}."


def _stray_files(course: Course) -> Iterator[str]:
    """Every file beside the topics' own is one that no student and no grader would ever see."""
    known: set[Path] = set()
    for topic in course.topics:
        known |= {topic.stub, topic.solution, topic.mistakes_file, topic.variants_file}
        known |= {topic.probes_file, topic.visible_file, topic.hidden_file}
    for week in course.weeks:
        known |= set(lesson_files(course, week))
        for place in ("exercises", "solutions", "graders"):
            folder = course.root / place / week
            for path in sorted(folder.rglob("*")) if folder.exists() else []:
                if path.is_file() and path not in known and not set(path.relative_to(course.root).parts) & set(JUNK):
                    yield f"{path.relative_to(course.root)} belongs to no topic of course.toml: name it there or delete it."
    for place in ("exercises", "solutions"):
        folder = course.root / place
        for path in sorted(folder.iterdir()) if folder.exists() else []:
            if path.is_dir() and path.name not in course.weeks and path.name not in JUNK:
                yield f"{place}/{path.name} is no week of course.toml: name it there or delete it."
    for entry in course.manifest.weeks:
        for name in entry.data:
            if not (course.root / "datasets" / name).is_file():
                yield f"{entry.name}: datasets/{name} is missing."


def _short(topic: Topic, path: Path) -> str:
    return path.relative_to(topic.course.root).as_posix()


def _indented(message: str) -> str:
    return "\n".join(f"    {line}" for line in message.splitlines())
