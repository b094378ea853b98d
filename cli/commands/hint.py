"""dlcourse hint"""

from __future__ import annotations

from collections.abc import Iterator

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, topics_and_files
from dlcourse.cli.terminal.options import display_options
from dlcourse.cli.terminal.progress import check_with_progress
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.results.records import CheckResult
from dlcourse.graders.engine.student.checking import Checked, last_edited_first
from dlcourse.graders.engine.student.workspace import Workspace


@click.command("hint")
@click.argument("target", required=False, shell_complete=completing.targets)
@display_options
@click.pass_context
def command(ctx: click.Context, target: str | None) -> None:
    """Show the next hint on the first check that does not pass yet. Each time you get one step more: a question, the idea,
    what to look up.

    TARGET: a week, week/topic, a topic, or a file. Without it: the week of this folder.
    """
    from dlcourse.cli.terminal.console import console, say  # noqa: PLC0415

    course = open_course(ctx)
    workspace, files = topics_and_files(course, target)
    done = check_with_progress(files, workspace, reuse=True)
    out = console()
    for row, indent in _rows(workspace, done):
        say(out, row, indent)


def _rows(workspace: Workspace | None, done: list[Checked]) -> Iterator[tuple[str, int]]:
    """Yield (row, indent of its second line, if it is folded)."""
    found = ((checked.topic, check) for checked in last_edited_first(done) for check in checked.checks_in_order)
    first = next(((topic, check) for topic, check in found if check.status not in ("passed", "blocked")), None)
    if first is None:
        yield "All visible checks pass: there is nothing left to give a hint on.", 0
        return
    topic, check = first
    if not check.hints:
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
        yield f"For step {shown + 1} of {len(check.hints)}: dlcourse hint {topic.name}"
    else:
        yield "That was the last step."
    if check.mistake:
        yield f"dlcourse check {topic.name} shows what your code does now: it recognises a common mistake."
    for place in view.to_read(topic):
        yield f"Read: {place}"
