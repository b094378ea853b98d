"""dlcourse dev check"""

from __future__ import annotations

import os

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course
from dlcourse.graders.proving import prove


@click.command("check")
@click.argument("target", metavar="[WEEK|TOPIC]", required=False, shell_complete=completing.targets)
@click.option(
    "--seeds",
    type=click.IntRange(min=0),
    metavar="N",
    default=0,
    help="Prove with so many other seeds, on one and on two threads, that no check fails a right solution.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="How many topics to prove at once. Default: all cores."
)
@click.pass_context
def command(ctx: click.Context, target: str | None, seeds: int, jobs: int | None) -> None:
    """Prove the course, or one topic of it.

    The reference gets full marks, twice with the same evidence; the untouched stub gets none; every mistake is caught
    by the check it names and recognised; every variant gets full marks; points add up; hints and docstrings are
    there; stubs are in step; no file is left over.
    """
    course = open_course(ctx)
    topics = course.find(target) if target else course.topics
    violations = prove(
        course,
        topics,
        seeds=seeds,
        jobs=jobs or os.cpu_count() or 1,
        say=lambda what: click.echo(f"proving {what} …", err=True),
    )
    for line in violations:
        click.echo(line)
    if violations:
        click.echo(f"{_count(len(violations), 'violation')}.")
        ctx.exit(1)
    checks = sum(len(topic.checks(hidden=True)) for topic in topics)
    mistakes = sum(len(topic.mistakes) for topic in topics)
    variants = sum(len(topic.variants) for topic in topics)
    more = f", and with {_count(seeds, 'other seed')}" if seeds else ""
    click.echo(
        f"{_count(len(topics), 'topic')}, {_count(checks, 'check')}: {_count(mistakes, 'mistake')} caught and recognised, "
        f"{_count(variants, 'variant')} with full marks{more}."
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
