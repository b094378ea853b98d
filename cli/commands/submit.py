"""dlcourse submit"""

from __future__ import annotations

import datetime
import getpass
import sys
from pathlib import Path

import click

from dlcourse.cli import completing
from dlcourse.cli.common import default_week, open_course
from dlcourse.cli.terminal.options import say
from dlcourse.graders.engine.course.course import Course, visible_points
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.intake.manifest import HONESTY, Agreement, student_name
from dlcourse.graders.engine.student.inbound import find_inbound, reject_for_nbgrader, write_inbound
from dlcourse.graders.engine.student.submitting import (
    Contents,
    gather,
    is_zip,
    manifest_of,
    members,
    write_submission,
)
from dlcourse.graders.engine.student.workspace import Workspace
from dlcourse.graders.engine.text import counted, listed, points, still_raises

MAX_NAMES = 8


@click.command("submit")
@click.argument("week", required=False, shell_complete=completing.weeks)
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="FOLDER|ZIP",
    help="Where to write the zip; no file is ever replaced. Default: submissions/ in the workspace.",
)
@click.option("--as", "name", metavar="NAME", help="Your name or number in the course; it is remembered.")
@click.option("--anyway", is_flag=True, help="Also hand in files that cannot be run.")
@click.option("--yes", is_flag=True, help=f"Agree, without a question: “{HONESTY}”")
@click.option(
    "--exchange",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Hand in to nbgrader's exchange; with --to also as a zip.",
)
@click.pass_context
def command(
    ctx: click.Context,
    week: str | None,
    to: Path | None,
    name: str | None,
    anyway: bool,
    yes: bool,
    exchange: Path | None,
) -> None:
    """Put a week's work into one zip to hand in. Nothing is run, and your files are not changed.

    The zip holds the topics that you have worked on, and a list of them. Every zip is kept: hand in as often as you like.
    """
    course = open_course(ctx)
    workspace = Workspace.find(course, Path.cwd())
    week = _week(course, week) if week else default_week(workspace)
    if to is not None and to.exists() and not to.is_dir() and not is_zip(to):
        raise CourseError(f"{to} is a file. Name a folder, or a file that ends in .zip, with --to.")
    inbound = find_inbound(exchange, course.name, week) if exchange else None
    contents = gather(workspace, week)
    if not contents.pieces and not contents.unreadable:
        state = "as it was fetched" if contents.not_started else f"missing (dlcourse fetch {week})"
        raise CourseError(f"There is nothing to hand in yet: every file of {week} is {state}.")
    _show(workspace, week, contents)
    if contents.problems:
        _say_problems(week, contents, anyway=anyway)
    student = student_name(name) if name is not None else workspace.state.student or _ask_name(yes=yes)
    if inbound is not None:
        reject_for_nbgrader(student)
    agreement = _agreement(workspace, week, student, yes=yes)
    now = datetime.datetime.now().astimezone()
    manifest = manifest_of(contents, workspace, week, student, agreement, now.replace(microsecond=0))
    click.echo()
    if inbound is not None:
        place = write_inbound(inbound, student, week, now, members(manifest, contents.pieces))
        click.echo(f"Handed in to nbgrader as {student}: {place}")
        if _login() != student:
            say(f"nbgrader will show your instructor that it comes from the account {_login()}.")
    if inbound is None or to is not None:
        path = write_submission(to or workspace.root / "submissions", manifest, contents.pieces)
        if to is not None and is_zip(to) and path.name != to.name:
            say(f"{to.name} exists already, and was not changed.")
        say(f"{counted(len(contents.pieces), 'file')} of {student} in one zip, which was read back and is not damaged.")
        click.echo(f"Hand in this file: {path.resolve()}")
    say(f"You can go on working: dlcourse submit {week} makes a new one, and the newest counts.")
    try:
        workspace.remember_submission(student, week, agreement)
    except CourseError as error:
        click.echo(f"Your name could not be remembered for the next time. {error}", err=True)


def _week(course: Course, target: str) -> str:
    """Return the week that an argument names, by its name or its folder; CourseError with the next step if there is none."""
    if target not in course.weeks and Path(target).is_dir():
        target = Path(target).resolve().name  # `week/`, as a shell completes it, or `.`
    if target not in course.weeks:
        for topic in course.topics:
            if target in (topic.name, topic.id, topic.file_name):
                raise CourseError(
                    f"{target} is one topic. A week is handed in whole: dlcourse submit {topic.week.name}"
                )
    return course.week(target).name


def _show(workspace: Workspace, week: str, contents: Contents) -> None:
    """Print what goes in, what stays out, and the points of the last check."""
    topics = workspace.course.weeks[week]
    say(f"{workspace.course.week(week).title}: {len(contents.pieces)} of {len(topics)} topics go in")
    width = max((len(piece.topic.file_name) for piece in contents.pieces), default=0)
    for piece in contents.pieces:
        known = "not checked yet"
        if piece.last:
            since = ", changed since" if piece.changed else ""
            known = f"{points(piece.last.points)}/{points(piece.last.max_points)}{since}"
        click.echo(f"  {piece.topic.file_name:<{width}}  {known}")
        if piece.leftovers and (piece.changed or not piece.last or piece.last.status != "passed"):
            say(still_raises(piece.leftovers[0]), indent=4)
    names = {
        "not started": [topic.name for topic in contents.not_started],
        "missing": [topic.name for topic in contents.missing],
        "other files": contents.other,
        "the course's": contents.of_the_course,
    }
    if any(names.values()):
        click.echo("What stays out")
    for label, what in names.items():
        if what:
            count = f", {len(what)} topics" if label in ("not started", "missing") and len(what) > 1 else ""
            say(f"{label}{count}: {_listed(what)}", indent=2)
    say(_last_check(workspace, week, contents))


def _last_check(workspace: Workspace, week: str, contents: Contents) -> str:
    checked = [piece for piece in contents.pieces if piece.last]
    try:
        most = visible_points(workspace.course.weeks[week])
    except (CourseError, OSError):  # a damaged course must not stop a student from handing in
        checked = []
    if not checked:
        return f"Not checked yet: dlcourse check {week} shows what passes."
    got = sum(piece.last.points for piece in checked if piece.last)
    changed = [piece.topic.name for piece in checked if piece.changed]
    since = f"; {_listed(changed, 3)} changed since" if changed else ""
    return f"Last check: {points(got)} of {points(most)} visible points{since}."


def _say_problems(week: str, contents: Contents, *, anyway: bool) -> None:
    """Print each file's problem; without `anyway`, or if no file is left, raise CourseError with them."""
    one = len(contents.problems) == 1
    start = "1 file cannot be run" if one else f"{len(contents.problems)} files cannot be run"
    listed = "".join(f"\n  {problem}" for problem in contents.problems)
    if anyway and contents.pieces:
        click.echo(f"{start}. You hand {'it' if one else 'them'} in anyway:{listed}")
        return
    way = f", or hand in anyway: dlcourse submit {week} --anyway" if contents.pieces else "."
    more = " (a file that cannot even be read stays out)" if contents.pieces and contents.unreadable else ""
    raise CourseError(f"{start}:{listed}\nFix {'it' if one else 'them'}{way}{more}")


def _ask_name(*, yes: bool) -> str:
    """Ask for the name until there is one. CourseError if nobody can answer, or with --yes, which is for scripts."""
    if yes or not sys.stdin.isatty():
        raise CourseError(
            "Nothing was handed in. Who are you? Say it with --as NAME: your name or number in the course."
        )
    say("Who are you? Give your name or number in the course; it is remembered.", err=True)
    name: str = click.prompt("Your name or number", default="", show_default=False, value_proc=_typed_name, err=True)
    return name


def _typed_name(text: str) -> str:
    """Return a name as it was typed; UsageError, after which click asks again, if it is empty or not one."""
    if not text.strip():
        raise click.UsageError("the name is empty. Your instructor finds your work by it.")
    try:
        return student_name(text)
    except CourseError as error:
        raise click.UsageError(str(error)) from error


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # it depends on the system, and on Python's version
        return ""


def _agreement(workspace: Workspace, week: str, student: str, *, yes: bool) -> Agreement:
    """Return what the student agrees to, or agreed to before; CourseError if they do not agree."""
    before = workspace.state.agreed.get(week)
    if before is not None and before.line == HONESTY and student == workspace.state.student:
        return before
    if not yes and not sys.stdin.isatty():
        raise CourseError(f"Nothing was handed in. Say --yes if you agree: “{HONESTY}”")
    if not yes:
        click.echo(err=True)
        say(f"Before you hand in, as {student}:", err=True)
        say(f"“{HONESTY}”", indent=2, err=True)
        if click.prompt("Type yes to agree", default="", show_default=False, err=True).strip().lower() not in (
            "y",
            "yes",
        ):
            raise CourseError("You did not agree, so nothing was handed in. Ask your instructor if you are not sure.")
    return Agreement(HONESTY, datetime.datetime.now().astimezone().replace(microsecond=0))


def _listed(names: list[str], most: int = MAX_NAMES) -> str:
    """Return names with commas; of many only the first ones, and how many more."""
    return listed(names, most)
