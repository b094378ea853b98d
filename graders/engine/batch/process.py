"""One of the processes that grade a class: `python -P -m dlcourse.graders.engine.batch.process`.

It collects, judges and writes the record of one student after the other. The first line on standard input is a `Task`. Each
further line is a student's `Work`; the reply is one line, a `Summary`. The process ends when its input ends, so that nothing
is left running after the command that started it.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

import msgspec

from dlcourse.graders.engine.batch.changes import change
from dlcourse.graders.engine.batch.judging import Judging
from dlcourse.graders.engine.batch.messages import Ended, Reply, Summary, Task, TopicSummary, Work
from dlcourse.graders.engine.batch.store import (
    SUBMISSION_BYTES,
    ResultsFolder,
    Stamp,
    grader_digest,
    inputs_digest,
    source_digest,
)
from dlcourse.graders.engine.collect.collector import Collector
from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.sandbox import Sandbox
from dlcourse.graders.engine.collect.sandboxes import open_sandbox, reference_sandbox
from dlcourse.graders.engine.collect.subject import Subject, collect
from dlcourse.graders.engine.course.course import Course
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.evidence.evidence import TopicEvidence
from dlcourse.graders.engine.judge.judge import Checks, open_checks
from dlcourse.graders.engine.results.records import Results, TopicResult
from dlcourse.graders.engine.untrusted import Source, Unreadable

ASKED: Final = "asked for"
DISK_FULL: Final = (errno.ENOSPC, errno.EDQUOT)  # of the temporary folder, for example: no student's fault


def main() -> None:
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a check prints must not be read as a reply
    try:
        task = msgspec.json.decode(requests.readline(), type=Task)
        folder = ResultsFolder(Path(task.out))
        with Collectors(reference_sandbox) as references:
            subjects = folder.subjects(Course(Path(task.course)), task.week, references)
            sandbox = open_sandbox(task.isolation, hidden=list(map(Path, task.hidden)), many=task.many)
            topics = [subject.topic for subject in subjects]
            with open_checks(topics, hidden=True) as checks, _collector(sandbox, subjects) as collector:
                grader = Grader(subjects, folder, checks, collector)
                for line in iter(requests.readline, b""):
                    _reply(replies, grader.grade(msgspec.json.decode(line, type=Work)))
    except CourseError as error:
        _reply(replies, Ended(str(error), error.exit_code))
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # the command has ended or was stopped; every written file is whole
    except OSError as error:
        if error.errno not in DISK_FULL:
            raise
        where = f" ({error.filename})" if error.filename else ""
        _reply(replies, Ended(f"{error.strerror}{where}. Make room, then go on.", CourseError.exit_code))


def _collector(sandbox: Sandbox, subjects: Sequence[Subject]) -> Collector:
    preload = list(dict.fromkeys(name for subject in subjects for name in subject.key.preload))
    return Collector(sandbox, preload, questions=[subject.questions for subject in subjects])


def _reply(replies: IO[bytes], reply: Reply) -> None:
    replies.write(msgspec.json.encode(reply) + b"\n")
    replies.flush()


class Grader:
    """Grades one student after the other: evidence, results, record. Evidence that is still valid is not collected again."""

    def __init__(
        self, subjects: Sequence[Subject], folder: ResultsFolder, checks: Checks, collector: Collector
    ) -> None:
        self._subjects = subjects
        self._folder = folder
        self._judging = Judging(checks)
        self._collector = collector
        self._stamps = {s.topic.id: Stamp(inputs_digest(s.key), grader_digest(s), "") for s in subjects}

    def grade(self, work: Work) -> Summary:
        """Grade a student, write the record, and return what the command shows."""
        self._collector.next_submission()
        done: list[TopicResult] = []
        ran: list[str] = []
        unreadable: dict[str, str] = {}
        room = SUBMISSION_BYTES
        for subject in self._subjects:
            topic = subject.topic
            missing = Unreadable(f"{topic.file_name} was not handed in.", started=False)
            source = work.files.get(topic.name, missing)
            if isinstance(source, Unreadable) and source.started:
                unreadable[topic.name] = source.why
            evidence, why = self._evidence(work, subject, source, room)
            room -= self._folder.evidence_bytes(work.student, topic)
            done.append(self._judging.judge(subject, evidence))
            if why is not None:
                ran.append(why)
        course, week = self._subjects[0].topic.course.name, self._subjects[0].topic.week.name
        results = Results.of(course, work.student, week, done)
        before = self._folder.find_record(work.student)
        self._folder.save_record(results)
        return Summary(
            student=work.student,
            points=results.points,
            topics=tuple(_summary(topic, unreadable.get(topic.topic, "")) for topic in done),
            reused=not ran,
            why=next(filter(None, ran), ""),
            change=change(before, results) if before else None,
        )

    def _evidence(self, work: Work, subject: Subject, source: Source, room: int) -> tuple[TopicEvidence, str | None]:
        """Return a topic's evidence, and why it was collected again: "" if there was none, None if it was not collected.

        room: as for `save_evidence`.
        """
        stamp = self._stamps[subject.topic.id]._replace(file=source_digest(source))
        stored = self._folder.load_evidence(work.student, subject.topic)
        why = ASKED if work.again else stamp.difference(stored[0]) if stored else ""
        if stored and not why:
            return stored[1], None
        evidence = collect(self._collector, subject, source)
        return self._folder.save_evidence(work.student, subject.topic, stamp, evidence, room), why


def _summary(topic: TopicResult, unreadable: str) -> TopicSummary:
    """Return what the table says about one topic. unreadable: why its file could not be read, empty if it could."""
    states = dict.fromkeys(c.status for c in topic.checks if c.status in ("error", "timeout", "broken"))
    mistakes = dict.fromkeys(check.mistake for check in topic.checks if check.mistake)
    remarks = (unreadable,) if unreadable else (*states, *mistakes)
    return TopicSummary(topic.topic, topic.points, topic.status, remarks)


if __name__ == "__main__":
    main()
