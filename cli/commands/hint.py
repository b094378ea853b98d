"""dlcourse hint"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, topics_and_files
from dlcourse.cli.terminal.options import display_options
from dlcourse.cli.terminal.progress import check_with_progress
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.results.records import CheckResult, TopicResult
from dlcourse.graders.engine.student.workspace import Workspace


@click.command("hint")
@click.argument("target", required=False, shell_complete=completing.targets)
@display_options
@click.pass_context
def command(ctx: click.Context, target: str | None) -> None:
    """Show the next hint on the first check that does not pass yet. Each call goes a step further: a question, the idea,
    what to look up.

    TARGET: a week, week/topic, a topic, or a file. Without it: the week of this folder.
    """
    from dlcourse.cli.terminal.console import console, say  # noqa: PLC0415

    course = open_course(ctx)
    workspace, files = topics_and_files(course, target)
    results = [checked.result for checked in check_with_progress(files, workspace, reuse=True)]
    out = console()
    for row, indent in _hint(workspace, files, results):
        say(out, row, indent)


def _hint(
    workspace: Workspace | None, files: list[tuple[Topic, Path]], results: list[TopicResult]
) -> Iterator[tuple[str, int]]:
    """Yield what there is to say, row by row, and how far the rest of a row that is folded stands from the left."""
    topic, check = next(
        (
            (topic, check)
            for (topic, _), result in zip(files, results, strict=True)
            for check in result.checks
            if check.status not in ("passed", "blocked")
        ),
        (None, None),
    )
    if topic is None or check is None:
        yield "Everything that you can see passes: there is nothing left to hint at.", 0
    elif not check.hints:
        yield f"{topic.name}: make your code run first.", 2
        yield from ((f"  {row}", 13) for row in check.message.splitlines())
    else:
        yield f"{topic.name}: {check.title}", 2
        yield from ((f"  {row}", 5) for row in _steps(workspace, topic, check))


def _steps(workspace: Workspace | None, topic: Topic, check: CheckResult) -> Iterator[str]:
    from dlcourse.cli.terminal import view  # noqa: PLC0415

    shown = workspace.next_hint(topic, check) if workspace else len(check.hints)
    for number, hint in enumerate(check.hints[:shown], start=1):
        yield f"{number}. {hint}"
    if shown < len(check.hints):
        yield f"Once more for step {shown + 1} of {len(check.hints)}: dlcourse hint {topic.name}"
    elif len(check.hints) > 1:
        yield "That was the last step."
    if check.mistake:
        yield f"dlcourse check {topic.name} shows what your code does now: it recognises a common mistake."
    for place in view.to_read(topic):
        yield f"Read: {place}"
