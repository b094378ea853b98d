"""dlcourse dev new"""

from __future__ import annotations

import click

from dlcourse.cli.common import open_course, with_course
from dlcourse.graders.engine.course.course import SAME, Course
from dlcourse.graders.engine.course.scaffold import new_topic
from dlcourse.graders.engine.errors import CourseError


@click.command("new")
@click.argument("topic", metavar="WEEK/TOPIC")
@click.option("--title", help="The topic's title. Default: its name in words.")
@click.option("--after", metavar="TOPIC", help="The topic of the week to put it after. Default: the last.")
@click.pass_context
def command(ctx: click.Context, topic: str, title: str | None, after: str | None) -> None:
    """Make the files of a new topic: a small one that works. Change it into your own."""
    course = open_course(ctx)
    week, slash, name = topic.partition("/")
    if not slash or not name:
        command = f"dlcourse dev new {next(iter(course.weeks), 'WEEK')}/{topic.strip('/') or 'TOPIC'}"
        raise CourseError(with_course(ctx, f"Say which week: {command}"))
    paths = new_topic(course, week, name, (title or "").strip() or name.replace("_", " ").capitalize(), after)
    click.echo(f"In {course.root}:")
    for path in paths:
        click.echo(f"  {path.relative_to(course.root).as_posix()}")
    click.echo("Write your own, starting with the solution. Then:")
    click.echo(with_course(ctx, "  dlcourse dev stubs"))
    click.echo(with_course(ctx, f"  dlcourse dev check {topic}"))
    entry = Course(course.root).week(week)
    total = sum(one.points for one in entry.topics)
    if abs(total - entry.points) > SAME:
        click.echo(
            f"In course.toml, the topics of {week} now add up to {total:g} points, and it says {entry.points:g}: "
            "change one of the two."
        )
