"""dlcourse dev new"""

from __future__ import annotations

import click

from dlcourse.cli.common import open_course
from dlcourse.graders.errors import CourseError
from dlcourse.graders.scaffold import new_topic


@click.command("new")
@click.argument("topic", metavar="WEEK/TOPIC")
@click.option("--title", help="The topic's title. Default: its name in words.")
@click.pass_context
def command(ctx: click.Context, topic: str, title: str | None) -> None:
    """Make the files of a new topic: a small one that works, to be turned into your own."""
    course = open_course(ctx)
    week, slash, name = topic.partition("/")
    if not slash or not name:
        raise CourseError(f"Say which week: dlcourse dev new {next(iter(course.weeks), 'WEEK')}/{topic}")
    for path in new_topic(course, week, name, title or name.replace("_", " ").capitalize()):
        click.echo(f"  {path.relative_to(course.root)}")
    click.echo(f"Write your own, from the solution on; then: dlcourse dev stubs, dlcourse dev check {topic}")
    click.echo(f"In course.toml, the points of {week} must be the sum of its topics'.")
