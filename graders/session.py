"""A check that stays: topics go in as their files change, results come out, from workers that are warm.

On Linux a warm worker forks for each check. Elsewhere each check takes a worker that was started ahead of it.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dlcourse.graders.checking import own_source, remember
from dlcourse.graders.collect.collector import Collector, GivenUp
from dlcourse.graders.collect.collectors import Collectors
from dlcourse.graders.collect.sandbox import ProcessSandbox, Sandbox, SpareSandbox
from dlcourse.graders.course import Topic
from dlcourse.graders.evidence import TopicEvidence
from dlcourse.graders.records import TopicResult
from dlcourse.graders.submissions import Source
from dlcourse.graders.workspace import Workspace

LIGHT = ("torch",)


@dataclass(frozen=True)
class Waiting:
    """What takes a while now, in words; empty when nothing does."""

    what: str


@dataclass(frozen=True)
class Done:
    """A topic's new result, and the seconds from the moment that its turn had come."""

    topic: Topic
    result: TopicResult
    seconds: float


@dataclass(frozen=True)
class Failed:
    """The session has ended with an error."""

    error: BaseException


Event = Waiting | Done | Failed
Tag = tuple[Topic, Source, float]


class Session:
    """Checks topics in a thread of its own, and tells of each step. Use as a context manager.

    files: the student's file of each topic. tell: gets events, in that thread.
    """

    def __init__(
        self, files: Sequence[tuple[Topic, Path]], workspace: Workspace | None, tell: Callable[[Event], None]
    ) -> None:
        self._files: Mapping[str, Path] = {topic.id: file for topic, file in files}
        self._topics = [topic for topic, _ in files]
        self._workspace = workspace
        self._tell = tell
        self._due: dict[str, Topic] = {}
        self._changed = threading.Condition()
        self._running: Topic | None = None
        self._stale = False  # what runs now has changed since
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name="session", daemon=True)

    def ask(self, topics: Sequence[Topic]) -> None:
        """Check these topics, in order. One that is being checked is given up and starts again."""
        with self._changed:
            for topic in topics:
                self._due.setdefault(topic.id, topic)
                self._stale = self._stale or topic is self._running
            self._changed.notify()

    def __enter__(self) -> Session:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join(10)

    def _given_up(self) -> bool:
        return self._stale or self._closed

    def _serve(self) -> None:
        try:
            with contextlib.ExitStack() as opened:
                linux = sys.platform == "linux"
                sandbox: Sandbox = ProcessSandbox(forks=True) if linux else opened.enter_context(SpareSandbox())
                self._check(opened.enter_context(Collectors(lambda: sandbox, self._given_up)))
        except BaseException as error:
            self._tell(Failed(error))

    def _check(self, collectors: Collectors) -> None:
        tensors = any(topic.week.arrays == "torch" for topic in self._topics)
        light = LIGHT if tensors else ()
        self._tell(Waiting("importing torch" if tensors else "starting Python"))
        collectors.get(light).warm_up()  # it imports while this process does
        from dlcourse.graders.evaluate import collect  # noqa: PLC0415
        from dlcourse.graders.judge.judge import Subject, judge  # noqa: PLC0415
        from dlcourse.graders.keys import find_key  # noqa: PLC0415

        say = lambda text: self._tell(Waiting(text))  # noqa: E731
        subjects = {t.id: Subject(t, find_key(t, say=say), t.checks(hidden=False)) for t in self._topics}
        heavy = tuple(sorted({*light, *(name for s in subjects.values() for name in s.key.preload)}))

        def collector_for(subject: Subject) -> Collector:
            return collectors.get(light if set(subject.key.preload) <= set(light) else heavy)

        def stream() -> Iterator[tuple[Tag, Subject, TopicEvidence]]:
            for topic in self._asked():
                subject, begun = subjects[topic.id], time.perf_counter()
                source = own_source(topic, self._files[topic.id])
                self._tell(Waiting(f"running {topic.name}"))
                try:
                    evidence = collect(collector_for(subject), subject, source)
                except GivenUp:
                    continue
                yield (topic, source, begun), subject, evidence

        def report(tag: Tag, result: TopicResult) -> None:
            topic, source, begun = tag
            remember(self._workspace, topic, source, result)
            self._tell(Done(topic, result, time.perf_counter() - begun))
            if set(heavy) > set(light):
                collectors.get(heavy).warm_up()  # for the topics to come, while the student thinks

        judge(list(subjects.values()), stream(), report)

    def _asked(self) -> Iterator[Topic]:
        """Yield the topics that are asked for, as they come, until the session is closed."""
        while True:
            with self._changed:
                self._running = None
                if not self._due:
                    self._tell(Waiting(""))
                self._changed.wait_for(lambda: self._due or self._closed)
                if self._closed:
                    return
                self._running = self._due.pop(next(iter(self._due)))
                self._stale = False
            yield self._running
