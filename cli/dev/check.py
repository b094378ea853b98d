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
        click.echo(f"{_count(len(violations), 'violation')}.")
        ctx.exit(1)
    checks = sum(len(topic.checks(hidden=True)) for topic in topics)
    mistakes = sum(len(topic.mistakes) for topic in topics)
    variants = sum(len(topic.variants) for topic in topics)
    click.echo(
        f"{_count(len(topics), 'topic')}, {_count(checks, 'check')}: {_count(mistakes, 'mistake')} caught and recognised, "
        f"{_count(variants, 'variant')} with full marks."
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
