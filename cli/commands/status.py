"""dlcourse status"""

from __future__ import annotations

from dataclasses import dataclass

import click

from dlcourse.cli.common import open_course, open_workspace
from dlcourse.cli.terminal.options import display_options
from dlcourse.graders.engine.course.course import Topic, visible_points
from dlcourse.graders.engine.results.records import Status
from dlcourse.graders.engine.student.checking import content_digest, own_source
from dlcourse.graders.engine.student.workspace import Workspace
from dlcourse.graders.engine.text import points
from dlcourse.graders.engine.untrusted import Unreadable


@dataclass(frozen=True)
class Place:
    """Where a student stands with a topic: its status (None: not known), in words, and the points that still hold."""

    topic: Topic
    status: Status | None
    words: str
    points: float = 0.0


@click.command("status")
@display_options
@click.pass_context
def command(ctx: click.Context) -> None:
    """Show the course as a map: what is done and what is next, from the last checks. Nothing is run."""
    from rich.text import Text  # noqa: PLC0415

    from dlcourse.cli.terminal.console import console, say, sign  # noqa: PLC0415
    from dlcourse.cli.terminal.view import bar  # noqa: PLC0415

    course = open_course(ctx)
    workspace = open_workspace(course)
    out = console()
    say(out, Text(course.manifest.title, style="bold"))
    following: Topic | None = None
    absent: list[str] = []
    for week, topics in course.weeks.items():
        title = f"{week}  {course.week(week).title}"
        if not (workspace.root / week).is_dir():
            say(out, f"{title}: not fetched (dlcourse fetch {week})", 2)
            absent.append(week)
            continue
        places = [place(workspace, topic) for topic in topics]
        done = [each for each in places if each.status == "passed"]
        visible = visible_points(topics)
        got = f"{points(sum(each.points for each in places))} of {points(visible)} visible points"
        parts = (
            Text(title, style="bold"),
            bar(len(done), len(topics)),
            Text(f"{len(done)} of {len(topics)} topics, {got}"),
        )
        say(out, Text("  ").join(part for part in parts if part), 2)
        wide, words = (
            max(len(text) for text in column) for column in zip(*((p.topic.name, p.words) for p in places), strict=True)
        )
        for each in places:
            following = following or (None if each.status == "passed" else each.topic)
            head, name = Text("  ") + sign(each.status) + " ", each.topic.name
            about = (each.topic.entry.title, "dim")
            line = head + Text.assemble(f"{name:<{wide}}  {each.words:<{words}}  ", about)
            if line.cell_len > out.width:
                line = head + Text.assemble(f"{name}  {each.words}  ", about)
            say(out, line, 4)
    if following is not None:
        say(out, f"Next: {following.week.name}/{following.file_name}, then: dlcourse check {following.name}")
    elif absent:
        say(out, f"Next: dlcourse fetch {absent[0]}")
    else:
        say(out, "Everything that you can see passes. Well done!")


def place(workspace: Workspace, topic: Topic) -> Place:
    """Return where a student stands with a topic, as the last check left it."""
    source = own_source(topic, workspace.file_of(topic))
    if isinstance(source, Unreadable):
        return Place(topic, "error" if source.started else "not_started", source.why or "not started")
    stored = workspace.stored(topic)
    if stored is None:
        return Place(topic, None, "not checked yet")
    result = stored.result
    share = f"{points(result.points)}/{points(result.max_points)}"
    if stored.of != content_digest(topic, source):
        return Place(topic, None, f"changed since the last check ({share} then)")
    return Place(topic, result.status, share, result.points)
