"""Collect, then judge: the one pipeline behind `check`, `grade` and `dev check`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from dlcourse.graders.collect.collector import Collector
from dlcourse.graders.collect.sandbox import Sandbox
from dlcourse.graders.evidence import Evidence, TopicEvidence, Trouble
from dlcourse.graders.judge.judge import Subject, judge
from dlcourse.graders.keys import make_job
from dlcourse.graders.records import TopicResult
from dlcourse.graders.submissions import Source, Unreadable
from dlcourse.graders.wire import Tree

Tag = TypeVar("Tag")


def collect(collector: Collector, subject: Subject, source: Source, replace: Tree = None) -> TopicEvidence:
    """Return the evidence of one topic's source; without running anything where there is nothing to run."""
    probes = subject.topic.probes_of(subject.checks)
    if isinstance(source, Unreadable):
        trouble = Trouble(text=source.why, place="file")
        return {p.name: Evidence(p.name, "error" if source.started else "not_started", trouble=trouble) for p in probes}
    return collector.collect(make_job(subject.topic, subject.key, probes, source, replace))


def evaluate(
    sandbox: Sandbox,
    subjects: Sequence[Subject],
    sources: Iterable[tuple[Tag, str, Source]],
    report: Callable[[Tag, TopicResult], None],
    *,
    preload: Sequence[str] = (),
    owner: Callable[[Tag], object] = lambda _: None,
    keep: Callable[[Tag, str, TopicEvidence], None] = lambda *_: None,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Evaluate a stream of (tag, topic id, source); `report` gets each result as it comes, in order.

    owner: whose source it is. Between two owners nothing is left in the worker; one owner's topics may share it.
    keep: gets the evidence before it is judged. ready: is told when a worker turns to a source.
    """
    by_id = {subject.topic.id: subject for subject in subjects}
    with Collector(sandbox, preload, ready) as collector:

        def stream() -> Iterator[tuple[Tag, Subject, TopicEvidence]]:
            last: object = None
            for tag, topic, source in sources:
                if owner(tag) != last:
                    collector.next_submission()
                    last = owner(tag)
                evidence = collect(collector, by_id[topic], source)
                keep(tag, topic, evidence)
                yield tag, by_id[topic], evidence

        judge(subjects, stream(), report)
