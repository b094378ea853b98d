"""dlcourse hint"""

from __future__ import annotations

import textwrap

import click

from dlcourse.cli.common import open_course, topics_and_files
from dlcourse.cli.progress import check_with_progress


@click.command("hint")
@click.argument("target", required=False)
@click.pass_context
def command(ctx: click.Context, target: str | None) -> None:
    """Show the next step: the hint of the first check that does not pass yet.

    TARGET: a week, week/topic, a topic, or a file. Without it: the week of this folder.
    """
    course = open_course(ctx)
    workspace, files = topics_and_files(course, target)
    results = check_with_progress(files, workspace, reuse=True, show=False)
    for (topic, _), result in zip(files, results, strict=True):
        for check in result.checks:
            if check.status not in ("passed", "blocked"):
                if not check.hint_helps:
                    click.echo(f"{topic.name}: make the file run first.\n{textwrap.indent(check.message, '  ')}")
                    return
                click.echo(f"{topic.name}: {check.title}\n  {check.hint}")
                if check.mistake:
                    click.echo(
                        f"  dlcourse check {topic.name} shows what your code does now: it recognises a common mistake."
                    )
                if topic.entry.reading:
                    click.echo(f"  Read more: {topic.entry.reading}")
                return
    click.echo("Everything that you can see passes: there is nothing left to hint at.")
