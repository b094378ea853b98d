"""A check on the terminal: which topic runs, how many are done, each result as it comes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from dlcourse.graders.checking import check_topics
from dlcourse.graders.course import Topic
from dlcourse.graders.records import TopicResult
from dlcourse.graders.workspace import Workspace

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


def check_with_progress(
    files: Sequence[tuple[Topic, Path]], workspace: Workspace | None, *, reuse: bool = False, show: bool = True
) -> list[TopicResult]:
    """Check, printing each topic if `show`, with a bar where there is a terminal; return the results."""
    results: list[TopicResult] = []
    with Display(len(files)) as display:

        def report(topic: Topic, result: TopicResult) -> None:
            results.append(result)
            display.step()
            if show:
                from dlcourse.cli import view  # noqa: PLC0415

                view.show_topic(display.progress.console, topic, result, full=len(files) == 1)

        check_topics(
            files,
            report,
            workspace=workspace,
            reuse=reuse,
            begin=lambda topic: display.say(topic.name),
            say=display.say,
        )
    return results


class Display:
    """A progress bar that is made when the first thing is shown: by then the worker is importing torch already."""

    def __init__(self, total: int) -> None:
        self.total = total
        self._task: TaskID | None = None

    @cached_property
    def progress(self) -> Progress:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn  # noqa: PLC0415

        from dlcourse.cli.view import console  # noqa: PLC0415

        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
        out = console()
        made = Progress(*columns, console=out, transient=True, disable=not out.is_terminal)
        self._task = made.add_task("", total=self.total)
        made.start()
        return made

    def say(self, what: str) -> None:
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
