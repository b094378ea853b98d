"""dlcourse hint"""

from __future__ import annotations

import textwrap

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, topics_and_files
from dlcourse.cli.look import look_options
from dlcourse.cli.progress import check_with_progress


@click.command("hint")
@click.argument("target", required=False, shell_complete=completing.targets)
@look_options
@click.pass_context
def command(ctx: click.Context, target: str | None) -> None:
    """Show the next hint on the first check that does not pass yet. Each call goes a step further: a question, the idea,
    what to look up.

    TARGET: a week, week/topic, a topic, or a file. Without it: the week of this folder.
    """
    from dlcourse.cli import view  # noqa: PLC0415

    course = open_course(ctx)
    workspace, files = topics_and_files(course, target)
    results = check_with_progress(files, workspace, reuse=True).results
    for (topic, _), result in zip(files, results, strict=True):
        for check in result.checks:
            if check.status not in ("passed", "blocked"):
                if not check.hints:
                    click.echo(f"{topic.name}: make your code run first.\n{textwrap.indent(check.message, '  ')}")
                    return
                click.echo(f"{topic.name}: {check.title}")
                shown = workspace.next_hint(topic, check) if workspace else len(check.hints)
                for number, hint in enumerate(check.hints[:shown], start=1):
                    click.echo(f"  {number}. {hint}")
                if shown < len(check.hints):
                    click.echo(f"  Once more for step {shown + 1} of {len(check.hints)}: dlcourse hint {topic.name}")
                elif len(check.hints) > 1:
                    click.echo("  That was the last step.")
                if check.mistake:
                    click.echo(
                        f"  dlcourse check {topic.name} shows what your code does now: it recognises a common mistake."
                    )
                for place in view.to_read(topic):
                    click.echo(f"  Read: {place}")
                return
    click.echo("Everything that you can see passes: there is nothing left to hint at.")
