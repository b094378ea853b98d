"""A student's own check: the visible checks against the key, offline. Nothing here needs POSIX or the network."""

from __future__ import annotations

import contextlib
import io
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dlcourse.graders.engine.collect.sandbox import ProcessSandbox
from dlcourse.graders.engine.course.course import Topic, file_of_course
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.files import digest
from dlcourse.graders.engine.results.records import CheckResult, TopicResult
from dlcourse.graders.engine.student.backups import keep_green
from dlcourse.graders.engine.student.definitions import (
    definition_digests,
    edited_first,
    edited_names,
    leftover_raises,
)
from dlcourse.graders.engine.student.workspace import NEVER_EDITED, Edited, StoredResult, Workspace
from dlcourse.graders.engine.untrusted import Source, Unreadable, read_source

if TYPE_CHECKING:
    from dlcourse.graders.engine.collect.collector import Collector
    from dlcourse.graders.engine.collect.collectors import Collectors
    from dlcourse.graders.engine.collect.subject import Subject
    from dlcourse.graders.engine.evidence.evidence import TopicEvidence
    from dlcourse.graders.engine.judge.judge import Checks


@dataclass(frozen=True)
class Checked:
    """A topic's result, with the student's file.

    begun: when the student's code began to run (`time.perf_counter`); seconds: how long it and its checks took. Both are None
        if nothing was run.
    not_stored: why the result could not be stored, or an empty string.
    edited: what the student edited last in the file.
    """

    topic: Topic
    file: Path
    result: TopicResult
    begun: float | None = None
    seconds: float | None = None
    not_stored: str = ""
    edited: Edited = NEVER_EDITED

    @property
    def checks_in_order(self) -> list[CheckResult]:
        """Return the checks in the order to work on them: first those of what was edited last."""
        return edited_first(self.result.checks, self.edited.names)


def last_edited_first(done: Sequence[Checked]) -> list[Checked]:
    """Return topics in the order to work on them: first the one whose file was edited last, as far as checks have seen it."""
    return sorted(done, key=lambda checked: -checked.edited.seen)


def check_topics(
    files: Sequence[tuple[Topic, Path]],
    *,
    workspace: Workspace | None = None,
    reuse: bool = False,
    prints: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Generator[Checked]:
    """Check each (topic, file) and yield its result, in order. Close the iterator if it is not read to its end.

    workspace: where results are stored. reuse: use a stored result if its file and its checks have not changed.
    prints: whether a check that passes says what the student's code printed. say: is called with what takes long, when it starts.
    """
    sources = {topic.id: own_source(topic, file) for topic, file in files}
    stored = {topic.id: valid_result(workspace, topic, sources[topic.id]) for topic, _ in files} if reuse else {}
    now = time.time()  # for all of them: what one command sees first stays in the course's order
    due = [(topic, sources[topic.id]) for topic, _ in files if stored.get(topic.id) is None]
    with contextlib.ExitStack() as opened:
        checker: _Checker | None = None
        for topic, file in files:
            if (known := stored.get(topic.id)) is not None:
                yield Checked(topic, file, known.result, edited=known.edited)
                continue
            source = sources[topic.id]
            checker = checker or opened.enter_context(_open_checker(due, say))
            result, begun, seconds = checker.check(topic, source, prints=prints)
            edited, not_stored = store_result(workspace, topic, source, result, now)
            yield Checked(topic, file, result, begun, seconds, not_stored, edited)


@contextlib.contextmanager
def _open_checker(due: Sequence[tuple[Topic, Source]], say: Callable[[str], None]) -> Iterator[_Checker]:
    """Start a worker, and load the keys and the visible checks of the topics that are due."""
    sandbox = ProcessSandbox(forks=False)
    runnable = [topic for topic, source in due if isinstance(source, bytes)]
    preload = tuple(dict.fromkeys(name for topic in runnable for name in topic.week.preload))
    with sandbox.prepared(preload) if runnable else contextlib.nullcontext():
        # while the worker imports torch, this process imports pytest and reads the keys
        say("importing torch" if "torch" in preload else "starting Python")
        from dlcourse.graders.engine.collect.collector import Collector  # noqa: PLC0415
        from dlcourse.graders.engine.collect.collectors import Collectors  # noqa: PLC0415
        from dlcourse.graders.engine.collect.sandboxes import reference_sandbox  # noqa: PLC0415
        from dlcourse.graders.engine.judge.judge import open_checks  # noqa: PLC0415

        topics = [topic for topic, _ in due]
        with Collectors(reference_sandbox) as references:
            subjects = {topic.id: subject_not_run(topic) for topic in topics}
            subjects |= {subject.topic.id: subject for subject in _visible_subjects(runnable, references, say)}
            with open_checks(topics, hidden=False) as checks, Collector(sandbox, preload) as collector:
                yield _Checker(subjects, checks, collector, say)


@dataclass(frozen=True)
class _Checker:
    """A worker, and the checks of the topics that are due. subjects: by topic id."""

    subjects: Mapping[str, Subject]
    checks: Checks
    collector: Collector
    say: Callable[[str], None]

    def check(self, topic: Topic, source: Source, *, prints: bool) -> tuple[TopicResult, float | None, float | None]:
        """Return a topic's result, when the student's code began to run, and the seconds since then (see `Checked`)."""
        from dlcourse.graders.engine.collect.subject import collect  # noqa: PLC0415

        begun: float | None = None

        def begin() -> None:
            nonlocal begun
            begun = time.perf_counter()
            self.say(f"running {topic.name}")

        subject = self.subjects[topic.id]
        evidence = collect(self.collector, subject, source, begin)
        result = judged(self.checks, subject, source, evidence, prints=prints)
        return result, begun, None if begun is None else time.perf_counter() - begun


def judged(
    checks: Checks, subject: Subject, source: Source, evidence: TopicEvidence, *, prints: bool = False
) -> TopicResult:
    """Return what the checks say of a student's own file. prints: as for `Checks.judge`.

    A check that is not started only because the stub's own line is still there, beside the student's code, says so.
    """
    result = checks.judge(subject, evidence, prints=prints)
    lines = leftover_raises(source, file_of_course(subject.topic.stub))
    return TopicResult.of(
        result.topic,
        (
            _with_leftover(check, source) if check.status == "not_started" and check.source_line in lines else check
            for check in result.checks
        ),
    )


def _with_leftover(check: CheckResult, source: Source) -> CheckResult:
    from dlcourse.graders.engine.judge.wording import as_lines, leftover  # noqa: PLC0415

    assert isinstance(source, bytes)
    code = io.StringIO(source.decode("utf-8-sig"), newline=None).readlines()[check.source_line - 1].strip()
    return replace(check, status="error", lines=as_lines(leftover(check.source_line, code)), hints=())


def _visible_subjects(topics: Sequence[Topic], references: Collectors, say: Callable[[str], None]) -> Iterator[Subject]:
    """Yield the topics' visible checks with their keys. Several keys are made side by side, if they must be made."""
    from dlcourse.graders.engine.collect.keys import find_keys  # noqa: PLC0415
    from dlcourse.graders.engine.collect.mistakes import with_mistakes  # noqa: PLC0415
    from dlcourse.graders.engine.collect.subject import Subject  # noqa: PLC0415

    if len(topics) == 1:  # the worker that makes its key then runs its mistakes
        yield visible_subject(topics[0], references, say)
        return
    for topic, found in zip(topics, find_keys(topics, say=say), strict=True):
        key = with_mistakes(topic, found, references, say) if topic.course.has_solutions else found
        yield Subject(topic, key, topic.checks(hidden=False))


def subject_not_run(topic: Topic) -> Subject:
    """Return a topic's visible checks without a key, for a file that is not run: making a key can take long."""
    from dlcourse.graders.engine.collect.subject import not_run  # noqa: PLC0415

    return not_run(topic, topic.checks(hidden=False))


def visible_subject(topic: Topic, references: Collectors, say: Callable[[str], None]) -> Subject:
    """Return a topic's visible checks with their key.

    references: where a course with solutions runs these. say: is called if it must, which takes long.
    """
    from dlcourse.graders.engine.collect.keys import find_key  # noqa: PLC0415
    from dlcourse.graders.engine.collect.subject import Subject  # noqa: PLC0415

    return Subject(topic, find_key(topic, references, say=say), topic.checks(hidden=False))


def own_source(topic: Topic, path: Path) -> Source:
    """Return the content of a student's own file. An untouched stub is Unreadable, because running it would show nothing new."""
    source = read_source(path, follow=True)
    if isinstance(source, Unreadable) and not source.started:
        return Unreadable(f"{path.name} is missing. `dlcourse fetch {topic.week.name}` brings it back.", started=False)
    return Unreadable(started=False) if source == file_of_course(topic.stub) else source


def store_result(
    workspace: Workspace | None, topic: Topic, source: Source, result: TopicResult, now: float
) -> tuple[Edited, str]:
    """Store a result, and a copy of a green file, if there is a workspace.

    Return what was edited last, and why nothing could be stored, or an empty string. now: when the check ran, in seconds
    since the epoch.
    """
    if workspace is None:
        return NEVER_EDITED, ""
    before = workspace.stored(topic)
    known = before.definitions if before is not None else {}
    edited = before.edited if before is not None else NEVER_EDITED
    if definitions := definition_digests(source):  # else the file is no Python for now
        if names := edited_names(definitions, known or definition_digests(file_of_course(topic.stub))):
            edited = Edited(names, now)
        known = definitions
    try:
        workspace.store(topic, StoredResult(content_digest(topic, source), result, known, edited))
        if result.status == "passed" and isinstance(source, bytes):
            keep_green(workspace, topic, source)
    except CourseError as error:
        return edited, str(error)
    return edited, ""


def valid_result(workspace: Workspace | None, topic: Topic, source: Source) -> StoredResult | None:
    """Return the stored result if it is one of this source and of these checks."""
    stored = workspace.stored(topic) if workspace is not None else None
    return stored if stored is not None and stored.of == content_digest(topic, source) else None


def content_digest(topic: Topic, source: Source) -> str:
    """Return the digest of what a result depends on: the student's file and the visible checks."""
    content = source if isinstance(source, bytes) else f"unreadable: {source.why}"
    return digest([content, *map(file_of_course, (topic.probes_file, topic.visible_file))])
