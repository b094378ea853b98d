"""A subject of grading: a topic with its key and some of its checks. And how a submission's evidence for it is collected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from dlcourse.graders.engine.collect.collector import Collector
from dlcourse.graders.engine.collect.job import Job, Questions
from dlcourse.graders.engine.collect.key import Key
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.course.reading import Check, Probe
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.evidence.evidence import Evidence, Failure, Outcome, TopicEvidence
from dlcourse.graders.engine.evidence.wire import Tree
from dlcourse.graders.engine.untrusted import Source, Unreadable


@dataclass(frozen=True)
class Subject:
    """A topic to grade: its key, and the checks to run. Raises BrokenGrader if the key misses a probe of theirs."""

    topic: Topic
    key: Key
    checks: dict[str, Check]

    def __post_init__(self) -> None:
        if missing := [probe.name for probe in self.probes if probe.name not in self.key.expected]:
            raise BrokenGrader(
                f"The key of {self.topic.id} was made for another version of its checks: it does not have {', '.join(missing)}. "
                "Students: install the course again. Instructors: run `dlcourse grade` again."
            )

    @property
    def probes(self) -> list[Probe]:
        """Return the probes that the checks ask for."""
        return self.topic.probes_of(self.checks)

    @cached_property
    def questions(self) -> Questions:
        return questions_of(self.topic, self.key, self.probes)

    def job(self, source: bytes, replace: Tree = None) -> Job:
        """Return the job that collects all evidence from a file. replace: as for `Job`."""
        return _job(self.topic, self.key, self.questions, source, replace)


def not_run(topic: Topic, checks: dict[str, Check]) -> Subject:
    """Return the subject for a file that is not run. Its key is empty: nothing will be compared with it."""
    empty = {probe.name: Evidence(probe.name, "ok") for probe in topic.probes_of(checks)}
    return Subject(topic, Key(topic.id, {name: {} for name in empty}, empty, (), ()), checks)


def make_job(topic: Topic, key: Key, probes: Sequence[Probe], source: bytes, replace: Tree = None) -> Job:
    """Return the job that collects evidence from `source` with `probes`, on the key's inputs."""
    return _job(topic, key, questions_of(topic, key, probes), source, replace)


def questions_of(topic: Topic, key: Key, probes: Sequence[Probe]) -> Questions:
    """Return what these probes ask, with the key's inputs."""
    return Questions(topic.probes_file.read_bytes(), {probe.name: key.given(probe) for probe in probes})


def _job(topic: Topic, key: Key, questions: Questions, source: bytes, replace: Tree) -> Job:
    return Job(
        source=source,
        file=topic.file_name,
        questions=questions,
        seconds=topic.entry.seconds,
        exercises={name: topic.probes[name].exercises for name in questions.inputs},
        reference_seconds={name: evidence.seconds for name, evidence in key.expected.items()},
        replace=replace,
        memory=topic.entry.memory,
        probes_file=topic.probes_file,
    )


def collect(
    collector: Collector, subject: Subject, source: Source, ready: Callable[[], None] = lambda: None
) -> TopicEvidence:
    """Return the evidence of one topic's file. A file that cannot be read is not run; its evidence says so.

    ready: as for `Collector.collect`.
    """
    if isinstance(source, Unreadable):
        failure = Failure(text=source.why, place="file")
        outcome: Outcome = "error" if source.started else "not_started"
        return {probe.name: Evidence(probe.name, outcome, failure=failure) for probe in subject.probes}
    return collector.collect(subject.job(source), ready)
