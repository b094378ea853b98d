"""dlcourse notes"""

from __future__ import annotations

from pathlib import Path

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, topics_and_files
from dlcourse.cli.terminal.options import display_options
from dlcourse.cli.terminal.progress import ProgressBar, check_with_progress
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import BrokenGrader, CourseError
from dlcourse.graders.engine.results.records import TopicResult
from dlcourse.graders.engine.text import counted


@click.command("notes")
@click.argument("target", metavar="TOPIC", shell_complete=completing.targets)
@display_options
@click.pass_context
def command(ctx: click.Context, target: str) -> None:
    """Read what is worth knowing about a topic that you have solved: why it works, and other ways to write it.

    The notes are encrypted. What your code returns is the key, so they open when your file is right.

    TOPIC: week/topic, a topic, or a file.
    """
    course = open_course(ctx)
    workspace, files = topics_and_files(course, target)
    if len(files) != 1:
        raise CourseError(f"{target} is a week. Read the notes of one topic: dlcourse notes {files[0][0].name}")
    ((topic, file),) = files
    if not topic.has_note:
        raise CourseError(f"There are no notes on {topic.name}.")
    (checked,) = check_with_progress(files, workspace, reuse=True)
    if checked.result.status != "passed":
        click.echo(f"The notes on {topic.name} open when it is solved. {_what_is_open(topic, checked.result)}")
        ctx.exit(1)
    text = _open(topic, file)
    if text is None:
        from dlcourse.graders.engine.notes.opening import NOT_OPENED  # noqa: PLC0415

        click.echo(NOT_OPENED.format(topic=topic.name))
        ctx.exit(1)
    from dlcourse.cli.terminal.console import boxes, console  # noqa: PLC0415
    from dlcourse.cli.terminal.note import note_text  # noqa: PLC0415

    out = console()
    out.print(note_text(out, text), soft_wrap=not boxes(out))


def _what_is_open(topic: Topic, result: TopicResult) -> str:
    """Return how many visible checks do not pass yet, and what to do."""
    count = sum(check.status != "passed" for check in result.checks)
    do = "does" if count == 1 else "do"
    return f"{count} of {counted(len(result.checks), 'visible check')} {do} not pass yet: dlcourse check {topic.name}"


def _open(topic: Topic, file: Path) -> str | None:
    """Return the note that the student's file opens; None if it does not open."""
    from dlcourse.graders.engine.collect.collector import Collector  # noqa: PLC0415
    from dlcourse.graders.engine.collect.sandbox import ProcessSandbox  # noqa: PLC0415
    from dlcourse.graders.engine.notes.making import find_note  # noqa: PLC0415
    from dlcourse.graders.engine.notes.opening import open_note  # noqa: PLC0415
    from dlcourse.graders.engine.student.checking import own_source  # noqa: PLC0415

    with ProgressBar(1) as bar:
        try:
            note, source = find_note(topic, say=bar.say), own_source(topic, file)
        except BrokenGrader as error:
            if not topic.note.is_file():  # a shipped note: the author is elsewhere
                raise
            raise CourseError(
                f"The notes on {topic.name} are not ready yet: dlcourse dev check {topic.name} says why."
            ) from error
        if note is None or not isinstance(source, bytes):
            return None
        bar.say("opening the notes")
        with Collector(ProcessSandbox(forks=False), note.lock.preload) as collector:
            return open_note(collector, topic, note, source)
