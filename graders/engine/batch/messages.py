"""The messages between the command and its grading processes, a line of JSON each."""

from __future__ import annotations

import msgspec

from dlcourse.graders.engine.batch.changes import Change
from dlcourse.graders.engine.results.records import Status
from dlcourse.graders.engine.untrusted import Source


class Task(msgspec.Struct, frozen=True):
    """What to grade: the first line that a process gets. Folders are absolute paths.

    hidden: folders that are not visible in a sandbox. many: the process will get many submissions.
    """

    course: str
    week: str
    out: str
    isolation: str
    hidden: tuple[str, ...]
    many: bool


class Work(msgspec.Struct, frozen=True):
    """One student's files by topic name: each further line. A topic without a file was not handed in.

    again: collect everything again, although nothing has changed.
    """

    student: str
    files: dict[str, Source]
    again: bool


class TopicSummary(msgspec.Struct, frozen=True):
    """One topic of a summary. remarks: statuses and mistakes that an instructor should look at."""

    topic: str
    points: float
    status: Status
    remarks: tuple[str, ...]


class Summary(msgspec.Struct, frozen=True, kw_only=True, tag="graded"):
    """What the command shows of one student. Everything is in the record.

    reused: no code was run. why: why code was run, although there was evidence already.
    change: how the points have changed since the last run. error: why no process could grade the student.
    """

    student: str
    points: float = 0.0
    topics: tuple[TopicSummary, ...] = ()
    reused: bool = False
    why: str = ""
    change: Change | None = None
    error: str = ""


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """Why a process cannot go on. exit_code: that of the error."""

    error: str
    exit_code: int


Reply = Summary | Ended
