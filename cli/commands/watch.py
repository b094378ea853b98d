"""dlcourse watch"""

from __future__ import annotations

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, topics_and_files
from dlcourse.cli.terminal.options import look_options, said_at_once
from dlcourse.graders.engine.errors import CourseError


@click.command("watch")
@click.argument("target", required=False, shell_complete=completing.targets)
@look_options
@click.pass_context
def command(ctx: click.Context, target: str | None) -> None:
    """Check a file again whenever you save it, and show the first thing to mend.

    It stays with the exercise that you are working on until you press n, or save another.

    TARGET: a week, or the topic to begin with. Without it: the week of this folder.
    """
    course = open_course(ctx)
    workspace, files = topics_and_files(course, target)
    if workspace is None:
        raise CourseError(f"{target} is outside of a workspace: `dlcourse watch` watches a week that was fetched.")
    with said_at_once("starting"):
        from dlcourse.cli.watch.loop import watch_week  # noqa: PLC0415  imports rich and numpy
    watch_week(workspace, files[0][0].week.name, files[0][0] if len(files) == 1 else None)
