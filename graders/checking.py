"""A student's own check: the visible checks, offline, against the key. Nothing here needs POSIX or the network."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dlcourse.graders.collect.sandbox import ProcessSandbox
from dlcourse.graders.course import Topic, file_of_course
from dlcourse.graders.errors import CourseError
from dlcourse.graders.files import digest
from dlcourse.graders.records import TopicResult
from dlcourse.graders.submissions import Source, Unreadable, read_source
from dlcourse.graders.workspace import Workspace


def check_topics(
    files: Sequence[tuple[Topic, Path]],
    report: Callable[[Topic, TopicResult], None],
    *,
    workspace: Workspace | None = None,
    reuse: bool = False,
    begin: Callable[[Topic], None] = lambda _: None,
    say: Callable[[str], None] = lambda _: None,
) -> str:
    """Check each (topic, file) and `report` its result, in order; return why results were not remembered, if so.

    workspace: where results are remembered. reuse: take a remembered result where file and checks are unchanged.
    begin: is told when a topic starts to run, in a worker that is warm. say: gets news on what takes long before that.
    """
    sources = [(topic, own_source(topic, path)) for topic, path in files]
    results: dict[str, TopicResult] = {}
    for topic, source in sources if reuse else []:
        if (stored := fresh(workspace, topic, source)) is not None:
            results[topic.id] = stored
    due = [(topic, source) for topic, source in sources if topic.id not in results]
    waiting = [topic for topic, _ in files]
    lost: list[str] = []

    def deliver() -> None:
        while waiting and waiting[0].id in results:
            topic = waiting.pop(0)
            report(topic, results[topic.id])

    def take(source: tuple[Topic, Source], result: TopicResult) -> None:
        topic, content = source
        results[topic.id] = result
        if why := remember(workspace, topic, content, result):
            lost.append(why)
        deliver()

    deliver()
    if due:
        _run(due, take, begin, say)
    return lost[0] if lost else ""


def _run(
    due: Sequence[tuple[Topic, Source]],
    take: Callable[[tuple[Topic, Source], TopicResult], None],
    begin: Callable[[Topic], None],
    say: Callable[[str], None],
) -> None:
    sandbox = ProcessSandbox(forks=False)
    runnable = [topic for topic, source in due if isinstance(source, bytes)]
    preload = ("torch",) if any(topic.week.arrays == "torch" for topic in runnable) else ()
    with sandbox.prepared(preload) if runnable else contextlib.nullcontext():
        # the worker imports torch while this process imports pytest and reads the keys
        say("importing torch" if preload else "starting Python")
        from dlcourse.graders.evaluate import evaluate  # noqa: PLC0415
        from dlcourse.graders.judge.judge import Subject  # noqa: PLC0415
        from dlcourse.graders.keys import find_key  # noqa: PLC0415

        subjects = [Subject(topic, find_key(topic, say=say), topic.checks(hidden=False)) for topic, _ in due]

        running = [due[0][0]]

        def sources() -> Iterator[tuple[tuple[Topic, Source], str, Source]]:
            for topic, source in due:
                running[0] = topic
                yield (topic, source), topic.id, source

        evaluate(sandbox, subjects, sources(), take, preload=preload, ready=lambda: begin(running[0]))


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
