"""dlcourse fetch"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import TYPE_CHECKING, Final

import click

from dlcourse.cli import completing
from dlcourse.cli.common import open_course, say_what_is_ignored
from dlcourse.cli.terminal.options import say
from dlcourse.graders.engine.course.course import Course
from dlcourse.graders.engine.errors import CourseError
from dlcourse.graders.engine.files import resolved
from dlcourse.graders.engine.student.fetching import Fetched, fetch_week
from dlcourse.graders.engine.student.workspace import Origin, State, Workspace, read_state, workspace_root
from dlcourse.graders.engine.text import counted

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

FEW: Final = 3  # new files that are listed by name; if there are more, they are counted


@click.command("fetch")
@click.argument("week", shell_complete=completing.weeks)
@click.option(
    "--from",
    "source",
    metavar="SOURCE",
    help="Where the course comes from: a folder, a zip, or the https address of a zip (at most 256 MB) with its SHA-256 in "
    "SOURCE.sha256 or as #sha256=HEX at its end. It is remembered. A course's checks are programs that run on "
    "your machine: use only courses from people whom you trust.",
)
@click.option(
    "--into",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="The folder to work in; made if it is missing. Default: the workspace that you are in, or else this folder.",
)
@click.pass_context
def command(ctx: click.Context, week: str, source: str | None, into: Path | None) -> None:
    """Get a week's exercises, or what is new in them. Files that you have edited are never overwritten: a newer version of
    such a file is written beside it, as NAME.new.py.
    """
    here = Path.cwd()
    root = resolved(into or workspace_root(here) or here)
    if root.exists() and not root.is_dir():
        raise CourseError(f"{into} is a file. Name a folder: dlcourse fetch {week} --into FOLDER")
    if source is not None and ctx.obj:
        raise CourseError("--course and --from both name a course: leave one of them out.")
    state = read_state(root)
    if into is None:
        say_what_is_ignored(ctx, here)
    origin = state.origin if state else None
    known = None if ctx.obj else origin
    if source is not None or known:
        course, origin = _get_course(root, source, week, state, known)
    else:
        course = open_course(ctx)
    entry = course.week(week)
    _refuse_inside(root, course, week)
    workspace = Workspace(root, course)
    if workspace.state.course != course.name:
        raise CourseError(f"{root} holds the course {workspace.state.course!r}. Choose another folder with --into.")
    workspace.state.origin = origin
    _tell(workspace, week, fetch_week(workspace, week))
    if origin != known and not ctx.obj:
        from dlcourse.graders.engine.student.sources.own import delete_unused  # noqa: PLC0415

        delete_unused(root, origin, known)
    readme = root / week / "README.md"
    steps = [f"Read {readme}"] if readme.exists() else []
    steps += [] if here.is_relative_to(root) else [f"go to {root}"]
    click.echo(f"{entry.title}: {counted(len(entry.topics), 'topic')} in {root / week}.")
    click.echo(f"{', '.join([*steps, 'then'] if steps else ['Next'])}: dlcourse check {week}")


def _refuse_inside(root: Path, course: Course, week: str) -> None:
    if root.is_relative_to(course.root):
        raise CourseError(
            f"{root} is inside the course itself. Choose another folder: dlcourse fetch {week} --into FOLDER"
        )


def _get_course(
    root: Path, source: str | None, week: str, state: State | None, known: Origin | None
) -> tuple[Course, Origin]:
    """Return the course from a new source, or else from the known one, and where it came from."""
    from dlcourse.graders.engine.student.sources.names import read_source_name  # noqa: PLC0415
    from dlcourse.graders.engine.student.sources.own import Need, get_course, newer_course  # noqa: PLC0415

    need = Need(root, week, state.course if state else None, known)
    with Transfer() as transfer:
        if source is not None:
            sourced = get_course(need, read_source_name(source), transfer.show)
        else:
            assert known is not None
            sourced = newer_course(need, known, transfer.show)
    for note in sourced.notes:
        click.echo(note, err=True)
    return sourced.course, sourced.origin


def _tell(workspace: Workspace, week: str, done: Fetched) -> None:
    """Say what a fetch did. Many new files are counted; what the student should look at is listed by name."""
    if done.written:
        names = done.written if len(done.written) <= FEW else _counted(workspace, week, done.written)
        _list("new", names)
    _list("updated", _by_folder(done.updated))
    _list(f"kept (you have edited {'it' if len(done.kept) == 1 else 'them'})", _by_folder(done.kept))
    _list("no longer in the course, and yours to keep", _by_folder(done.dropped))
    for new in done.beside:
        say(f"new version beside yours: {new.beside}", indent=2)
        say(f"In it: {new.news}.", indent=4)
        say(f"Your {new.name} is unchanged.", indent=4)
        say(f"Compare the two, copy what you want, then delete {PurePosixPath(new.beside).name}.", indent=4)
    if done.nothing_new:
        click.echo("Nothing is new.")


def _counted(workspace: Workspace, week: str, names: Sequence[str]) -> list[str]:
    """Return files by kind and number."""
    topics = {f"{week}/{topic.file_name}" for topic in workspace.course.weeks[week]}
    kinds: dict[str, list[str]] = {"topic": [], "": [], "image": [], "data file": []}
    for name in names:
        folder = PurePosixPath(name).parent.as_posix()
        kind = "topic" if name in topics else {"data": "data file", f"{week}/images": "image"}.get(folder, "")
        kinds[kind].append(name)
    counted = []
    for kind, found in kinds.items():
        if kind and found:
            counted.append(f"{len(found)} {kind}{'' if len(found) == 1 else 's'}")
        else:
            counted += [PurePosixPath(name).name for name in found]
    return counted


def _by_folder(names: Sequence[str]) -> list[str]:
    """Return paths; one in the same folder as the path before it without that folder."""
    folder, shown = PurePosixPath(), []
    for name in names:
        path = PurePosixPath(name)
        shown.append(path.name if path.parent == folder else name)
        folder = path.parent
    return shown


def _list(label: str, names: Sequence[str]) -> None:
    if names:
        say(f"{label}: {', '.join(names)}", indent=2)


class Transfer:
    """A progress bar for a download, made when its first bytes come; without a terminal, nothing is shown."""

    def __init__(self) -> None:
        self._task: TaskID | None = None

    @cached_property
    def _progress(self) -> Progress:
        from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TextColumn  # noqa: PLC0415

        from dlcourse.cli.terminal.console import boxes, console  # noqa: PLC0415

        out = console(stderr=True)
        columns = (SpinnerColumn(), TextColumn("getting the course"), BarColumn(bar_width=20), DownloadColumn())
        made = Progress(*columns, console=out, transient=True, disable=not boxes(out))
        self._task = made.add_task("", total=None)
        made.start()
        return made

    def show(self, here: int, total: int | None) -> None:
        """Show how many bytes have come, and of how many."""
        progress = self._progress
        if self._task is not None:
            progress.update(self._task, completed=here, total=total)

    def __enter__(self) -> Transfer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if "_progress" in self.__dict__:
            self._progress.stop()
