"""dlcourse dev new"""

from __future__ import annotations

import click

from dlcourse.cli.common import open_course, with_course
from dlcourse.graders.engine.course.course import SAME, Course
from dlcourse.graders.engine.course.scaffold import check_name, new_topic, new_week
from dlcourse.graders.engine.errors import CourseError, nearest


@click.command("new")
@click.argument("topic", metavar="WEEK/TOPIC")
@click.option("--title", help="The topic's title. Default: its name in words.")
@click.option("--after", metavar="TOPIC", help="The topic of the week to put it after. Default: the last.")
@click.option("--new-week", "week_title", metavar="TITLE", help="Make the week too, with this title.")
@click.option(
    "--arrays",
    type=click.Choice(["numpy", "torch"]),
    default="torch",
    help="What a new week's probes get. Default: torch.",
)
@click.pass_context
def command(
    ctx: click.Context, topic: str, title: str | None, after: str | None, week_title: str | None, arrays: str
) -> None:
    """Make the files of a new topic: a small one that works. Change it into your own."""
    course = open_course(ctx)
    week, slash, name = topic.partition("/")
    if not slash or not name:
        command = f"dlcourse dev new {next(iter(course.weeks), 'WEEK')}/{topic.strip('/') or 'TOPIC'}"
        raise CourseError(with_course(ctx, f"Say which week: {command}"))
    check_name(name)
    made = new_week(course, week, week_title, arrays) if week_title else []
    if week not in course.weeks and not made:
        raise CourseError(
            f"There is no week {week!r} in this course. {nearest(week, course.weeks)} --new-week TITLE makes one."
        )
    course = Course(course.root)
    paths = new_topic(course, week, name, (title or "").strip() or name.replace("_", " ").capitalize(), after)
    click.echo(f"In {course.root}:")
    for path in dict.fromkeys([*made, *paths]):
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
