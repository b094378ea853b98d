"""dlcourse restore"""

from __future__ import annotations

from collections.abc import Sequence

import click

from dlcourse.cli import completing
from dlcourse.cli.common import one_topic, open_course, open_workspace
from dlcourse.graders.engine.course.course import Topic
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.student.backups import Backup, backups_of, last_green, restore
from dlcourse.graders.engine.student.updates import difference
from dlcourse.graders.engine.student.workspace import read_if_file


@click.command("restore")
@click.argument("topic", shell_complete=completing.topics)
@click.argument("which", metavar="[NUMBER]", type=click.IntRange(min=1), required=False)
@click.option("--green", is_flag=True, help="Bring back the last version with which all visible checks passed.")
@click.option("--list", "only_list", is_flag=True, help="Show what there is, and how each differs from your file.")
@click.pass_context
def command(ctx: click.Context, topic: str, which: int | None, green: bool, only_list: bool) -> None:
    """Bring back a backup that `dlcourse reset` has made: the newest one that differs from your file, or the NUMBER of --list.
    With --green, bring back the last version that was green. Your file is kept as a backup too, so a second `restore` undoes
    the first.
    """
    if green and which is not None:
        raise CourseError("Say a NUMBER or --green, not both.")
    course = open_course(ctx)
    chosen = one_topic(course, topic, "restore")
    workspace = open_workspace(course)
    backups, kept = backups_of(workspace, chosen), last_green(workspace, chosen)
    now = read_if_file(workspace.file_of(chosen))
    if only_list:
        _show(chosen, backups, kept, now)
        return
    backup = _green(chosen, kept, now) if green else _choose(chosen, backups, kept, which, now)
    aside = restore(workspace, chosen, backup)
    what = "the last green version" if green else f"backup {backup.number}"
    click.echo(f"{workspace.name_of(chosen)} is as it was on {backup.when} ({what}).")
    if aside is not None:
        click.echo(f"Your file as it was before is in {aside.relative_to(workspace.root)}.")
        click.echo(f"To undo this: dlcourse restore {chosen.name}")


def _green(topic: Topic, kept: Backup | None, now: bytes | None) -> Backup:
    if kept is None:
        raise CourseError(
            f"There is no green version of {topic.name} yet: `dlcourse check {topic.name}` keeps one when all its checks pass."
        )
    if read_if_file(kept.path) == now:
        raise CourseError("Your file is the last green version. Nothing was changed.")
    return kept


def _choose(
    topic: Topic, backups: Sequence[Backup], kept: Backup | None, which: int | None, now: bytes | None
) -> Backup:
    also = f" For the last green version: dlcourse restore {topic.name} --green" if kept else ""
    if not backups:
        raise CourseError(f"There is no backup of {topic.name}. `dlcourse reset {topic.name}` makes one.{also}")
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
    raise CourseError(f"Every backup of {topic.name} is the same as your file now. Nothing was changed.{also}")


def _show(topic: Topic, backups: Sequence[Backup], kept: Backup | None, now: bytes | None) -> None:
    """Print a line for each version, the newest first: what to type for it, when it was made, its state and its difference."""
    if not backups and kept is None:
        click.echo(f"There is no backup of {topic.name} yet, and no green version.")
        return
    green = kept and read_if_file(kept.path)
    rows = [(backup, str(backup.number)) for backup in reversed(backups)] + ([(kept, "--green")] if kept else [])
    width = max(3, *(len(name) for _, name in rows))
    for version, name in sorted(rows, key=lambda row: row[0].stamp, reverse=True):
        data = read_if_file(version.path)
        state = "green" if data is not None and data == green else "set aside"
        size = f"{len(data or b'')} bytes"
        click.echo(f"{name:>{width}}  {version.when}  {state:<9}  {size:>11}  {_difference(now, data)}")
    arguments = [*(["NUMBER"] if backups else []), *(["--green"] if kept else [])]
    ways = [f"dlcourse restore {topic.name} {argument}" for argument in arguments]
    click.echo(f"To bring one back: {', or '.join(ways)}")


def _difference(now: bytes | None, backup: bytes | None) -> str:
    if backup is None:
        return "cannot be read"
    return "your file is missing now" if now is None else difference(now, backup)
