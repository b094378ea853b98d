"""A student's own check: the visible checks, offline, against the key. Nothing here needs POSIX or the network."""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dlcourse.graders.engine.collect.sandbox import ProcessSandbox
from dlcourse.graders.engine.course.course import Topic, file_of_course
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.files import digest
from dlcourse.graders.engine.results.records import TopicResult
from dlcourse.graders.engine.student.workspace import Workspace
from dlcourse.graders.engine.untrusted import Source, Unreadable, read_source

if TYPE_CHECKING:
    from dlcourse.graders.engine.collect.collector import Collector
    from dlcourse.graders.engine.collect.subject import Subject
    from dlcourse.graders.engine.judge.judge import Checks


@dataclass(frozen=True)
class Checked:
    """A topic's result.

    begun, seconds: when the student's code began to run (`time.perf_counter`), and how long it and its checks took; None
        where nothing was run.
    not_kept: why the result could not be stored, if so.
    """

    topic: Topic
    result: TopicResult
    begun: float | None = None
    seconds: float | None = None
    not_kept: str = ""


def check_topics(
    files: Sequence[tuple[Topic, Path]],
    *,
    workspace: Workspace | None = None,
    reuse: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Generator[Checked]:
    """Check each (topic, file) and yield its result, in order. Close the iterator where it is not read to its end.

    workspace: where results are stored. reuse: take a stored result where file and checks are unchanged.
    say: gets news of what takes long.
    """
    sources = [(topic, own_source(topic, path)) for topic, path in files]
    stored = {topic.id: fresh(workspace, topic, source) for topic, source in sources} if reuse else {}
    due = [(topic, source) for topic, source in sources if stored.get(topic.id) is None]
    with contextlib.ExitStack() as opened:
        checker: _Checker | None = None
        for topic, source in sources:
            if (result := stored.get(topic.id)) is not None:
                yield Checked(topic, result)
                continue
            checker = checker or opened.enter_context(_open_checker(due, say))
            checked = checker.check(topic, source)
            yield dataclasses.replace(checked, not_kept=remember(workspace, topic, source, checked.result))


@contextlib.contextmanager
def _open_checker(due: Sequence[tuple[Topic, Source]], say: Callable[[str], None]) -> Iterator[_Checker]:
    """Start a worker, and collect the visible checks of what is due."""
    sandbox = ProcessSandbox(forks=False)
    runnable = [topic for topic, source in due if isinstance(source, bytes)]
    preload = ("torch",) if any(topic.week.arrays == "torch" for topic in runnable) else ()
    with sandbox.prepared(preload) if runnable else contextlib.nullcontext():
        # the worker imports torch while this process imports pytest and reads the keys
        say("importing torch" if preload else "starting Python")
        from dlcourse.graders.engine.collect.collector import Collector  # noqa: PLC0415
        from dlcourse.graders.engine.collect.keys import find_key  # noqa: PLC0415
        from dlcourse.graders.engine.collect.subject import Subject  # noqa: PLC0415
        from dlcourse.graders.engine.judge.judge import open_checks  # noqa: PLC0415

        topics = [topic for topic, _ in due]
        subjects = {topic.id: Subject(topic, find_key(topic, say=say), topic.checks(hidden=False)) for topic in topics}
        with open_checks(topics, hidden=False) as checks, Collector(sandbox, preload) as collector:
            yield _Checker(subjects, checks, collector, say)


class _Checker:
    """A worker and checks that are ready for the topics that are due."""

    def __init__(
        self, subjects: Mapping[str, Subject], checks: Checks, collector: Collector, say: Callable[[str], None]
    ) -> None:
        self._subjects = subjects
        self._checks = checks
        self._collector = collector
        self._say = say
        self._begun: dict[str, float] = {}  # by topic id, when the student's code began to run

    def check(self, topic: Topic, source: Source) -> Checked:
        """Return a topic's result."""
        from dlcourse.graders.engine.collect.subject import collect  # noqa: PLC0415

        subject = self._subjects[topic.id]
        evidence = collect(self._collector, subject, source, lambda: self._begin(topic))
        result = self._checks.judge(subject, evidence)
        begun = self._begun.get(topic.id)
        return Checked(topic, result, begun, None if begun is None else time.perf_counter() - begun)

    def _begin(self, topic: Topic) -> None:
        self._begun[topic.id] = time.perf_counter()
        self._say(f"running {topic.name}")


def own_source(topic: Topic, path: Path) -> Source:
    """Return a student's own file; an untouched stub is not run, since that would tell nothing new."""
    source = read_source(path, follow=True)
    if isinstance(source, Unreadable) and not source.started:
        return Unreadable(f"{path.name} is missing. `dlcourse fetch {topic.week.name}` brings it back.", started=False)
    return Unreadable(started=False) if source == file_of_course(topic.stub) else source


def remember(workspace: Workspace | None, topic: Topic, source: Source, result: TopicResult) -> str:
    """Store a result where there is a workspace. One that cannot be stored is still a result: return why, or nothing."""
    try:
        if workspace is not None:
            workspace.store(topic, content_digest(topic, source), result)
    except CourseError as error:
        return str(error)
    return ""


def fresh(workspace: Workspace | None, topic: Topic, source: Source) -> TopicResult | None:
    """Return the stored result if it is one of this source and of these checks."""
    stored = workspace.stored(topic) if workspace is not None else None
    return stored.result if stored is not None and stored.of == content_digest(topic, source) else None


def content_digest(topic: Topic, source: Source) -> str:
    """Return the digest of what a result depends on: the student's file and the visible checks."""
    content = source if isinstance(source, bytes) else f"unreadable: {source.why}"
    return digest([content, *map(file_of_course, (topic.probes_file, topic.visible_file))])
