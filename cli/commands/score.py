"""dlcourse score"""

from __future__ import annotations

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, topics_and_files
from dlcourse.cli.terminal.options import display_options
from dlcourse.cli.terminal.progress import check_with_progress


@click.command("score")
@click.argument("target", required=False, shell_complete=completing.targets)
@display_options
@click.pass_context
def command(ctx: click.Context, target: str | None) -> None:
    """Show your points by topic. Only files that have changed since the last check are run again.

    TARGET: a week, week/topic, a topic, or a file. Without it: the week of this folder.
    """
    course = open_course(ctx)
    workspace, files = topics_and_files(course, target)
    done = check_with_progress(files, workspace, reuse=True)
    from dlcourse.cli.terminal import view  # noqa: PLC0415
    from dlcourse.cli.terminal.console import console, say  # noqa: PLC0415

    out = console()
    for checked in done:
        out.print(view.topic_line(checked.topic, checked.result), soft_wrap=True)
    say(out, view.summary([checked.topic for checked in done], [checked.result for checked in done]))
