"""The progress of a class: counts by outcome, rate and time left. A bar on a terminal, else plain lines."""

from __future__ import annotations

import time
from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING

import click

from dlcourse.cli.terminal.class_table import not_started
from dlcourse.cli.terminal.progress import ProgressBar
from dlcourse.graders.engine.batch.messages import Summary
from dlcourse.graders.engine.text import one_line

if TYPE_CHECKING:
    from typing import Self

LINE_SECONDS = 10.0
ENOUGH = 3  # students whose code was run, before a rate is shown


class ClassProgress:
    """Shows how many students are graded. Without a terminal it prints a line to stderr every ten seconds."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.outcomes: Counter[str] = Counter()
        self._ran = 0  # students whose code was run; the others were only judged again
        self._running: dict[str, None] = {}  # students whose code is running, in order
        self._display = ProgressBar(total)
        self._start = self._last_line = time.monotonic()

    def say(self, what: str) -> None:
        """Show what is done before the first student, if it takes long."""
        self._display.say(what)
        if self._display.progress.disable:
            click.echo(what, err=True)

    def start_clock(self) -> None:
        """Measure the rate from here on: everything is prepared."""
        self._start = self._last_line = time.monotonic()
        self._display.say("starting …")

    def student_started(self, student: str) -> None:
        """Count a student as running."""
        self._running[student] = None

    def student_graded(self, summary: Summary) -> None:
        """Count a student as done."""
        self.outcomes[outcome(summary)] += 1
        self._ran += not summary.reused
        self._running.pop(summary.student, None)
        longest = next(iter(self._running), summary.student)  # if anything hangs, it is this one
        self._display.step(f"{one_line(longest, 30)}  {self.line()}")
        now = time.monotonic()
        if self._display.progress.disable and now - self._last_line >= LINE_SECONDS:
            self._last_line = now
            click.echo(f"{self.outcomes.total()} of {self.total}: {self.line()}", err=True)

    def line(self) -> str:
        """Return one line with the counts and, when enough students are done, rate and time left."""
        left = self.total - self.outcomes.total()
        counts = ", ".join(f"{count} {name}" for name, count in sorted(self.outcomes.items()))
        if left <= len(self._running):
            return f"{counts}; {left} still running" if left else counts
        if self._ran < ENOUGH:
            return counts
        rate = self._ran / max(time.monotonic() - self._start, 1e-3)
        return f"{counts}; {pace(rate)}, {duration(left / rate)} left"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._display.__exit__(kind, error, trace)


def outcome(summary: Summary) -> str:
    """Return a submission's outcome in a word: the worst that happened, else "graded"."""
    remarks = {remark for topic in summary.topics for remark in topic.remarks}
    if summary.error or "broken" in remarks:
        return "broken"
    if not_started(summary):
        return "not started"
    return next((word for word in ("timeout", "error") if word in remarks), "graded")


def pace(rate: float) -> str:
    """Return how many a second, or how many a minute if that is less than one a second."""
    return f"{rate:.1f} a second" if rate >= 1 else f"{rate * 60:.0f} a minute"


def duration(seconds: float) -> str:
    """Return a time in seconds, or in minutes if it is long."""
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
