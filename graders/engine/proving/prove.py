"""The order of a proof: first what can be read of each topic; if that is sound, what only running shows."""

from __future__ import annotations

import multiprocessing.util
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.sandboxes import reference_sandbox
from dlcourse.graders.engine.course.course import Course, Topic, lesson_files, wrong_sums
from dlcourse.graders.engine.proving.findings import Proof
from dlcourse.graders.engine.proving.running import NO_MORE, Proving, run_known_solutions
from dlcourse.graders.engine.proving.static import read_violations

Say = Callable[[str], None]
JUNK = ("__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache")


def prove(
    course: Course,
    topics: Sequence[Topic],
    how: Proving = NO_MORE,
    *,
    jobs: int = 1,
    say: Say = lambda _: None,
) -> Proof:
    """Return every violation in these topics and their weeks, and stray files if these are all topics of the course.

    how: what is proved besides. jobs: how many topics to prove at once, each in a process of its own.
    say: is called with the name of what is proved now. Those processes call it too, so it must be picklable.
    """
    proof = Proof()
    sound: list[Topic] = []
    for topic in topics:
        found = list(read_violations(topic))
        proof.violations += (line for line in found if line not in proof.violations)  # topics share a lesson
        if not found:
            sound.append(topic)
    if jobs > 1 and len(sound) > 1:
        context = multiprocessing.get_context("spawn")  # a fork would copy threads' locks
        with ProcessPoolExecutor(min(jobs, len(sound)), context, initializer=_begin_process) as pool:
            due = [pool.submit(_in_process, str(course.root), topic.id, how, say) for topic in sound]
            for topic, proved in zip(sound, due, strict=True):
                say(topic.id)
                proof.add(proved.result())
    else:
        with Collectors(reference_sandbox) as collectors:
            for topic in sound:
                say(topic.id)
                proof.add(run_known_solutions(topic, collectors, how, say))
    is_all = len(topics) == len(course.topics)
    proof.violations += _weeks(course, set(course.weeks) if is_all else {topic.week.name for topic in topics})
    if is_all:
        proof.violations += _stray_files(course)
    return proof


_collectors: Collectors  # of a process that proves topics


def _begin_process() -> None:
    global _collectors  # noqa: PLW0603  an initializer has no other way
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the command itself reports Ctrl-C
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _collectors = Collectors(reference_sandbox)
    multiprocessing.util.Finalize(None, _collectors.__exit__, exitpriority=1)


def _end_with_parent() -> None:
    """End this process when the command has ended, whatever ended it."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


def _in_process(root: str, topic: str, how: Proving, say: Say) -> Proof:
    return run_known_solutions(Course(Path(root)).find(topic)[0], _collectors, how, say)


def _weeks(course: Course, names: set[str]) -> Iterator[str]:
    """Yield what is wrong with a whole week: its points, its lesson, its data."""
    for week in course.manifest.weeks:
        if week.name not in names:
            continue
        yield from (f"course.toml: {sentence}" for sentence in wrong_sums(week))
        if week.topics and not (course.root / "exercises" / week.name / "README.md").exists():
            first = course.weeks[week.name][0].heading
            yield (
                f"exercises/{week.name}/README.md is missing: write the week's lesson, with a section for each topic, "
                f"such as “{first}”."
            )
        for name in week.data:
            if not (course.root / "datasets" / name).is_file():
                yield f"course.toml: {week.name}: datasets/{name} is missing: put it there, or delete it from `data`."


def _stray_files(course: Course) -> Iterator[str]:
    """Yield the files and folders that belong to no topic: no student and no grader would ever see them."""
    known = {path for topic in [*course.topics, *course.skipped] for path in topic.files}
    for week in course.weeks:
        known |= set(lesson_files(course, week))
        for part in ("exercises", "solutions", "graders"):
            folder = course.root / part / week
            for path in sorted(folder.rglob("*")) if folder.exists() else []:
                if path.is_file() and path not in known and not set(path.relative_to(course.root).parts) & set(JUNK):
                    stray = path.relative_to(course.root).as_posix()
                    yield f"{stray} belongs to no topic of course.toml: name it there or delete it."
    for part in ("exercises", "solutions"):
        folder = course.root / part
        for path in sorted(folder.iterdir()) if folder.exists() else []:
            if path.is_dir() and path.name not in course.weeks and path.name not in JUNK:
                yield f"{part}/{path.name} is no week of course.toml: name it there or delete it."
