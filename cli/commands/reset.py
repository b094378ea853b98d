"""dlcourse reset"""

from __future__ import annotations

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, open_workspace
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.student import backups


@click.command("reset")
@click.argument("topic", shell_complete=completing.topics)
@click.pass_context
def command(ctx: click.Context, topic: str) -> None:
    """Start a topic again. Your file is kept as a backup; `dlcourse restore` brings it back."""
    course = open_course(ctx)
    topics = course.find(topic)
    if topic in course.weeks:
        raise CourseError(f"Reset one topic at a time: {', '.join(t.name for t in topics)}.")
    workspace = open_workspace(course)
    backup = backups.reset(workspace, topics[0])
    click.echo(f"{topics[0].week.name}/{topics[0].file_name} is as it was fetched.")
    if backup is None:
        click.echo("There was no work of yours in it, so there is no backup.")
    else:
        click.echo(f"Your version is in {backup.relative_to(workspace.root)}.")
        click.echo(f"To bring it back: dlcourse restore {topics[0].name}")
