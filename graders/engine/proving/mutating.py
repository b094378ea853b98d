"""Grading mutants: which survive, and which are told nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.key import Key
from dlcourse.graders.engine.collect.keys import build_key, find_key
from dlcourse.graders.engine.collect.mistakes import as_solution, asked_of
from dlcourse.graders.engine.collect.subject import Subject, make_job
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.course.reading import Example
from dlcourse.graders.engine.evidence.evidence import TopicEvidence, same_evidence
from dlcourse.graders.engine.evidence.wire import Tree
from dlcourse.graders.engine.judge.judge import Checks
from dlcourse.graders.engine.proving.findings import JUDGES_KEY, SEED, Finding, location
from dlcourse.graders.engine.proving.mutants import Mutant, mutants
from dlcourse.graders.engine.proving.trial import told

TIMES: Final = 20  # of the reference's time; a mutant that needs longer runs without end
LEAST_SECONDS: Final = 1.0
OTHER_SEEDS: Final = 2  # with whose inputs a mutant is compared with the mistake whose sentence it is told


@dataclass(frozen=True)
class GradedMutant:
    """What became of a mutant.

    caught_by: the checks that it fails, in order; none if it survives. told: the mistakes whose sentence it reads, certain or
    as a guess; it should be true. unlike: those of them that are certain, although the mutant differs from them with other
    inputs.
    """

    mutant: Mutant
    caught_by: tuple[str, ...]
    told: tuple[str, ...]
    unlike: tuple[str, ...] = ()


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
    others = _OtherInputs(topic, collectors, subject)
    for number, mutant in enumerate(made, start=1):
        say(f"{topic.id}, mutant {number} of {len(made)}")
        job = make_job(topic, subject.key, subject.probes, mutant.source)
        evidence = collectors.get(subject.key.preload).collect(dataclasses.replace(job, seconds=seconds))
        result = checks.judge(subject, evidence)
        failed = [check for check in result.checks if check.status in ("failed", "error", "timeout")]
        certain = dict.fromkeys(check.mistake for check in failed if check.mistake)
        guesses = (f"perhaps {name}" for check in failed if not check.mistake and (name := told(topic, check)))
        names = (*certain, *dict.fromkeys(guesses))
        unlike = tuple(name for name in certain if others.differs(mutant, name, seconds))
        yield GradedMutant(mutant, tuple(check.name for check in failed), names, unlike)


class _OtherInputs:
    """What mutants and mistakes leave with the inputs of other seeds. Each mistake runs once."""

    def __init__(self, topic: Topic, collectors: Collectors, subject: Subject) -> None:
        self._topic = topic
        self._collectors = collectors
        self._preload = subject.key.preload
        self._probes = subject.probes
        self._keys: list[Key] = []
        self._mistakes: dict[tuple[str, int], TopicEvidence] = {}

    def differs(self, mutant: Mutant, told: str, seconds: float) -> bool:
        """Return whether a mutant leaves other evidence than a mistake, on a probe where that mistake is wrong."""
        alike = [mistake for mistake in self._topic.mistakes.values() if told in (mistake.name, mistake.like)]
        return any(
            all(self._leaves_other(evidence, mistake, number) for mistake in alike)
            for number in range(OTHER_SEEDS)
            for evidence in [self._collect(number, mutant.source, None, seconds)]
        )

    def _leaves_other(self, evidence: TopicEvidence, mistake: Example, number: int) -> bool:
        key = self._key(number)
        if (mistake.name, number) not in self._mistakes:
            source, replace = as_solution(self._topic, mistake)
            self._mistakes[mistake.name, number] = self._collect(number, source, replace, self._topic.entry.seconds)
        known = self._mistakes[mistake.name, number]
        wrong = [
            name for name in asked_of(self._topic, key, mistake) if not same_evidence(known[name], key.expected[name])
        ]
        return any(not same_evidence(evidence[name], known[name]) for name in wrong)

    def _key(self, number: int) -> Key:
        while len(self._keys) <= number:
            seed = f"{SEED} {len(self._keys)}"
            made = build_key(self._topic, self._collectors, seed=seed, hidden=True, preload=self._preload)
            self._keys.append(made)
        return self._keys[number]

    def _collect(self, number: int, source: bytes, replace: Tree, seconds: float) -> TopicEvidence:
        job = make_job(self._topic, self._key(number), self._probes, source, replace)
        return self._collectors.get(self._preload).collect(dataclasses.replace(job, seconds=seconds))


def violations(topic: Topic, graded: list[GradedMutant]) -> Iterator[Finding]:
    """Yield the mutants that survive without a recorded reason or are told a wrong sentence, and the records of no surviving mutant."""
    solution, mistakes = location(topic, topic.solution), location(topic, topic.mistakes_file)
    for item in graded:
        where = f"{solution}:{item.mutant.line}"
        if not item.caught_by and item.mutant.name not in topic.survivors:
            says = (
                f"the mutant `{item.mutant.name}` survives: write a check that it fails, or, if it is right, say in {mistakes} "
                f'`survives({item.mutant.name!r}, because="…")`.'
            )
            yield Finding(where, says, JUDGES_KEY)
        for name in item.unlike:
            says = (
                f"the mutant `{item.mutant.name}` is told the sentence of {name}, although it leaves other evidence with other "
                "inputs: let a probe tell the two apart with every seed."
            )
            yield Finding(where, says, JUDGES_KEY)
    survived = {item.mutant.name for item in graded if not item.caught_by}
    for change, (_, line) in topic.survivors.items():
        if change not in survived:
            says = f"`survives({change!r}, …)`: no such mutant survives, so delete this line."
            yield Finding(f"{mistakes}:{line}", says, JUDGES_KEY)
