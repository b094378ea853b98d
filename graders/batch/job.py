"""One of the processes that grade a class: `python -P -m dlcourse.graders.batch.job`.

It collects, judges and writes the record of one student after the other. The first line on standard input says what
to grade (a `Task`), each further one names a student; each student is answered by one line (a `Summary`). It ends with
its input, so that nothing is left running when the command that started it is gone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import msgspec

from dlcourse.graders.batch.intake import find_submissions
from dlcourse.graders.batch.store import ResultsFolder, content_of, depends_on
from dlcourse.graders.collect.collector import Collector
from dlcourse.graders.collect.sandbox import Sandbox
from dlcourse.graders.collect.sandboxes import open_sandbox
from dlcourse.graders.course import Course, Topic
from dlcourse.graders.errors import CourseError
from dlcourse.graders.evaluate import collect
from dlcourse.graders.evidence import TopicEvidence
from dlcourse.graders.files import digest
from dlcourse.graders.judge.judge import Subject, judge
from dlcourse.graders.records import Results, Status, TopicResult
from dlcourse.graders.submissions import Submission, Unreadable


class Task(msgspec.Struct, frozen=True):
    """What to grade, all in words that another process can read."""

    course: str
    week: str
    submissions: str
    out: str
    isolation: str
    force: bool
    many: bool  # this process will get many submissions


class TopicSummary(msgspec.Struct, frozen=True):
    """One topic of a summary: `remarks` are states and mistakes worth an instructor's look."""

    topic: str
    points: float
    status: Status
    remarks: tuple[str, ...]


class Summary(msgspec.Struct, frozen=True):
    """What the command shows of one student; the whole stands in the record. `error`: why there is none.

    Without a student, `error` and `exit_code` say why the job ended.
    """

    student: str
    points: float = 0.0
    topics: tuple[TopicSummary, ...] = ()
    reused: bool = False
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
        grade(subjects, students, folder, sandbox, replies, force=task.force)
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
    force: bool,
) -> None:
    """Grade students as their names come. Evidence that is there and still fits is not collected again."""
    fits = {subject.topic.id: depends_on(subject) for subject in subjects}
    preload = list(dict.fromkeys(name for subject in subjects for name in subject.key.preload))
    done: list[TopicResult] = []
    reused: list[bool] = []

    def take(turn: tuple[Submission, Topic], result: TopicResult) -> None:
        submission, topic = turn
        done.append(result)
        if len(done) == len(subjects):
            results = Results.of(topic.course.name, submission.student, topic.week.name, done)
            folder.save_record(results)
            _say(replies, summary(results, reused=all(reused)))
            done.clear()
            reused.clear()

    with Collector(sandbox, preload) as collector:

        def stream() -> Iterator[tuple[tuple[Submission, Topic], Subject, TopicEvidence]]:
            for submission in students:
                collector.next_submission()
                for subject in subjects:
                    topic = subject.topic
                    handed = submission.files.get(topic.name)
                    missing = Unreadable(f"{topic.file_name} was not handed in.", started=False)
                    source = missing if handed is None else handed.read()
                    of = digest([fits[topic.id], content_of(source)])
                    stored = None if force else folder.load_evidence(submission.student, topic, of)
                    reused.append(stored is not None)
                    evidence = stored or collect(collector, subject, source)
                    if stored is None:
                        folder.save_evidence(submission.student, topic, of, evidence)
                    yield (submission, topic), subject, evidence

        judge(subjects, stream(), take)


def summary(results: Results, *, reused: bool = False) -> Summary:
    """Return the few words that stand in the table for one student's results."""
    topics = []
    for topic in results.topics:
        states = dict.fromkeys(c.status for c in topic.checks if c.status in ("error", "timeout", "broken"))
        mistakes = dict.fromkeys(check.mistake for check in topic.checks if check.mistake)
        topics.append(TopicSummary(topic.topic, topic.points, topic.status, (*states, *map(str, mistakes))))
    return Summary(results.student or "", results.points, tuple(topics), reused)


def _say(replies: IO[bytes], said: Summary) -> None:
    replies.write(msgspec.json.encode(said) + b"\n")
    replies.flush()


if __name__ == "__main__":
    main()
