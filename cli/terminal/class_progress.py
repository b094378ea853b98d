"""How far a class is: counts by outcome, rate and time left; a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING

import click

from dlcourse.cli.terminal.progress import ProgressBar
from dlcourse.graders.engine.batch.messages import Summary
from dlcourse.graders.engine.text import one_line

if TYPE_CHECKING:
    from typing import Self

LINE_SECONDS = 10.0
ENOUGH = 3  # students, before a rate means something


class ClassProgress:
    """Told of each student as it begins and is graded. Without a terminal it logs a line to stderr every ten seconds."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.outcomes: Counter[str] = Counter()
        self._ran = 0  # students whose code was run, and not only judged again
        self._running: dict[str, None] = {}  # those whose turn it is, in order
        self._display = ProgressBar(total)
        self._start = self._said = time.monotonic()

    def say(self, what: str) -> None:
        """Show what takes long before the first student."""
        self._display.say(what)
        if self._display.progress.disable:
            click.echo(what, err=True)

    def begin(self) -> None:
        """Start the clock: the keys are there."""
        self._start = self._said = time.monotonic()
        self._display.say("starting …")

    def begun(self, student: str) -> None:
        """Note that it is a student's turn."""
        self._running[student] = None

    def graded(self, said: Summary) -> None:
        """Count one student."""
        self.outcomes[outcome(said)] += 1
        self._ran += not said.reused
        self._running.pop(said.student, None)
        longest = next(iter(self._running), said.student)  # if anything hangs, then this
        self._display.step(f"{one_line(longest, 30)}  {self.line()}")
        now = time.monotonic()
        if self._display.progress.disable and now - self._said >= LINE_SECONDS:
            self._said = now
            click.echo(f"{self.outcomes.total()} of {self.total}: {self.line()}", err=True)

    def line(self) -> str:
        """Return counts and, as soon as they mean something, rate and time left in one line."""
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


def outcome(said: Summary) -> str:
    """Return the one word that says most of a submission."""
    remarks = {remark for topic in said.topics for remark in topic.remarks}
    if said.error or "broken" in remarks:
        return "broken"
    if said.topics and all(topic.status == "not_started" for topic in said.topics):
        return "not started"
    return next((word for word in ("timeout", "error") if word in remarks), "graded")


def pace(rate: float) -> str:
    """Return how many a second, or a minute where that is less than one."""
    return f"{rate:.1f} a second" if rate >= 1 else f"{rate * 60:.0f} a minute"


def duration(seconds: float) -> str:
    """Return a time in the unit that a person would use."""
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
