"""dlcourse status"""

from __future__ import annotations

import click

from dlcourse.cli.common import open_course, open_workspace
from dlcourse.graders.checking import content_digest, own_source
from dlcourse.graders.course import Topic
from dlcourse.graders.submissions import Unreadable
from dlcourse.graders.text import points
from dlcourse.graders.workspace import Workspace


@click.command("status")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Show what is done and what is next, from the last checks; nothing is run."""
    course = open_course(ctx)
    workspace = open_workspace(course)
    following: Topic | None = None
    for week, topics in course.weeks.items():
        if not (workspace.root / week).is_dir():
            click.echo(f"{week}  {course.week(week).title}: not fetched (dlcourse fetch {week})")
            continue
        click.echo(f"{week}  {course.week(week).title}")
        width = max(len(topic.name) for topic in topics)
        for topic in topics:
            state, done = _state(workspace, topic)
            click.echo(f"  {topic.name:<{width}}  {state}")
            following = following or (None if done else topic)
    if following is None:
        click.echo("Everything that you can see passes. Well done!")
    else:
        click.echo(f"Next: {following.week.name}/{following.file_name}, then: dlcourse check {following.name}")


def _state(workspace: Workspace, topic: Topic) -> tuple[str, bool]:
    """Return a topic's state in words, and whether it is done."""
    source = own_source(topic, workspace.file_of(topic))
    if isinstance(source, Unreadable):
        return source.why or "not started", False
    stored = workspace.stored(topic)
    if stored is None:
        return "started, not checked yet", False
    result = stored.result
    share = f"{points(result.points)}/{points(result.max_points)}"
    if stored.of != content_digest(topic, source):
        return f"changed since the last check ({share} then)", False
    return (f"done {share}", True) if result.status == "passed" else (f"in progress {share}", False)
