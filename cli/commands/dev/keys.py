"""dlcourse dev keys"""

from __future__ import annotations

from pathlib import Path

import click

from dlcourse.cli.common import open_course
from dlcourse.graders.engine.collect.collectors import Collectors
from dlcourse.graders.engine.collect.key import save_key
from dlcourse.graders.engine.collect.keys import find_key
from dlcourse.graders.engine.collect.sandboxes import reference_sandbox
from dlcourse.graders.engine.files import write_atomic
from dlcourse.graders.engine.notes.making import find_note


@click.command("keys")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The folder to write to. Default: keys/ of the course.",
)
@click.pass_context
def command(ctx: click.Context, out: Path | None) -> None:
    """Make the keys of a student's package: public inputs and the expected evidence, numbers and no code; and the notes,
    encrypted.
    """
    course = open_course(ctx)
    folder = out.absolute() if out else course.root / "keys"
    click.echo(f"In {folder}:")
    with Collectors(reference_sandbox) as collectors:
        for topic in course.topics:
            path = folder / topic.week.name / f"{topic.name}.key"
            save_key(path, find_key(topic, collectors), topic)
            _say_size(folder, path)
            if (note := find_note(topic, collectors)) is not None:
                path = path.with_suffix(topic.shipped_note.suffix)
                write_atomic(path, note.to_bytes())
                _say_size(folder, path)


def _say_size(folder: Path, path: Path) -> None:
    click.echo(f"  {path.relative_to(folder).as_posix()}: {path.stat().st_size / 1024:.0f} kB")
