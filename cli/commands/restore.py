"""dlcourse restore"""

from __future__ import annotations

from collections.abc import Sequence

import click

from dlcourse.cli import completing
from dlcourse.cli.common import one_topic, open_course, open_workspace
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.student.backups import Backup, backups_of, restore
from dlcourse.graders.engine.student.updates import difference
from dlcourse.graders.engine.student.workspace import read_if_file


@click.command("restore")
@click.argument("topic", shell_complete=completing.topics)
@click.argument("which", metavar="[NUMBER]", type=click.IntRange(min=1), required=False)
@click.option("--list", "only_list", is_flag=True, help="Show the backups, and how each differs from your file.")
@click.pass_context
def command(ctx: click.Context, topic: str, which: int | None, only_list: bool) -> None:
    """Bring back a backup that `dlcourse reset` has made: the newest one that differs from your file, or the NUMBER of --list.
    Your file is kept as a backup too, so a second `restore` undoes the first.
    """
    course = open_course(ctx)
    chosen = one_topic(course, topic, "restore")
    workspace = open_workspace(course)
    backups = backups_of(workspace, chosen)
    now = read_if_file(workspace.file_of(chosen))
    if only_list:
        _show(chosen, backups, now)
        return
    backup = _choose(chosen, backups, which, now)
    aside = restore(workspace, chosen, backup)
    click.echo(f"{workspace.name_of(chosen)} is as it was on {backup.when} (backup {backup.number}).")
    if aside is not None:
        click.echo(f"Your file as it was before is in {aside.relative_to(workspace.root)}.")
        click.echo(f"To undo this: dlcourse restore {chosen.name}")


def _choose(topic: Topic, backups: Sequence[Backup], which: int | None, now: bytes | None) -> Backup:
    if not backups:
        raise CourseError(f"There is no backup of {topic.name}. `dlcourse reset {topic.name}` makes one.")
    if which is not None:
        if which > len(backups):
            raise CourseError(f"There is no backup {which} of {topic.name}: dlcourse restore {topic.name} --list")
        chosen = backups[which - 1]
        if read_if_file(chosen.path) == now:
            raise CourseError(f"Backup {which} is the same as your file now. Nothing was changed.")
        return chosen
    for backup in reversed(backups):
        if read_if_file(backup.path) != now:
            return backup
    raise CourseError(f"Every backup of {topic.name} is the same as your file now. Nothing was changed.")


def _show(topic: Topic, backups: Sequence[Backup], now: bytes | None) -> None:
    if not backups:
        click.echo(f"There is no backup of {topic.name} yet.")
        return
    for backup in reversed(backups):
        data = read_if_file(backup.path)
        size = f"{len(data or b'')} bytes"
        click.echo(f"{backup.number:>3}  {backup.when}  {size:>11}  {_difference(now, data)}")
    click.echo(f"To bring one back: dlcourse restore {topic.name} NUMBER")


def _difference(now: bytes | None, backup: bytes | None) -> str:
    if backup is None:
        return "cannot be read"
    return "your file is missing now" if now is None else difference(now, backup)
