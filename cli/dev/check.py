"""dlcourse dev check"""

from __future__ import annotations

import click

from dlcourse.cli.common import open_course
from dlcourse.graders.proving import prove


@click.command("check")
@click.argument("target", metavar="[WEEK|TOPIC]", required=False)
@click.pass_context
def command(ctx: click.Context, target: str | None) -> None:
    """Prove the course, or one topic of it.

    The reference gets full marks, twice with the same evidence; the untouched stub gets none; every mistake is caught
    by the check it names and recognised; every variant gets full marks; points add up; hints and docstrings are
    there; stubs are in step; no file is left over.
    """
    course = open_course(ctx)
    topics = course.find(target) if target else course.topics
    violations = prove(course, topics, say=lambda what: click.echo(f"proving {what} …", err=True))
    for line in violations:
        click.echo(line)
    if violations:
        click.echo(f"{len(violations)} violation{'s' if len(violations) > 1 else ''}.")
        ctx.exit(1)
    mistakes = sum(len(topic.mistakes) for topic in topics)
    variants = sum(len(topic.variants) for topic in topics)
    checks = sum(len(topic.checks(hidden=True)) for topic in topics)
    click.echo(
        f"{len(topics)} topics, {checks} checks: all {mistakes} mistakes caught and recognised, "
        f"all {variants} variants get full marks."
    )
