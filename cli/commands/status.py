"""dlcourse status"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, open_workspace, topics_and_files
from dlcourse.cli.terminal.options import display_options
from dlcourse.graders.engine.course.course import Topic, WeekEntry, visible_points
from dlcourse.graders.engine.results.records import Status
from dlcourse.graders.engine.student.checking import content_digest, own_source
from dlcourse.graders.engine.student.workspace import Workspace
from dlcourse.graders.engine.text import points
from dlcourse.graders.engine.untrusted import Unreadable

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class Progress:
    """A student's progress with a topic: its status (None: unknown), the same in words, and the points that are still valid."""

    topic: Topic
    status: Status | None
    words: str
    points: float = 0.0


@click.command("status")
@click.argument("target", required=False, shell_complete=completing.targets)
@display_options
@click.pass_context
def command(ctx: click.Context, target: str | None) -> None:
    """Show the course as a map: what is done and what is next, from the last checks. Nothing is run.

    TARGET: a week, week/topic, a topic, or a file; only that is shown. Without it: the whole course.
    """
    from rich.text import Text  # noqa: PLC0415

    from dlcourse.cli.terminal.console import console, say  # noqa: PLC0415

    course = open_course(ctx)
    chosen = {topic.id for topic, _ in topics_and_files(course, target)[1]} if target else set()
    workspace = open_workspace(course)
    out = console()
    say(out, Text(course.manifest.title, style="bold"))
    shown: list[Progress] = []
    for week in course.manifest.weeks:
        if chosen and not any(topic.id in chosen for topic in course.weeks[week.name]):
            continue
        if not (workspace.root / week.name).is_dir():
            say(out, f"{week.name}  {week.title}: not fetched (dlcourse fetch {week.name})", 2)
            continue
        topics = [progress(workspace, topic) for topic in course.weeks[week.name]]
        _show_week(out, week, topics, chosen)
        shown += topics
    if not chosen and len({each.topic.week.name for each in shown}) > 1:
        say(out, f"In all: {_count(shown)}", 2)
    say(out, next_step(workspace, [topic for topic in course.topics if not chosen or topic.id in chosen]))


def next_step(workspace: Workspace, topics: Sequence[Topic]) -> str:
    """Return a sentence on the first of these topics that is not done, from the last checks; else on a week to fetch."""
    fetched = [topic for topic in topics if (workspace.root / topic.week.name).is_dir()]
    for topic in fetched:
        if progress(workspace, topic).status != "passed":
            return f"Next: {topic.week.name}/{topic.file_name}, then: dlcourse check {topic.name}"
    absent = [topic.week.name for topic in topics if topic not in fetched]
    return f"Next: dlcourse fetch {absent[0]}" if absent else "All visible checks pass. Well done!"


def _show_week(out: Console, week: WeekEntry, topics: list[Progress], chosen: Collection[str]) -> None:
    """Print a week's bar and points, then a line for each topic. chosen: the ids of those to show; if empty, all."""
    from rich.text import Text  # noqa: PLC0415

    from dlcourse.cli.terminal.console import say, sign  # noqa: PLC0415
    from dlcourse.cli.terminal.view import bar  # noqa: PLC0415

    done = sum(each.status == "passed" for each in topics)
    parts = (Text(f"{week.name}  {week.title}", style="bold"), bar(done, len(topics)), Text(_count(topics)))
    say(out, Text("  ").join(part for part in parts if part), 2)
    name_width = max((len(each.topic.name) for each in topics), default=0)
    words_width = max((len(each.words) for each in topics), default=0)
    for each in topics:
        if chosen and each.topic.id not in chosen:
            continue
        head = Text("  ") + sign(each.status) + " "
        title = (each.topic.entry.title, "dim")
        line = head + Text.assemble(f"{each.topic.name:<{name_width}}  {each.words:<{words_width}}  ", title)
        if line.cell_len > out.width:  # without the columns
            line = head + Text.assemble(f"{each.topic.name}  {each.words}  ", title)
        say(out, line, 4)


def _count(topics: Sequence[Progress]) -> str:
    """Return how many of these topics are done, and their points, in words."""
    done = sum(each.status == "passed" for each in topics)
    got = points(sum(each.points for each in topics))
    return f"{done} of {len(topics)} topics, {got} of {points(visible_points(each.topic for each in topics))} visible points"


def progress(workspace: Workspace, topic: Topic) -> Progress:
    """Return a student's progress with a topic, from its last check."""
    source = own_source(topic, workspace.file_of(topic))
    if isinstance(source, Unreadable):
        return Progress(topic, "error" if source.started else "not_started", source.why or "not started")
    stored = workspace.stored(topic)
    if stored is None:
        return Progress(topic, None, "not checked yet")
    result = stored.result
    share = f"{points(result.points)}/{points(result.max_points)}"
    if stored.of != content_digest(topic, source):
        return Progress(topic, None, f"changed since the last check ({share} then)")
    return Progress(topic, result.status, share, result.points)
