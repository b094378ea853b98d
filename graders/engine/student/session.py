"""Checks for `watch`: a session gets topics whenever their files change, and returns results from warm workers.

On Linux a warm worker forks for each check. Elsewhere each check uses a worker that was started before it was needed.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dlcourse.graders.engine.collect.collector import Collector, GivenUp
from dlcourse.graders.engine.collect.sandbox import ProcessSandbox, Sandbox, SpareSandbox
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.results.records import TopicResult
from dlcourse.graders.engine.student.checking import (
    judged,
    own_source,
    store_result,
    subject_not_run,
    visible_subject,
)
from dlcourse.graders.engine.student.workspace import Edited, Workspace

if TYPE_CHECKING:
    from dlcourse.graders.engine.collect.collectors import Collectors
    from dlcourse.graders.engine.collect.subject import Subject


@dataclass(frozen=True)
class Waiting:
    """What the session is doing now, in words; an empty string if it waits for a topic."""

    what: str


@dataclass(frozen=True)
class Done:
    """A topic's new result, the seconds that its check took, and what the student edited last."""

    topic: Topic
    result: TopicResult
    seconds: float
    edited: Edited


@dataclass(frozen=True)
class Opened:
    """A topic's note, or why it does not open."""

    topic: Topic
    note: str
    why: str = ""


@dataclass(frozen=True)
class Failed:
    """The session has ended with an error."""

    error: BaseException


Event = Waiting | Done | Opened | Failed


class Session:
    """Checks topics in a thread, and reports each step. Use as a context manager.

    files: the student's file of each topic. tell: is called in that thread with each event.
    forks: whether a warm worker forks for each check; if not, each check uses a worker that was started before it was needed.
    """

    def __init__(
        self,
        files: Sequence[tuple[Topic, Path]],
        workspace: Workspace | None,
        tell: Callable[[Event], None],
        *,
        forks: bool = sys.platform == "linux",
    ) -> None:
        self._files: Mapping[str, Path] = {topic.id: file for topic, file in files}
        self._topics = [topic for topic, _ in files]
        self._workspace = workspace
        self._tell = tell
        self._forks = forks
        self._subjects: dict[str, Subject] = {}
        self._due: dict[str, Topic] = {}
        self._noted: Topic | None = None  # whose note is asked for
        self._changed = threading.Condition()
        self._running: Topic | None = None
        self._stale = False  # the file of the running topic has changed since
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name="session", daemon=True)

    def ask(self, topics: Sequence[Topic]) -> None:
        """Check these topics, in order. If one of them is being checked now, its check is stopped and starts again."""
        with self._changed:
            for topic in topics:
                self._due.setdefault(topic.id, topic)
                self._stale = self._stale or topic is self._running
            self._changed.notify()

    def ask_for_note(self, topic: Topic) -> None:
        """Open the note of a topic, after the topics that are due."""
        with self._changed:
            self._noted = topic
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
                sandbox: Sandbox = ProcessSandbox(forks=True) if self._forks else opened.enter_context(SpareSandbox())
                preload = tuple(dict.fromkeys(name for topic in self._topics for name in topic.week.preload))
                self._tell(Waiting("importing torch" if "torch" in preload else "starting Python"))
                self._check(opened.enter_context(_Workers(sandbox, preload, self._given_up)))
        except BaseException as error:
            self._tell(Failed(error))

    def _check(self, workers: _Workers) -> None:
        # these imports are slow too: the first worker imports torch at the same time
        from dlcourse.graders.engine.collect.collectors import Collectors  # noqa: PLC0415
        from dlcourse.graders.engine.collect.sandboxes import reference_sandbox  # noqa: PLC0415
        from dlcourse.graders.engine.collect.subject import collect  # noqa: PLC0415
        from dlcourse.graders.engine.judge.judge import open_checks  # noqa: PLC0415

        with Collectors(reference_sandbox) as references, open_checks(self._topics, hidden=False) as checks:
            for topic in self._asked(workers):
                source = own_source(topic, self._files[topic.id])
                run = isinstance(source, bytes)
                subject = self._subject(topic, references) if run else subject_not_run(topic)
                begun = time.perf_counter()
                self._tell(Waiting(f"running {topic.name}"))
                worker = workers.with_imports(subject.key.preload)
                try:
                    evidence = collect(worker, subject, source)
                except GivenUp:
                    continue
                worker.next_submission()  # ends what the student's code has started
                if self._stale:
                    continue
                result = judged(checks, subject, source, evidence)
                edited, _ = store_result(self._workspace, topic, source, result, time.time())
                self._tell(Done(topic, result, time.perf_counter() - begun, edited))
                workers.warm_up()  # before the next save

    def _open_note(self, topic: Topic, workers: _Workers) -> None:
        """Open a topic's note with the file as it is now, and tell it or why it does not open."""
        from dlcourse.graders.engine.notes.making import find_note  # noqa: PLC0415  as slow as in `_check`
        from dlcourse.graders.engine.notes.opening import MADE_FIRST, NOT_OPENED, open_note  # noqa: PLC0415

        self._tell(Waiting(f"opening the notes of {topic.name}"))
        source = own_source(topic, self._files[topic.id])
        try:
            found = find_note(topic, make=False)
            if found is None or not isinstance(source, bytes):
                self._tell(Opened(topic, "", MADE_FIRST.format(topic=topic.name)))
                return
            worker = workers.with_imports(found.lock.preload)
            text = open_note(worker, topic, found, source)
            worker.next_submission()
        except GivenUp:
            return
        except CourseError as error:
            self._tell(Opened(topic, "", str(error)))
            return
        self._tell(Opened(topic, text or "", "" if text else NOT_OPENED.format(topic=topic.name)))

    def _subject(self, topic: Topic, references: Collectors) -> Subject:
        if topic.id not in self._subjects:
            self._subjects[topic.id] = visible_subject(topic, references, lambda text: self._tell(Waiting(text)))
        return self._subjects[topic.id]

    def _asked(self, workers: _Workers) -> Iterator[Topic]:
        """Yield the topics to check, as they come, until the session is closed. In between, open the notes that are asked for."""
        while True:
            with self._changed:
                self._running = None
                if not self._due and self._noted is None:
                    self._tell(Waiting(""))
                self._changed.wait_for(lambda: self._due or self._noted or self._closed)
                if self._closed:
                    return
                self._stale = False
                noted = None if self._due else self._noted
                if noted is None:
                    self._running = self._due.pop(next(iter(self._due)))
                else:
                    self._noted = None
            if noted is not None:
                self._open_note(noted, workers)
            elif self._running is not None:
                yield self._running


class _Workers:
    """Two warm workers: a light one, which is ready soon, and a heavy one, which has imported all that any topic has needed.

    Use as a context manager; the light one starts at once.
    """

    def __init__(self, sandbox: Sandbox, preload: Sequence[str], given_up: Callable[[], bool]) -> None:
        self._sandbox = sandbox
        self._given_up = given_up
        self._light = self._start(preload)
        self._more = set(preload) | (
            {"torch._dynamo"} if "torch" in preload else set()
        )  # the first optimizer imports torch._dynamo
        self._heavy: Collector | None = None
        self._light.warm_up()

    def _start(self, preload: Sequence[str]) -> Collector:
        return Collector(self._sandbox, preload, given_up=self._given_up)

    def with_imports(self, preload: Sequence[str]) -> Collector:
        """Return a collector whose worker has imported these modules, and holds nothing of the check before."""
        if set(preload) <= set(self._light.preload):
            found = self._light
        else:
            if not set(preload) <= self._more:
                self._more |= set(preload)
                self._end_heavy()
            found = self.warm_up()
        found.next_submission()
        return found

    def warm_up(self) -> Collector:
        """Start the heavy worker, if there is more to import than in the light one."""
        if not self._more > set(self._light.preload):
            return self._light
        if self._heavy is None:
            self._heavy = self._start(sorted(self._more))
        self._heavy.warm_up()
        return self._heavy

    def _end_heavy(self) -> None:
        if self._heavy is not None:
            self._heavy.__exit__()
            self._heavy = None

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._end_heavy()
        self._light.__exit__()
