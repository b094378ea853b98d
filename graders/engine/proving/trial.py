"""Known solutions as they are tried: each is graded as a submission would be."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.mistakes import MistakeRun, as_solution
from dlcourse.graders.engine.collect.subject import Subject
from dlcourse.graders.engine.course import reading
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.evidence.evidence import TopicEvidence
from dlcourse.graders.engine.evidence.wire import Tree
from dlcourse.graders.engine.judge.judge import BrokenCheck, Checks
from dlcourse.graders.engine.judge.wording import CERTAIN, GUESS
from dlcourse.graders.engine.proving.findings import JUDGES_KEY, Condition
from dlcourse.graders.engine.results.records import CheckResult, TopicResult

TOLD: Final = (CERTAIN, GUESS)  # the labels of a mistake's feedback
NOTHING: Final[Mapping[str, MistakeRun]] = {}
Kind = Literal["reference", "stub", "mistake", "variant"]


@dataclass(frozen=True)
class Trial:
    """A known solution and the condition under which it is tried.

    name: as messages call it. replace: the part of the job that replaces the exercise by a mistake or variant.
    known: what it left when it ran for the key, if it did; then it does not run again.
    """

    kind: Kind
    name: str
    condition: Condition
    source: bytes
    replace: Tree = None
    example: reading.Example | None = None
    known: MistakeRun | None = None

    def run(self, subject: Subject, collectors: Collectors, checks: Checks) -> Ran:
        """Collect its evidence, if that is not known, and judge it."""
        evidence = self.known.evidence if self.known else self._collect(subject, collectors)
        return Ran(self, subject, evidence, checks.judge(subject, evidence), checks.broken)

    def _collect(self, subject: Subject, collectors: Collectors) -> TopicEvidence:
        job = dataclasses.replace(subject.job(self.source, self.replace), threads=self.condition.threads)
        return collectors.get(subject.key.preload).collect(job)

    @property
    def is_right(self) -> bool:
        """Return whether it must get full marks."""
        return self.kind in ("reference", "variant")


@dataclass(frozen=True)
class Ran:
    """A trial that has run: the evidence that it left, the checks' results, and what broken checks raised, by name."""

    trial: Trial
    subject: Subject
    evidence: TopicEvidence
    result: TopicResult
    broken: Mapping[str, BrokenCheck]

    @property
    def topic(self) -> Topic:
        return self.subject.topic

    @property
    def caught_by(self) -> list[str]:
        """Return the names of the checks that it fails."""
        return [check.name for check in self.result.checks if check.status in ("failed", "error", "timeout")]


def trials(topic: Topic, condition: Condition, known: Mapping[str, MistakeRun] = NOTHING) -> Iterator[Trial]:
    """Yield what is tried under a condition: with the judge's key everything, and the reference twice.

    With a student's key, the reference and the mistakes that visible checks catch; with another seed, the reference and
    the variants. known: what mistakes left when they ran for the key.
    """
    solution = topic.solution.read_bytes()
    yield Trial("reference", "the reference", condition, solution)
    if condition == JUDGES_KEY:
        yield Trial("reference", "the reference in a second run", condition, solution)
        yield Trial("stub", "the untouched stub", condition, topic.stub.read_bytes())
    mistakes: Iterable[reading.Example] = topic.mistakes.values() if condition.seed is None else ()
    if condition.student:
        mistakes = (mistake for mistake in mistakes if mistake.caught_by in topic.visible_checks)
    for mistake in mistakes:
        source, replace = as_solution(topic, mistake)
        ran = known.get(mistake.name)
        yield Trial("mistake", f"the mistake {mistake.name}", condition, source, replace, mistake, ran)
    for variant in () if condition.student else topic.variants.values():
        yield Trial("variant", f"the variant {variant.name}", condition, *as_solution(topic, variant), variant)


def told(topic: Topic, check: CheckResult) -> str | None:
    """Return the mistake whose feedback a check gives, certain or as a guess."""
    said = {line.text for line in check.lines if line.label in TOLD}
    return check.mistake or next((name for name, mistake in topic.mistakes.items() if mistake.text in said), None)
