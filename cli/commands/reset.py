"""dlcourse reset"""

from __future__ import annotations

import click

from dlcourse.cli import completing
from dlcourse.cli.common import one_topic, open_course, open_workspace
from dlcourse.graders.engine.student.backups import reset


@click.command("reset")
@click.argument("topic", shell_complete=completing.topics)
@click.pass_context
def command(ctx: click.Context, topic: str) -> None:
    """Start a topic again. Your file is kept as a backup; `dlcourse restore` brings it back."""
    course = open_course(ctx)
    chosen = one_topic(course, topic, "reset")
    workspace = open_workspace(course)
    backup = reset(workspace, chosen)
    click.echo(f"{workspace.name_of(chosen)} is as it was fetched.")
    if backup is None:
        click.echo("There was no work of yours in it, so there is no backup.")
    else:
        click.echo(f"Your version is in {backup.relative_to(workspace.root)}.")
        click.echo(f"To bring it back: dlcourse restore {chosen.name}")
