"""Grading mutants: which survive, and which are told nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.keys import find_key
from dlcourse.graders.engine.collect.subject import Subject, make_job
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.judge.judge import Checks
from dlcourse.graders.engine.proving.findings import JUDGES_KEY, SEED, Finding, location
from dlcourse.graders.engine.proving.mutants import Mutant, mutants

TIMES: Final = 20  # of the reference's time; a mutant that needs longer runs without end
LEAST_SECONDS: Final = 1.0


@dataclass(frozen=True)
class GradedMutant:
    """What became of a mutant.

    caught_by: the checks that it fails, in order; none if it survives. told: the mistakes that it is recognised as: it leaves
    their evidence on every probe of the exercise, so their sentence should be true for it, too.
    """

    mutant: Mutant
    caught_by: tuple[str, ...]
    told: tuple[str, ...]


def judges_subject(topic: Topic, collectors: Collectors) -> Subject:
    """Return a topic with all checks and the key of `dev check`."""
    return Subject(topic, find_key(topic, collectors, seed=SEED, hidden=True), topic.checks(hidden=True))


def grade_mutants(
    subject: Subject, collectors: Collectors, checks: Checks, say: Callable[[str], None]
) -> Iterator[GradedMutant]:
    """Grade every mutant of a topic's reference. say: called with how far it is."""
    topic = subject.topic
    collector = collectors.get(subject.key.preload)
    reference = collector.collect(subject.job(topic.solution.read_bytes()))
    seconds = max(LEAST_SECONDS, TIMES * max(item.seconds for item in reference.values()))
    made = list(mutants(topic.solution))
    for number, mutant in enumerate(made, start=1):
        say(f"{topic.id}, mutant {number} of {len(made)}")
        job = make_job(topic, subject.key, subject.probes, mutant.source)
        evidence = collectors.get(subject.key.preload).collect(dataclasses.replace(job, seconds=seconds))
        result = checks.judge(subject, evidence)
        failed = [check for check in result.checks if check.status in ("failed", "error", "timeout")]
        told = tuple(dict.fromkeys(check.mistake for check in failed if check.mistake))
        yield GradedMutant(mutant, tuple(check.name for check in failed), told)


def violations(topic: Topic, graded: list[GradedMutant]) -> Iterator[Finding]:
    """Yield the mutants that survive without a recorded reason, and the records of no surviving mutant."""
    solution, mistakes = location(topic, topic.solution), location(topic, topic.mistakes_file)
    for item in graded:
        where = f"{solution}:{item.mutant.line}"
        if not item.caught_by and item.mutant.name not in topic.survivors:
            says = (
                f"the mutant `{item.mutant.name}` survives: write a check that it fails, or, if it is right, say in {mistakes} "
                f'`survives({item.mutant.name!r}, because="…")`.'
            )
            yield Finding(where, says, JUDGES_KEY)
    survived = {item.mutant.name for item in graded if not item.caught_by}
    for change, (_, line) in topic.survivors.items():
        if change not in survived:
            says = f"`survives({change!r}, …)`: no such mutant survives, so delete this line."
            yield Finding(f"{mistakes}:{line}", says, JUDGES_KEY)
