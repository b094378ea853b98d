"""dlcourse run"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import click

from dlcourse.cli import completing
from dlcourse.cli.common import one_topic, open_course, open_workspace, topics_and_files
from dlcourse.cli.terminal.options import DISPLAY, display_options
from dlcourse.graders.engine.course.course import Course, Topic, file_of_course
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.files import resolved
from dlcourse.graders.engine.student.workspace import Workspace
from dlcourse.graders.engine.untrusted import Unreadable, read_source

INTERRUPTED: Final = 130
PROGRAM: Final = "dlcourse.cli.running"


@click.command("run")
@click.argument("topic", required=False, shell_complete=completing.topics)
@display_options
@click.pass_context
def command(ctx: click.Context, topic: str | None) -> None:
    """Run your file of a topic as a program, then the examples of its docstrings, and show what they give. Nothing is graded.

    Change the file as you like: print() shows a value, breakpoint() stops in the debugger, and a line `>>> mse(a, b)` in a
    docstring is an example too. The file runs in the folder that you have fetched the week into.

    TOPIC: a topic, week/topic, or a file.
    """
    course = open_course(ctx)
    if topic is None:
        raise CourseError(_which(course))
    workspace, files = topics_and_files(course, topic)
    if len(files) > 1:
        one_topic(course, files[0][0].week.name, "run")  # which raises, and names the topics
    chosen, file = files[0]
    source = read_source(file, follow=True)
    if isinstance(source, Unreadable):
        raise CourseError(source.why if source.started else f"{source.why} Get it: dlcourse fetch {chosen.week.name}")
    ctx.exit(_run(chosen, resolved(file), workspace.root if workspace else resolved(file).parent))


def _which(course: Course) -> str:
    """Return the words that ask for a topic, with the one that the student has saved last."""
    workspace = open_workspace(course)
    here = (Path.cwd(), *Path.cwd().parents)
    topics = [topic for topic in course.topics if workspace.root / topic.week.name in here] or course.topics
    saved = [topic for topic in topics if workspace.file_of(topic).is_file() and not workspace.untouched(topic)]
    if not saved:
        return f"Run which topic? For example: dlcourse run {topics[0].name}"
    last = max(saved, key=lambda topic: _saved(workspace, topic))
    return f"Run which topic? You saved {last.file_name} last: dlcourse run {last.name}"


def _saved(workspace: Workspace, topic: Topic) -> float:
    try:
        return workspace.file_of(topic).stat().st_mtime
    except OSError:  # deleted in between
        return 0.0


def _run(topic: Topic, file: Path, folder: Path) -> int:
    """Run a file in a process of its own, in this folder and with this terminal. Return the exit code."""
    settings = {
        "file": str(file),
        "stub": file_of_course(topic.stub).decode(),
        "topic": topic.name,
        "color": DISPLAY.color,
        "plain": DISPLAY.plain,
    }
    process = subprocess.Popen([sys.executable, "-P", "-u", "-m", PROGRAM, json.dumps(settings)], cwd=folder)
    while True:
        try:
            code = process.wait()
            break
        except KeyboardInterrupt:  # the terminal sends Ctrl-C to both processes: this one waits for the other
            if not sys.stdin.isatty() and sys.platform != "win32":
                process.send_signal(signal.SIGINT)
    if code in (INTERRUPTED, -signal.SIGINT):
        return INTERRUPTED
    if code in (0, 1):
        return code
    what = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
    click.echo(f"Your file has ended Python itself ({what}).", err=True)
    return 1
