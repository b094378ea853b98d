"""A check on the terminal: what it is waiting for, how many topics are done, each result as it comes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import click

from dlcourse.cli.look import said_at_once
from dlcourse.graders.checking import check_topics
from dlcourse.graders.course import Topic
from dlcourse.graders.records import TopicResult
from dlcourse.graders.workspace import Workspace

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

Show = Callable[["Console", Topic, TopicResult], None]


@dataclass
class Checked:
    """The results of a check, in order, and the seconds that each topic ran, by id; `starting` is what came before."""

    results: list[TopicResult] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    starting: float = 0.0


def check_with_progress(
    files: Sequence[tuple[Topic, Path]],
    workspace: Workspace | None,
    *,
    reuse: bool = False,
    show: Show = lambda *_: None,
) -> Checked:
    """Check, and `show` each result as it comes; where there is a terminal, with a bar that says what it waits for."""
    checked = Checked()
    begun = time.perf_counter()
    running: list[Topic] = []
    with Display(len(files)) as display:

        def begin(topic: Topic) -> None:
            nonlocal begun
            if not running:
                checked.starting = time.perf_counter() - begun
            running.append(topic)
            begun = time.perf_counter()
            display.say(f"running {topic.name}")

        def report(topic: Topic, result: TopicResult) -> None:
            if topic in running:
                checked.seconds[topic.id] = time.perf_counter() - begun
            checked.results.append(result)
            display.step()
            show(display.progress.console, topic, result)

        lost = check_topics(files, report, workspace=workspace, reuse=reuse, begin=begin, say=display.say)
    say_what_is_lost(lost)
    return checked


def say_what_is_lost(why: str) -> None:
    """Say why results were not remembered, if there is a reason."""
    if why:
        click.echo(f"The results could not be kept for `dlcourse status`. {why}", err=True)


class Display:
    """A progress bar that is made when the first thing is shown: by then the worker is importing torch already."""

    def __init__(self, total: int) -> None:
        self.total = total
        self._task: TaskID | None = None
        self._first = ""

    @cached_property
    def progress(self) -> Progress:
        with said_at_once(self._first):
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn  # noqa: PLC0415

            from dlcourse.cli.terminal import boxes, console  # noqa: PLC0415
        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
        out = console()
        made = Progress(*columns, console=out, transient=True, disable=not boxes(out))
        self._task = made.add_task("", total=self.total)
        made.start()
        return made

    def say(self, what: str) -> None:
        self._first = what
        progress = self.progress
        if self._task is not None:
            progress.update(self._task, description=what)

    def step(self, what: str | None = None) -> None:
        progress = self.progress
        if self._task is not None:
            progress.update(self._task, advance=1, description=what)

    def __enter__(self) -> Display:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if "progress" in self.__dict__:
            self.progress.stop()
