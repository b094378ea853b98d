"""dlcourse picture"""

from __future__ import annotations

import os
import sys

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, topics_and_files
from dlcourse.cli.terminal.options import display_options
from dlcourse.cli.terminal.progress import ProgressBar
from dlcourse.graders.engine.course.course import Course, Topic
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.files import write_atomic


@click.command("picture")
@click.argument("target", metavar="[TOPIC]", required=False, shell_complete=completing.targets)
@click.option("--svg", is_flag=True, help="Write an SVG file, which stays sharp at any size, in place of a PNG.")
@click.option("--open/--no-open", "shown", default=None, help="Open it in a window. Default: if there is a desktop.")
@display_options
@click.pass_context
def command(ctx: click.Context, target: str | None, svg: bool, shown: bool | None) -> None:
    """Draw what your code returns, such as the loss of your training beside the expected one.

    Your file runs anew, and the picture is written into the folder `pictures` beside it. It is drawn also if checks fail.

    TOPIC: week/topic, a topic, or a file. Without it: the list of topics that have a picture.
    """
    course = open_course(ctx)
    if target is None:
        click.echo(_with_picture(course))
        return
    _, files = topics_and_files(course, target)
    if len(files) != 1:
        raise CourseError(f"{target} is a week. Draw one topic. {_with_picture(course)}")
    ((topic, file),) = files
    if not topic.has_picture:
        raise CourseError(f"{topic.name} has no picture. {_with_picture(course)}")
    form = "svg" if svg else "png"
    with ProgressBar(1) as bar:
        from dlcourse.graders.engine.student.picturing import draw_picture  # noqa: PLC0415

        data = draw_picture(topic, file, form, bar.say)
    path = file.absolute().parent / "pictures" / f"{topic.name}.{form}"
    write_atomic(path, data)
    click.echo(f"{os.path.relpath(path)}")
    if _has_desktop() if shown is None else shown:
        click.launch(str(path))


def _with_picture(course: Course) -> str:
    """Return a sentence that names the topics that have a picture."""
    named: list[Topic] = [topic for topic in course.topics if topic.has_picture]
    if not named:
        return "No topic of this course has a picture."
    return f"Topics with a picture: {', '.join(topic.name for topic in named)}."


def _has_desktop() -> bool:
    """Return whether a person is at a terminal on a desktop."""
    desktop = sys.platform in ("win32", "darwin") or any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY"))
    return desktop and sys.stdout.isatty() and not os.environ.get("SSH_CONNECTION")
