"""The results: plain records from which every report is written. Schema "dlcourse/results/v1"."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Final, Literal

import msgspec

Status = Literal["passed", "failed", "not_started", "error", "timeout", "blocked", "broken"]
LABEL: Final = 9  # columns
SCHEMA: Literal["dlcourse/results/v1"] = "dlcourse/results/v1"
NOT_JSON: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)  # what msgspec raises for other bytes


CAUSES: Final = ("this is", "perhaps", "because")  # labels: what is behind it stands first
CALLS: Final = ("importing", "this call", "called")  # what was called comes after what came back
MEASURED: Final = "measured"  # label of what a check that passes has measured, such as an accuracy
DETAILS: Final = ("first", "called by", "printed")  # last


class Line(msgspec.Struct, frozen=True):
    """A part of a message: a label of at most nine characters, and plain text of one or more lines.

    If "returned" or "found" is followed by "expected", the two can be shown side by side.
    """

    label: str
    text: str


def rank(label: str) -> int:
    """Return where a line with this label stands in a message: 0 a cause, 1 what came back, 2 the call, 3 details."""
    return 0 if label in CAUSES else 2 if label in CALLS else 3 if label in DETAILS else 1


class CheckResult(msgspec.Struct, frozen=True, kw_only=True):
    """One check on one submission. seconds: how long the student's code took.

    lines: its message; if it passed, what it has measured, such as the accuracy of the student's network.
    hints: steps towards the answer, shown one at a time; none if they would not help.
    exercise: the first that it is about. source_line: the student's line that raised an error, 0 if none did.
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
        """The lines as one plain text, with the labels in a column of their own."""
        return "\n".join(layout(line) for line in self.lines)


def layout(line: Line) -> str:
    """Return a line with its label in front; its further rows are indented like the first."""
    return f"{line.label:<{LABEL}}  {line.text}".replace("\n", "\n" + " " * (LABEL + 2))


class TopicResult(msgspec.Struct, frozen=True, kw_only=True):
    """One topic of one submission."""

    topic: str
    points: float
    max_points: float
    checks: tuple[CheckResult, ...]

    @classmethod
    def of(cls, topic: str, checks: Iterable[CheckResult]) -> TopicResult:
        checks = tuple(checks)
        return cls(
            topic=topic,
            points=round(sum(check.points for check in checks), 6),
            max_points=round(sum(check.max_points for check in checks), 6),
            checks=checks,
        )

    @property
    def status(self) -> Status:
        """The topic's status: passed if all checks are, not_started if none is started, else that of the first failure.

        If some passed, none failed and the rest is not started, it is blocked.
        """
        statuses = [check.status for check in self.checks]
        if all(status == "passed" for status in statuses):
            return "passed"
        if all(status in ("not_started", "blocked") for status in statuses):
            return "not_started"
        return next((status for status in statuses if status not in ("passed", "not_started", "blocked")), "blocked")


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """All results of one submission for one week. student: None if a student ran the checks."""

    schema: Literal["dlcourse/results/v1"] = SCHEMA
    course: str
    student: str | None
    week: str
    points: float
    max_points: float
    topics: tuple[TopicResult, ...]

    @classmethod
    def of(cls, course: str, student: str | None, week: str, topics: Iterable[TopicResult]) -> Results:
        topics = tuple(topics)
        return cls(
            course=course,
            student=student,
            week=week,
            points=round(sum(topic.points for topic in topics), 6),
            max_points=round(sum(topic.max_points for topic in topics), 6),
            topics=topics,
        )

    def to_json(self, *, indent: bool = False) -> str:
        """Return one JSON document. indent: on many lines, else on one."""
        data = msgspec.json.encode(self)
        return (msgspec.json.format(data, indent=2) if indent else data).decode()


def json_schema() -> str:
    """Return the JSON Schema of `Results`, as published in docs/results.schema.json."""
    schema = msgspec.json.schema(Results)
    for definition in schema["$defs"].values():  # until 3.13, Python leaves a docstring's indentation as it is
        definition["description"] = inspect.cleandoc(definition["description"])
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "dlcourse results"
    schema["$defs"]["Results"]["required"].insert(0, "schema")  # it is always written, although it has a default
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode() + "\n"
