"""dlcourse dev check"""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, with_course
from dlcourse.graders.engine.course import stubs
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.proving.findings import Row, location
from dlcourse.graders.engine.proving.prove import prove
from dlcourse.graders.engine.text import counted


@click.command("check")
@click.argument("target", metavar="[WEEK|TOPIC]", required=False, shell_complete=completing.targets)
@click.option(
    "--seeds",
    type=click.IntRange(min=0),
    metavar="N",
    default=0,
    help="Prove with this many other seeds, on one and on two threads, that no check fails a right solution.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="How many topics to prove at once. Default: all cores."
)
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="Show each check with the mistakes that it catches and its slowest probe, and what stays in stubs.",
)
@click.pass_context
def command(ctx: click.Context, target: str | None, seeds: int, jobs: int | None, verbose: bool) -> None:
    """Prove the course, or one topic of it.

    The reference gets full marks, twice with the same evidence. The untouched stub gets none. Every mistake is caught
    by the check that it names, and recognised. Every check catches a mistake. Every variant gets full marks. Points
    add up. Hints and docstrings are there, and their examples are true. Stubs are in step. Every file belongs to a topic.
    """
    course = open_course(ctx)
    topics = course.find(target) if target else course.topics
    proof = prove(course, topics, seeds=seeds, jobs=jobs or os.cpu_count() or 1, say=_say)
    for topic in topics if verbose else []:
        if rows := proof.table.get(topic.id):
            _show(topic, rows)
    for line in proof.warnings:
        click.echo(with_course(ctx, f"warning: {line}"), err=True)
    for line in proof.violations:
        click.echo(with_course(ctx, line))
    if proof.violations:
        click.echo(f"{counted(len(proof.violations), 'violation')}.")
        ctx.exit(1)
    checks = sum(len(topic.checks(hidden=True)) for topic in topics)
    mistakes = sum(len(topic.mistakes) for topic in topics)
    variants = sum(len(topic.variants) for topic in topics)
    more = f", and with {counted(seeds, 'other seed')}" if seeds else ""
    click.echo(
        f"{counted(len(topics), 'topic')}, {counted(checks, 'check')}: {counted(mistakes, 'mistake')} caught and recognised, "
        f"{counted(variants, 'variant')} with full marks{more}."
    )


def _say(what: str) -> None:
    click.echo(f"proving {what} …", err=True)


def _show(topic: Topic, rows: Sequence[Row]) -> None:
    """Show for each check how many mistakes it catches and the seconds of its slowest probe; and what stays in the stub."""
    click.echo(topic.id)
    width = max(len(row.check) for row in rows)
    for row in rows:
        caught = f"{row.mistakes:3} mistake{' ' if row.mistakes == 1 else 's'}"
        click.echo(f"  {row.check:{width}}  {caught}  {row.seconds:5.2f} of {row.limit:g} s")
    for line in stubs.staying(topic.solution.read_text(encoding="utf-8"), location(topic, topic.solution)):
        click.echo(f"  {line}")
