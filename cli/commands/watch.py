"""dlcourse watch"""

from __future__ import annotations

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, topics_and_files
from dlcourse.cli.terminal.options import display_options, waiting_line
from dlcourse.graders.engine.errors import CourseError


@click.command("watch")
@click.argument("target", required=False, shell_complete=completing.targets)
@display_options
@click.pass_context
def command(ctx: click.Context, target: str | None) -> None:
    """Check a file each time you save it, and show the first thing to fix.

    It stays at the topic that you are working on until you press n or f, or save another file.

    TARGET: a week, or the topic to begin with. Default: the week of this folder.
    """
    course = open_course(ctx)
    workspace, files = topics_and_files(course, target)
    if workspace is None:
        raise CourseError(
            f"{target} is outside of a workspace. `dlcourse watch` works only with a week that was fetched."
        )
    with waiting_line("starting"):
        from dlcourse.cli.watch.loop import watch_week  # noqa: PLC0415  imports rich and numpy
    watch_week(workspace, files[0][0].week.name, files[0][0] if len(files) == 1 else None)
