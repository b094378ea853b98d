"""One of the processes that grade a class: `python -P -m dlcourse.graders.batch.job`.

It collects, judges and writes the record of one student after the other. The first line on standard input says what
to grade (a `Task`), each further one names a student; each student is answered by one line (a `Summary`). It ends with
its input, so that nothing is left running when the command that started it is gone.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Final

import msgspec

from dlcourse.graders.batch.changes import Change, change
from dlcourse.graders.batch.intake import find_submissions
from dlcourse.graders.batch.store import ResultsFolder, Stamp, content_of, depends_on, inputs_of
from dlcourse.graders.collect.collector import Collector
from dlcourse.graders.collect.sandbox import Sandbox
from dlcourse.graders.collect.sandboxes import open_sandbox
from dlcourse.graders.course import Course, Topic
from dlcourse.graders.errors import CourseError
from dlcourse.graders.evaluate import collect
from dlcourse.graders.evidence import TopicEvidence
from dlcourse.graders.judge.judge import Subject, judge
from dlcourse.graders.records import Results, Status, TopicResult
from dlcourse.graders.submissions import Submission, Unreadable

ASKED: Final = "asked for"


class Task(msgspec.Struct, frozen=True):
    """What to grade, all in words that another process can read."""

    course: str
    week: str
    submissions: str
    out: str
    isolation: str
    force: bool
    again: tuple[str, ...]  # students to run again, though unchanged
    many: bool  # this process will get many submissions


class TopicSummary(msgspec.Struct, frozen=True):
    """One topic of a summary: `remarks` are states and mistakes worth an instructor's look."""

    topic: str
    points: float
    status: Status
    remarks: tuple[str, ...]


class Summary(msgspec.Struct, frozen=True):
    """What the command shows of one student; the whole stands in the record. `error`: why there is none.

    why: the reason that code was run for which there was evidence already; change: of the points since the last run.
    Without a student, `error` and `exit_code` say why the job ended.
    """

    student: str
    points: float = 0.0
    topics: tuple[TopicSummary, ...] = ()
    reused: bool = False
    why: str = ""
    change: Change | None = None
    error: str = ""
    exit_code: int = 0


def main() -> None:
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a check prints is no answer
    try:
        task = msgspec.json.decode(requests.readline(), type=Task)
        course = Course(Path(task.course))
        folder = ResultsFolder(Path(task.out))
        subjects = folder.subjects(course, task.week)
        topics = [subject.topic for subject in subjects]
        found = find_submissions(Path(task.submissions), task.week, topics)
        by_name = {submission.student: submission for submission in found.submissions}
        students = (by_name[line.decode().rstrip("\n")] for line in iter(requests.readline, b""))
        hidden = [course.root, Path(task.submissions), Path(task.out)]
        sandbox = open_sandbox(task.isolation, hidden=hidden, many=task.many)
        again = {name for name in by_name if task.force or name in task.again}
        grade(subjects, students, folder, sandbox, replies, again=again)
    except CourseError as error:
        _say(replies, Summary("", error=str(error), exit_code=error.exit_code))
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # the command has gone, or was stopped: what is written is whole


def grade(
    subjects: Sequence[Subject],
    students: Iterator[Submission],
    folder: ResultsFolder,
    sandbox: Sandbox,
    replies: IO[bytes],
    *,
    again: Collection[str],
) -> None:
    """Grade students as their names come. Evidence that is there and still fits is not collected again.

    again: the students of whom everything is collected again.
    """
    fits = {subject.topic.id: (inputs_of(subject), depends_on(subject)) for subject in subjects}
    preload = list(dict.fromkeys(name for subject in subjects for name in subject.key.preload))
    done: list[TopicResult] = []
    said = Summary("")  # what is known of the student so far, besides the results
    unreadable: dict[str, str] = {}

    def take(turn: tuple[Submission, Topic], result: TopicResult) -> None:
        nonlocal said
        submission, topic = turn
        done.append(result)
        if len(done) == len(subjects):
            results = Results.of(topic.course.name, submission.student, topic.week.name, done)
            with contextlib.suppress(CourseError):  # most have none
                said = msgspec.structs.replace(said, change=change(folder.load_record(submission.student), results))
            folder.save_record(results)
            _say(replies, summary(results, said, unreadable))
            done.clear()

    with Collector(sandbox, preload) as collector:

        def stream() -> Iterator[tuple[tuple[Submission, Topic], Subject, TopicEvidence]]:
            nonlocal said
            for submission in students:
                collector.next_submission()
                said = Summary(submission.student, reused=True)
                unreadable.clear()
                for subject in subjects:
                    topic = subject.topic
                    handed = submission.files.get(topic.name)
                    missing = Unreadable(f"{topic.file_name} was not handed in.", started=False)
                    source = missing if handed is None else handed.read()
                    if isinstance(source, Unreadable) and source.started:
                        unreadable[topic.name] = source.why
                    of = Stamp(*fits[topic.id], content_of(source))
                    stored = folder.load_evidence(submission.student, topic)
                    why = ASKED if submission.student in again else of.differs(stored[0]) if stored else ""
                    if stored and not why:
                        evidence = stored[1]
                    else:
                        said = msgspec.structs.replace(said, reused=False, why=said.why or why)
                        evidence = collect(collector, subject, source)
                        folder.save_evidence(submission.student, topic, of, evidence)
                    yield (submission, topic), subject, evidence

        judge(subjects, stream(), take)


def summary(results: Results, said: Summary, unreadable: Mapping[str, str]) -> Summary:
    """Add to what is `said` the few words that stand in the table for one student's results.

    unreadable: of topics whose file could not be read, why.
    """
    topics = []
    for topic in results.topics:
        states = dict.fromkeys(c.status for c in topic.checks if c.status in ("error", "timeout", "broken"))
        mistakes = dict.fromkeys(check.mistake for check in topic.checks if check.mistake)
        remarks = (*states, *map(str, mistakes)) if topic.topic not in unreadable else (unreadable[topic.topic],)
        topics.append(TopicSummary(topic.topic, topic.points, topic.status, remarks))
    return msgspec.structs.replace(said, points=results.points, topics=tuple(topics))


def _say(replies: IO[bytes], said: Summary) -> None:
    replies.write(msgspec.json.encode(said) + b"\n")
    replies.flush()


if __name__ == "__main__":
    main()
