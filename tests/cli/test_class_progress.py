"""The progress of a class: what is counted, and what is said where there is no terminal."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from dlcourse.cli.terminal import class_progress
from dlcourse.cli.terminal.class_progress import ClassProgress, duration, outcome, pace
from dlcourse.graders.engine.batch.messages import Summary, TopicSummary


def said(student: str, *topics: tuple[str, tuple[str, ...]], error: str = "") -> Summary:
    """A student with these (status, remarks) of topics."""
    return Summary(
        student=student,
        points=1.0,
        topics=tuple(TopicSummary("t", 1.0, status, remarks) for status, remarks in topics),
        error=error,
    )


@pytest.mark.parametrize(
    ("summary", "word"),
    [
        (said("a", ("passed", ())), "graded"),
        (said("a", ("failed", ("a_mistake",))), "graded"),
        (said("a", ("not_started", ()), ("not_started", ())), "not started"),
        (said("a", ("not_started", ()), ("error", ("error",))), "error"),
        (said("a", ("error", ("error",)), ("timeout", ("timeout",))), "timeout"),
        (said("a", ("broken", ("broken", "error"))), "broken"),
        (said("a", error="it ended"), "broken"),
    ],
)
def test_outcome_is_what_an_instructor_would_say_first(summary, word):
    """The worst thing that happened stands for a submission; not started only where nothing is."""
    assert outcome(summary) == word


def test_plain_lines_without_a_terminal(capsys, monkeypatch):
    """Where no bar can be drawn, lines say how many are done by outcome, and, when that means something, the time left."""
    monkeypatch.setattr(class_progress, "LINE_SECONDS", 0.0)
    with ClassProgress(6) as progress:
        progress.start_clock()
        for student in "ada", "ben\x1b[31m", "cy", "di":
            progress.student_started(student)
            progress.student_graded(said(student, ("timeout", ("timeout",)) if student[0] == "b" else ("passed", ())))
    lines = capsys.readouterr().err.splitlines()
    assert lines[:2] == ["1 of 6: 1 graded", "2 of 6: 1 graded, 1 timeout"]
    assert lines[2].startswith("3 of 6: 2 graded, 1 timeout; ")
    assert lines[2].endswith(" left")
    assert "a second" in lines[2]


def test_the_last_ones():
    """At the end it is said how many still run; who was not run again does not count for the pace."""
    with ClassProgress(5) as progress:
        progress.start_clock()
        for student in "ada", "ben", "cy":
            progress.student_started(student)
            progress.student_graded(replace(said(student, ("passed", ())), reused=True))
        assert progress.line() == "3 graded"
        progress.student_started("di")
        progress.student_started("eve")
        assert progress.line() == "3 graded; 2 still running"


def test_pace():
    """A second, or a minute where less than one in a second is done."""
    assert (pace(27.34), pace(0.05)) == ("27.3 a second", "3 a minute")


def test_durations():
    """Seconds below a hundred, minutes above."""
    assert (duration(8.2), duration(600)) == ("8 s", "10 min")
