"""Running one solution of a topic for its author, with a debugger or without."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.keys import build_key, find_key
from dlcourse.graders.engine.collect.mistakes import as_solution
from dlcourse.graders.engine.collect.subject import Subject, make_job
from dlcourse.graders.engine.course.course import Topic, file_of_course
from dlcourse.graders.engine.errors import CourseError, nearest
from dlcourse.graders.engine.judge.judge import open_checks
from dlcourse.graders.engine.proving.findings import JUDGES_KEY, SEED
from dlcourse.graders.engine.proving.trial import Ran, Trial

DEBUGGING = "dlcourse.graders.engine.worker.debugging"


def find_solution(topic: Topic, name: str) -> Trial:
    """Return the reference, the stub, a mistake or a variant by name, or a file by its path. Raises CourseError if none is there."""
    match name:
        case "reference":
            return Trial("reference", "the reference", JUDGES_KEY, file_of_course(topic.solution))
        case "stub":
            return Trial("stub", "the untouched stub", JUDGES_KEY, file_of_course(topic.stub))
    if mistake := topic.mistakes.get(name):
        return Trial("mistake", f"the mistake {name}", JUDGES_KEY, *as_solution(topic, mistake), mistake)
    if variant := topic.variants.get(name):
        return Trial("variant", f"the variant {name}", JUDGES_KEY, *as_solution(topic, variant), variant)
    if Path(name).is_file():
        return Trial("variant", name, JUDGES_KEY, Path(name).read_bytes())
    raise CourseError(
        f"{topic.id} has no mistake or variant {name!r}. {nearest(name, [*topic.mistakes, *topic.variants])}"
    )


def find_subject(topic: Topic, collectors: Collectors, seed: int | None, probes: Iterable[str]) -> Subject:
    """Return the topic with the key of `dev check`, or of its seed N (which recognises no mistakes), and the checks that
    ask for one of these probes; all checks if there are none.
    """
    key = (
        find_key(topic, collectors, seed=SEED, hidden=True)
        if seed is None
        else build_key(topic, collectors, seed=f"{SEED} {seed}", hidden=True)
    )
    checks = topic.checks(hidden=True)
    if wanted := set(probes):
        asking = {name: check for name, check in checks.items() if wanted & set(check.probes)}
        checks = {name: dataclasses.replace(check, needs=()) for name, check in asking.items()}
    return Subject(topic, key, checks)


def run(trial: Trial, subject: Subject, collectors: Collectors) -> Ran:
    """Collect the evidence of a solution, and judge it."""
    with open_checks([subject.topic], hidden=True) as checks:
        return trial.run(subject, collectors, checks)


def debug(trial: Trial, subject: Subject, probes: Iterable[str]) -> None:
    """Run a solution in a process with this terminal: `breakpoint()` works, and the debugger stops at an exception."""
    wanted = set(probes)
    asked = [probe for probe in subject.probes if not wanted or probe.name in wanted]
    replace = {**trial.replace, "file": str(trial.example.file)} if trial.replace and trial.example else trial.replace
    job = make_job(subject.topic, subject.key, asked, trial.source, replace)
    job = dataclasses.replace(job, file=str(subject.topic.solution))  # whole paths: the debugger shows the lines
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "job"
        file.write_bytes(job.packed())
        subprocess.run([sys.executable, "-P", "-m", DEBUGGING, file], check=False)
