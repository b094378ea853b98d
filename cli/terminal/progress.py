"""The progress of a check: what the user waits for, how many topics are done, and each result as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, closing
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import click

from dlcourse.cli.terminal.options import waiting_line
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.results.records import TopicResult
from dlcourse.graders.engine.student.checking import Checked, check_topics
from dlcourse.graders.engine.student.workspace import Workspace

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

Show = Callable[["Console", Topic, TopicResult], None]


def check_with_progress(
    files: Sequence[tuple[Topic, Path]],
    workspace: Workspace | None,
    *,
    reuse: bool = False,
    prints: bool = False,
    show: Show = lambda *_: None,
) -> list[Checked]:
    """Check, and `show` each result as it comes. A terminal also gets a progress bar that says what is running.

    reuse, prints: as for `check_topics`.
    """
    done: list[Checked] = []
    with ProgressBar(len(files)) as bar, ExitStack() as opened:
        checking = check_topics(files, workspace=workspace, reuse=reuse, prints=prints, say=bar.say)
        for checked in opened.enter_context(closing(checking)):
            done.append(checked)
            bar.step()
            show(bar.progress.console, checked.topic, checked.result)
    say_what_is_lost(done)
    return done


def say_what_is_lost(done: Iterable[Checked]) -> None:
    """Say once why results could not be stored, if they could not."""
    if why := next((checked.not_stored for checked in done if checked.not_stored), ""):
        click.echo(f"The results could not be stored for `dlcourse status`. {why}", err=True)


class ProgressBar:
    """A progress bar. It imports rich only when it is first shown: by then the worker is already importing torch."""

    def __init__(self, total: int) -> None:
        self.total = total
        self._task: TaskID | None = None
        self._first = ""

    @cached_property
    def progress(self) -> Progress:
        with waiting_line(self._first):
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn  # noqa: PLC0415

            from dlcourse.cli.terminal.console import boxes, console  # noqa: PLC0415
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

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if "progress" in self.__dict__:
            self.progress.stop()
