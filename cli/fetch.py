"""dlcourse fetch"""

from __future__ import annotations

from pathlib import Path

import click

from dlcourse.cli.common import open_course
from dlcourse.graders.errors import CourseError
from dlcourse.graders.workspace import STATE, Workspace


@click.command("fetch")
@click.argument("week")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="The folder to work in; made if it is missing. Default: the workspace of this folder, or this folder.",
)
@click.pass_context
def command(ctx: click.Context, week: str, into: Path | None) -> None:
    """Get a week's exercises, or what is new in them. Files that you have edited are never overwritten."""
    course = open_course(ctx)
    course.week(week)
    root = (into or _here()).resolve()
    if root.exists() and not root.is_dir():
        raise CourseError(f"{into} is a file. Name a folder: dlcourse fetch {week} --into FOLDER")
    if root.is_relative_to(course.root):
        raise CourseError(
            f"{root} is inside the course itself. Choose a folder of your own: dlcourse fetch {week} --into FOLDER"
        )
    workspace = Workspace(root, course)
    if workspace.state.course != course.name:
        raise CourseError(f"{root} holds the course {workspace.state.course!r}. Choose another folder with --into.")
    done = workspace.fetch(week)
    for label, names in (("new", done.written), ("updated", done.updated), ("kept (you have edited it)", done.kept)):
        for name in names:
            click.echo(f"  {label}: {name}")
    for name, beside in done.new_upstream:
        click.echo(f"  kept (you have edited it): {name}; the course has a newer version, see {beside}")
    if not (done.written or done.updated or done.new_upstream):
        click.echo("Nothing is new.")
    entry = course.week(week)
    readme = root / week / "README.md"
    steps = [f"Read {readme}"] if readme.exists() else []
    steps += [] if Path.cwd().is_relative_to(root) else [f"go to {root}"]
    click.echo(f"{entry.title}: {len(entry.topics)} topics in {root / week}.")
    click.echo(f"{', '.join([*steps, 'then'] if steps else ['Next'])}: dlcourse check {week}")


def _here() -> Path:
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / STATE / "workspace.json").is_file()), here)
