"""The results: plain records from which every report is written. Schema "dlcourse/results/v1"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

Status = Literal["passed", "failed", "not_started", "error", "timeout", "blocked", "broken"]
LABEL: Final = 9  # columns
SCHEMA: Literal["dlcourse/results/v1"] = "dlcourse/results/v1"
NOT_JSON: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)  # what msgspec raises of other bytes


class Line(msgspec.Struct, frozen=True):
    """A part of a message: what it is about (at most nine characters), and plain text of one or more lines.

    Where "returned" or "found" is followed by "expected", the two can be shown side by side.
    """

    label: str
    text: str


class CheckResult(msgspec.Struct, frozen=True, kw_only=True):
    """One check on one submission: what to tell of it in `lines`, and the `seconds` that the student's code took.

    hints: steps towards it, one at a time; none where they would be beside the point.
    exercise: the first that it is about. source_line: the student's line that raised an error, 0 where none did.
    """

    name: str
    title: str
    status: Status
    points: float
    max_points: float
    hidden: bool
    exercise: str
    lines: tuple[Line, ...]
    source_line: int
    hints: tuple[str, ...]
    mistake: str | None
    seconds: float

    @property
    def message(self) -> str:
        """Return the lines as one plain text, the labels in a column of their own."""
        return "\n".join(layout(line) for line in self.lines)


def layout(line: Line) -> str:
    """Return a line with its label in front, and what follows its first row under that."""
    return f"{line.label:<{LABEL}}  {line.text}".replace("\n", "\n" + " " * (LABEL + 2))


class TopicResult(msgspec.Struct, frozen=True, kw_only=True):
    """One topic of one submission."""

    topic: str
    points: float
    max_points: float
    checks: tuple[CheckResult, ...]

    @classmethod
    def of(cls, topic: str, checks: Iterable[CheckResult]) -> TopicResult:
        found = tuple(checks)
        return cls(
            topic=topic,
            points=round(sum(check.points for check in found), 6),
            max_points=round(sum(check.max_points for check in found), 6),
            checks=found,
        )

    @property
    def status(self) -> Status:
        """Return the topic in one word: passed if all are, not_started if none is begun, else the first failure.

        With nothing wrong so far it is blocked: it waits for the rest.
        """
        statuses = [check.status for check in self.checks]
        if all(status == "passed" for status in statuses):
            return "passed"
        if all(status in ("not_started", "blocked") for status in statuses):
            return "not_started"
        return next((status for status in statuses if status not in ("passed", "not_started", "blocked")), "blocked")


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """All results of one submission for one week; `student` is None for a student's own check."""

    schema: Literal["dlcourse/results/v1"] = SCHEMA
    course: str
    student: str | None
    week: str
    points: float
    max_points: float
    topics: tuple[TopicResult, ...]

    @classmethod
    def of(cls, course: str, student: str | None, week: str, topics: Iterable[TopicResult]) -> Results:
        found = tuple(topics)
        return cls(
            course=course,
            student=student,
            week=week,
            points=round(sum(topic.points for topic in found), 6),
            max_points=round(sum(topic.max_points for topic in found), 6),
            topics=found,
        )

    def to_json(self, *, indent: bool = False) -> str:
        """Return one JSON document; on one line unless `indent`."""
        data = msgspec.json.encode(self)
        return (msgspec.json.format(data, indent=2) if indent else data).decode()


def json_schema() -> str:
    """Return the JSON Schema of `Results`, as published in docs/results.schema.json."""
    schema = msgspec.json.schema(Results)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "dlcourse results"
    schema["$defs"]["Results"]["required"].insert(0, "schema")  # always written, though it has a default in code
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode() + "\n"
