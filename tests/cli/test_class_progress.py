"""The progress of a class: what is counted, and what is said where there is no terminal."""

from __future__ import annotations

import pytest

from dlcourse.cli import class_progress
from dlcourse.cli.class_progress import ClassProgress, duration, outcome
from dlcourse.graders.batch.job import Summary, TopicSummary


def said(student: str, *topics: tuple[str, tuple[str, ...]], error: str = "") -> Summary:
    """A student with these (status, remarks) of topics."""
    return Summary(
        student, 1.0, tuple(TopicSummary("t", 1.0, status, remarks) for status, remarks in topics), error=error
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
    """Where no bar can be drawn, lines say how many are done by outcome, how fast, and how long it will take."""
    monkeypatch.setattr(class_progress, "LINE_SECONDS", 0.0)
    with ClassProgress(3) as progress:
        progress.begin()
        progress.graded(said("ada", ("passed", ())))
        progress.graded(said("ben\x1b[31m", ("timeout", ("timeout",))))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("1 of 3: 1 graded; ")
    assert lines[1].startswith("2 of 3: 1 graded, 1 timeout; ")
    assert lines[1].endswith(" left")
    assert "a second" in lines[1]


def test_durations():
    """Seconds below a hundred, minutes above."""
    assert (duration(8.2), duration(600)) == ("8 s", "10 min")
